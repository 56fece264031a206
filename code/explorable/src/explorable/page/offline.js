// @ts-check
/**
 * The place where a reader lets this device keep the pages that are opened, or all of them, or removes them: a sentence that
 * says how much is here, and what can be done. Where a browser can keep none, what the author has written below says
 * what else there is.
 *
 * @import { Key } from "../front/words.js"
 * @import { State } from "../worker/precache.js"
 */
import { all, button, element } from "../front/dom.js";
import { words } from "../front/words.js";

/** The worker's address: browsers that have it ask for it there for ever. */
const WORKER = "keep-worker.js";

const inMegabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/**
 * What hinders this browser, at this address, from keeping pages.
 * @returns {Key | undefined}
 */
function hindrance() {
  if (!isSecureContext) return "cacheInsecure";
  if (!navigator.serviceWorker || !globalThis.caches) return "cacheUnable";
}

/** The registration of the worker that answers for the site at `root`; a host may have others. */
async function registrationAt(/** @type {string} */ root) {
  const registration = await navigator.serviceWorker.getRegistration(root);
  return registration?.active?.scriptURL === root + WORKER ? registration : undefined;
}

/**
 * Ask the worker how much is here, to fetch one more page, or to go with all that it has.
 * @param {ServiceWorker} worker
 * @param {"state" | "more" | "remove"} question
 * @returns {Promise<State>}
 */
function ask(worker, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}

class Place {
  #status = element("p", { role: "status" });
  #tools = element("p", { class: "explorable-toolbar" });

  /** @param {HTMLElement} box */
  constructor(box) {
    this.root = new URL(box.dataset.root ?? ".", location.href).href;
    /** @type {HTMLElement | null | undefined} */
    this.otherwise = box.parentElement?.querySelector(":scope > .explorable-otherwise");
    box.append(this.#status, this.#tools);
  }

  /** Say how things are, and offer what can be done. */
  async begin() {
    try {
      const hindered = hindrance();
      if (hindered) return this.#say(words(hindered));
      if (this.otherwise) this.otherwise.hidden = true;
      const registration = await registrationAt(this.root);
      if (registration?.active) await this.#show(registration.active);
      else this.#offer(words("cacheEmpty"));
    } catch (error) {
      console.info(`This browser refuses what it keeps: ${error}`); // as where it blocks the data of sites
      if (this.otherwise) this.otherwise.hidden = false;
      this.#say(words("cacheUnable"));
    }
  }

  #offer(/** @type {string} */ text) {
    this.#say(text, button(words("cacheOpened"), () => void this.#register()));
  }

  async #register() {
    try {
      await navigator.serviceWorker.register(this.root + WORKER, { scope: this.root, updateViaCache: "none" });
      await this.#show(/** @type {ServiceWorker} */ ((await navigator.serviceWorker.ready).active));
    } catch (error) {
      this.#offer(words("cacheRefused", { reason: String(/** @type {any} */ (error).message ?? error) }));
    }
  }

  /** Say what is on the device, and what went wrong on the way there. */
  async #show(/** @type {ServiceWorker} */ worker, /** @type {State | undefined} */ known = undefined) {
    const { pages, total, bytes, allBytes, trouble, file } = known ?? (await ask(worker, "state"));
    const text = words(pages < total ? "cacheState" : "cacheWhole", { pages, total, size: inMegabytes(bytes) });
    const reason = trouble === "QuotaExceededError" ? words("cacheFull") : words("cacheCut", { file: file ?? trouble ?? "" });
    const more = button(words("cacheMore", { size: inMegabytes(allBytes - bytes) }), () => void this.#fetchAll(worker));
    const remove = button(words("cacheRemove"), () => void this.#remove(worker));
    this.#say(trouble ? `${text} ${reason}` : text, ...(pages < total ? [more] : []), remove);
  }

  /** Fetch page after page while this one is open: browsers end a worker that takes long. */
  async #fetchAll(/** @type {ServiceWorker} */ worker) {
    void navigator.storage?.persist?.(); // some browsers ask their reader
    let stopped = false;
    let state = await ask(worker, "state");
    this.#say("", button(words("stop"), () => (stopped = true)));
    while (!stopped && !state.trouble && state.pages < state.total) {
      this.#status.textContent = words("cacheRunning", { pages: state.pages, total: state.total });
      state = await ask(worker, "more");
    }
    await this.#show(worker, state);
  }

  async #remove(/** @type {ServiceWorker} */ worker) {
    const { trouble } = await ask(worker, "remove");
    if (trouble) await this.#show(worker);
    else this.#offer(words("cacheRemoved"));
  }

  /** A button that was pressed goes: the next one has the focus. */
  #say(/** @type {string} */ text, /** @type {HTMLElement[]} */ ...buttons) {
    const held = this.#tools.contains(document.activeElement);
    this.#status.textContent = text;
    this.#tools.replaceChildren(...buttons);
    if (held) buttons[0]?.focus();
  }
}

for (const each of all(".explorable-offline")) void new Place(each).begin();
