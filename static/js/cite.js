// Opens a dialog that finds a record by name or number, and puts its citation where the cursor was.
const dialog = document.querySelector("[data-citations]");
const words = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
const status = dialog?.querySelector("[role=status]");
let box;
let cursor;
let asked = 0;
let waiting;

function choice(record) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const names = [record.labels["zh-hans"], record.labels.en, record.title];
  const lines = [...names, `${record.kind} · ${record.citation}`, record.warning];
  for (const line of new Set(lines.filter(Boolean))) {
    const shown = document.createElement("span");
    shown.textContent = line;
    if (line === record.warning) shown.className = "citation-warning";
    button.append(shown);
  }
  button.addEventListener("click", () => {
    dialog.close();
    // A dialog that closes gives back the focus, and not the cursor.
    box.setSelectionRange(...cursor);
    box.dispatchEvent(new CustomEvent("insert", { detail: record.citation }));
  });
  item.append(button);
  return item;
}

async function search() {
  const turn = ++asked;
  const address = `${dialog.dataset.citations}?${new URLSearchParams({ q: words.value })}`;
  let found = [];
  let message = "";
  try {
    const response = await fetch(address);
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    ({ found } = await response.json());
    message = found.length ? "" : status.dataset.none;
  } catch {
    message = status.dataset.failed;
  }
  if (turn !== asked) return;
  status.textContent = message;
  list.replaceChildren(...found.map(choice));
}

function open(toolbar) {
  box = document.getElementById(toolbar.getAttribute("aria-controls"));
  cursor = [box.selectionStart, box.selectionEnd];
  words.value = box.value.slice(...cursor).trim().slice(0, 60);
  dialog.showModal();
  words.focus();
  search();
}

for (const button of dialog ? document.querySelectorAll("[data-cite]") : []) {
  button.addEventListener("click", () => open(button.closest("[data-toolbar]")));
}

words?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 200);
});

dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());

dialog?.addEventListener("keydown", (event) => {
  if (event.isComposing || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  const stops = [words, ...list.querySelectorAll("button")];
  const place = stops.indexOf(document.activeElement);
  if (event.key === "Enter" && place !== 0) return;
  event.preventDefault();
  if (event.key === "Enter") stops[1]?.click();
  else stops[Math.min(stops.length - 1, Math.max(0, place + (event.key === "ArrowDown" ? 1 : -1)))].focus();
});
