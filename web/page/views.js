// Show, set-up and explain.

/** A name that may be broken after its dots. @param {string} name */
function dotted(name) {
  return element("code", {}, ...name.split(/(?<=\.)/).flatMap((part) => [part, element("wbr")]));
}

/** What osweb sees. @param {any} answer */
function showShow(answer) {
  const row = (/** @type {any} */ one) => element("tr", {}, element("td", {}, dotted(one.name)), element("td", {}, element("code", {}, one.masked ? "***" : one.value)), element("td", {}, one.from));
  const head = element("thead", {}, element("tr", {}, ...["Setting", "Value", "From"].map((text) => element("th", { scope: "col" }, text))));
  fill(
    byId("view-show"),
    element("h2", {}, "What osweb sees"),
    answer.refusal && element("p", { class: "note text" }, answer.refusal),
    !answer.refusal && element("table", {}, head, element("tbody", {}, ...answer.rows.map(row))),
  );
}

/** What the set-up needs to know beside the file, typed here. @type {Record<string, string>} */
const wishes = {};
const WISHES = [
  ["app_name", "Name of the app registration", "enaio e-mail"],
  ["object_id", "Object ID of the enterprise application", "Entra admin center > Enterprise applications > your app > Overview"],
  ["administrator", "Administrator who connects to Exchange Online", "admin@contoso.com"],
  ["senders", "Users who send from webclient, commas between them", "user@contoso.com, other@contoso.com"],
];

/** A line of the runbook. @param {[string, string][]} pieces */
function line(pieces) {
  const made = (/** @type {[string, string]} */ [kind, text]) => {
    if (kind === "label") return element("b", {}, text);
    if (kind === "link") return link(text);
    if (kind === "words") return text;
    return element("code", { class: kind === "missing" ? "missing" : "" }, text);
  };
  return element("span", {}, ...pieces.map(made));
}

let ticks = 0;

/** Something to tick off. @param {...(Node | string | null | undefined | false)} what */
function tick(...what) {
  return element("label", { class: "tick" }, element("input", { type: "checkbox", id: `tick-${++ticks}` }), element("span", {}, ...what));
}

/** @param {any} block */
function block(block) {
  if (block.item) return element("p", { class: "item" }, line(block.item));
  if (block.note) return element("p", { class: "note" }, line(block.note));
  if (block.command) return element("pre", { tabindex: "0" }, block.command);
  const row = (/** @type {any} */ one) => element("tr", {}, element("td", {}, tick(one.label && element("span", {}, one.label, " "), element("code", {}, one.name))), element("td", {}, line(one.value), one.note && element("p", { class: "where" }, line(one.note))));
  return element("table", {}, element("tbody", {}, ...block.rows.map(row)));
}

/** The steps in Microsoft 365 and enaio server, as a list to tick off and print. @param {any} answer */
function showSetup(answer) {
  const panel = byId("view-setup");
  if (answer.refusal) {
    fill(panel, element("h2", {}, "Set-up"), element("p", { class: "note text" }, answer.refusal));
    return;
  }
  ticks = 0;
  const wish = (/** @type {[string, string, string]} */ [key, label, example]) => [
    element("label", { for: `wish-${key}` }, label),
    element("input", { id: `wish-${key}`, class: "wide", value: wishes[key] ?? "", placeholder: example, autocomplete: "off", spellcheck: "false", onchange: (/** @type {any} */ event) => { wishes[key] = event.target.value; refresh(); } }),
  ];
  fill(
    panel,
    element("h2", {}, answer.title),
    element("p", {}, line(answer.intro)),
    element("p", {}, element("label", { for: "wish-access" }, "How the app gets to the mailbox: "), element("select", { id: "wish-access", onchange: (/** @type {any} */ event) => { wishes.access = event.target.value; refresh(); } }, ...answer.ways.map((/** @type {[string, string]} */ [value, text]) => element("option", { value, selected: value === (wishes.access ?? answer.ways[0][0]) }, text)))),
    element("details", { class: "wishes", open: wishesOpen, ontoggle: (/** @type {any} */ event) => { wishesOpen = event.target.open; } }, element("summary", {}, "Fill in what the file does not say"), element("div", { class: "form" }, .../** @type {any} */ (WISHES).flatMap(wish))),
    element("p", { class: "actions" }, element("button", { type: "button", onclick: () => window.print() }, "Print"), element("button", { type: "button", id: "script-exchange", onclick: () => script("exchange") }, "Save the Exchange part as a script"), element("button", { type: "button", id: "script-secret", onclick: () => script("secret") }, "Save the script for the client secret")),
    ...answer.sections.flatMap((/** @type {any} */ section, /** @type {number} */ at) => [
      element("h3", {}, `${at + 1}. ${section.title}`),
      element("p", {}, line(section.intro)),
      element("ol", { class: "steps" }, ...section.steps.map((/** @type {any} */ one, /** @type {number} */ step) => element("li", {}, tick(element("span", { class: "step" }, `${at + 1}.${step + 1} `), line(one.title), one.by && element("small", {}, ` ${one.by}`)), ...one.blocks.map(block)))),
    ]),
    element("h3", {}, "Documentation"),
    element("ul", {}, ...answer.references.map((/** @type {[string, string]} */ [title, address]) => element("li", {}, link(address, title)))),
  );
}

let wishesOpen = false;

/** @param {string} part */
async function script(part) {
  try {
    const { bytes } = await ask("script", { part, wishes });
    download(`osweb-${part}.ps1`, bytes);
    say("Read the script before you run it; -WhatIf shows what it would do.");
  } catch (error) {
    fail(error);
  }
}

/** A rule's page, or what a reply of Microsoft means. @param {any} entry */
function page(entry) {
  return element(
    "article",
    {},
    entry.name && element("h3", {}, element("code", {}, entry.name)),
    entry.summary && element("p", {}, withCode(entry.summary)),
    ...entry.sections.flatMap((/** @type {any} */ section) => [element("h4", {}, section.title), ...prose(section.text)]),
  );
}

async function showExplain() {
  const panel = byId("view-explain");
  if (!byId("query")) {
    fill(
      panel,
      element("h2", {}, "Explain"),
      element("label", { for: "query" }, "A rule's name, a code such as AADSTS7000215, or the error as it was shown: paste it here"),
      element("input", { id: "query", class: "wide", autocomplete: "off", spellcheck: "false", oninput: search }),
      element("div", { id: "found", "aria-live": "polite" }),
    );
  }
  await search();
}

async function search() {
  try {
    const query = byId("query").value;
    const { result } = await run({ call: "explain", query });
    if (query !== byId("query")?.value) return;
    fill(byId("found"), ...result.entries.map(page), result.why && element("p", { class: "note text" }, result.why));
  } catch (error) {
    fail(error);
  }
}
