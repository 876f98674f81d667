// Gives the box in which an editor searches for related records the name of its field. It is made by a script without
// one, so this looks when the editor's focus or pointer first comes near, and once when the page is ready.
function label() {
  for (const box of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
    const field = box.closest(".select2")?.parentElement.querySelector("select");
    const name = field && document.querySelector(`label[for="${field.id}"]`);
    if (name) box.setAttribute("aria-label", name.textContent.trim());
  }
}
addEventListener("load", label);
document.addEventListener("focusin", label);
