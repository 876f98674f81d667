// Opens a dialog that uploads a picture with its words, and puts it where the cursor was.
const dialog = document.querySelector("[data-pictures]");
const form = dialog?.querySelector("form");
const faults = dialog?.querySelector("[role=alert]");
let toolbar;
let box;
let cursor;

function say(sentences) {
  faults.querySelector("ul").replaceChildren(...sentences.map((sentence) => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  }));
}

async function upload() {
  const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const answer = await response.json();
  if (!response.ok) return say(answer.faults);
  const words = answer.alt[toolbar.dataset.language].replace(/[[\]\\]/g, "\\$&");
  dialog.close();
  form.reset();
  // A dialog that closes gives back the focus, and not the cursor.
  box.setSelectionRange(...cursor);
  box.dispatchEvent(new CustomEvent("insert", { detail: `![${words}](${answer.address})` }));
}

for (const button of document.querySelectorAll("[data-picture]")) {
  button.hidden = !dialog;
  button.addEventListener("click", () => {
    toolbar = button.closest("[data-toolbar]");
    box = document.getElementById(toolbar.getAttribute("aria-controls"));
    cursor = [box.selectionStart, box.selectionEnd];
    say([]);
    dialog.showModal();
  });
}

dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const send = form.querySelector("[type=submit]");
  send.disabled = true;
  try {
    await upload();
  } catch {
    say([faults.dataset.failed]);
  }
  send.disabled = false;
});
