// @ts-check
/**
 * The page's end of the worker: it is started once, on a reader's intent, and can be replaced.
 *
 * @typedef {{text: string, loaded: number, total: number}} Progress
 * @typedef {"asleep" | "waking" | "ready" | "failed"} State
 */

export class Runtime extends EventTarget {
  /** @param {string} home where the vendored files lie */
  constructor(home) {
    super();
    this.home = home;
    /** @type {State} */
    this.state = "asleep";
    this.reason = "";
    /** @type {Map<number, (answer: any) => void>} */
    this.open = new Map();
    this.calls = 0;
  }

  /** Start the worker if nobody has; nothing is loaded before. */
  wake() {
    if (this.state !== "asleep") return;
    this.state = "waking";
    if (typeof WebAssembly !== "object") return this.#fail("this browser has no WebAssembly");
    try {
      this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    } catch (error) {
      return this.#fail(String(error));
    }
    this.worker.onmessage = ({ data }) => this.#hear(data);
    this.worker.onerror = (event) => this.#fail(event.message || "the worker did not start");
    this.worker.postMessage({ start: this.home });
  }

  /**
   * Call the runtime's Python; the promise is kept when the answer comes.
   * @param {"show" | "run"} call
   * @param {...any} args
   * @returns {Promise<any>}
   */
  call(call, ...args) {
    this.wake();
    const id = ++this.calls;
    return new Promise((resolve) => {
      if (this.state === "failed") return resolve({ error: this.reason, details: "" });
      this.open.set(id, resolve);
      this.worker?.postMessage({ id, call, args });
    });
  }

  /** Stop what runs and begin anew; what the page shows stays as it is. */
  restart() {
    this.worker?.terminate();
    this.state = "asleep";
    this.#answerAll({ error: "Stopped.", details: "" });
    this.dispatchEvent(new Event("restart"));
    this.wake();
  }

  /** @param {any} data */
  #hear(data) {
    if (this.state === "failed") return;
    if (data.progress) this.dispatchEvent(new CustomEvent("progress", { detail: data.progress }));
    else if (data.ready) {
      this.state = "ready";
      for (const [phase, duration] of Object.entries(data.phases ?? {}))
        performance.measure(`descent ${phase}`, { start: 0, duration });
      this.dispatchEvent(new Event("ready"));
    } else if (data.failed) this.#fail(data.failed);
    else {
      this.open.get(data.id)?.(data.answer);
      this.open.delete(data.id);
    }
  }

  /** @param {string} reason */
  #fail(reason) {
    this.worker?.terminate();
    this.state = "failed";
    this.reason = reason;
    this.#answerAll({ error: reason, details: "" });
    this.dispatchEvent(new Event("failed"));
  }

  /** @param {any} answer */
  #answerAll(answer) {
    const waiting = [...this.open.values()];
    this.open.clear();
    for (const resolve of waiting) resolve(answer);
  }
}
