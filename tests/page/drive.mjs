// Drives the page in a real browser: `node drive.mjs chromium|firefox MODULES PAGE PROGRAM FIXTURES SCRATCH`. Ends with one line of JSON
// that says what was done, or with what was wrong.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { start } from "./browser.mjs";
import { Journey } from "./journey.mjs";

const [name, modules, pagePath, program, fixtures, scratch] = process.argv.slice(2);
const markup = readFileSync(pagePath, "utf8");
const failures = [];
const check = (holds, what) => {
  if (!holds) failures.push(what);
};

const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(markup);
const hash = "'sha256-[A-Za-z0-9+/=]{44}'";
const strict = `default-src 'none'; script-src ${hash} 'wasm-unsafe-eval'; style-src ${hash}; worker-src blob:; connect-src 'none'; form-action 'none'; base-uri 'none'`;
check(new RegExp(`^${strict}$`).test(policy[1]), `the policy: ${policy[1]}`);
// The same page without its policy, that nothing is merely held back by it.
const bare = path.join(scratch, "bare.html");
writeFileSync(bare, markup.replace(policy[0], ""));

const browser = await start(name, modules, scratch);
const compared = [];
for (const file of [pagePath, bare]) {
  const tab = await browser.open(`file://${file}`);
  const journey = new Journey(tab, { program, fixtures, scratch });
  await journey.run(file === bare ? journey.names().filter((step) => !step.includes("every")) : undefined);
  failures.push(...journey.failures);
  compared.push(journey.compared);
  // Firefox brings the font of its list marks as a data: address.
  const foreign = tab.requests.filter((url) => url !== tab.address && !/^(blob:|about:|data:font)/.test(url));
  check(foreign.length === 0, `${file} asks for ${foreign}`);
  check(tab.lines.length === 0, `console: ${tab.lines.join("\n")}`);
  if (file === pagePath) await look(tab);
  await control(tab, file === bare);
}
await embedded();
await browser.close();
kept();
console.log(JSON.stringify({ browser: name, compared: compared[0], size: statSync(pagePath).size }));
if (failures.length > 0) {
  console.error(failures.join("\n\n"));
  process.exit(1);
}

/** That a request would be seen, and that the policy forbids it. */
async function control(tab, allowed) {
  let arrived = 0;
  const server = createServer((_, answer) => {
    arrived += 1;
    answer.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const seen = tab.requests.length;
  await tab.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => {}, () => {}), url);
  server.closeAllConnections();
  server.close();
  check(arrived === (allowed ? 1 : 0), `${arrived} requests arrived, ${allowed ? "without the policy" : "in spite of the policy"}`);
  check(!allowed || tab.requests.slice(seen).includes(url), "the browser's log does not show a request that was made");
}

/** From a web server, in the frame that docs/page.md shows: it works, and asks for nothing but itself. */
async function embedded() {
  const frame = /<iframe[^>]*><\/iframe>/.exec(readFileSync(path.join(fixtures, "../docs/page.md"), "utf8"))[0];
  const asked = [];
  const server = createServer((request, answer) => {
    asked.push(request.url);
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(request.url === "/" ? `<!DOCTYPE html><html lang="en"><title>x</title>${frame}` : markup);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const tab = await browser.open(`http://127.0.0.1:${server.address().port}/`);
  const inside = await (await tab.page.waitForSelector("iframe")).contentFrame();
  await inside.waitForSelector("#open");
  const report = await inside.evaluate(async () => {
    const files = [new TextEncoder().encode("featureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n")];
    const { result } = await window.__osweb({ call: "report", files: [{ name: "osweb-prod.yml" }], current: 0 }, files);
    return result.report;
  });
  check(report.includes("encryption-not-tls"), `in a frame: ${report}`);
  server.closeAllConnections();
  server.close();
  const foreign = asked.filter((url) => !["/", "/osweb-config.html", "/favicon.ico"].includes(url));
  check(foreign.length === 0, `from a web server it asks for ${foreign}`);
}

/** What the browser has written into its profile holds nothing of a file. */
function kept() {
  const secret = Buffer.from("Planted.Secret_Value");
  const wide = Buffer.from("Planted.Secret_Value", "utf16le");
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile()) {
        const bytes = readFileSync(file);
        check(!bytes.includes(secret) && !bytes.includes(wide), `the browser has kept the secret in ${file}`);
      }
    }
  };
  walk(browser.profile);
}

/** Every view at every width: accessible, and nothing is cut off. At 640 pixels and less it is what zoom makes of a wider window. */
async function look(tab) {
  const axe = readFileSync(createRequire(path.join(modules, "x.js")).resolve("axe-core/axe.min.js"), "utf8");
  await tab.give({ "osweb-prod.yml": readFileSync(path.join(fixtures, "legacy/nested-prod.yml")) });
  for (const scheme of name === "firefox" ? ["light"] : ["light", "dark"]) {
    if (name === "chromium") await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const view of ["check", "migrate", "show", "setup", "explain", "edit", "empty"]) {
      if (view === "empty") await tab.closeAll();
      else if (view !== "edit") await tab.settled(() => tab.click(`#tab-${view}`));
      if (view === "edit" || view === "empty") await tab.settled(() => tab.click("#tab-check"));
      if (view === "edit") await tab.settled(() => tab.click("#edit"));
      // By the debugging port: the page's policy lets no other script run.
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => window.axe.run(document).then((result) => result.violations.map((one) => `${one.id}: ${one.nodes[0].html}`)));
      check(found.length === 0, `axe, ${scheme}, ${view}: ${found.join("\n")}`);
      for (const width of [320, 390, 640, 1280, 1920]) {
        await tab.page.setViewport({ width, height: 900 });
        const over = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        check(over <= 0, `${view} is ${over} pixels too wide at ${width}`);
      }
      await tab.page.setViewport({ width: 1280, height: 900 });
      if (view === "edit") await tab.settled(() => tab.click("#edit"));
    }
    await tab.give({ "osweb-prod.yml": readFileSync(path.join(fixtures, "legacy/nested-prod.yml")) });
  }
  await tab.settled(() => tab.click("#tab-setup"));
  if (name === "chromium") {
    await tab.page.emulateMediaType("print");
    const printed = await tab.text("body");
    check(printed.includes("New registration") === (await tab.text(".steps")).includes("New registration") && !printed.includes("Open files"), "only the check list is printed");
    await tab.page.emulateMediaType(null);
  }
  await tab.settled(() => tab.click("#tab-check"));
  await tab.closeAll();
}
