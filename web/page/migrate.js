// Migrate: a form for what is missing, the plan, the difference, the new file. The old file is never touched.

/** What was typed, by setting; kept while the page is open, the secret only in its field. @type {Record<string, string>} */
const typedValues = {};
let secretAs = "placeholder";

/** @param {any} answer */
function showMigrate(answer) {
  const panel = byId("view-migrate");
  if (answer.refusal || answer.nothing) {
    fill(panel, element("h2", {}, "Migrate"), element("p", { class: "note text" }, answer.refusal || answer.nothing));
    return;
  }
  fill(
    panel,
    element("h2", {}, "Migrate to OAuth2"),
    element("p", {}, "Values that the file has already are kept unless you type another one here."),
    element(
      "form",
      { id: "migrate-form", onsubmit: plan },
      element("div", { class: "form" }, ...answer.fields.flatMap(field)),
      element("button", { type: "submit", class: "primary" }, "Plan"),
    ),
    element("div", { id: "plan", "aria-live": "polite" }),
  );
}

/** @param {any} one @returns {Node[]} */
function field(one) {
  if (one.secret) {
    return [
      element("span", {}, one.label),
      element(
        "span",
        {},
        element("label", {}, element("input", { type: "radio", name: "secret-as", value: "placeholder", checked: secretAs === "placeholder", onchange: () => { secretAs = "placeholder"; } }), " as a placeholder ", element("code", {}, "${"), element("input", { id: "placeholder", value: "OSWEB_CLIENT_SECRET", size: "22", "aria-label": "Name of the variable", autocomplete: "off", spellcheck: "false" }), element("code", {}, "}"), " that the service resolves"),
        element("br"),
        element("label", {}, element("input", { type: "radio", name: "secret-as", value: "value", checked: secretAs === "value", onchange: () => { secretAs = "value"; } }), " in the file: "),
        element("input", { type: "password", id: "value-secret", autocomplete: "off", "aria-label": one.label }),
      ),
      element("p", { class: "where" }, sentence(one.where)),
    ];
  }
  const id = `value-${one.key}`;
  return [
    element("label", { for: id }, one.label),
    element("input", { id, class: "wide", value: typedValues[one.key] ?? "", placeholder: one.current ?? "", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-where`, oninput: (/** @type {any} */ event) => judge(one.key, event.target) }),
    element("p", { class: "where", id: `${id}-where` }, sentence(one.where)),
    element("p", { class: "wrong", id: `${id}-wrong`, role: "status" }),
  ];
}

/** @param {string} text */
function sentence(text) {
  return withCode(text.charAt(0).toUpperCase() + text.slice(1));
}

/** Checks a value as it is typed. @param {string} key @param {HTMLInputElement} input */
async function judge(key, input) {
  typedValues[key] = input.value;
  const { result } = await run({ call: "judge", setting: key, text: input.value });
  const wrong = byId(`value-${key}-wrong`);
  if (wrong) wrong.textContent = input.value ? result.why ?? "" : "";
}

/** @param {Event} event */
async function plan(event) {
  event.preventDefault();
  try {
    const secret = secretAs === "placeholder" ? { placeholder: byId("placeholder").value.trim() } : { value: byId("value-secret").value };
    const values = Object.fromEntries(Object.entries(typedValues).filter(([, text]) => text.trim() !== ""));
    const { result, bytes } = await ask("migrate", { values, secret });
    showPlan(result, bytes);
  } catch (error) {
    fail(error);
  }
}

/** @param {any} result @param {Uint8Array} bytes */
function showPlan(result, bytes) {
  const box = byId("plan");
  if (result.refusal || result.nothing) {
    fill(box, element("p", { class: "note text" }, result.refusal || result.nothing));
    return;
  }
  if (result.needs.length > 0) {
    fill(box, element("h3", {}, "Still missing"), element("ul", {}, ...result.needs.map((/** @type {any} */ need) => element("li", {}, withCode(`${need.what}: ${need.why}`)))));
    return;
  }
  const file = /** @type {OpenFile} */ (currentFile());
  fill(
    box,
    element("h3", {}, "Plan"),
    element("ul", {}, ...result.steps.map((/** @type {any} */ one) => element("li", {}, withCode(`${one.line ? `line ${one.line}: ` : ""}${one.what}; ${one.why}`)))),
    result.notes.length > 0 && element("ul", { class: "note" }, ...result.notes.map((/** @type {string} */ note) => element("li", {}, withCode(note)))),
    element("h3", {}, "Difference"),
    difference(result.diff),
    element("p", {}, "The new text was read again: it has the planned settings, every other value is as before, and it passes check."),
    element("button", { type: "button", class: "primary", id: "download", onclick: () => { download(file.name, bytes); say(`${file.name} is downloaded; the file that you opened is unchanged and still holds the password. ${AFTERWARDS}`); } }, `Download ${file.name}`),
  );
  byId("download").focus();
}
