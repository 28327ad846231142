// Builds elements. Content is always text, never markup.

/**
 * @param {string} name
 * @param {Record<string, unknown>} [attributes] `on…` is a listener, `class` and everything else an attribute; false and null are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any} the element
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  for (const child of children) {
    if (child) made.append(child);
  }
  return made;
}

/** @param {string} id @returns {any} */
function byId(id) {
  return document.getElementById(id);
}

/** @param {Element} parent @param {...(Node | string | null | undefined | false)} children */
function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => /** @type {Node | string} */ (child)));
}

/** Tells the person, and a screen reader, in one line. @param {string} text @param {boolean} [seen] it can be seen elsewhere */
function say(text, seen = false) {
  const status = byId("status");
  status.textContent = text;
  status.classList.toggle("visually-hidden", seen || text === "");
}

/** Shows an error of the page itself. @param {unknown} error */
function fail(error) {
  const box = byId("failure");
  box.hidden = false;
  box.textContent = `This page has a fault, your files are unchanged: ${error instanceof Error ? error.message : error}`;
}

/** @param {string} address @param {string} [text] */
function link(address, text = address) {
  // In another tab: leaving the page wipes it.
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** Text with `code` in backquotes and links in angle brackets. @param {string} text */
function withCode(text) {
  const nodes = text.split(/(`[^`\n]+`|<https:[^>\s]+>)/).map((part) => {
    if (/^`[^`]+`$/.test(part)) return element("code", {}, part.slice(1, -1));
    return /^<https:[^>]+>$/.test(part) ? link(part.slice(1, -1)) : part;
  });
  return element("span", { class: "text" }, ...nodes);
}

/** Paragraphs, lists and lines to copy (indented by four spaces), as rule pages and replies are written. @param {string} text @returns {Node[]} */
function prose(text) {
  /** @type {[string, string][]} */
  const blocks = [];
  let open = false;
  for (const line of text.split("\n")) {
    const kind = /^ {4}/.test(line) ? "pre" : /^- /.test(line) ? "item" : "p";
    const last = blocks[blocks.length - 1];
    if (line.trim() === "") open = false;
    else if (open && last && kind === "pre" && last[0] === "pre") last[1] += `\n${line.slice(4)}`;
    else if (open && last && kind === "p" && last[0] !== "pre") last[1] += ` ${line.trim()}`;
    else blocks.push([kind, kind === "pre" ? line.slice(4) : kind === "item" ? line.slice(2) : line]);
    if (line.trim() !== "") open = true;
  }
  return blocks.map(([kind, words]) => (kind === "pre" ? element("pre", { tabindex: "0" }, words) : element("p", { class: kind === "item" ? "item" : "" }, withCode(words))));
}

/** A unified difference, line by line, secrets masked. @param {string} text */
function difference(text) {
  const lines = text.replace(/\n$/, "").split("\n").map((line) => {
    const kind = /^(\+\+\+|---|@@)/.test(line) ? "" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "";
    return element("div", { class: kind }, line || " ");
  });
  return element("div", { class: "diff code", role: "region", "aria-label": "Difference", tabindex: "0" }, ...lines);
}

/** Hands bytes to the browser's downloads. @param {string} name @param {Uint8Array} bytes */
function download(name, bytes) {
  const address = URL.createObjectURL(new Blob([/** @type {any} */ (bytes)], { type: "application/octet-stream" }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const AFTERWARDS = "Put it in place of the old file and keep a copy of that one until mail works. Saving a file in services-admin restarts the service; a file that is replaced directly needs its Reload.";
