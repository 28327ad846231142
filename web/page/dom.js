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

/** Tells the person, and a screen reader, in one line. @param {string} text */
function say(text) {
  byId("status").textContent = text;
}

/** Shows an error of the page itself. @param {unknown} error */
function fail(error) {
  const box = byId("failure");
  box.hidden = false;
  box.textContent = `This page has a fault, your files are unchanged: ${error instanceof Error ? error.message : error}`;
}

/** Text with `code` in backquotes. @param {string} text */
function withCode(text) {
  const parts = text.split(/(`[^`\n]+`)/);
  const nodes = parts.map((part) => (/^`[^`]+`$/.test(part) ? element("code", {}, part.slice(1, -1)) : part));
  return element("span", { class: "text" }, ...nodes);
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
