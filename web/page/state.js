// What is open: bytes as they came, never kept anywhere but in this variable.

/** @typedef {{ name: string, bytes: Uint8Array, role: string, changed: boolean }} OpenFile */

/** @type {OpenFile[]} */
let opened = [];
let current = 0;
let view = "check";
/** Counts what was asked for: an answer to an older question is dropped. */
let asked = 0;

/** @returns {OpenFile | undefined} */
function currentFile() {
  return opened[current];
}

/** What every request says of the open files, in their order. */
function described() {
  return {
    files: opened.map(({ name, role }) => ({ name, role })),
    current,
    profile: byId("profile").value.trim() || null,
  };
}

/** Asks the program about the open files. @param {string} what @param {object} [more] */
function ask(what, more = {}) {
  return run({ call: what, ...described(), ...more }, opened.map((file) => file.bytes));
}

/** @param {Iterable<File>} files */
async function open(files) {
  for (const file of files) {
    if (file.size > 100 * 1024 * 1024) {
      fail(`${file.name} is larger than 100 MB; use the command-line program for it`);
      continue;
    }
    take(file.name, new Uint8Array(await file.arrayBuffer()));
  }
  await refresh();
}

/** @param {string} name @param {Uint8Array} bytes */
function take(name, bytes) {
  const same = opened.findIndex((file) => file.name === name);
  const file = { name, bytes, role: "auto", changed: false };
  if (same >= 0) opened[same] = file;
  else opened.push(file);
  current = same >= 0 ? same : opened.length - 1;
}

/** @param {OpenFile} file @param {Uint8Array} bytes */
function change(file, bytes) {
  file.bytes.fill(0);
  file.bytes = bytes;
  file.changed = true;
}

/** @param {number} index */
function close(index) {
  opened[index].bytes.fill(0);
  opened.splice(index, 1);
  current = Math.max(0, Math.min(current, opened.length - 1));
  refresh();
}

/** Forgets everything: when the page is closed or left. */
function wipe() {
  for (const file of opened) file.bytes.fill(0);
  opened = [];
  stopWorker();
  for (const input of document.querySelectorAll("input, textarea")) /** @type {HTMLInputElement} */ (input).value = "";
  for (const panel of document.querySelectorAll("[role=tabpanel]")) panel.replaceChildren();
  byId("file-list").replaceChildren();
}

const ROLES = { auto: "as its content says", file: "to be checked", base: "lower precedence (--base)" };

function showFiles() {
  fill(
    byId("file-list"),
    ...opened.map((file, index) =>
      element(
        "li",
        {},
        element("button", { type: "button", "aria-pressed": index === current, onclick: () => { current = index; refresh(); } }, file.name + (file.changed ? " (changed)" : "")),
        element(
          "select",
          { "aria-label": `How ${file.name} is read`, onchange: (/** @type {any} */ event) => { file.role = event.target.value; refresh(); } },
          ...Object.entries(ROLES).map(([role, text]) => element("option", { value: role, selected: role === file.role }, text)),
        ),
        element("button", { type: "button", "aria-label": `Save ${file.name}`, onclick: () => { download(file.name, file.bytes); say(AFTERWARDS); } }, "Save"),
        element("button", { type: "button", "aria-label": `Close ${file.name}`, onclick: () => close(index) }, "×"),
      ),
    ),
  );
  byId("empty").hidden = opened.length > 0 || view === "explain";
}
