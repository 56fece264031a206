// @ts-check
/**
 * The comm of a model's kernel, through which a view asks and hears.
 *
 * @import { Transport } from "./mount.js"
 */
import { words } from "./words.js";

/**
 * In ms: a kernel that has not answered for so long is at work elsewhere, or gone; or anywidget has given the
 * model up, which it does with one whose script the browser had no time to load within two seconds.
 */
const PATIENCE = 5000;

/**
 * The kernel's comm as a transport. Every view hears every answer; a view's own
 * question is answered when the message with its serial number has come back.
 * @param {any} model
 * @param {AbortSignal} signal
 * @returns {Transport}
 */
export function commTransport(model, signal) {
  /** @type {Map<string, () => void>} */
  const open = new Map();
  /** @type {(message: any) => void} */
  let show;
  let ended = false;
  const complain = (/** @type {"kernelWaits" | "kernelEnded"} */ word) => show({ error: words(word) });
  const ask = async (/** @type {object} */ question) => {
    if (ended) return complain("kernelEnded");
    const serial = crypto.randomUUID?.() ?? String(Math.random());
    const late = setTimeout(complain, PATIENCE, "kernelWaits");
    const answered = new Promise((/** @type {(value?: any) => void} */ resolve) => open.set(serial, resolve));
    model.send({ ...question, serial });
    await answered;
    clearTimeout(late);
  };
  const end = () => {
    ended = true;
    if (open.size) complain("kernelEnded");
    open.forEach((resolve) => resolve());
    open.clear();
  };
  for (const event of ["comm:close", "comm_live_update"]) model.on(event, end);
  return {
    open: () => ask({}),
    send: (values) => ask({ values }),
    next: () => ask({ next: true }),
    listen(listener) {
      show = listener;
      const hear = (/** @type {any} */ message) => {
        // A stream is driven by the view that has begun it; the others look on.
        const stream = message.stream && { ...message.stream, more: message.stream.more && open.has(message.serial) };
        show({ ...message, stream });
        open.get(message.serial)?.();
        open.delete(message.serial);
      };
      model.on("msg:custom", hear);
      signal.addEventListener("abort", () => model.off("msg:custom", hear));
    },
  };
}
