// @ts-check
/**
 * The worker that answers for a site without its host: with all of one release, or not at all. The release's files are
 * written into it with their digests. Another release is another worker, which fetches what has changed, takes over
 * when it has everything, and deletes the cache of the one before.
 *
 * @typedef {{trouble: string, file?: string}} Trouble an error's name, and the file that did not come
 */

import { decoded } from "../page/address.js";

/** What a page's Python may fetch: a script that is fetched does not inherit the page's policy. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

const worker = /** @type {any} */ (globalThis); // the types know no scope of a service worker

/**
 * Serve a release; called while the worker's script is read, as browsers want listeners.
 * @param {{release: string, files: Record<string, string>}} listed each file's digest, by its path in the site
 */
export function serve({ release, files }) {
  const root = worker.registration.scope;
  const { pathname } = new URL(root);
  const prefix = `explorable offline ${pathname} `;
  const cacheName = prefix + release;
  const stop = new AbortController();

  const addressOf = (/** @type {string} */ file) => new URL(file.split("/").map(encodeURIComponent).join("/"), root).href;

  /** The file at an address; hosts let readers leave out `index.html` and `.html`. */
  const fileAt = (/** @type {string} */ address) => {
    const path = decoded(new URL(address).pathname.slice(pathname.length));
    return address.startsWith(root) && [path, `${path}index.html`, `${path}.html`].find((each) => Object.hasOwn(files, each));
  };

  const clear = async (/** @type {(name: string) => boolean} */ isGone) => {
    for (const name of await caches.keys()) if (name.startsWith(prefix) && isGone(name)) await caches.delete(name);
  };

  /** A file of this release, from the cache of the one before where it has not changed. */
  const fetched = async (/** @type {string} */ file) => {
    const [address, integrity] = [addressOf(file), files[file]];
    const former = await caches.match(address);
    if (former?.headers.get("Integrity") === integrity) return former;
    const { signal } = stop;
    const response = await fetch(address, { cache: "no-cache", integrity, signal }).catch(() => undefined);
    if (!response?.ok) throw Object.assign(new Error(`${file} did not come, or is of another release`), { file });
    const headers = new Headers(response.headers); // a new response: a host may redirect, or pack what it sends
    headers.delete("Content-Encoding");
    headers.set("Integrity", integrity);
    return new Response(response.body, { headers });
  };

  const install = async () => {
    const cache = await caches.open(cacheName);
    await Promise.all(Object.keys(files).map(async (file) => cache.put(addressOf(file), await fetched(file))));
    await worker.skipWaiting();
  };

  /** Leave nothing half; if the quota was exceeded, delete the previous release too, to free space for the next try. */
  const fail = async (/** @type {any} */ error) => {
    stop.abort();
    await clear((name) => name === cacheName || error.name === "QuotaExceededError");
    for (const client of await worker.clients.matchAll({ includeUncontrolled: true }))
      client.postMessage({ trouble: error.name, file: error.file });
    throw error;
  };

  /** Leave an address where the host has no such worker any more, or a page in its place: another site lies there. */
  const leaveIfGone = async () => {
    const there = await fetch(worker.location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (!there || there.redirected) return; // no line, or a host that asks first who reads
    const isPage = there.ok && there.headers.get("Content-Type")?.startsWith("text/html");
    if (isPage || [404, 410].includes(there.status)) await Promise.all([worker.registration.unregister(), clear(() => true)]);
  };

  const answer = async (/** @type {Request} */ request, /** @type {string | false | undefined} */ file) =>
    (file && (await caches.match(addressOf(file), { cacheName }))) || fetch(request); // a browser may have thrown it away

  /** A worker's script, from wherever it comes, with the policy that it does not inherit. */
  const bound = async (/** @type {Promise<Response>} */ script) => {
    const { body, headers, status } = await script;
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), "Content-Security-Policy": POLICY } });
  };

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install().catch(fail)));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clear((name) => name !== cacheName)));
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const file = request.method === "GET" && fileAt(request.url);
    if (request.mode === "navigate") event.waitUntil(leaveIfGone());
    if (request.destination === "worker") event.respondWith(bound(answer(request, file)));
    else if (file) event.respondWith(answer(request, file));
  });
}
