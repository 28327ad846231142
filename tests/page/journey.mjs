// What a person does with the page, in whatever browser, and what has to come of it. Each step begins and ends without open files.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FAULTY as SECTION } from "./samples.mjs";

const SECRET = "Zx9~Q8Planted.Secret_Value-0123456789abcd";
const IDS = { oAuthClientId: "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", oAuthTenantId: "contoso.onmicrosoft.com" };

/** One fault that has a safe fix. */
const FAULTY = `# Grüße aus Köln\n${SECTION}`;

export class Journey {
  failures = [];

  /** @param setting program, fixtures, scratch */
  constructor(tab, setting) {
    Object.assign(this, { tab, ...setting });
  }

  check(holds, what) {
    if (!holds) this.failures.push(`${this.doing}: ${what}`);
  }

  same(left, right, what) {
    this.check(Buffer.compare(Buffer.from(left), Buffer.from(right)) === 0, `${what}\n${Buffer.from(left)}\n---\n${Buffer.from(right)}`);
  }

  /** Runs the program on files in a folder of its own, and what it left there. */
  native(files, args, input) {
    const folder = mkdtempSync(path.join(this.scratch, "native-"));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
    let out;
    try {
      out = execFileSync(this.program, args, { cwd: folder, env: {}, input, stdio: [input ? "pipe" : "ignore", "pipe", "ignore"] });
    } catch (error) {
      out = error.stdout;
    }
    const left = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]));
    rmSync(folder, { recursive: true });
    return { out, left };
  }

  names() {
    return Object.keys(STEPS);
  }

  async run(names = this.names()) {
    for (const name of names) {
      this.doing = name;
      try {
        await STEPS[name].call(this, this.tab);
        await this.tab.closeAll();
      } catch (error) {
        this.failures.push(`${name}: ${error.stack.split("\n").filter((line) => !line.includes("node_modules")).join("\n")}`);
        return;
      }
    }
  }

  /** Asks the page's program without drawing anything. */
  ask(request, files) {
    const packed = Object.values(files).map((bytes) => Buffer.from(bytes).toString("base64"));
    const heads = Object.keys(files).map((name) => ({ name }));
    return this.tab.evaluate(
      async (request, packed) => {
        const unpacked = packed.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
        const { result, bytes } = await window.__osweb(request, unpacked);
        return { result, bytes: btoa(String.fromCharCode(...bytes)) };
      },
      { files: heads, current: 0, ...request },
      packed,
    );
  }

  /** All that the page shows, its markup, and all that it could keep. */
  async seen() {
    return this.tab.evaluate(async () => {
      const typed = document.documentElement.outerHTML;
      const stores = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title, history.length, window.name]);
      const databases = indexedDB.databases ? await indexedDB.databases().catch(() => []) : [];
      return typed + stores + JSON.stringify(databases);
    });
  }

  fixtures_of(...folders) {
    const files = [];
    const walk = (folder) => {
      for (const name of readdirSync(folder).sort()) {
        const file = path.join(folder, name);
        if (statSync(file).isDirectory()) walk(file);
        else if (/\.(yml|yaml|json|properties|reg)$/.test(name) && statSync(file).size < 200_000) files.push(file);
      }
    };
    for (const folder of folders) walk(path.join(this.fixtures, folder));
    return files;
  }
}

