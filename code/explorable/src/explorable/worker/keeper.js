// @ts-check
/**
 * The worker that answers for a site which a reader keeps on a device. It is of one edition, whose list is written into
 * it, and gives nothing else: another edition is another worker, which a browser holds back until the reader asks for it.
 *
 * @import { Edition } from "./kept.js"
 */
import { FROM_HOST, checked, clear, contentsOf, keyOf, namesOf } from "./kept.js";

/** What a page's Python may fetch: a script that is fetched does not inherit the page's policy. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

const worker = /** @type {any} */ (globalThis); // the types know no scope of a service worker

/** Serve an edition; called while the worker's script is read, as browsers want listeners. */
export function serve(/** @type {Edition} */ edition) {
  const root = worker.registration.scope;
  const cacheName = namesOf(root) + edition.version;
  const path = new URL(root).pathname;

  /** The file at an address, whatever is asked of it, or behind it; hosts let readers leave out `index.html` and `.html`. */
  const nameAt = (/** @type {string} */ address) => {
    const url = new URL(address);
    if (url.origin !== location.origin || !url.pathname.startsWith(path)) return undefined;
    const asked = decodeURIComponent(url.pathname.slice(path.length));
    const names = [asked, ...(/(^|\/)$/.test(asked) ? [`${asked}index.html`] : [`${asked}.html`])];
    return names.find((name) => Object.hasOwn(edition.files, name));
  };

  /** Whether a page is of this edition: one that is not in the list came from the host, and so does all that it asks for. */
  const isOurs = async (/** @type {string} */ client) => {
    // not `clients.get`, which waits for a worker until it runs: a worker waits for its scripts
    const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = pages.find((/** @type {any} */ { id }) => id === client);
    return !page || Boolean(nameAt(page.url));
  };

  const answer = async (/** @type {Request} */ request, /** @type {string} */ client, /** @type {string} */ name) => {
    const about = edition.files[name];
    const stays = request.mode === "navigate" || (await isOurs(client));
    const kept = stays && (await caches.match(keyOf(root, name, about), { cacheName }));
    const found = kept ? await checked(kept, about) : undefined;
    if (!found) return fetch(request); // a browser may throw away what it keeps
    return request.method === "HEAD" ? new Response(null, { headers: found.headers }) : found;
  };

  /** A worker's script, from wherever it comes, with the policy that it does not inherit. */
  const bound = async (/** @type {Promise<Response>} */ script) => {
    const { body, headers, status } = await script;
    const all = { ...Object.fromEntries(headers), "Content-Security-Policy": POLICY };
    return new Response(body, { status, headers: all });
  };

  /** The host's list; if it is out of reach, or has none any more, there is no other edition than this one. */
  const newest = async (/** @type {Request} */ request) => {
    const response = await fetch(request).catch(() => undefined);
    return response?.ok ? response : Response.json(edition);
  };

  /** An edition that is not here whole is none. Nothing is opened: that would make a cache which a page just deletes. */
  const check = async () => {
    for (const key of contentsOf(root, edition).contents.keys())
      if (!(await caches.match(key, { cacheName }))) throw new Error(`${key} is missing`);
  };

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(check()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clear(root, edition.version)));
  worker.addEventListener("message", (/** @type {any} */ { data, ports }) => {
    if (data === "switch") worker.skipWaiting();
    else ports[0].postMessage({ version: edition.version, bytes: contentsOf(root, edition).bytes });
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request, clientId } = event;
    if (request.headers.has(FROM_HOST)) return;
    const name = ["GET", "HEAD"].includes(request.method) ? nameAt(request.url) : undefined;
    if (request.destination === "worker")
      event.respondWith(bound(name ? answer(request, clientId, name) : fetch(request)));
    else if (name) event.respondWith(answer(request, clientId, name));
    else if (request.url === `${root}keep.json`) event.respondWith(newest(request));
  });
}
