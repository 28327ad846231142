// Drives the page in a real browser as a person would: `node drive.mjs MODULES BROWSER PAGE PROGRAM FIXTURES…`. Prints one line of
// JSON for each thing seen; the test of cargo compares it with what the program does natively.
import { createRequire } from "node:module";
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import path from "node:path";

const [modules, browserPath, pagePath, program, fixtures, scratch] = process.argv.slice(2);
const require = createRequire(path.join(modules, "x.js"));
const { chromium } = require("playwright-core");
const failures = [];
const check = (holds, what) => {
  if (!holds) failures.push(what);
};
const native = (args, options = {}) => {
  try {
    return execFileSync(program, args, { stdio: ["ignore", "pipe", "ignore"], ...options });
  } catch (error) {
    return error.stdout;
  }
};

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
const page = await context.newPage();
const requests = [];
const consoleLines = [];
page.on("request", (request) => requests.push(request.url()));
page.on("console", (message) => consoleLines.push(message.text()));
page.on("pageerror", (error) => consoleLines.push(String(error)));

const address = `file://${pagePath}`;
const began = Date.now();
await page.goto(address);
/** Waits until the page has drawn what was asked last. */
const settled = async (act) => {
  const before = await page.evaluate(() => document.body.dataset.ready ?? "");
  await act();
  await page.waitForFunction((old) => document.body.dataset.ready !== old, before, { timeout: 60_000 });
};
const give = (name, bytes) => settled(() => page.setInputFiles("#open", { name, mimeType: "text/plain", buffer: Buffer.from(bytes) }));
const closeAll = async () => {
  while (await page.locator('#file-list button[aria-label^="Close"]').count()) {
    await settled(() => page.locator('#file-list button[aria-label^="Close"]').first().click());
  }
};
const saved = async (button) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

// A fault, its message, the fix, the download: the same bytes as check --fix.
const faulty = readFileSync(path.join(scratch, "osweb-prod.yml"));
await give("osweb-prod.yml", faulty);
const ready = Date.now() - began;
const first = page.locator(".diagnostics > li").first();
check((await first.innerText()).includes("encryption-not-tls"), `first diagnostic: ${await first.innerText()}`);
check((await page.locator("mark").first().innerText()) === "tls", "the mark is at the exact characters");
await page.click("#fix-all");
await page.waitForSelector("#take");
check((await page.locator(".diff .added").allInnerTexts()).join("").includes("TLS"), "the difference is shown before it is taken");
await settled(() => page.click("#take"));
const fixed = await saved('button[aria-label^="Save"]');
execFileSync(program, ["check", "--fix", "--no-backup", path.join(scratch, "osweb-prod.yml")], { stdio: "ignore" });
check(Buffer.compare(fixed.bytes, readFileSync(path.join(scratch, "osweb-prod.yml"))) === 0, "the fixed file equals that of check --fix");
check(fixed.name === "osweb-prod.yml", `downloaded as ${fixed.name}`);
await closeAll();

// A legacy file: the same bytes as migrate.
const legacy = readFileSync(path.join(fixtures, "legacy/nested-prod.yml"));
const ids = { oAuthClientId: "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", oAuthTenantId: "contoso.onmicrosoft.com" };
await give("osweb-prod.yml", legacy);
await settled(() => page.click("#tab-migrate"));
await page.fill("#value-oAuthClientId", "no GUID");
await page.waitForFunction(() => document.getElementById("value-oAuthClientId-wrong").textContent !== "");
for (const [key, value] of Object.entries(ids)) await page.fill(`#value-${key}`, value);
await page.click("#migrate-form button[type=submit]");
await page.waitForSelector("#download");
const migrated = await saved("#download");
const wanted = native(["migrate", "-", "--output", path.join(scratch, "migrated.yml"), "--client-id", ids.oAuthClientId, "--tenant-id", ids.oAuthTenantId, "--client-secret-placeholder", "OSWEB_CLIENT_SECRET"], { input: legacy, stdio: ["pipe", "pipe", "ignore"] });
check(Buffer.compare(migrated.bytes, readFileSync(path.join(scratch, "migrated.yml"))) === 0, `the migrated file equals that of migrate: ${wanted}`);
check((await page.locator("body").innerText()).includes("still holds the password"), "says what is left to do");
for (const view of ["show", "setup"]) {
  await settled(() => page.click(`#tab-${view}`));
  check((await page.locator(`#view-${view}`).innerText()).includes("smtp.office365.com"), `${view} is filled in`);
}
await settled(() => page.click("#tab-explain"));
await page.fill("#query", "AADSTS7000215");
await page.waitForFunction(() => /secret/i.test(document.getElementById("found").innerText));
await settled(() => page.click("#tab-check"));
await closeAll();

