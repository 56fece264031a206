// @ts-check
/**
 * The front end in Jupyter: what anywidget shows, through the comm of the kernel.
 *
 * @import { Transport } from "./mount.js"
 */
import { keepKeys, part, specOf } from "./dom.js";
import { mount } from "./mount.js";
import { replaceWords, words } from "./words.js";

/** In ms: a kernel that has not answered for so long is at work elsewhere, or gone. */
const PATIENCE = 5000;

/**
 * The kernel's comm as a transport. Every view of an explorer hears every answer; a view's own
 * question is answered when the message with its serial number has come back.
 * @param {any} model
 * @param {AbortSignal} signal
 * @returns {Transport}
 */
function commTransport(model, signal) {
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
    await new Promise((/** @type {(value?: any) => void} */ resolve) => {
      open.set(serial, resolve);
      model.send({ ...question, serial });
    });
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

/** What anywidget calls for each view in Jupyter. */
export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    replaceWords(model.get("words"));
    el.innerHTML = model.get("html");
    const figure = part(el, "figure");
    const spec = specOf(figure);
    const end = new AbortController();
    mount(figure, spec, commTransport(model, end.signal), {
      get: () => model.get("guess"),
      set(guess) {
        model.set("guess", guess);
        model.save_changes();
      },
    }, end.signal);
    keepKeys(figure);
    return () => end.abort();
  },
};
