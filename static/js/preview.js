// Shows, beside the form, the pages readers would get with the words that stand in it now.
const panel = document.querySelector("[data-preview]");
const form = panel && document.getElementById(panel.dataset.form);
const openers = document.querySelectorAll("[data-preview-open]");
const status = panel?.querySelector("[role=status]");
const faults = panel?.querySelector(".preview-faults ul");
const day = panel?.querySelector("[data-preview-day]");
const PAUSE = 400;
let waiting;
let asking;

function put(frame, page) {
  if (frame.srcdoc === page) return;
  const top = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  frame.srcdoc = page;
}

function show(answer) {
  faults.replaceChildren(...answer.faults.map((sentence) => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  }));
  for (const frame of panel.querySelectorAll("iframe")) {
    const page = answer.pages[frame.dataset.language];
    if (page) put(frame, page);
  }
  status.textContent = answer.faults.length ? "" : panel.dataset.current;
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const words = new FormData(form);
  words.set("as_of", day.value);
  try {
    const response = await fetch(panel.dataset.preview, {
      method: "POST", body: words, signal: asking.signal,
    });
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    show(await response.json());
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = panel.dataset.failed;
  }
}

function later() {
  clearTimeout(waiting);
  if (!panel.hidden) waiting = setTimeout(ask, PAUSE);
}

function turn(on) {
  panel.hidden = !on;
  document.body.classList.toggle("previewing", on);
  for (const opener of openers) opener.setAttribute("aria-expanded", String(on));
  if (on) ask();
}

for (const opener of openers) {
  opener.hidden = !panel;
  opener.addEventListener("click", () => turn(panel.hidden));
}
panel?.querySelector("[data-close]").addEventListener("click", () => turn(false));
form?.addEventListener("input", later);
form?.addEventListener("change", later);
day?.addEventListener("change", later);
