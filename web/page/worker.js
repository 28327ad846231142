"use strict";
// Runs the program (WebAssembly) beside the page, so that a large file does not freeze it. It has no imports: no clock, no network, no disk.

/** @type {{ memory: WebAssembly.Memory, allocate(length: number): number, release(at: number, length: number): void, call(at: number, length: number): number, answer_length(): number } | undefined} */
let program;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%.()*+-;,=>?@^_`{|}~";

/** The bytes of a text as build.py writes it: a number of four bytes in five digits. @param {string} written */
function bytesOf(written) {
  const text = written.slice(1);
  const values = new Uint8Array(128);
  for (let digit = 0; digit < DIGITS.length; digit += 1) values[DIGITS.charCodeAt(digit)] = digit;
  const bytes = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let at = 0; at < text.length; at += 5) {
    let number = 0;
    for (let digit = at; digit < at + 5; digit += 1) number = number * 85 + values[text.charCodeAt(digit)];
    bytes.setUint32((at / 5) * 4, number);
  }
  return new Uint8Array(bytes.buffer, 0, bytes.byteLength - Number(written[0]));
}

/** @param {string} text the program, gzipped, as text */
async function start(text) {
  const unpacked = new Response(new Blob([bytesOf(text.trim())]).stream().pipeThrough(new DecompressionStream("gzip")));
  const { instance } = await WebAssembly.instantiate(await unpacked.arrayBuffer());
  program = /** @type {any} */ (instance.exports);
}

/**
 * @param {object} request what is wanted, as JSON
 * @param {Uint8Array[]} files what the request speaks of, in its order
 */
function call(request, files) {
  if (!program) throw new Error("the program has not started");
  const head = new TextEncoder().encode(JSON.stringify({ ...request, lengths: files.map((file) => file.length) }));
  const length = 4 + head.length + files.reduce((sum, file) => sum + file.length, 0);
  const at = program.allocate(length);
  const input = new Uint8Array(program.memory.buffer, at, length);
  new DataView(program.memory.buffer, at, 4).setUint32(0, head.length, true);
  input.set(head, 4);
  let to = 4 + head.length;
  for (const file of files) {
    input.set(file, to);
    to += file.length;
  }
  const answer = program.call(at, length);
  const size = program.answer_length();
  const bytes = new Uint8Array(program.memory.buffer, answer, size).slice();
  new Uint8Array(program.memory.buffer, answer, size).fill(0);
  program.release(answer, size);
  const jsonLength = new DataView(bytes.buffer).getUint32(0, true);
  const result = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + jsonLength)));
  bytes.fill(0, 4, 4 + jsonLength);
  return { result, bytes: bytes.slice(4 + jsonLength) };
}

self.onmessage = async (event) => {
  const { id, program: packed, request, files } = event.data;
  try {
    if (packed) {
      await start(packed);
      self.postMessage({ id, result: null });
      return;
    }
    const { result, bytes } = call(request, files);
    self.postMessage({ id, result, bytes });
  } catch (error) {
    // A panic of the program leaves its memory in an unknown state: the page starts a new worker.
    self.postMessage({ id, error: String(error) });
  }
};
