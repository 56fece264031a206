// @ts-check
/**
 * The page's one worker: it starts Python and answers calls, one at a time.
 *
 * @import { Call, Reply, Request, Start } from "./protocol.js"
 */
import { startPython } from "./python.js";
import { Release } from "./release.js";
import { Unreachable } from "../front/request.js";
import { replaceWords } from "../front/words.js";

/** @type {Promise<any>} */
let runtime;

/** @type {Promise<void> | undefined} */
let practiced;

/** When the last call was answered. */
let answered = 0;

/** In ms: how long Python practices, what a move may take that is quick, or that nobody notices. */
const [PRACTICE, QUICK, UNNOTICED] = [4000, 15, 40];

/** In ms: a reader for whom Python has done nothing for as long would not notice longer ones. */
const PAUSE = 200;

/** How many quick moves in a row tell that all is compiled. */
const ENOUGH = 100;

/** In ms: the first answer goes before what the next visit gains from. */
const MOMENT = 300;

self.onmessage = async ({ data }) => {
  const request = /** @type {Request} */ (data);
  if (request.type === "call") await answer(request);
  else runtime = start(request);
};

/** @param {Reply} message */
const post = (message) => self.postMessage(message);

/**
 * Start Python and say when it is ready; what the next visit gains from is kept afterwards.
 * @param {Start} start
 */
async function start({ home, fresh, modules, words }) {
  replaceWords(words);
  const watch = stopwatch();
  try {
    const release = await Release.open(home, fresh, (progress) => post({ type: "progress", ...progress }));
    watch.lap("manifest");
    const python = await startPython(release, modules, watch.lap);
    python.runtime.replace_words(JSON.stringify(words));
    post({ type: "ready", phases: watch.phases });
    setTimeout(() => python.leave().catch(() => undefined), MOMENT); // a full storage keeps nothing
    return python.runtime;
  } catch (error) {
    const reason = String(/** @type {any} */ (error).message ?? error);
    post({ type: "failed", reason, unreachable: error instanceof Unreachable });
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
    const result = python[method](...args, ...(method === "run" ? [emit] : []));
    const json = await result;
    result.destroy?.(); // a coroutine; what JavaScript holds of Python, Python keeps
    post({ type: "answer", id, answer: JSON.parse(json) });
    answered = performance.now();
    practiced ??= practice(python);
  } catch (error) {
    if (/** @type {any} */ (error).pyodide_fatal_error) post({ type: "failed", reason: String(error) });
    else post({ type: "answer", id, answer: { error: String(error), details: "" } });
  }
}

/**
 * Make moves that nobody sees, after the first answer: so the browser has compiled well what moves
 * take before the reader has made many. Calls go first, and wait for no more than one such move.
 */
async function practice(/** @type {any} */ python) {
  const end = performance.now() + PRACTICE;
  for (let [last, row] = [0, 0]; row < ENOUGH && performance.now() < end; ) {
    await new Promise((next) => setTimeout(next));
    const begun = performance.now();
    if (last > UNNOTICED && begun - answered < PAUSE) continue;
    python.practice();
    last = performance.now() - begun;
    row = last < QUICK ? row + 1 : 0;
  }
  post({ type: "quick" }); // or as quick as it gets
}

/** What starting takes, phase by phase in ms: for those who want it faster. */
function stopwatch() {
  let since = performance.now();
  /** @type {Record<string, number>} */
  const phases = {};
  const lap = (/** @type {string} */ phase) => {
    phases[phase] = performance.now() - since;
    since = performance.now();
  };
  return { phases, lap };
}
