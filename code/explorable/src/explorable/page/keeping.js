// @ts-check
/**
 * Keeping a book on this device: all its files, each with its sum, and then the worker that answers for them. Pages fetch,
 * since browsers end a worker that takes long.
 *
 * @import { Edition } from "../worker/kept.js"
 * @import { Key } from "../front/words.js"
 * @typedef {(loaded: number, bytes: number) => void} Report
 */
import { Unreachable, brought, request } from "../front/request.js";
import { words } from "../front/words.js";
import { FROM_HOST, addressOf, checked, clear, contentsOf, namesOf } from "../worker/kept.js";

const WORKER = "keep-worker.js";

/** Files that are fetched at the same time. */
const LINES = 6;

/** What a fetch is stopped with when the reader has stopped it. */
export class Stopped extends Error {}

/**
 * What hinders this browser, at this address, from keeping a book.
 * @returns {Key | undefined}
 */
export function hindrance() {
  if (!isSecureContext) return "keepInsecure";
  if (!navigator.serviceWorker || !globalThis.caches || !navigator.locks) return "keepUnable";
}

/**
 * Why an edition was not fetched, and what a reader can do.
 * @param {any} error
 */
export function troubleOf(error) {
  if (error.name === "QuotaExceededError") return { reason: words("keepNoRoom"), advice: words("keepFreeRoom") };
  const advice = words(error instanceof Unreachable ? "keepOnline" : "keepLater");
  return { reason: String(error.message ?? error), advice };
}

/** The registration of the worker that answers for the site at `root`; a host may have others. */
async function registrationOf(/** @type {string} */ root) {
  const found = await navigator.serviceWorker.getRegistration(root);
  const worker = found?.active ?? found?.waiting ?? found?.installing;
  return worker?.scriptURL === root + WORKER ? found : undefined;
}

/**
 * The same, while what that worker answers with is here: if the browser has thrown it away, the book is forgotten.
 * @param {string} root
 */
export async function keptAt(root) {
  const registration = await registrationOf(root);
  if (!registration) return undefined;
  const isOurs = (/** @type {string} */ name) => name.startsWith(namesOf(root));
  if ((await caches.keys()).some(isOurs)) return registration;
  await forgetBook(root);
}

/**
 * Which edition a worker is of, and how large that is.
 * @param {ServiceWorker} worker
 * @returns {Promise<{version: string, bytes: number}>}
 */
export function editionOf(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage("edition", [port2]);
  });
}

/** @returns {Promise<Edition>} what the host has now */
export async function listed(/** @type {string} */ root) {
  const url = `${root}keep.json`;
  return brought(url, (await request(url, "no-cache")).json());
}

/**
 * Do what writes in no other tab at the same time; elsewhere it is done already.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>}
 */
export async function alone(root, act) {
  return await navigator.locks.request(namesOf(root), { ifAvailable: true }, async (lock) => (lock ? act() : undefined));
}

/**
 * Fetch an edition whole, or keep nothing of it and throw. What another edition has kept is not fetched again.
 * @param {string} root
 * @param {Edition} edition
 * @param {AbortController} controller ends it; the reason is thrown
 * @param {Report} report
 */
async function fetchEdition(root, edition, controller, report) {
  const { contents, bytes } = contentsOf(root, edition);
  const cacheName = namesOf(root) + edition.version;
  const cache = await caches.open(cacheName);
  const queue = contents.entries();
  let loaded = 0;
  const work = async () => {
    for (const [key, file] of queue) {
      const here = await checked(await caches.match(key), file);
      await cache.put(key, here ?? (await fetched(root, file, controller.signal)));
      if (controller.signal.aborted) return;
      report((loaded += file.bytes), bytes);
    }
  };
  await Promise.all(Array.from({ length: LINES }, () => work().catch((error) => controller.abort(error))));
  if (!controller.signal.aborted) return;
  await caches.delete(cacheName);
  throw controller.signal.reason;
}

/**
 * A file, as the list says it is. A line that breaks is tried once more.
 * @param {string} root
 * @param {{name: string, bytes: number, sha256: string}} file
 * @param {AbortSignal} signal
 */
async function fetched(root, file, signal) {
  const url = addressOf(root, file.name);
  const read = async () => {
    const response = await request(url, "no-cache", { signal, headers: { [FROM_HOST]: "" } });
    return brought(url, checked(response, file));
  };
  const again = (/** @type {unknown} */ error) => {
    if (error instanceof Unreachable) return read();
    throw error;
  };
  const found = await read().catch(again);
  if (!found) throw new Error(words("damaged", { file: file.name }));
  return found;
}

/**
 * Keep the book; what does not come leaves nothing. Returns the worker, which answers from the next page on.
 * @param {string} root
 * @param {AbortController} controller
 * @param {Report} report
 */
export async function keepBook(root, controller, report) {
  await fetchEdition(root, await listed(root), controller, report);
  try {
    const registration = await navigator.serviceWorker.register(root + WORKER, { updateViaCache: "none" });
    await reached(registration.installing, "activated");
    if (!registration.active) throw new Error(words("renewed")); // its list is another: the host is changing
    void navigator.storage?.persist?.(); // some browsers ask their reader
    return registration.active;
  } catch (error) {
    await forgetBook(root);
    throw error;
  }
}

/** Forget the book: the worker, and all that it answers for. */
export async function forgetBook(/** @type {string} */ root) {
  await (await registrationOf(root))?.unregister();
  await clear(root);
}

/**
 * Fetch another edition, if the host has one: then its worker waits.
 * @param {string} root
 * @param {ServiceWorkerRegistration} registration
 */
export async function renewBook(root, registration) {
  const edition = await listed(root);
  const newest = registration.waiting ?? registration.active;
  if (!newest || (await editionOf(newest)).version === edition.version) return;
  await fetchEdition(root, edition, new AbortController(), () => undefined);
  await registration.update();
  await reached(registration.installing, "installed");
}

/**
 * Wait until a worker has come to a state, or has failed.
 * @param {ServiceWorker | null} worker
 * @param {ServiceWorkerState} state
 */
function reached(worker, state) {
  return new Promise((resolve) => {
    const look = () => [undefined, state, "redundant"].includes(worker?.state) && resolve(undefined);
    worker?.addEventListener("statechange", look);
    look();
  });
}
