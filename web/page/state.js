// What is open: bytes as they came, never kept anywhere but in this variable.

/** @typedef {{ name: string, bytes: Uint8Array, role: string, changed: boolean, saved?: boolean, kind?: string, errors?: number }} OpenFile */

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
      refuse(`${file.name} is larger than 100 MB: use the command-line program for it.`);
      continue;
    }
    if (file.name === "osweb-config.toml") {
      refuse("osweb-config.toml is for the command-line program: here, choose the profile and how each file is read.");
      continue;
    }
    take(file.name, new Uint8Array(await file.arrayBuffer()));
  }
  await refresh();
  if (refused) say(refused);
  refused = "";
}

let refused = "";

/** Says, once all files are read, why one of them was not. @param {string} why */
function refuse(why) {
  refused = `${refused} ${why}`.trim();
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
  file.saved = false;
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
  waiting.clear();
  stopWorker();
  for (const input of document.querySelectorAll("input, textarea")) /** @type {HTMLInputElement} */ (input).value = "";
  for (const panel of document.querySelectorAll("[role=tabpanel]")) panel.replaceChildren();
  byId("file-list").replaceChildren();
  for (const typed of [typedValues, wishes]) for (const key of Object.keys(typed)) delete typed[key];
  current = 0;
  editing = false;
  say("");
}

const ROLES = { auto: "is checked", base: "has lower precedence" };

const KINDS = /** @type {Record<string, string>} */ ({ registry: "registry export", actuator: "export of services-admin", json: "JSON", properties: "properties" });

/** @param {any} [answer] what the program says of the files */
function showFiles(answer) {
  opened.forEach((file, index) => {
    if (answer?.kinds) file.kind = answer.kinds[index];
    if (answer?.errors) file.errors = answer.errors[index] ?? undefined;
  });
  // A registry export can only be compared with, and a file alone can only be checked: there is nothing to ask.
  const asks = (/** @type {OpenFile} */ file) => file.kind !== "registry" && opened.filter((one) => one.kind !== "registry").length > 1;
  fill(
    byId("file-list"),
    ...opened.map((file, index) =>
      element(
        "li",
        {},
        element("button", { type: "button", "aria-pressed": String(index === current), onclick: () => { current = index; refresh(); } }, file.name + (file.changed ? " (changed)" : "")),
        element("span", { class: "kind" }, [KINDS[file.kind ?? ""], file.errors && `${file.errors} error${file.errors === 1 ? "" : "s"}`].filter(Boolean).join(", ")),
        asks(file) && element(
          "select",
          { "aria-label": `How ${file.name} is read`, onchange: (/** @type {any} */ event) => { file.role = event.target.value; refresh(); } },
          ...Object.entries(ROLES).map(([role, text]) => element("option", { value: role, selected: role === file.role }, text)),
        ),
        file.changed && element("button", { type: "button", "aria-label": `Save ${file.name}`, onclick: () => { download(file.name, file.bytes); file.saved = true; say(AFTERWARDS); } }, "Save"),
        element("button", { type: "button", "aria-label": `Close ${file.name}`, onclick: () => close(index) }, "×"),
      ),
    ),
  );
  byId("empty").hidden = opened.length > 0 || view === "explain";
}
