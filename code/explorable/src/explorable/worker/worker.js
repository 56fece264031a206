// @ts-check
/**
 * The page's one worker: it starts Python and answers calls, one at a time.
 *
 * @import { Call, Reply, Request, Start } from "./protocol.js"
 */
import { startPython } from "./python.js";
import { openRelease } from "./release.js";
import { messageOf, Unreachable } from "../front/request.js";
import { replaceWords } from "../front/words.js";
import { once } from "../front/once.js";

/** @type {Promise<any>} */
let runtime;

/** Tells the page what is left for the next visit. */
let leave = () => Promise.resolve();

/** In ms: the first answer goes before what the next visit gains from. */
const MOMENT = 300;

self.onmessage = async ({ data }) => {
  const request = /** @type {Request} */ (data);
  if (request.type === "call") await answer(request);
  else runtime = start(request);
};

/** A cell runs in Python's own loop, where a crash of Python has nobody else who hears of it. */
self.onunhandledrejection = ({ reason }) => {
  if (isCrash(reason)) post({ type: "failed", reason: messageOf(reason) });
};

/** Whether Python cannot go on: its stack ran over, or it was aborted. */
const isCrash = (/** @type {any} */ error) =>
  error?.pyodide_fatal_error || error instanceof RangeError || error instanceof WebAssembly.RuntimeError;

/** What cannot be left costs the next visit its quick start, and this one nothing; gives the digest of no snapshot. */
const unkept = (/** @type {unknown} */ error) => {
  console.warn("The next visit starts plainly:", error);
  return "";
};

/** @param {Reply} message */
const post = (message) => self.postMessage(message);

/**
 * Start Python and say when it is ready; what the next visit gains from is kept afterwards.
 * @param {Start} start
 */
async function start({ home, fresh, modules, folder, snapshot, words }) {
  replaceWords(words);
  /** @type {Record<string, number>} what starting takes, in ms: for those who want it faster */
  const phases = {};
  let since = performance.now();
  const lap = (/** @type {string} */ phase) => {
    phases[phase] = performance.now() - since;
    since = performance.now();
  };
  try {
    const release = await openRelease(home, fresh, (progress) => post({ type: "progress", ...progress }));
    lap("manifest");
    const python = await startPython(release, { modules, folder, snapshot }, lap);
    python.runtime.replace_words(JSON.stringify(words));
    post({ type: "ready", phases });
    leave = once(async () => {
      post({ type: "left", snapshot: await python.digest().catch(unkept) });
      void python.keep().catch(unkept);
    });
    setTimeout(leave, MOMENT);
    return python.runtime;
  } catch (error) {
    post({ type: "failed", reason: messageOf(error), unreachable: error instanceof Unreachable });
  }
}

/**
 * Call Python; a run is handed a function that hears its outputs as JSON, one after another.
 * @param {Call} call
 */
async function answer({ id, method, args }) {
  const emit = (/** @type {string} */ output) =>
    post({ type: "output", id, output: JSON.parse(output) });
  try {
    const python = await runtime;
    if (method === "run" || method === "redraw") await leave(); // before it can say anything itself
    const result = python[method](...args, ...(method === "run" ? [emit] : []));
    const json = await result;
    result.destroy?.(); // a coroutine; what JavaScript holds of Python, Python keeps
    post({ type: "answer", id, answer: JSON.parse(json) });
  } catch (error) {
    if (isCrash(error)) post({ type: "failed", reason: messageOf(error) });
    else post({ type: "answer", id, answer: { error: messageOf(error), details: "" } });
  }
}
