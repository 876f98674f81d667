// Keeps what an editor types in this browser until it is saved. After a lost session or a closed window it is offered
// again. A page opened with ?saved=<token> says that the text kept under that token has been saved.
const SHARED = ["opened_on", "opened_over"];
const place = document.querySelector("[data-keep]");
const form = place?.closest("form");
const key = `kept:${place?.dataset.keep}`;

function forgetSaved() {
  const address = new URL(location.href);
  const saved = address.searchParams.get("saved");
  if (!saved) return;
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith("kept:"))) {
    if (JSON.parse(localStorage.getItem(name)).token === saved) localStorage.removeItem(name);
  }
  address.searchParams.delete("saved");
  history.replaceState(null, "", address);
}

function fields() {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      (field.matches("textarea, select:not([multiple]), input:not([type])") ||
        ["text", "url", "number", "checkbox", "search"].includes(field.type) ||
        SHARED.includes(field.name))
  );
}

function valueOf(field) {
  return field.type === "checkbox" ? field.checked : field.value;
}

function keep() {
  const values = Object.fromEntries(fields().map((field) => [field.name, valueOf(field)]));
  const kept = { token: form.elements.kept_as.value, at: new Date().toISOString(), values };
  localStorage.setItem(key, JSON.stringify(kept));
}

function putBack(values) {
  for (const field of fields().filter((field) => field.name in values)) {
    if (field.type === "checkbox") field.checked = values[field.name];
    else field.value = values[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function differs(values) {
  return fields().some(
    (field) => field.name in values && !SHARED.includes(field.name) && values[field.name] !== valueOf(field)
  );
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function offer(kept) {
  const bar = document.createElement("div");
  bar.className = "kept-text";
  bar.setAttribute("role", "alert");
  const close = () => bar.remove();
  bar.append(
    `${place.dataset.keptOffer} ${new Date(kept.at).toLocaleString()} `,
    button(place.dataset.keptBack, () => (putBack(kept.values), close())),
    button(place.dataset.keptAway, () => (localStorage.removeItem(key), close()))
  );
  place.after(bar);
}

forgetSaved();
if (form) {
  const kept = JSON.parse(localStorage.getItem(key));
  if (kept && differs(kept.values)) offer(kept);
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 500);
  });
  form.addEventListener("change", keep);
  form.addEventListener("submit", keep);
}