// A planted secret is in no text of the page but in the edit view.
const secret = "Zx9~Q8Planted.Secret_Value-0123456789abcd";
const planted = `featureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n    smtpPort: 465\n    smtpPassword: ${secret}\n    oAuthClientSecret: ${secret}\n    oAuthClientId: ${secret}\n# ${secret}\n`;
await give("osweb-prod.yml", planted);
const seen = () => page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie + location.href);
for (const view of ["check", "migrate", "show", "setup"]) {
  await settled(() => page.click(`#tab-${view}`));
  check(!(await seen()).includes(secret), `the secret is in ${view}`);
}
await settled(() => page.click("#tab-check"));
await settled(() => page.click("#edit"));
await page.waitForFunction(() => document.getElementById("edit-text").value !== "");
check((await page.inputValue("#edit-text")).includes(secret), "the edit view shows the text itself");
check(!(await seen()).includes(secret), "the edit view holds it in its field alone");
await page.fill("#edit-text", planted.replace("465", "587"));
await page.waitForFunction(() => !document.querySelector(".diagnostics").innerText.includes("port-not-submission"));
await settled(() => page.click("#edit"));
await closeAll();

// For every fixture the report equals the program's own.
const files = [];
const walk = (folder) => {
  for (const name of readdirSync(folder).sort()) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) walk(file);
    else if (/\.(yml|yaml|json|properties|reg)$/.test(name) && statSync(file).size < 200_000) files.push(file);
  }
};
walk(path.join(fixtures, "rules"));
walk(path.join(fixtures, "legacy"));
let compared = 0;
for (const file of files) {
  const name = path.basename(file);
  const bytes = readFileSync(file);
  const report = await page.evaluate(
    async ([name, text]) => {
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const { result } = await window.__osweb({ call: "check", files: [{ name }], current: 0 }, [bytes]);
      return result.report;
    },
    [name, bytes.toString("base64")],
  );
  // In a folder that no version control knows: the page knows none either.
  writeFileSync(path.join(scratch, name), bytes);
  const told = native(["check", "--format", "json", name], { cwd: scratch, env: {} }).toString();
  rmSync(path.join(scratch, name));
  if (report !== told) failures.push(`${file}: the page's report is another\n${report}\n${told}`);
  compared += 1;
}

// Accessibility and widths.
await give("osweb-prod.yml", readFileSync(path.join(fixtures, "legacy/nested-prod.yml")));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const cdp = await context.newCDPSession(page);
for (const scheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: scheme });
  for (const view of ["check", "migrate", "show", "setup", "explain"]) {
    await settled(() => page.click(`#tab-${view}`));
    // By the debugger: the page's policy lets no other script run.
    await cdp.send("Runtime.evaluate", { expression: axe });
    const found = await page.evaluate(() => window.axe.run(document).then((result) => result.violations.map((one) => `${one.id}: ${one.nodes[0].html}`)));
    check(found.length === 0, `axe, ${scheme}, ${view}: ${found.join("\n")}`);
    for (const width of [390, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(over <= 0, `${view} is ${over} pixels too wide at ${width}`);
      if (process.env.SCREENSHOTS) await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${view}-${scheme}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}

// Nothing was asked for but the page and its worker, nothing was logged, a connection is refused.
const foreign = requests.filter((url) => url !== address && !url.startsWith("blob:"));
check(foreign.length === 0, `requests: ${foreign}`);
check(consoleLines.length === 0, `console: ${consoleLines.join("\n")}`);
const refused = await page.evaluate(() => fetch("https://example.invalid/").then(() => "sent", () => "refused"));
check(refused === "refused", "the policy forbids connections");
await browser.close();
console.log(JSON.stringify({ compared, ready, size: statSync(pagePath).size }));
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exit(1);
}
