// Check: the text with marks at the exact characters, secrets masked, and the diagnostics beside it.

let editing = false;
let selected = -1;

/** @param {any} answer */
function showCheck(answer) {
  const panel = byId("view-check");
  const file = answer.files.find((/** @type {any} */ one) => one.current);
  if (!file) {
    fill(panel, element("p", {}, "This file is only read together with the others: it has no report of its own."));
    return;
  }
  const safe = file.diagnostics.filter((/** @type {any} */ one) => one.fix && one.fix.safe).length;
  fill(
    panel,
    element("h2", {}, summary(file)),
    file.note && element("p", { class: "note" }, file.note),
    element(
      "p",
      {},
      element("button", { type: "button", onclick: () => step(-1), disabled: file.diagnostics.length === 0 }, "Previous"),
      " ",
      element("button", { type: "button", onclick: () => step(1), disabled: file.diagnostics.length === 0 }, "Next"),
      " ",
      safe > 0 && element("button", { type: "button", class: "primary", id: "fix-all", onclick: () => preview({ all: true }) }, safe === 1 ? "Show the safe fix" : `Show all ${safe} safe fixes`),
      " ",
      file.editable && element("button", { type: "button", id: "edit", "aria-pressed": editing, onclick: () => { editing = !editing; refresh(); } }, editing ? "Stop editing" : "Edit the text"),
    ),
    element("div", { id: "preview" }),
    element(
      "div",
      { class: "columns" },
      element("div", {}, editing && file.editable ? editor() : source(file)),
      element(
        "ol",
        { class: "diagnostics", "aria-label": "Diagnostics" },
        ...file.diagnostics.map((/** @type {any} */ one, /** @type {number} */ index) => diagnostic(one, index, file)),
        file.diagnostics.length === 0 && element("li", { class: "info" }, "Nothing to report."),
      ),
    ),
  );
  if (editing && file.editable) fillEditor();
}

/** @param {any} file */
function summary(file) {
  const count = (/** @type {number} */ number, /** @type {string} */ word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `${file.name}: ${count(file.errors, "error")}, ${count(file.warnings, "warning")}, ${count(file.infos, "advice").replace("advices", "advice")}`;
}

/** @param {any} one @param {number} index @param {any} file */
function diagnostic(one, index, file) {
  const place = `line ${one.start.line}, column ${one.start.column}`;
  return element(
    "li",
    { class: one.severity, tabindex: index === 0 ? "0" : "-1", "data-index": index, onkeydown: keys, onfocus: () => point(index), onclick: () => point(index) },
    element("p", {}, element("span", { class: "severity" }, one.severity), ` ${one.rule}, ${place}`),
    element("p", { class: "message" }, withCode(one.message)),
    one.help && element("p", { class: "help" }, withCode(one.help)),
    one.related.length > 0 && element("ul", {}, ...one.related.map((/** @type {any} */ other) => element("li", {}, withCode(`${other.path ? `${other.path}, ` : ""}line ${other.line}: ${other.message}`)))),
    one.fix && file.editable && element("button", { type: "button", onclick: (/** @type {Event} */ event) => { event.stopPropagation(); preview({ one: index }); } }, `${one.fix.safe ? "Fix" : "Unsafe fix"}: ${one.fix.title}`),
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
  const next = all[(selected + by + all.length) % all.length];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Shows the place of a diagnostic in the text. @param {number} index */
function point(index) {
  selected = index;
  for (const item of document.querySelectorAll(".diagnostics [data-index]")) item.setAttribute("tabindex", item.getAttribute("data-index") === String(index) ? "0" : "-1");
  for (const mark of document.querySelectorAll("mark.current")) mark.classList.remove("current");
  const mark = document.querySelector(`mark[data-index="${index}"]`);
  mark?.classList.add("current");
  mark?.scrollIntoView({ block: "nearest", inline: "nearest" });
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
 * One line, with marks; columns count characters from 1. Of marks that overlap the first is drawn.
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
    }))
    .sort((left, right) => left.from - right.from);
  /** @type {(Node | string)[]} */
  const nodes = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.from < at) continue;
    nodes.push(chars.slice(at, mark.from).join(""), element("mark", { class: mark.severity, "data-index": mark.index }, chars.slice(mark.from, mark.to).join("")));
    at = mark.to;
  }
  nodes.push(chars.slice(at).join(""));
  return nodes;
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
      element("button", { type: "button", class: "primary", id: "take", onclick: () => { const file = currentFile(); if (file) change(file, bytes); say("Taken. Save the file when you are done."); refresh(); } }, "Take it"),
      " ",
      element("button", { type: "button", onclick: () => fill(box) }, "Leave it"),
    );
    byId("take").focus();
  } catch (error) {
    fail(error);
  }
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
      const { bytes } = await run({ call: "edit", ...described() }, [...opened.map((one) => one.bytes), new TextEncoder().encode(area.value)]);
      change(file, bytes);
      const { result } = await ask("check");
      refreshDiagnostics(result);
    } catch (error) {
      fail(error);
    }
  }, 120);
}

/** While somebody types only the diagnostics are drawn anew. @param {any} answer */
function refreshDiagnostics(answer) {
  const file = answer.files.find((/** @type {any} */ one) => one.current);
  const list = document.querySelector(".diagnostics");
  if (!file || !list) return;
  fill(list, ...file.diagnostics.map((/** @type {any} */ one, /** @type {number} */ index) => diagnostic(one, index, file)), file.diagnostics.length === 0 && element("li", { class: "info" }, "Nothing to report."));
  const head = document.querySelector("#view-check h2");
  if (head) head.textContent = summary(file);
  showFiles();
}
