// Pictures of the page to look at, by hand: `node pictures.mjs chromium|firefox MODULES PAGE FIXTURES SCRATCH FOLDER`.
import { readFileSync } from "node:fs";
import path from "node:path";
import { start } from "./browser.mjs";
import { SOUND as sound } from "./samples.mjs";

const [name, modules, pagePath, fixtures, scratch, folder] = process.argv.slice(2);
const legacy = readFileSync(path.join(fixtures, "legacy/nested-prod.yml"));
const umlauts = sound.replace("noreply@contoso.com", "Grüße Büro Köln <büro@müller-straße.de>").replace("587", '"587\u00a0"').replace("featureSwitches", "# Für die Außenstelle Würzburg: Änderungen nur durch Jürgen Weiß (Prüfstelle Übergröße)\nfeatureSwitches");
const many = `${sound.replace("TLS", "starttls")}${Array.from({ length: 40 }, (_, at) => `    smtpSever${at}: ${"langer-wert-ohne-leerzeichen-".repeat(at % 5)}x\n`).join("")}`;
const SCENES = {
  empty: {},
  legacy: { "osweb-prod.yml": legacy },
  none: { "osweb-prod.yml": sound },
  umlauts: { "osweb-prod.yml": umlauts },
  many: { "osweb-prod.yml": many },
  several: { "application-prod.yml": "server:\n  port: 80\n", "a-very-long-name-of-a-file-that-somebody-has-exported-from-services-admin.json": readFileSync(path.join(fixtures, "actuator/env.json")), "osweb-prod.yml": umlauts },
};
const VIEWS = { empty: ["check", "explain"], legacy: ["check", "migrate", "show", "setup"], several: ["check", "show"] };

const browser = await start(name, modules, scratch);
const tab = await browser.open(`file://${pagePath}`);
for (const scheme of name === "firefox" ? ["light"] : ["light", "dark"]) {
  if (name === "chromium") await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  for (const [scene, files] of Object.entries(SCENES)) {
    await tab.closeAll();
    if (Object.keys(files).length > 0) await tab.give(files);
    for (const view of VIEWS[scene] ?? ["check"]) {
      await tab.settled(() => tab.click(`#tab-${view}`));
      if (view === "explain") {
        await tab.fill("#query", "AADSTS7000215");
        await tab.wait(() => document.getElementById("found").innerText !== "");
      }
      if (view === "migrate") {
        await tab.fill("#value-oAuthClientId", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69");
        await tab.fill("#value-oAuthTenantId", "contoso.onmicrosoft.com");
        await tab.click("#migrate-form button[type=submit]");
        await tab.page.waitForSelector("#download");
      }
      for (const width of [390, 1280, 1920]) {
        await tab.page.setViewport({ width, height: 900 });
        await tab.picture(path.join(folder, `${scene}-${view}-${scheme}-${width}.png`));
      }
      await tab.page.setViewport({ width: 1280, height: 900 });
      if (view === "check" && (scene === "many" || scene === "umlauts")) {
        if (await tab.evaluate(() => !document.getElementById("fix-all").hidden)) {
          await tab.click("#fix-all");
          await tab.page.waitForSelector("#preview p, #preview h3");
          await tab.picture(path.join(folder, `${scene}-fix-${scheme}-1280.png`));
        }
        await tab.settled(() => tab.click("#edit"));
        await tab.picture(path.join(folder, `${scene}-edit-${scheme}-1280.png`));
        await tab.settled(() => tab.click("#edit"));
      }
    }
    await tab.settled(() => tab.click("#tab-check"));
  }
}
await browser.close();
