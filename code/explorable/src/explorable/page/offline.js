// @ts-check
/**
 * The place where a reader lets this device keep the pages that are opened, or all of them, or removes them: a sentence
 * that says how much is here, and what can be done. Where a browser can keep none, what the author has written below
 * says what else there is.
 *
 * @import { Trouble } from "../worker/precache.js"
 */
import { all, button, element } from "../front/dom.js";
import { messageOf } from "../front/request.js";
import { words } from "../front/words.js";
import { ask, reasonOf } from "./ask_worker.js";
import { bookOf } from "./records.js";

/** The worker's address: browsers that have it ask for it there for ever. */
const WORKER = "keep-worker.js";

const inMegabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/** The worker that answers for the site at `root`; a host may have others. */
async function workerOf(/** @type {string} */ root) {
  const worker = (await navigator.serviceWorker.getRegistration(root))?.active;
  return worker?.scriptURL === root + WORKER ? worker : undefined;
}

/** Wait until a worker is at work; one that fails is none. */
async function activated(/** @type {ServiceWorker | null} */ worker) {
  while (worker && !["activated", "redundant"].includes(worker.state))
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
}

/** Say how things are, and offer what can be done. */
async function begin(/** @type {HTMLElement} */ box) {
  const root = new URL(bookOf(), location.href).href;
  const status = element("p", { role: "status" });
  const tools = element("p", { class: "explorable-toolbar" });
  box.append(status, tools);

  /** A button that was pressed goes: the next one has the focus. */
  const say = (/** @type {string} */ text, /** @type {HTMLElement[]} */ ...buttons) => {
    const held = tools.contains(document.activeElement);
    status.textContent = text;
    tools.replaceChildren(...buttons);
    if (held) buttons[0]?.focus();
  };
  const offer = (/** @type {string} */ text) => say(text, button(words("cacheOpened"), () => void register()));
  const register = async () => {
    status.textContent = words("cacheFetching");
    try {
      const options = /** @type {RegistrationOptions} */ ({ scope: root, updateViaCache: "none" });
      const { installing, active } = await navigator.serviceWorker.register(root + WORKER, options);
      await activated(installing ?? active);
      const worker = await workerOf(root);
      await show(words("cacheUnable"), worker && (await ask(worker, "opened")));
    } catch (error) {
      offer(words("cacheRefused", { reason: messageOf(error) }));
    }
  };
  /**
   * Say what is on the device, and what went wrong on the way there.
   * @param {string} nothing if nothing is
   * @param {Partial<Trouble>} [came]
   */
  const show = async (nothing, came = {}) => {
    const worker = await workerOf(root);
    if (!worker) return offer(nothing);
    const { pages, total, bytes, allBytes } = await ask(worker, "state");
    const text = words(pages < total ? "cacheState" : "cacheWhole", { pages, total, size: inMegabytes(bytes) });
    const more = button(words("cacheMore", { size: inMegabytes(allBytes - bytes) }), () => void fetchAll(worker));
    const leave = async () => show(words("cacheRemoved"), await ask(worker, "remove"));
    const remove = button(words("cacheRemove"), () => void leave());
    say(came.trouble ? `${text} ${reasonOf(came)}` : text, ...(pages < total ? [more] : []), remove);
  };
  /** Fetch page after page while this one is open, unless another tab removes them. */
  const fetchAll = async (/** @type {ServiceWorker} */ worker) => {
    void navigator.storage?.persist?.(); // some browsers ask their reader
    let stopped = false;
    let state = await ask(worker, "state");
    say("", button(words("stop"), () => (stopped = true)));
    while (!stopped && !state.trouble && state.pages < state.total && (await workerOf(root))) {
      status.textContent = words("cacheRunning", { pages: state.pages, total: state.total });
      state = await ask(worker, "more");
    }
    await show(words("cacheRemoved"), state);
  };
  try {
    if (!isSecureContext) return say(words("cacheInsecure"));
    if (!navigator.serviceWorker || !globalThis.caches) return say(words("cacheUnable"));
    await show(words("cacheEmpty"));
    box.parentElement?.querySelector(":scope > .explorable-otherwise")?.setAttribute("hidden", "");
  } catch (error) {
    console.info(`This browser refuses what it keeps: ${error}`); // as where it blocks the data of sites
    say(words("cacheUnable"));
  }
}

for (const each of all(".explorable-offline")) void begin(each);
