// @ts-check
/**
 * The place where a reader lets this device keep the book, or removes it: a sentence that says whether it is here, and a
 * button. Where a browser can keep none, what the author has written below says what else there is.
 *
 * @import { Trouble } from "../worker/precache.js"
 */
import { all, button, element } from "../front/dom.js";
import { messageOf, request } from "../front/request.js";
import { words } from "../front/words.js";
import { bookOf } from "./address.js";

/** The worker's address, at which a browser that has it looks for the next one, and what says how much it fetches. */
const [WORKER, SIZE] = ["keep-worker.js", "keep-worker.json"];

const reasonOf = (/** @type {Trouble} */ { trouble, file = trouble }) =>
  trouble === "QuotaExceededError" ? words("cacheFull") : words("cacheCut", { file });

/** Wait until a worker is at work; one that fails is none. */
async function activated(/** @type {ServiceWorker} */ worker) {
  while (!["activated", "redundant"].includes(worker.state))
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
}

/** Say how things are, and offer what can be done. */
async function begin(/** @type {HTMLElement} */ box) {
  const root = new URL(bookOf(), location.href).href;
  const status = element("p", { role: "status" });
  const tools = element("p", { class: "explorable-toolbar" });
  box.append(status, tools);

  let reason = ""; // why the worker has failed
  /** A button that was pressed goes: the next one has the focus. */
  const say = (/** @type {string} */ text, /** @type {HTMLElement[]} */ ...buttons) => {
    const held = tools.contains(document.activeElement);
    status.textContent = text;
    tools.replaceChildren(...buttons);
    if (held) buttons[0]?.focus();
  };
  const cacheNames = async () => (await caches.keys()).filter((name) => name.startsWith(`explorable offline ${bookOf()} `));
  /** The worker that answers for the site; a host may have others. */
  const registered = async () => {
    const registration = await navigator.serviceWorker.getRegistration(root);
    return registration?.active?.scriptURL === root + WORKER ? registration : undefined;
  };
  /** Say whether the book is here, and what went wrong on its way. */
  const show = async (/** @type {string} */ trouble = "", nothing = words("cacheEmpty")) => {
    if ((await registered()) && (await cacheNames()).length)
      return say(`${words("cacheWhole")} ${trouble}`.trim(), button(words("cacheRemove"), () => void remove()));
    const { bytes } = await (await request(root + SIZE)).json();
    const size = (bytes / 1e6).toFixed(1);
    say(trouble || nothing, button(words("cacheKeep", { size }), () => void keep(size)));
  };
  const keep = async (/** @type {string} */ size) => {
    say(words("cacheFetching", { size }));
    void navigator.storage?.persist?.(); // some browsers ask their reader
    try {
      const registration = await navigator.serviceWorker.register(root + WORKER, { scope: root, updateViaCache: "none" });
      const worker = registration.installing ?? (await registration.update()).installing;
      if (worker) await activated(worker);
      await show(worker?.state === "redundant" ? reason || words("cacheUnable") : "");
    } catch (error) {
      await show(words("cacheRefused", { reason: messageOf(error) }));
    }
  };
  const remove = async () => {
    await (await registered())?.unregister();
    for (const name of await cacheNames()) await caches.delete(name);
    await show("", words("cacheRemoved")).catch(() => say(words("cacheRemoved"))); // its host may be gone
  };
  try {
    if (!isSecureContext) return say(words("cacheInsecure"));
    if (!navigator.serviceWorker || !globalThis.caches) return say(words("cacheUnable"));
    navigator.serviceWorker.addEventListener("message", ({ data }) => void show((reason = reasonOf(data))));
    await show();
    box.parentElement?.querySelector(":scope > .explorable-otherwise")?.setAttribute("hidden", "");
  } catch (error) {
    console.info(`This browser refuses what it keeps: ${error}`); // as where it blocks the data of sites
    say(words("cacheUnable"));
  }
}

for (const each of all(".explorable-offline")) void begin(each);
