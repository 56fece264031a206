// @ts-check
/**
 * The page's one session of Python: a worker that is started once, on a reader's intent, answers
 * one call at a time, can be stopped at any moment, and is replaced when it fails.
 *
 * Events: "starting", "progress" (detail: Progress), "ready", "failed" (see `reason`), "calls"
 * when what runs or waits has changed, "stop" when a reader stops it all, and "restart" when a worker that was
 * ready is replaced: names that cells have defined are gone.
 *
 * @import { Call, Method, Reply } from "../worker/protocol.js"
 * @typedef {"idle" | "starting" | "ready" | "failed"} State
 * @typedef {any[] | (() => any[] | null)} Args those that are made when the worker is free for the call
 *   are the newest; null if the call is not wanted any more
 * @typedef {{id: number, method: Method, args: Args, background: boolean,
 *            onOutput?: (output: any) => void, resolve: (answer: any) => void}} Pending
 */
import { allWords, words } from "../front/words.js";
import { once } from "../front/once.js";
import { withStorage } from "./storage.js";

export class Session extends EventTarget {
  /** @type {State} */
  state = "idle";
  reason = "";
  /** @type {Pending | undefined} */
  running;
  /** @type {Pending[]} */
  waiting = [];
  /** Whether Python can run in this browser, at this place, at all. */
  possible = true;
  /** Whether the host has been silent for long while Python is loaded. */
  stalled = false;
  /** @type {Worker | undefined} */
  #worker;
  #last = false; // whether a start that fails is not made again
  #unreachable = false; // whether the last one failed for want of a network: what is kept may stay
  #left = false; // whether the worker has said what it leaves for the next visit
  #calls = 0;

  /**
   * @param {string} home where the vendored files lie
   * @param {string[]} modules those of the page's explorers, imported at the start
   * @param {string} folder of the book, where the page's notebook lies
   */
  constructor(home, modules = [], folder = "") {
    super();
    this.home = home;
    /** Where the digest of the snapshot is stored: in this storage, which code in a worker does not reach. */
    this.snapshotKey = `explorable snapshot ${home}`;
    this.modules = modules;
    this.folder = folder;
  }

  /** Start Python if nobody has; nothing is loaded before. */
  start() {
    if (this.state === "idle") this.#launch(false);
  }

  /** Start once more what could not be started, or does not come on. */
  retry() {
    if (this.state === "failed") this.#launch(!this.#unreachable, true);
    else if (this.stalled) {
      this.#quit();
      this.#launch(false);
    }
  }

  /**
   * Call a function of the worker's Python; the promise is kept when the answer comes.
   * @param {Method} method
   * @param {Args} args
   * @param {{background?: boolean, onOutput?: (output: any) => void}} [options] `background` lets
   *   every other call go first; `onOutput` hears the outputs of a run while it runs
   * @returns {Promise<any>} undefined if the call was not wanted any more
   */
  call(method, args, { background = false, onOutput } = {}) {
    const id = ++this.#calls;
    return new Promise((resolve) => {
      this.waiting.push({ id, method, args, background, onOutput, resolve });
      queueMicrotask(() => this.#next()); // of those that ask at once, the most urgent
      this.start();
      if (this.state === "failed") this.retry();
    });
  }

  /** Stop what runs and forget what waits; Python is started anew if it was at work. */
  stop() {
    const busy = Boolean(this.running);
    this.#tell("stop");
    this.#answerAll({ error: words("stopped"), details: "" });
    if (busy) this.#restart();
  }

  /**
   * @param {boolean} fresh whether the worker throws away what earlier visits have kept
   * @param {boolean} [last] whether it is not made again if it fails
   */
  #launch(fresh, last = fresh) {
    this.state = "starting";
    this.stalled = this.#left = false;
    this.#last = last;
    this.#tell("starting");
    const hindered = hindrance();
    this.possible = !hindered;
    if (hindered) return this.#giveUp(words(hindered));
    try {
      this.#worker = new Worker(boundScript(), { type: "module" });
    } catch {
      return this.#giveUp(words("noWorker"));
    }
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = ({ message }) => this.#fail(message || words("noWorker"), !message);
    const { home, modules, folder } = this;
    const snapshot = withStorage((storage) => storage.getItem(this.snapshotKey)) ?? "";
    const start = { home, fresh, modules, folder, snapshot, words: allWords() };
    this.#worker.postMessage({ type: "start", ...start });
  }

