// Check: the text with marks at the exact characters, secrets masked, and the diagnostics beside it.

let editing = false;
let selected = -1;

/** @param {any} answer */
function showCheck(answer) {
  selected = -1;
  const panel = byId("view-check");
  const { file } = answer;
  if (!file) {
    fill(panel, element("h2", {}, "Check"), element("p", {}, "This file is only read together with the others: it has no report of its own."));
    return;
  }
  fill(
    panel,
    element("h2", { tabindex: "-1" }, summary(file)),
    element(
      "p",
      { class: "actions" },
      element("button", { type: "button", class: "primary", id: "fix-all", onclick: () => preview({ all: true }) }, "Show the safe fix"),
      file.editable && element("button", { type: "button", id: "edit", "aria-pressed": String(editing), onclick: () => { editing = !editing; refresh(); } }, editing ? "Stop editing" : "Edit the text"),
      element("button", { type: "button", id: "previous", title: "Shift+F8", onclick: () => step(-1) }, "Previous"),
      element("button", { type: "button", id: "next", title: "F8", onclick: () => step(1) }, "Next"),
    ),
    element("div", { id: "preview" }),
    element(
      "div",
      { class: "columns" },
      element("div", {}, editing && file.editable ? editor() : source(file)),
      element("ol", { class: "diagnostics", "aria-label": "Diagnostics" }),
    ),
    live(file),
  );
  list(file);
  if (editing && file.editable) fillEditor();
}

/** @param {any} file */
function summary(file) {
  const count = (/** @type {number} */ number, /** @type {string} */ word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `${file.name}: ${count(file.errors, "error")}, ${count(file.warnings, "warning")}, ${count(file.infos, "note")}`;
}

/** The list of diagnostics, and what can be done with it. @param {any} file */
function list(file) {
  const { diagnostics, safe } = file;
  const more = file.errors + file.warnings + file.infos - diagnostics.length;
  fill(
    /** @type {Element} */ (document.querySelector(".diagnostics")),
    ...diagnostics.map((/** @type {any} */ one, /** @type {number} */ index) => diagnostic(one, index, file)),
    diagnostics.length === 0 && element("li", { class: "none" }, "Nothing to report: osweb reads this file as it is meant, as far as a file can show that."),
    more > 0 && element("li", { class: "none" }, `${more} more are not listed: correct these first, or use the command-line program.`),
  );
  const all = byId("fix-all");
  all.hidden = safe === 0 || !file.editable;
  all.textContent = safe === 1 ? "Show the safe fix" : `Show all ${safe} safe fixes`;
  for (const id of ["previous", "next"]) byId(id).disabled = diagnostics.length === 0;
}

/** What a page cannot do. @param {any} file */
function live(file) {
  const plain = /^[\w.][\w.-]*$/.test(file.name) ? file.name : `"${file.name}"`;
  return element("p", { class: "live" }, "Whether mail can be sent is shown by a live check alone, which cannot run in a page. On the machine that osweb runs on:", element("pre", {}, `osweb-config check --live ${plain}`));
}

/** @param {any} one @param {number} index @param {any} file */
function diagnostic(one, index, file) {
  const place = `line ${one.start.line}, column ${one.start.column}`;
  return element(
    "li",
    { class: one.severity, tabindex: index === 0 ? "0" : "-1", "data-index": index, onkeydown: keys, onfocus: () => point(index), onclick: () => point(index) },
    element("p", {}, element("span", { class: "severity" }, one.severity), " ", element("code", {}, one.rule), `, ${place}`),
    element("p", { class: "message" }, withCode(one.message)),
    one.help && element("p", { class: "help" }, withCode(one.help)),
    one.related.length > 0 && element("ul", {}, ...one.related.map((/** @type {any} */ other) => element("li", {}, withCode(`${other.path ? `${other.path}, ` : ""}line ${other.line}: ${other.message}`)))),
    one.fix && file.editable && element("button", { type: "button", onclick: (/** @type {Event} */ event) => { event.stopPropagation(); preview({ one: index }); } }, withCode(`${one.fix.safe ? "Fix" : "Unsafe fix"}: ${one.fix.title}`)),
    element("details", { ontoggle: (/** @type {any} */ event) => unfold(event.target, one.rule) }, element("summary", {}, "About this rule")),
  );
}

/** @param {HTMLDetailsElement} details @param {string} rule */
async function unfold(details, rule) {
  if (!details.open || details.children.length > 1) return;
  const { result } = await run({ call: "explain", query: rule });
  details.append(page(result.entries[0]));
}

/** @param {KeyboardEvent} event */
function keys(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  }
}

/** Goes to the next or previous diagnostic. @param {number} by */
function step(by) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".diagnostics [data-index]")]);
  if (all.length === 0) return;
  const next = selected < 0 && by < 0 ? all[all.length - 1] : all[(selected + by + all.length) % all.length];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Shows the place of a diagnostic in the text. @param {number} index */
