// @ts-check
/**
 * The worker that answers for a site without its host, from a cache: with the pages that were opened since a reader asked
 * for it, or with all of them. It is of one release, whose files are written into it with their digests. In its cache is
 * nothing else, and a page only behind all that it needs. Another release is another worker: it is installed when it
 * has every page that the one before it has, and takes over when the last page of that one asks.
 *
 * @typedef {{bytes: number, integrity: string}} File
 * @typedef {{pages: number, total: number, bytes: number, allBytes: number}} State what is in the cache, and what may be
 * @typedef {{news?: "cacheRenewed" | "cacheWaiting"}} News words for the reader of the page that asks
 * @typedef {{trouble: string, file?: string}} Trouble an error's name, and the file that did not come
 */

/** What a page's Python may fetch: a script that is fetched does not inherit the page's policy. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** What belongs to the pages that name it; all other files are every page's. */
const NAMED = /^(_images|_downloads|_live\/baked|_live\/sources)\//;

/** @type {(error: any) => Trouble} */
const troubleOf = ({ name, file }) => ({ trouble: name, file });

/** It says that a page is neither here nor to be had, and has an empty list. */
const ABSENT = "_static/absent.html";

const worker = /** @type {any} */ (globalThis); // the types know no scope of a service worker

/** Serve a release; called while the worker's script is read, as browsers want listeners. */
export function serve(/** @type {{release: string, files: Record<string, File>}} */ { release, files }) {
  const root = worker.registration.scope;
  const { pathname } = new URL(root);
  const [ours, former] = ["offline", "keep"].map((each) => `explorable ${each} ${pathname} `); // once it was a whole book
  const cacheName = ours + release;
  const [whole, news] = ["whole", "news"].map((each) => `${root}?${each}`); // all pages are asked for; the release is new
  const names = Object.keys(files);
  const pages = names.filter((name) => name.endsWith(".html") && !name.startsWith("_static/"));

  const cacheNames = async () => (await caches.keys()).filter((name) => name.startsWith(ours) || isFormer(name));
  const isFormer = (/** @type {string} */ name) => name.startsWith(former);
  const addressOf = (/** @type {string} */ name) => new URL(name.split("/").map(encodeURIComponent).join("/"), root).href;
  const cached = (/** @type {string} */ name) => caches.match(addressOf(name), { cacheName });
  const windows = (/** @type {boolean} */ all) => worker.clients.matchAll({ includeUncontrolled: all });

  /** The file at an address; hosts let readers leave out `index.html` and `.html`. */
  const nameAt = (/** @type {string} */ address) => {
    const url = new URL(address);
    if (!url.href.startsWith(root)) return undefined;
    const name = decodeURIComponent(url.pathname.slice(pathname.length));
    return [name, `${name}index.html`, `${name}.html`].find((each) => Object.hasOwn(files, each));
  };

  /** Fetch a file of this release; an older cache may have the same, and a host may pack it, or redirect. */
  const fetched = async (/** @type {string} */ name) => {
    const [url, { integrity }] = [addressOf(name), files[name]];
    const older = await caches.match(url);
    if (older?.headers.get("Integrity") === integrity) return older;
    const response = await fetch(url, { cache: "no-cache", integrity }).catch(() => undefined);
    if (!response?.ok) throw Object.assign(new Error(`${name} did not come, or is of another release`), { file: name });
    const { "content-encoding": packed, ...headers } = Object.fromEntries(response.headers);
    return new Response(response.body, { headers: { ...headers, Integrity: integrity } });
  };

  const urlsIn = async (/** @type {string} */ name) => (await (await caches.open(name)).keys()).map(({ url }) => url);
  const mark = async (/** @type {string} */ url) => (await caches.open(cacheName)).put(url, new Response());

  /** Have a page in the cache, behind all that it needs. */
  const add = async (/** @type {string} */ page) => {
    if (await cached(page)) return;
    const cache = await caches.open(cacheName); // if it is deleted meanwhile, no other comes in its place
    const response = await fetched(page);
    const html = await response.clone().text();
    const needs = (/** @type {string} */ name) => !NAMED.test(name) || html.includes(String(name.split("/").at(-1)));
    const needed = names.filter((name) => !pages.includes(name) && needs(name));
    await Promise.all(needed.map(async (name) => (await cached(name)) ?? cache.put(addressOf(name), await fetched(name))));
    await cache.put(addressOf(page), response);
  };

  /** Have every page that the releases before have, so that none is lost; what fails is tried at the next visit. */
  const install = async () => {
    const before = await cacheNames();
    const urls = new Set((await Promise.all(before.map(urlsIn))).flat());
    const all = urls.has(whole) || before.some(isFormer);
    if (all) await mark(whole);
    if (before.length) await mark(news);
    for (const page of pages) if (all || urls.has(addressOf(page))) await add(page);
  };

  /** Delete caches of this site. */
  const clear = async (/** @type {(name: string) => boolean} */ isGone) => {
    for (const name of (await cacheNames()).filter(isGone)) await caches.delete(name);
  };

  /** Let open pages say what is wrong; whose books were whole has room again, although it is the old one that goes. */
  const failInstall = async (/** @type {any} */ error) => {
    const full = error.name === "QuotaExceededError" ? (await cacheNames()).filter(isFormer) : [];
    for (const name of full) await caches.delete(name).then(() => caches.open(name)); // empty, it says that all was here
    for (const client of await windows(true)) client.postMessage(troubleOf(error));
    throw error;
  };

  /** @returns {Promise<State>} */
  const state = async () => {
    const urls = new Set((await caches.has(cacheName)) ? await urlsIn(cacheName) : []); // removed, it must not come back
    const isHere = (/** @type {string} */ name) => urls.has(addressOf(name));
    const size = (/** @type {string[]} */ some) => some.reduce((sum, name) => sum + files[name].bytes, 0);
    return { pages: pages.filter(isHere).length, total: pages.length, bytes: size(names.filter(isHere)), allBytes: size(names) };
  };

  /** What a page may ask; `edition` is what those of 497491e do, and hear that nothing is left for them to fetch. */
  const answers = {
    state,
    /** A page was opened: it is added, with others that are open; or the next release takes over. @returns {Promise<News>} */
    opened: async () => {
      const { waiting } = worker.registration;
      if (waiting && (await windows(false)).length > 1) return { news: "cacheWaiting" };
      if (waiting) return (waiting.postMessage("switch"), {});
      for (const name of (await windows(true)).map((/** @type {any} */ { url }) => nameAt(url)))
        if (pages.includes(name)) await add(name);
      return (await (await caches.open(cacheName)).delete(news)) ? { news: "cacheRenewed" } : {};
    },
    more: async () => {
      await mark(whole);
      for (const page of pages) if (!(await cached(page))) return (await add(page), state());
      return state();
    },
    edition: async () => ({ version: (await cacheNames()).find(isFormer)?.slice(former.length) }),
    remove: async () => (await worker.registration.unregister(), await clear(() => true), {}),
  };

  /** Whether who asks is of this release: a page that is not in the cache came from the host. */
  const isOurs = async (/** @type {string} */ id) => {
    // not `clients.get`, which waits for a worker until it runs: a worker waits for its scripts
    const clients = await worker.clients.matchAll({ type: "all", includeUncontrolled: true });
    const client = clients.find((/** @type {any} */ each) => each.id === id);
    const name = client && nameAt(client.url);
    return !client || Boolean(name && (await cached(name)));
  };

  const answer = async (/** @type {any} */ { request, clientId }, /** @type {string | undefined} */ name) => {
    const response = name && (await isOurs(clientId)) ? await cached(name) : undefined;
    return response ?? fetch(request); // a browser may have thrown it away
  };

  /** What stands in the place of a page that is not here, with links to those that are. */
  const absent = async () => {
    const read = async (/** @type {string} */ name) => (await (await cached(name))?.text()) ?? "";
    const links = pages.map(async (name) => {
      const [, title] = /<title>(.*?)<\/title>/s.exec(await read(name)) ?? [];
      return title ? `<li><a href="${addressOf(name)}">${title}</a></li>` : "";
    });
    const list = (await Promise.all(links)).join("\n");
    const html = (await read(ABSENT)).replace("</ul>", () => `${list}</ul>`);
    return html ? new Response(html, { status: 503, headers: { "Content-Type": "text/html" } }) : Response.error();
  };

  const open = async (/** @type {Request} */ request, /** @type {string | undefined} */ name) =>
    (name && (await cached(name))) || fetch(request).catch(absent);

  /** A worker's script, from wherever it comes, with the policy that it does not inherit. */
  const bound = async (/** @type {Promise<Response>} */ script) => {
    const { body, headers, status } = await script;
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), "Content-Security-Policy": POLICY } });
  };

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install().catch(failInstall)));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clear((name) => name !== cacheName)));
  worker.addEventListener("message", (/** @type {any} */ event) => {
    const { data, ports } = event;
    if (data === "switch") return void worker.skipWaiting();
    const reply = answers[/** @type {keyof typeof answers} */ (data)]().catch(troubleOf);
    event.waitUntil(reply.then((/** @type {any} */ value) => ports[0].postMessage(value)));
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const name = request.method === "GET" ? nameAt(request.url) : undefined;
    if (request.mode === "navigate") event.respondWith(open(request, name));
    else if (request.destination === "worker") event.respondWith(bound(answer(event, name)));
    else if (name) event.respondWith(answer(event, name));
  });
}
