// Gives the box in which an editor searches for related records the name of its field: the script that makes the box,
// whenever it does, gives it none.
function label() {
  for (const box of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
    const field = box.closest(".select2-container")?.parentElement.querySelector("select");
    const name = field?.labels[0]?.textContent.trim();
    if (name) box.setAttribute("aria-label", name);
  }
}
label();
new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
