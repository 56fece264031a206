// @ts-check
/**
 * The worker that answers for a site without its host, from a cache: with the pages that were opened since a reader asked
 * for it, or with all of them. It is of one release, whose files are written into it with their digests. In its cache is
 * nothing else, and a page only behind all that it needs. Another release is another worker: it is installed when it
 * has every page that the one before it has, and takes over when no page of that one is open.
 *
 * @typedef {{bytes: number, integrity: string}} File
 * @typedef {{pages: number, total: number, bytes: number, allBytes: number, trouble?: string, file?: string}} State
 */

/** What a page's Python may fetch: a script that is fetched does not inherit the page's policy. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** What belongs to the pages that name it; all other files are every page's. */
const NAMED = /^(_images|_downloads|_live\/baked|_live\/sources)\//;

const worker = /** @type {any} */ (globalThis); // the types know no scope of a service worker

/** Serve a release; called while the worker's script is read, as browsers want listeners. */
export function serve(/** @type {{release: string, files: Record<string, File>}} */ { release, files }) {
  const root = worker.registration.scope;
  const { pathname } = new URL(root);
  const [ours, former] = [`explorable offline ${pathname} `, `explorable keep ${pathname} `]; // `former` had whole books
  const cacheName = ours + release;
  const names = Object.keys(files);
  const pages = names.filter((name) => name.endsWith(".html") && !name.startsWith("_static/"));

  const cacheNames = async () => (await caches.keys()).filter((name) => name.startsWith(ours) || name.startsWith(former));
  const addressOf = (/** @type {string} */ name) => new URL(name.split("/").map(encodeURIComponent).join("/"), root).href;
  const cached = (/** @type {string} */ name) => caches.match(addressOf(name), { cacheName });
  const whole = `${root}?whole`; // in the cache if a reader has asked for all pages

  /** The file at an address; hosts let readers leave out `index.html` and `.html`. */
  const nameAt = (/** @type {string} */ address) => {
    const url = new URL(address);
    const name = url.href.startsWith(root) ? decodeURIComponent(url.pathname.slice(pathname.length)) : "";
    return [name, `${name}index.html`, `${name}.html`].find((each) => Object.hasOwn(files, each));
  };

  /** Fetch a file of this release; an older cache may have the same one. */
  const fetched = async (/** @type {string} */ name) => {
    const [url, { integrity }] = [addressOf(name), files[name]];
    const older = await caches.match(url);
    if (older?.headers.get("Integrity") === integrity) return older;
    const response = await fetch(url, { cache: "no-cache", integrity }).catch(() => undefined);
    if (!response?.ok) throw Object.assign(new Error(`${name} did not come, or is of another release`), { file: name });
    const headers = { ...Object.fromEntries(response.headers), Integrity: integrity };
    return new Response(response.body, { headers }); // a host may have redirected, which no page may be
  };

  /** Put a page into the cache, behind all that it needs. */
  const add = async (/** @type {string} */ page, /** @type {Response} */ response) => {
    const cache = await caches.open(cacheName);
    const html = await response.clone().text();
    const needs = (/** @type {string} */ name) => !NAMED.test(name) || html.includes(String(name.split("/").at(-1)));
    await Promise.all(names.filter((name) => !pages.includes(name) && needs(name)).map(async (name) => {
      if (!(await cached(name))) await cache.put(addressOf(name), await fetched(name));
    }));
    await cache.put(addressOf(page), response);
  };

  /** Have every page that the releases before have, so that none is lost; what fails is tried at the next visit. */
  const install = async () => {
    const others = (await cacheNames()).filter((name) => name !== cacheName);
    const keys = await Promise.all(others.map(async (name) => (await caches.open(name)).keys()));
    const urls = new Set(keys.flat().map(({ url }) => url));
    const all = urls.has(whole) || others.some((name) => name.startsWith(former));
    if (all) await (await caches.open(cacheName)).put(whole, new Response());
    for (const page of pages)
      if ((all || urls.has(addressOf(page))) && !(await cached(page))) await add(page, await fetched(page));
  };

  /** Delete the caches of this site, but one. */
  const clear = async (/** @type {string} */ but = "") => {
    for (const name of await cacheNames()) if (name !== but) await caches.delete(name);
  };

  /** @returns {Promise<State>} */
  const state = async () => {
    const urls = new Set((await (await caches.open(cacheName)).keys()).map(({ url }) => url));
    const here = names.filter((name) => urls.has(addressOf(name)));
    const size = (/** @type {string[]} */ some) => some.reduce((sum, name) => sum + files[name].bytes, 0);
    return { pages: here.filter((name) => pages.includes(name)).length, total: pages.length, bytes: size(here), allBytes: size(names) };
  };

  /** What a page may ask; `edition` is what those of releases before do, and hear that nothing is left for them to fetch. */
  const answers = {
    state,
    more: async () => {
      await (await caches.open(cacheName)).put(whole, new Response());
      for (const page of pages) if (!(await cached(page))) return (await add(page, await fetched(page)), state());
      return state();
    },
    edition: async () => ({ version: (await caches.keys()).find((name) => name.startsWith(former))?.slice(former.length) }),
    remove: async () => (await worker.registration.unregister(), await clear(), {}),
  };

  /** Whether who asks is of this release: a page that is not in the cache came from the host, and its worker did. */
  const isOurs = async (/** @type {string} */ id) => {
    // not `clients.get`, which waits for a worker until it runs: a worker waits for its scripts
    const clients = await worker.clients.matchAll({ type: "all", includeUncontrolled: true });
    const client = clients.find((/** @type {any} */ each) => each.id === id);
    const name = client && nameAt(client.url);
    return !client || Boolean(name && (await cached(name)));
  };

  const answer = async (/** @type {any} */ { request, clientId }, /** @type {string | undefined} */ name) => {
    const found = name && (await isOurs(clientId)) ? await cached(name) : undefined;
    if (!name || !found) return fetch(request);
    return request.method === "HEAD" ? new Response(null, { headers: { "Content-Length": String(files[name].bytes) } }) : found;
  };

  const open = async (/** @type {any} */ event, /** @type {string} */ name) => {
    const { waiting } = worker.registration;
    if (waiting && (await worker.clients.matchAll({ type: "window" })).length < 2) {
      waiting.postMessage("switch");
      return new Response("<script>location.reload()</script>", { headers: { "Content-Type": "text/html" } });
    }
    const here = await cached(name);
    const page = here ?? (await fetched(name).catch(() => undefined));
    if (!page) return fetch(event.request);
    if (!here) event.waitUntil(add(name, page.clone()).catch((error) => report(event.resultingClientId, error)));
    return page;
  };

  /** Tell a page that there is no room for it; what did not come is fetched when it is opened again. */
  const report = async (/** @type {string} */ id, /** @type {Error} */ error) => {
    if (error.name === "QuotaExceededError") (await worker.clients.get(id))?.postMessage({ full: true });
  };

  /** A worker's script, from wherever it comes, with the policy that it does not inherit. */
  const bound = async (/** @type {Promise<Response>} */ script) => {
    const { body, headers, status } = await script;
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), "Content-Security-Policy": POLICY } });
  };

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clear(cacheName)));
  worker.addEventListener("message", (/** @type {any} */ event) => {
    const { data, ports } = event;
    if (data === "switch") return void worker.skipWaiting();
    const failed = async (/** @type {any} */ { name, file }) => ({ ...(await state()), trouble: name, file });
    const reply = answers[/** @type {keyof typeof answers} */ (data)]().catch(failed);
    event.waitUntil(reply.then((/** @type {any} */ value) => ports[0].postMessage(value)));
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const name = ["GET", "HEAD"].includes(request.method) ? nameAt(request.url) : undefined;
    if (request.destination === "worker") event.respondWith(bound(answer(event, name)));
    else if (name) event.respondWith(request.mode === "navigate" ? open(event, name) : answer(event, name));
  });
}
