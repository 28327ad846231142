// A real browser, Chromium or Firefox, with what a person does in it. The same for both: Puppeteer drives Chromium by its debugging
// port and Firefox by WebDriver BiDi, each as the system has it.
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const COMMANDS = { chromium: "/usr/bin/chromium", firefox: "/usr/bin/firefox-esr" };
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts a browser. `modules` is the folder that Puppeteer is installed in, `scratch` one for what the browser writes. */
export async function start(name, modules, scratch) {
  const puppeteer = createRequire(path.join(modules, "x.js"))("puppeteer-core");
  const downloads = mkdtempSync(path.join(scratch, "downloads-"));
  const profile = mkdtempSync(path.join(scratch, "profile-"));
  const browser = await puppeteer.launch({
    browser: name === "firefox" ? "firefox" : "chrome",
    executablePath: process.env[`PAGE_${name.toUpperCase()}`] ?? COMMANDS[name],
    headless: true,
    userDataDir: profile,
    protocolTimeout: 120_000,
    ...(name === "firefox"
      ? {
          extraPrefsFirefox: {
            "browser.download.folderList": 2,
            "browser.download.dir": downloads,
            "browser.download.alwaysOpenPanel": false,
            // As for a person; what opens a browser for tests switches some of it off.
            "browser.sessionstore.interval": 500,
            "ui.systemUsesDarkTheme": 0,
          },
        }
      : { args: QUIET, downloadBehavior: { policy: "allow", downloadPath: downloads } }),
  });
  return new Browser(name, browser, downloads, profile, scratch);
}

class Browser {
  constructor(name, browser, downloads, profile, scratch) {
    Object.assign(this, { name, browser, downloads, profile, scratch });
  }

  /** Opens a page, and notes what it asks for and what it logs. */
  async open(address) {
    const page = await this.browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const tab = new Tab(this, page, address);
    await page.goto(address);
    return tab;
  }

  close() {
    return this.browser.close();
  }
}

class Tab {
  requests = [];
  lines = [];

  constructor(browser, page, address) {
    Object.assign(this, { browser, page, address });
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("console", (message) => this.lines.push(message.text()));
    page.on("pageerror", (error) => this.lines.push(String(error)));
  }

  evaluate(...what) {
    return this.page.evaluate(...what);
  }

  /** Waits until something holds in the page. */
  wait(holds, ...more) {
    return this.page.waitForFunction(holds, { timeout: 60_000, polling: 20 }, ...more);
  }

  /** Does something and waits until the page has drawn what was asked last. */
  async settled(act) {
    const before = await this.evaluate(() => document.body.dataset.ready ?? "");
    await act();
    await this.wait((old) => document.body.dataset.ready !== old, before);
  }

  async click(selector) {
    await this.page.locator(selector).click();
  }

  /** Types over what is in a field; a long text comes at once, as if pasted. */
  async fill(selector, text) {
    await this.page.waitForSelector(selector, { visible: true });
    await this.page.$eval(selector, (field) => {
      field.focus();
      field.select();
    });
    if (text === "") return this.page.keyboard.press("Backspace");
    if (text.length < 100) return this.page.keyboard.type(text);
    return this.page.$eval(
      selector,
      (field, text) => {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      },
      text,
    );
  }

  async press(...keys) {
    for (const key of keys) {
      const names = key.split("+");
      for (const name of names.slice(0, -1)) await this.page.keyboard.down(name);
      await this.page.keyboard.press(names.at(-1));
      for (const name of names.slice(0, -1).reverse()) await this.page.keyboard.up(name);
    }
  }

  async text(selector) {
    await this.page.waitForSelector(selector);
    return this.page.$eval(selector, (found) => found.innerText);
  }

  texts(selector) {
    return this.page.$$eval(selector, (all) => all.map((one) => one.innerText));
  }

  value(selector) {
    return this.page.$eval(selector, (found) => found.value);
  }

  count(selector) {
    return this.page.$$eval(selector, (all) => all.length);
  }

  /** Opens files by the button; `files` are names with bytes. */
  async give(files) {
    const folder = mkdtempSync(path.join(this.browser.scratch, "given-"));
    const paths = Object.entries(files).map(([name, bytes]) => {
      writeFileSync(path.join(folder, name), bytes);
      return path.join(folder, name);
    });
    const input = await this.page.$("#open");
    await this.settled(() => input.uploadFile(...paths));
    rmSync(folder, { recursive: true });
  }

  /** Drops files on the page, all at once. */
  async drop(files) {
    const packed = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
    await this.settled(() =>
      this.evaluate((packed) => {
        const data = new DataTransfer();
        for (const [name, text] of packed) data.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      }, packed),
    );
  }

  async closeAll() {
    while (await this.count('#file-list button[aria-label^="Close"]')) {
      await this.settled(() => this.click('#file-list button[aria-label^="Close"]'));
    }
  }

  /** Presses what starts a download and waits for the file. */
  async saved(selector) {
    const { downloads } = this.browser;
    await this.click(selector);
    for (let tries = 0; tries < 1000; tries += 1) {
      const names = readdirSync(downloads);
      // Firefox reserves the name by an empty file.
      if (names.length === 1 && !/\.(part|crdownload)$/.test(names[0]) && statSync(path.join(downloads, names[0])).size > 0) {
        const bytes = readFileSync(path.join(downloads, names[0]));
        rmSync(path.join(downloads, names[0]));
        return { name: names[0], bytes };
      }
      await sleep(20);
    }
    throw new Error(`no download after a click on ${selector}: ${readdirSync(downloads)}`);
  }

  picture(file) {
    mkdirSync(path.dirname(file), { recursive: true });
    return this.page.screenshot({ path: file, fullPage: true });
  }
}
