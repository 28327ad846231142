// The program in its worker: one request after the other; a worker that broke is replaced.

/** @type {Worker | undefined} */
let worker;
/** @type {Promise<unknown> | undefined} */
let starting;
let lastId = 0;
/** @type {Map<number, { resolve: (value: any) => void, reject: (why: Error) => void }>} */
const waiting = new Map();

/** @param {object} message @returns {Promise<any>} */
function post(message) {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    /** @type {Worker} */ (worker).postMessage({ id, ...message });
  });
}

function startWorker() {
  const code = /** @type {string} */ (byId("worker").textContent);
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  worker = new Worker(address);
  URL.revokeObjectURL(address);
  worker.onmessage = (event) => {
    const { id, result, bytes, error } = event.data;
    const waits = waiting.get(id);
    waiting.delete(id);
    if (!waits) return;
    if (error === undefined) {
      waits.resolve({ result, bytes });
      return;
    }
    stopWorker();
    waits.reject(new Error(error));
  };
  worker.onerror = (event) => fail(event.message || "the worker did not start");
  starting = post({ program: byId("program").textContent });
}

function stopWorker() {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(new Error("the program was stopped"));
  waiting.clear();
}

/**
 * @param {object} request
 * @param {Uint8Array[]} [files]
 * @returns {Promise<{ result: any, bytes: Uint8Array }>}
 */
async function run(request, files = []) {
  if (!worker) startWorker();
  await starting;
  // The program has no clock of its own. Days are whole days in UTC.
  const today = new Date().toISOString().slice(0, 10);
  const { call, files: heads, current, profile, ...more } = /** @type {any} */ (request);
  return post({ request: { call: { [call]: more }, files: heads, current, profile, today }, files });
}
