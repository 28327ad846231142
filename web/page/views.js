// Show, set-up and explain.

/** What osweb sees. @param {any} answer */
function showShow(answer) {
  const row = (/** @type {any} */ one) => element("tr", {}, element("td", {}, element("code", {}, one.name)), element("td", {}, element("code", {}, one.masked ? "***" : one.value)), element("td", {}, one.from));
  const head = element("thead", {}, element("tr", {}, ...["Setting", "Value", "From"].map((text) => element("th", { scope: "col" }, text))));
  fill(
    byId("view-show"),
    element("h2", {}, "What osweb sees"),
    answer.refusal && element("p", { class: "note text" }, answer.refusal),
    !answer.refusal && element("table", {}, head, element("tbody", {}, ...answer.rows.map(row))),
  );
}

/** The steps in Microsoft 365 and enaio server, as a list to tick off and print. @param {any} answer */
function showSetup(answer) {
  const panel = byId("view-setup");
  if (answer.refusal) {
    fill(panel, element("h2", {}, "Set-up"), element("p", { class: "note text" }, answer.refusal));
    return;
  }
  let number = 0;
  fill(
    panel,
    element("h2", {}, answer.title),
    element("p", {}, withCode(answer.intro)),
    element("button", { type: "button", onclick: () => window.print() }, "Print"),
    ...answer.sections.flatMap((/** @type {any} */ section) => [
      element("h3", {}, section.title),
      element("p", {}, withCode(section.intro)),
      element(
        "ol",
        { class: "steps" },
        ...section.steps.map((/** @type {any} */ one) =>
          element("li", {}, element("label", {}, element("input", { type: "checkbox", id: `step-${++number}` }), element("span", {}, withCode(one.title))), ...one.lines.map((/** @type {any} */ line) => (line.code ? element("pre", {}, line.text) : element("p", {}, withCode(line.text))))),
        ),
      ),
    ]),
  );
}

/** A rule's page, or what a reply of Microsoft means. @param {any} entry */
function page(entry) {
  return element(
    "article",
    {},
    element("h3", {}, entry.name),
    element("p", {}, withCode(entry.summary)),
    ...entry.sections.flatMap((/** @type {any} */ section) => [section.title && element("h3", {}, section.title), element("p", {}, withCode(section.text))]),
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
    const { result } = await run({ call: "explain", query: byId("query").value });
    fill(byId("found"), ...result.entries.map(page), result.why && element("p", { class: "note text" }, result.why));
  } catch (error) {
    fail(error);
  }
}
