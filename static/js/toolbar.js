// Makes the buttons above each Markdown box change its text. What other scripts want inserted reaches the box as an
// "insert" event, so that everything inserted can be undone with the browser's own undo.
for (const toolbar of document.querySelectorAll("[data-toolbar]")) {
  const box = document.getElementById(toolbar.getAttribute("aria-controls"));
  const buttons = [...toolbar.querySelectorAll("button")];

  const insert = (text) => {
    box.focus();
    if (document.execCommand("insertText", false, text)) return;
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const insertBlock = (block) => {
    const before = box.value.slice(0, box.selectionStart);
    const after = box.value.slice(box.selectionEnd);
    const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    insert(gap + block + (after.startsWith("\n\n") || !after ? "" : "\n\n"));
  };

  // The toolbar is one stop for Tab; arrows go from button to button.
  const stopAt = (button) => buttons.forEach((other) => { other.tabIndex = other === button ? 0 : -1; });

  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    stopAt(button);
    if (button.dataset.format) window.markdownActions[button.dataset.format](box);
    if (button.dataset.block) insertBlock(button.dataset.block);
  });

  toolbar.addEventListener("keydown", (event) => {
    const usable = buttons.filter((button) => !button.hidden);
    const place = usable.indexOf(event.target);
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const button = usable[(next + usable.length) % usable.length];
    stopAt(button);
    button.focus();
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = toolbar.querySelector(`[aria-keyshortcuts="Control+${event.key.toUpperCase()}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  box.addEventListener("insert", (event) => insert(event.detail));
  stopAt(buttons[0]);
}