/** A text in an encoding, with a byte-order mark where it is one of those. */
function encoded(text, encoding) {
  if (encoding === "utf-8-bom") return Buffer.from(`\ufeff${text}`, "utf8");
  if (encoding === "utf-16le") return Buffer.from(`\ufeff${text}`, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return Buffer.from(text, "utf8");
}

const STEPS = {
  async "a dropped file with a fault, fixed, equals check --fix"(tab) {
    await tab.drop({ "osweb-prod.yml": FAULTY });
    const first = await tab.text(".diagnostics > li");
    this.check(first.includes("encryption-not-tls") && first.includes("TLS"), `the first diagnostic: ${first}`);
    this.check((await tab.texts("mark"))[0] === "tls", "the mark is at the exact characters");
    this.check((await tab.text("#view-check")).includes("osweb-config check --live osweb-prod.yml"), "the command of the live check");
    await tab.click(".diagnostics summary");
    await tab.wait(() => /References/.test(document.querySelector(".diagnostics details").innerText));
    await tab.click("#fix-all");
    await tab.page.waitForSelector("#take");
    this.check((await tab.text("#preview")).includes("TLS") && (await tab.texts(".diff .added")).join("").includes("TLS"), "the difference before the fix is taken");
    await tab.settled(() => tab.click("#take"));
    this.check((await tab.text(".diagnostics")).startsWith("Nothing to report"), "no diagnostic is left");
    const saved = await tab.saved('button[aria-label^="Save"]');
    this.check(saved.name === "osweb-prod.yml", `downloaded as ${saved.name}`);
    this.same(saved.bytes, this.native({ "osweb-prod.yml": FAULTY }, ["check", "--fix", "--no-backup", "osweb-prod.yml"]).left["osweb-prod.yml"], "check --fix");
  },

  async "one fix alone, in every encoding, with its line ends"(tab) {
    for (const encoding of ["utf-8", "utf-8-bom", "utf-16le", "utf-16be"]) {
      for (const ending of ["\n", "\r\n"]) {
        const bytes = encoded(FAULTY.replaceAll("\n", ending), encoding);
        await tab.give({ "osweb-prod.yml": bytes });
        await tab.click(".diagnostics button");
        await tab.settled(() => tab.click("#take"));
        const saved = await tab.saved('button[aria-label^="Save"]');
        this.same(saved.bytes, this.native({ "osweb-prod.yml": bytes }, ["check", "--fix", "--no-backup", "osweb-prod.yml"]).left["osweb-prod.yml"], `${encoding} ${JSON.stringify(ending)}`);
        await tab.settled(() => tab.click("#edit"));
        await tab.wait(() => document.getElementById("edit-text").value !== "");
        this.check((await tab.value("#edit-text")).includes("Grüße aus Köln"), `${encoding}: the text is read`);
        await tab.settled(() => tab.fill("#edit-text", FAULTY.replace("587", "465")));
        const edited = await tab.saved('button[aria-label^="Save"]');
        this.same(edited.bytes, encoded(FAULTY.replace("587", "465").replaceAll("\n", ending), encoding), `${encoding} edited`);
        await tab.settled(() => tab.click("#edit"));
        await tab.closeAll();
      }
    }
  },

  async "by the keyboard alone"(tab) {
    const two = FAULTY.replace("587", '"587 "').replace("smtpUsername: noreply@contoso.com", "smtpUsername: noreply");
    await tab.give({ "osweb-prod.yml": two });
    const at = () => tab.evaluate(() => document.activeElement.dataset.index ?? document.activeElement.id);
    const marked = () => tab.evaluate(() => document.querySelector("mark.current")?.dataset.index?.split(" "));
    await tab.press("F8");
    this.check((await at()) === "0" && (await marked())?.includes("0"), `F8 leads to the first: ${await at()}, ${await marked()}`);
    await tab.press("ArrowDown");
    this.check((await at()) === "1" && (await marked())?.includes("1"), `the arrow leads to the second: ${await at()}, ${await marked()}`);
    await tab.press("Shift+F8");
    this.check((await at()) === "0", `Shift+F8 leads back: ${await at()}`);
    // From the top of the page to the fix, by Tab and Enter.
    await tab.evaluate(() => document.getElementById("main").focus());
    for (let tries = 0; tries < 40 && (await at()) !== "fix-all"; tries += 1) await tab.press("Tab");
    await tab.press("Enter");
    await tab.wait(() => document.activeElement.id === "take");
    await tab.settled(() => tab.press("Enter"));
    await tab.wait(() => document.activeElement.tagName === "H2");
    await tab.evaluate(() => document.getElementById("tab-check").focus());
    for (const view of ["migrate", "show", "setup", "explain"]) {
      await tab.settled(() => tab.press("ArrowRight"));
      this.check((await at()) === `tab-${view}`, `the arrow leads to ${view}`);
    }
    await tab.settled(() => tab.press("ArrowRight"));
  },

  async "several files at once, each in its role"(tab) {
    const base = "featureSwitches:\n  sendEmail:\n    smtpPort: 465\n";
    const own = FAULTY.replace("    smtpPort: 587\n", "");
    const read = (name) => readFileSync(path.join(this.fixtures, name));
    const registry = this.fixtures_of("registry").find((file) => file.endsWith(".reg"));
    const files = { "application-prod.yml": base, "env.json": read("actuator/env.json"), "server.reg": readFileSync(registry), "mail.properties": "featureSwitches.sendEmail.smtpPort=25\n", "osweb-prod.yml": own };
    await tab.drop(files);
    this.check((await tab.count("#file-list > li")) === 5, "five files");
    const list = await tab.text("#file-list");
    for (const kind of ["registry export", "export of services-admin", "properties"]) this.check(list.includes(kind), `${kind}: ${list}`);
    this.check((await tab.count("#file-list select")) === 4, "a registry export has one role only");
    await tab.settled(() => tab.page.select("#file-list li:nth-child(1) select", "base"));
    await tab.settled(() => tab.click("#tab-show"));
    this.check(/smtpPort\s+465\s+application-prod.yml, line 3/.test(await tab.text("#view-show")), `show: ${await tab.text("#view-show")}`);
    await tab.settled(() => tab.click("#tab-check"));
    const shown = await tab.texts(".diagnostics > li p:first-child");
    const told = JSON.parse(this.native(files, ["check", "--format", "json", "--base", "application-prod.yml", "osweb-prod.yml", "server.reg"]).out);
    const wanted = told.files.find((file) => file.path === "osweb-prod.yml").diagnostics.map((one) => `${one.severity} ${one.rule}`);
    this.check(JSON.stringify(shown.map((text) => text.split(",")[0])) === JSON.stringify(wanted), `in the order of the report: ${shown} ${wanted}`);
    await tab.closeAll();
    await tab.give({ "osweb-config.toml": 'profile = "x"\n' });
    this.check((await tab.text("#status")).includes("osweb-config.toml is for the command-line program"), "a project file is not read");
  },

  async "the profile decides which document counts"(tab) {
    const documents = `${FAULTY}---\nspring:\n  config:\n    activate:\n      on-profile: test\nfeatureSwitches:\n  sendEmail:\n    smtpPort: 25\n`;
    await tab.give({ "osweb-prod.yml": documents });
    await tab.settled(() => tab.click("#tab-show"));
    this.check(/smtpPort\s+587/.test(await tab.text("#view-show")), "prod");
    await tab.fill("#profile", "test");
    await tab.settled(() => tab.press("Tab"));
    this.check(/smtpPort\s+25/.test(await tab.text("#view-show")), "test");
    await tab.fill("#profile", "");
    await tab.settled(() => tab.press("Tab"));
    await tab.settled(() => tab.click("#tab-check"));
  },

  async "a legacy file migrated equals migrate"(tab) {
    const legacy = readFileSync(path.join(this.fixtures, "legacy/nested-prod.yml"));
    await tab.give({ "osweb-prod.yml": legacy });
    await tab.settled(() => tab.click("#tab-migrate"));
    await tab.fill("#value-oAuthClientId", "no GUID");
    await tab.wait(() => document.getElementById("value-oAuthClientId-wrong").textContent !== "");
    await tab.fill("#value-oAuthClientId", "");
    for (const [key, value] of Object.entries(IDS)) await tab.fill(`#value-${key}`, value);
    await tab.click("#migrate-form button[type=submit]");
    const wanted = (secret) => this.native({}, ["migrate", "-", "--output", "new.yml", "--client-id", IDS.oAuthClientId, "--tenant-id", IDS.oAuthTenantId, ...secret], legacy).left["new.yml"];
    const saved = await tab.saved("#download");
    this.check(saved.name === "osweb-prod.yml", saved.name);
    this.same(saved.bytes, wanted(["--client-secret-placeholder", "OSWEB_CLIENT_SECRET"]), "with a placeholder");
    const status = await tab.text("#status");
    this.check(status.includes("still holds the password") && status.includes("services-admin"), `what is left to do: ${status}`);
    // The secret itself, on request: in the file, and in no text of the page.
    await tab.click('input[value="value"]');
    await tab.fill("#value-secret", SECRET);
    await tab.evaluate(() => document.getElementById("plan").replaceChildren());
    await tab.click("#migrate-form button[type=submit]");
    await tab.page.waitForSelector("#download");
    this.check(!(await this.seen()).includes(SECRET), "the secret is shown");
    const open = await tab.saved("#download");
    this.check(open.bytes.toString().includes(SECRET), "the secret is in the file");
    await tab.click('input[value="placeholder"]');
    for (const key of Object.keys(IDS)) await tab.fill(`#value-${key}`, "");
    await tab.fill("#value-secret", "");
    await tab.settled(() => tab.click("#tab-check"));
  },

  async "show, set-up and explain"(tab) {
    await tab.give({ "osweb-prod.yml": FAULTY });
    await tab.settled(() => tab.click("#tab-show"));
    this.check((await tab.text("#view-show")).includes("smtp.office365.com"), "show is filled in");
    await tab.settled(() => tab.click("#tab-setup"));
    this.check((await tab.text("#view-setup")).includes("3f2504e0-4f89-41d3-9a0c-0305e82c3301"), "the check list is filled in");
    await tab.click("#view-setup summary");
    await tab.fill("#wish-object_id", "aaaabbbb-0000-cccc-1111-dddd2222eeee");
    await tab.settled(() => tab.press("Tab"));
    this.check((await tab.text(".steps")).length > 0 && (await tab.texts(".steps")).join().includes("aaaabbbb-0000-cccc-1111-dddd2222eeee"), "what was typed is filled in");
    await tab.settled(() => tab.page.select("#wish-access", "rbac"));
    for (const part of ["exchange", "secret"]) {
      const saved = await tab.saved(`#script-${part}`);
      const args = ["setup", "--format", "powershell", "--part", part, "--access", "rbac", "--object-id", "aaaabbbb-0000-cccc-1111-dddd2222eeee", "osweb-prod.yml"];
      this.check(saved.bytes.toString().replaceAll("\r\n", "\n") === this.native({ "osweb-prod.yml": FAULTY }, args).out.toString(), `the script for ${part} equals that of setup`);
    }
    await tab.settled(() => tab.click("#tab-explain"));
    for (const [query, found] of [["AADSTS7000215", /secret/i], ["535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", /SmtpClientAuthenticationDisabled/i], ["encryption-not-tls", /TLS/], ["byte order", /byte-order/i], ["qwertz uiop", /Nothing is known/]]) {
      await tab.fill("#query", query);
      await tab.wait((source, flags) => new RegExp(source, flags).test(document.getElementById("found").innerText), found.source, found.flags);
    }
    await tab.fill("#query", "");
    await tab.settled(() => tab.click("#tab-check"));
  },

  async "a secret is in no text but in the edit view"(tab) {
    const planted = `featureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n    smtpPort: 465\n    smtpPassword: ${SECRET}\n    oAuthClientSecret: ${SECRET}\n    oAuthClientId: ${SECRET}\n# ${SECRET}\n`;
    const history = await tab.evaluate(() => history.length);
    await tab.give({ "osweb-prod.yml": planted });
    for (const view of ["check", "migrate", "show", "setup"]) {
      await tab.settled(() => tab.click(`#tab-${view}`));
      this.check(!(await this.seen()).includes(SECRET), `the secret is in ${view}`);
    }
    await tab.settled(() => tab.click("#tab-check"));
    await tab.settled(() => tab.click("#edit"));
    await tab.wait(() => document.getElementById("edit-text").value !== "");
    this.check((await tab.value("#edit-text")).includes(SECRET), "the edit view shows the text itself");
    this.check((await tab.text("#edit-note")).includes("secrets included"), "and says so");
    this.check(!(await this.seen()).includes(SECRET), "the secret is beside the field of the edit view");
    await tab.settled(() => tab.fill("#edit-text", planted.replace("465", "587")));
    this.check(!(await tab.text(".diagnostics")).includes("port-not-submission"), "checked as it is typed");
    // What a browser keeps of a page for the next start is written from time to time.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    this.check((await tab.evaluate(() => history.length)) === history, "nothing is added to the history");
    this.check(!tab.lines.join().includes(SECRET), "the console");
    await tab.settled(() => tab.click("#edit"));
  },

  async "as many diagnostics as there are"(tab) {
    const faults = Array.from({ length: 700 }, (_, at) => `key${at}: a\nkey${at}: b\n`).join("");
    await tab.give({ "osweb-prod.yml": `${FAULTY}${faults}` });
    const shown = await tab.text(".diagnostics");
    this.check((await tab.count(".diagnostics [data-index]")) <= 500, `bounded: ${shown.slice(-200)}`);
  },

  async "a large file does not freeze the page"(tab) {
    const large = `${FAULTY}other:\n${"  - text: 'Lorem ipsum dolor sit amet, consetetur sadipscing elitr'\n".repeat(160_000)}`;
    await tab.evaluate(() => {
      window.ticks = 0;
      window.ticking = setInterval(() => { window.ticks += document.body.dataset.ready === window.before ? 1 : 0; }, 5);
      window.before = document.body.dataset.ready;
    });
    await tab.give({ "osweb-prod.yml": large });
    const ticks = await tab.evaluate(() => { clearInterval(window.ticking); return window.ticks; });
    this.check(ticks >= 5, `the page answered ${ticks} times while ${large.length} bytes were checked`);
    this.check((await tab.text(".diagnostics")).includes("encryption-not-tls"), "and it is checked");
    this.check((await tab.text(".source")).includes("nothing is said of"), "only the lines around the diagnostics are shown");
  },

  async "pasted text, and switching tabs keeps it"(tab) {
    await tab.click("#paste");
    await tab.fill("#paste-text", FAULTY);
    await tab.settled(() => tab.click("#paste-form button[type=submit]"));
    this.check((await tab.text(".diagnostics")).includes("encryption-not-tls"), "a pasted text is checked");
    this.check((await tab.value("#paste-text")) === "", "the field is emptied");
    const other = await tab.browser.browser.newPage();
    await other.bringToFront();
    await other.close();
    await tab.page.bringToFront();
    this.check((await tab.count("#file-list > li")) === 1, "it is still there");
  },

  async "an error of the page itself is shown"(tab) {
    // As when a file on a share is gone.
    await tab.evaluate(() => {
      const { arrayBuffer } = File.prototype;
      File.prototype.arrayBuffer = () => Promise.reject(new Error("planted fault"));
      const data = new DataTransfer();
      data.items.add(new File(["x"], "osweb-prod.yml"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      File.prototype.arrayBuffer = arrayBuffer;
    });
    await tab.wait(() => !document.getElementById("failure").hidden);
    this.check((await tab.text("#failure")).includes("planted fault"), "it is said");
    await tab.evaluate(() => { document.getElementById("failure").hidden = true; });
    // The program can be told anything: it answers, or a new one is started.
    const answer = await this.ask({ call: "nonsense" }, { "osweb-prod.yml": FAULTY });
    this.check(/unknown variant/.test(answer.result.error), JSON.stringify(answer.result));
    const again = await this.ask({ call: "report" }, { "osweb-prod.yml": FAULTY });
    this.check(again.result.report.includes("encryption-not-tls"), "it goes on");
  },

  async "for every fixture the report is that of check"() {
    this.compared = 0;
    for (const file of this.fixtures_of(".")) {
      const files = { [path.basename(file)]: readFileSync(file) };
      const { result } = await this.ask({ call: "report" }, files);
      // In a folder that no version control knows: the page knows none either.
      const told = this.native(files, ["check", "--format", "json", path.basename(file)]).out.toString();
      this.check(result.report === told, `${file}\n${result.report}\n${told}`);
      this.compared += 1;
    }
  },

  async "every legacy fixture is migrated as by migrate"() {
    for (const file of this.fixtures_of("legacy")) {
      const bytes = readFileSync(file);
      const values = { ...IDS, smtpUsername: "noreply@contoso.com" };
      const page = await this.ask({ call: "migrate", values, secret: { placeholder: "OSWEB_CLIENT_SECRET" } }, { "osweb-prod.yml": bytes });
      const args = ["migrate", "osweb-prod.yml", "--output", "new.yml", "--client-id", IDS.oAuthClientId, "--tenant-id", IDS.oAuthTenantId, "--username", values.smtpUsername, "--client-secret-placeholder", "OSWEB_CLIENT_SECRET"];
      const wanted = this.native({ "osweb-prod.yml": bytes }, args).left["new.yml"];
      this.check(wanted !== undefined, `${file}: migrate wrote nothing`);
      if (wanted) this.same(Buffer.from(page.bytes, "base64"), wanted, `${file} ${JSON.stringify(page.result)}`);
    }
  },

  async "what was opened is gone once the page is left"(tab) {
    await tab.give({ "osweb-prod.yml": FAULTY });
    await tab.page.goto("about:blank");
    // The driver of Firefox does not notice that it has arrived.
    await tab.page.goBack({ timeout: 5000 }).catch(() => {});
    await tab.page.waitForSelector("#open");
    this.check((await tab.count("#file-list > li")) === 0 && !(await this.seen()).includes("noreply@contoso.com"), "nothing is left");
    await tab.give({ "osweb-prod.yml": FAULTY });
    this.check((await tab.text(".diagnostics")).includes("encryption-not-tls"), "and it works again");
  },
};
