// @ts-check
/**
 * A release of the vendored files: its manifest, and its core and archives, each kept unpacked in
 * the browser after the first visit and compared with the manifest's digests whenever it is read. What the browser asks for by
 * itself nobody can check: Pyodide's two scripts, which it imports, and data, which it fetches when
 * Python opens them and waits, where no digest can be waited for. An `.npz` has digests of its own.
 *
 * @import { Progress } from "./protocol.js"
 * @typedef {Awaited<ReturnType<typeof openRelease>>} Release
 * @typedef {{file: string, bytes: number, sha256: string, unpacked?: string}} File with its digest, and
 *   that of what is in it
 * @typedef {{core: Record<string, File>, archives: File[], files: File[], data: Record<string, File>,
 *   loaders: Record<string, File>, lock: object, scripts: string}} Manifest `archives` hold packages,
 *   `files` is one with what lies beside the notebooks, or none, `loaders` are Pyodide's scripts, `lock`
 *   says what it is, `scripts` names the folder of ours that it goes with
 */
import { keep, openStorage, digestOf, take } from "./cache.js";
import { patient } from "./patience.js";
import { brought, request, unzip } from "../front/request.js";
import { words } from "../front/words.js";

/**
 * Ask which release lies at `home`, or lay there when the network last answered, and open what is
 * kept of it. What is kept belongs to one browser of one version, too: it may be memory of a
 * running engine.
 * @param {string} home where the release lies
 * @param {boolean} fresh whether to trust nothing that was kept
 * @param {(progress: Progress) => void} report
 */
export async function openRelease(home, fresh, report) {
  const wait = patient(() => report({ text: "stalled", loaded: 0, total: 1 }));
  const urlOf = (/** @type {string} */ name) => new URL(name, home).href;
  const listing = urlOf("manifest.json");
  const listed = await wait(textOf(listing, "no-cache").catch(() => textOf(listing, "force-cache")));
  const manifest = /** @type {Manifest} */ (JSON.parse(listed));
  if (!import.meta.url.includes(`/${manifest.scripts}/`)) throw new Error(words("renewed"));
  const release = await digestOf(new TextEncoder().encode(listed + navigator.userAgent));
  const storage = await openStorage(home, release, fresh);
  const files = [...Object.values(manifest.core), ...manifest.archives, ...manifest.files];
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  /** @type {Map<string, ArrayBuffer>} what was fetched and is not kept yet */
  const fetched = new Map();

  /** Say what happens now. */
  const say = (/** @type {"loading" | "starting"} */ text) => report({ text, loaded, total });

  const read = async (/** @type {string} */ url) => {
    const { body } = await wait(request(url, fresh ? "reload" : "default"));
    const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
    const parts = [];
    for (;;) {
      const { done, value } = await wait(brought(url, reader.read()));
      if (done) return new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer();
      parts.push(value);
      loaded += value.length;
      say("loading");
    }
  };
  return {
    home,
    manifest,
    storage,
    say,
    urlOf,
    /** A file, unpacked if it is packed: the one that an earlier visit has kept, or fetched anew. */
    async file(/** @type {File} */ file) {
      const url = urlOf(file.file);
      const cached = await take(storage, url, file.unpacked ?? file.sha256);
      if (cached) return cached;
      const bytes = await read(url);
      const digest = await digestOf(bytes);
      if (digest && ![file.sha256, file.unpacked].includes(digest)) throw new Error(words("damaged", { file: file.file }));
      const unpacked = file.file.endsWith(".gz") ? await unzip(bytes) : bytes;
      fetched.set(url, unpacked);
      return unpacked;
    },
    /** Keep what was fetched: after Python's first answer, for the reader comes first. */
    async keepFiles() {
      for (const [url, bytes] of fetched) await keep(storage, url, bytes);
      fetched.clear();
    },
    /** A script of the release, as a module. */
    script: (/** @type {File} */ { file }) => wait(brought(urlOf(file), import(urlOf(file)))),
  };
}

/**
 * @param {string} url
 * @param {RequestCache} cache
 */
async function textOf(url, cache) {
  return brought(url, (await request(url, cache)).text());
}
