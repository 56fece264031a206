// @ts-check
/**
 * What pages ask the worker that has the site on this device, or a part of it.
 *
 * @import { News, State, Trouble } from "../worker/precache.js"
 */
import { words } from "../front/words.js";

/** How long in ms a worker may take: browsers end one that takes longer. */
const PATIENCE = 300_000;

/**
 * Tell the worker that this page is here, ask it how much is, or to fetch one more page, or to go with all that it has.
 * @param {ServiceWorker} worker
 * @param {"opened" | "state" | "more" | "remove"} question
 * @returns {Promise<State & News & Partial<Trouble>>}
 */
export function ask(worker, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE, { trouble: "TimeoutError" });
    worker.postMessage(question, [port2]);
  });
}

/** Why something did not come, and what a reader can do. */
export function reasonOf(/** @type {Partial<Trouble>} */ { trouble = "", file = trouble }) {
  return trouble === "QuotaExceededError" ? words("cacheFull") : words("cacheCut", { file });
}