  /** @param {Reply} reply */
  #hear(reply) {
    if (reply.type === "progress") {
      this.stalled = reply.text === "stalled";
      this.#tell("progress", reply);
    } else if (reply.type === "left") {
      if (reply.snapshot && !this.#left)
        withStorage((storage) => storage.setItem(this.snapshotKey, reply.snapshot));
      this.#left = true; // a second one would not be ours
    } else if (reply.type === "ready") {
      for (const [phase, duration] of Object.entries(reply.phases))
        performance.measure(`python ${phase}`, { start: 0, duration });
      this.state = "ready";
      this.#tell("ready");
      this.#next();
    } else if (reply.type === "failed") this.#fail(reply.reason, reply.unreachable);
    else if (reply.id !== this.running?.id) return;
    else if (reply.type === "output") this.running.onOutput?.(reply.output);
    else {
      const { resolve } = this.running;
      this.running = undefined;
      resolve(reply.answer);
      queueMicrotask(() => this.#next()); // whoever hears the answer may change what comes next
    }
  }

  /** Hand the worker the next call: one at a time, so that the one that matters most is next. */
  #next() {
    while (this.state === "ready" && !this.running && this.waiting.length) {
      const urgent = this.waiting.findIndex((each) => !each.background);
      const [next] = this.waiting.splice(Math.max(urgent, 0), 1);
      const args = typeof next.args === "function" ? next.args() : next.args;
      if (args) {
        this.running = next;
        const call = /** @type {Call} */ ({ type: "call", id: next.id, method: next.method, args });
        this.#worker?.postMessage(call);
      } else next.resolve(undefined);
    }
    this.#tell("calls");
  }

  /**
   * A start that fails is made once more, without what was kept if that may be what was wrong. A
   * worker that fails later is replaced: what it was given to run was at fault, not what was kept.
   * @param {string} reason
   * @param {boolean} [unreachable] whether only its files did not come
   */
  #fail(reason, unreachable = false) {
    if (this.state === "ready") {
      this.#answerAll({ error: reason, details: "" });
      this.#restart();
    } else {
      this.#quit();
      this.#unreachable = unreachable;
      if (this.#last) this.#giveUp(reason);
      else this.#launch(!unreachable, true);
    }
  }

  #restart() {
    this.#quit();
    this.#tell("restart");
    this.#launch(false);
  }

  /** End the worker; what it has said and nobody has heard yet goes with it. */
  #quit() {
    if (!this.#worker) return;
    this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker.terminate();
  }

  /** @param {string} reason */
  #giveUp(reason) {
    this.state = "failed";
    this.reason = reason;
    this.#answerAll({ error: reason, details: "" });
    this.#tell("failed");
  }

  /** @param {any} answer */
  #answerAll(answer) {
    const open = [...(this.running ? [this.running] : []), ...this.waiting];
    this.running = undefined;
    this.waiting = [];
    for (const { resolve } of open) resolve(answer);
    this.#tell("calls");
  }

  /**
   * @param {string} event
   * @param {any} [detail]
   */
  #tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

/**
 * What keeps Python from running here, by the name of its words: a host's policy can forbid even the
 * empty program.
 */
function hindrance() {
  if (typeof WebAssembly !== "object") return "noWebAssembly";
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return "";
  } catch {
    return "forbidden";
  }
}

/**
 * The address of the worker's script as a worker must be given it: one made of a blob inherits the
 * page's policy, while one fetched from a host has that of the host's headers, mostly none. Where the site
 * is kept on the device, `precache.js` gives the policy: Firefox lets it answer for no blob's.
 */
const boundScript = once(() => {
  const address = new URL("../worker/worker.js", import.meta.url).href;
  if (navigator.serviceWorker?.controller) return address;
  const script = `import ${JSON.stringify(address)};`;
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
});
