// Turns what is pasted from Word or a web page into the Markdown that readers' pages may have, and nothing else.
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
const LEFT_OUT = "script, style, title, meta, link, iframe, object, noscript, template, img, picture, svg, video, audio";
const WORTH_KEEPING = `${HEADINGS}, ul, ol, table, a[href], b, strong, blockquote, img, p + p, [style*=mso-list]`;

function markdownService() {
  const service = new window.TurndownService({ headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*" });
  service.addRule("heading", {
    filter: HEADINGS,
    // Readers' pages have one heading of the first level, their title.
    replacement: (text, node) => `\n\n${"#".repeat(Math.min(4, Math.max(2, node.nodeName[1])))} ${text.trim()}\n\n`,
  });
  service.addRule("link", {
    filter: "a",
    replacement: (text, node) => {
      const address = node.getAttribute("href") || "";
      const isKept = /^(https?:\/\/|tel:|mailto:)/i.test(address) && text.trim();
      return isKept ? `[${text.trim()}](${address.replace(/[\s()<>]/g, encodeURIComponent)})` : text;
    },
  });
  service.addRule("cell", {
    filter: ["td", "th"],
    replacement: (text) => `${text.trim().replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|")} | `,
  });
  service.addRule("row", {
    filter: "tr",
    replacement: (text, row) => {
      const isFirst = row === row.closest("table").rows[0];
      return `| ${text.trim()}\n${isFirst ? `|${" --- |".repeat(row.cells.length)}\n` : ""}`;
    },
  });
  service.addRule("rows", { filter: ["thead", "tbody", "tfoot"], replacement: (text) => text });
  service.addRule("table", {
    filter: "table",
    replacement: (text) => `\n\n${text.replace(/\n\s*\n/g, "\n").trim()}\n\n`,
  });
  return service;
}

// Word writes a list as paragraphs that begin with a bullet or number of their own.
function makeLists(page) {
  for (const paragraph of page.querySelectorAll("[style*='mso-list']:not(span)")) {
    const mark = paragraph.querySelector("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
    const kind = /^\s*[(（]?\w{1,3}[.)、）]/.test(mark?.textContent || "") ? "OL" : "UL";
    mark?.remove();
    const before = paragraph.previousElementSibling;
    const list = before?.nodeName === kind && before.dataset.made ? before : page.createElement(kind);
    if (list !== before) paragraph.before(list);
    list.dataset.made = "yes";
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

function unwrap(elements) {
  for (const element of elements) element.replaceWith(...element.childNodes);
}

function tidy(page) {
  for (const element of page.querySelectorAll(LEFT_OUT)) element.remove();
  makeLists(page);
  unwrap(page.querySelectorAll("b[style*='font-weight:normal'], b[style*='font-weight: normal']"));
  // Tables that only arrange a page are not tables of facts.
  for (const table of [...page.querySelectorAll("table")].reverse()) {
    const isLayout = table.querySelector("table") || [...table.rows].every((row) => row.cells.length < 2);
    if (isLayout) unwrap([...table.querySelectorAll("tbody, thead, tr, td, th, table"), table]);
  }
}

function toMarkdown(page) {
  const text = markdownService().turndown(page.body)
    .replace(/\u00a0/g, " ").replace(/[\u200b\ufeff]/g, "").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n");
  // A citation that was copied with the text is one still.
  return text.replace(/\\\[\\\[([a-z]+:[a-z0-9-]+)(\|[^[\]\n]*)?\\\]\\\]/g, "[[$1$2]]").trim();
}

for (const box of document.querySelectorAll("[data-markdown]")) {
  const notice = box.parentElement.querySelector("[data-notice]");
  box.addEventListener("paste", (event) => {
    notice.textContent = "";
    const page = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    if (!page.querySelector(WORTH_KEEPING)) return;
    event.preventDefault();
    if (page.querySelector("img")) notice.textContent = notice.dataset.leftOut;
    tidy(page);
    box.dispatchEvent(new CustomEvent("insert", { detail: toMarkdown(page) }));
  });
}