function point(index) {
  selected = index;
  for (const item of document.querySelectorAll(".diagnostics [data-index]")) item.setAttribute("tabindex", item.getAttribute("data-index") === String(index) ? "0" : "-1");
  for (const mark of document.querySelectorAll("mark.current")) mark.classList.remove("current");
  const marks = document.querySelectorAll(`mark[data-index~="${index}"]`);
  for (const mark of marks) mark.classList.add("current");
  marks[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The text, secrets masked: all lines, or of a long file those around the diagnostics. @param {any} file */
function source(file) {
  /** @type {Node[]} */
  const items = [];
  let before = 0;
  for (const { number, text } of file.lines) {
    if (number !== before + 1) items.push(element("li", { class: "gap" }, `${number - before - 1} lines that nothing is said of`));
    items.push(element("li", {}, element("span", { class: "number", "aria-hidden": "true" }, String(number)), element("span", {}, ...marked(number, text, file.diagnostics))));
    before = number;
  }
  if (before < file.line_count) items.push(element("li", { class: "gap" }, `${file.line_count - before} lines that nothing is said of`));
  return element("div", { class: "source code", tabindex: "0", role: "region", "aria-label": `Text of ${file.name}, secrets masked` }, element("ol", {}, ...items));
}

/**
 * One line, with marks; columns count characters from 1. Where marks overlap a piece belongs to several diagnostics.
 * @param {number} number @param {string} text @param {any[]} diagnostics
 */
function marked(number, text, diagnostics) {
  const chars = Array.from(text);
  const marks = diagnostics
    .map((one, index) => ({ one, index }))
    .filter(({ one }) => one.start.line <= number && number <= one.end.line)
    .map(({ one, index }) => ({
      from: one.start.line === number ? one.start.column - 1 : 0,
      to: one.end.line === number ? one.end.column - 1 : chars.length,
      severity: one.severity,
      index,
    }));
  const edges = [...new Set([0, chars.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((left, right) => left - right);
  /** @type {(Node | string)[]} */
  const nodes = [];
  edges.forEach((from, at) => {
    const point = marks.filter((mark) => mark.from === from && mark.to === from);
    if (point.length > 0) nodes.push(piece("", point));
    const to = edges[at + 1];
    if (to === undefined) return;
    const over = marks.filter((mark) => mark.from <= from && to <= mark.to);
    const text = chars.slice(from, to).join("");
    nodes.push(over.length > 0 ? piece(text, over) : text);
  });
  return nodes;
}

/** @param {string} text @param {{ severity: string, index: number }[]} marks the first of them is the cause */
function piece(text, marks) {
  return element("mark", { class: marks[0].severity, "data-index": marks.map(({ index }) => index).join(" ") }, text);
}

/** Shows what a fix would change, and takes it when it is wanted. @param {object} which */
async function preview(which) {
  try {
    const { result, bytes } = await ask("fix", which);
    const box = byId("preview");
    if (!result.diff) {
      fill(box, element("p", { class: "note" }, result.why || "There is no fix that makes this file better."));
      return;
    }
    fill(
      box,
      element("h3", {}, "What would change"),
      difference(result.diff),
      element("ul", {}, ...result.applied.map((/** @type {any} */ one) => element("li", {}, withCode(`line ${one.line}: ${one.title} (${one.rule})`)))),
      element(
        "p",
        { class: "actions" },
        element("button", { type: "button", class: "primary", id: "take", onclick: () => takeFix(bytes) }, "Take it"),
        element("button", { type: "button", id: "leave", onclick: () => { fill(box); focusHeading(); } }, "Leave it"),
      ),
    );
    byId("take").focus();
  } catch (error) {
    fail(error);
  }
}

/** @param {Uint8Array} bytes the file with the fix */
async function takeFix(bytes) {
  const file = currentFile();
  if (file) change(file, bytes);
  await refresh();
  say("The fix is taken. Save the file when you are done.");
  focusHeading();
}

/** Where the keyboard goes on once what it was on is gone. */
function focusHeading() {
  /** @type {HTMLElement | null} */ (document.querySelector("#view-check h2"))?.focus();
}

function editor() {
  return element(
    "div",
    {},
    element("p", { class: "note", id: "edit-note" }, "The only place where the text itself is shown, secrets included. It is checked as you type."),
    element("label", { for: "edit-text", class: "visually-hidden" }, "Text of the file"),
    element("textarea", { id: "edit-text", rows: "28", spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", "aria-describedby": "edit-note", oninput: typed }),
  );
}

async function fillEditor() {
  const { bytes } = await ask("text");
  byId("edit-text").value = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

let typing = 0;

function typed() {
  clearTimeout(typing);
  typing = window.setTimeout(async () => {
    const file = currentFile();
    const area = byId("edit-text");
    if (!file || !area) return;
    try {
      // The browser turns every line end into LF: the program gives lines their old ends back.
      const question = ++asked;
      const { result, bytes } = await run({ call: "edit", ...described() }, [...opened.map((one) => one.bytes), new TextEncoder().encode(area.value)]);
      change(file, bytes);
      if (question !== asked || !result.file || !document.querySelector(".diagnostics")) return;
      // While somebody types only the diagnostics are drawn anew.
      list(result.file);
      /** @type {Element} */ (document.querySelector("#view-check h2")).textContent = summary(result.file);
      showFiles(result);
      document.body.dataset.ready = String(question);
    } catch (error) {
      fail(error);
    }
  }, 120);
}
