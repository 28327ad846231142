// How fast the page is, by hand: `node measure.mjs chromium|firefox MODULES PAGE SCRATCH`. Medians in milliseconds.
import { statSync } from "node:fs";
import { start } from "./browser.mjs";
import { FAULTY } from "./samples.mjs";

const [name, modules, pagePath, scratch] = process.argv.slice(2);
const median = (numbers) => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];
const rounded = (numbers) => Math.round(median(numbers) * 10) / 10;

/** A file of so many bytes, as osweb's are: nested settings with comments. */
const sized = (bytes) => {
  let text = FAULTY;
  for (let at = 0; text.length < bytes; at += 1) text += `module${at}:\n  # what it does\n  enabled: true\n  server:\n    url: http://localhost:${8000 + (at % 1000)}\n    timeout: 30\n`;
  return text;
};

const browser = await start(name, modules, scratch);
const opening = [];
let tab;
for (let turn = 0; turn < 15; turn += 1) {
  if (tab) await tab.page.close();
  tab = await browser.open(`file://${pagePath}`);
  // From the beginning of the navigation to the first answer of the program.
  opening.push(await tab.evaluate(() => window.__osweb({ call: "explain", query: "x" }).then(() => performance.now())));
}
/** From a change of the text to the answer, and what is drawn of it. */
const recheck = async (bytes, turns) => {
  await tab.closeAll();
  await tab.give({ "osweb-prod.yml": sized(bytes) });
  return tab.evaluate(
    async (turns, text) => {
      const { result } = await window.__osweb({ call: "check", files: [{ name: "osweb-prod.yml" }], current: 0 }, [new TextEncoder().encode(text)]);
      const times = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const typed = text.replace("587", String(500 + turn));
        const began = performance.now();
        await window.__osweb({ call: "edit", files: [{ name: "osweb-prod.yml" }], current: 0 }, [new TextEncoder().encode(text), new TextEncoder().encode(typed)]);
        times.push(performance.now() - began);
      }
      return { times, diagnostics: result.file.diagnostics.length };
    },
    turns,
    sized(bytes),
  );
};
const small = await recheck(2000, 200);
const large = await recheck(1_000_000, 15);
const huge = await recheck(10_000_000, 3);
console.log(
  JSON.stringify({
    browser: await browser.browser.version(),
    size: statSync(pagePath).size,
    opening: rounded(opening),
    "2 KB": rounded(small.times),
    "1 MB": rounded(large.times),
    "10 MB": rounded(huge.times),
    load: (await import("node:os")).loadavg()[0],
  }),
);
await browser.close();
