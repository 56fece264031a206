async function openStorage(home, release, afresh) {
  const ours = `explorable ${new URL(home).pathname} `;
  const current = ours + release;
  const stale = ( name) =>
    name.startsWith(ours) && (afresh || name !== current);
  try {
    for (const name of (await caches.keys()).filter(stale)) await caches.delete(name);
    return await caches.open(current);
  } catch {
    return undefined; // as over plain http and in some private windows: everything is fetched
  }
}
async function take(storage, url, sum) {
  const read = async () => (await storage?.match(url))?.arrayBuffer();
  const bytes = sum ? await read().catch(() => undefined) : undefined; // a storage that breaks has nothing
  return bytes && (await sumOf(bytes)) === sum ? bytes : undefined;
}
async function keep(storage, url, bytes) {
  await storage?.put(url, new Response(bytes)).catch(() => undefined);
}
async function sumOf(bytes) {
  if (!crypto.subtle) return "";
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
const FROM_HOST = "X-From-Host";
const namesOf = ( root) => `explorable keep ${new URL(root).pathname} `;
function addressOf( root,  name) {
  return new URL(name.split("/").map(encodeURIComponent).join("/"), root).href;
}
function keyOf( root,  name,  { sha256 }) {
  return new URL(`keep/${sha256}${/\.\w+$/.exec(name)?.[0] ?? ""}`, root).href;
}
function contentsOf(root, { files }) {
  const contents = new Map(Object.entries(files).map(([name, about]) => [keyOf(root, name, about), { name, ...about }]));
  return { contents, bytes: [...contents.values()].reduce((sum, { bytes }) => sum + bytes, 0) };
}
async function checked(response, { sha256 }) {
  const bytes = await response?.arrayBuffer();
  if (!response || !bytes || (await sumOf(bytes)) !== sha256) return undefined;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Accept-Ranges"]) headers.delete(name);
  headers.set("Content-Length", String(bytes.byteLength));
  return new Response(bytes, { headers });
}
async function clear(root, version) {
  const ours = namesOf(root);
  const gone = ( name) => name.startsWith(ours) && name !== ours + version;
  for (const name of (await caches.keys()).filter(gone)) await caches.delete(name);
}
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const worker =  (globalThis); // the types know no scope of a service worker
function serve( edition) {
  const root = worker.registration.scope;
  const cacheName = namesOf(root) + edition.version;
  const path = new URL(root).pathname;
  
  const nameAt = ( address) => {
    const url = new URL(address);
    if (url.origin !== location.origin || !url.pathname.startsWith(path)) return undefined;
    const asked = decodeURIComponent(url.pathname.slice(path.length));
    const names = [asked, ...(/(^|\/)$/.test(asked) ? [`${asked}index.html`] : [`${asked}.html`])];
    return names.find((name) => Object.hasOwn(edition.files, name));
  };
  
  const isOurs = async ( client) => {
    const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = pages.find(( { id }) => id === client);
    return !page || Boolean(nameAt(page.url));
  };
  const answer = async ( request,  client,  name) => {
    const about = edition.files[name];
    const stays = request.mode === "navigate" || (await isOurs(client));
    const kept = stays && (await caches.match(keyOf(root, name, about), { cacheName }));
    const found = kept ? await checked(kept, about) : undefined;
    if (!found) return fetch(request); // a browser may throw away what it keeps
    return request.method === "HEAD" ? new Response(null, { headers: found.headers }) : found;
  };
  
  const bound = async ( script) => {
    const { body, headers, status } = await script;
    const all = { ...Object.fromEntries(headers), "Content-Security-Policy": POLICY };
    return new Response(body, { status, headers: all });
  };
  
  const newest = async ( request) => {
    const response = await fetch(request).catch(() => undefined);
    return response?.ok ? response : Response.json(edition);
  };
  
  const check = async () => {
    for (const key of contentsOf(root, edition).contents.keys())
      if (!(await caches.match(key, { cacheName }))) throw new Error(`${key} is missing`);
  };
  worker.addEventListener("install", ( event) => event.waitUntil(check()));
  worker.addEventListener("activate", ( event) => event.waitUntil(clear(root, edition.version)));
  worker.addEventListener("message", ( { data, ports }) => {
    if (data === "switch") worker.skipWaiting();
    else ports[0].postMessage({ version: edition.version, bytes: contentsOf(root, edition).bytes });
  });
  worker.addEventListener("fetch", ( event) => {
    const { request, clientId } = event;
    if (request.headers.has(FROM_HOST)) return;
    const name = ["GET", "HEAD"].includes(request.method) ? nameAt(request.url) : undefined;
    if (request.destination === "worker")
      event.respondWith(bound(name ? answer(request, clientId, name) : fetch(request)));
    else if (name) event.respondWith(answer(request, clientId, name));
    else if (request.url === `${root}keep.json`) event.respondWith(newest(request));
  });
}
