// The page: which view is shown, and how files come in.

const VIEWS = ["check", "migrate", "show", "setup", "explain"];
const DRAW = /** @type {Record<string, (answer: any) => void>} */ ({ check: showCheck, migrate: showMigrate, show: showShow, setup: showSetup });

/** Asks the program anew and draws the view. */
async function refresh() {
  showFiles();
  for (const name of VIEWS) {
    byId(`view-${name}`).hidden = name !== view || (opened.length === 0 && name !== "explain");
    const tab = byId(`tab-${name}`);
    tab.setAttribute("aria-selected", String(name === view));
    tab.tabIndex = name === view ? 0 : -1;
  }
  const question = ++asked;
  try {
    if (view === "explain") {
      await showExplain();
    } else if (opened.length > 0) {
      const { result } = await ask(view === "migrate" ? "fields" : view, view === "setup" ? wishes : {});
      if (question !== asked) return;
      showFiles(result);
      DRAW[view](result);
      say(/** @type {any} */ (document.querySelector(`#view-${view} h2`))?.textContent ?? "", true);
    } else {
      say("");
    }
  } catch (error) {
    fail(error);
  }
  document.body.dataset.ready = String(question);
}

/** @param {string} name */
function turnTo(name) {
  view = name;
  selected = -1;
  refresh();
}

function begin() {
  for (const name of VIEWS) {
    byId(`tab-${name}`).addEventListener("click", () => turnTo(name));
  }
  byId("views").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    turnTo(VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length]);
    byId(`tab-${view}`).focus();
  });
  byId("open").addEventListener("change", (/** @type {any} */ event) => {
    open([...event.target.files]).catch(fail);
    event.target.value = "";
  });
  byId("profile").addEventListener("change", refresh);
  byId("paste").addEventListener("click", () => {
    byId("paste-form").hidden = false;
    byId("paste-text").focus();
  });
  byId("paste-cancel").addEventListener("click", closePaste);
  byId("paste-form").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    take(byId("paste-name").value.trim() || "osweb-prod.yml", new TextEncoder().encode(byId("paste-text").value));
    closePaste();
    refresh();
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      document.body.classList.toggle("over", kind === "dragover");
    });
  }
  document.addEventListener("drop", (event) => {
    open([.../** @type {DataTransfer} */ (/** @type {DragEvent} */ (event).dataTransfer).files]).catch(fail);
  });
  window.addEventListener("error", (event) => fail(event.message));
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));
  window.addEventListener("pagehide", wipe);
  // Browsers bring a page back as it was left: empty.
  window.addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  window.addEventListener("beforeunload", (event) => { if (opened.some((file) => file.changed && !file.saved)) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || view !== "check") return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  // For whoever embeds the page, and for its tests: asks the program without drawing anything.
  Object.defineProperty(window, "__osweb", { value: run });
  startWorker();
  refresh();
}

function closePaste() {
  byId("paste-text").value = "";
  byId("paste-form").hidden = true;
  byId("paste").focus();
}

begin();
