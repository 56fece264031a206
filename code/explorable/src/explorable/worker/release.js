// @ts-check
/**
 * A release of the vendored files: its manifest, and its core and archives, each kept unpacked in
 * the browser after the first visit and compared with the manifest's sums whenever it is read. What the browser asks for by
 * itself nobody can check: Pyodide's two scripts, which it imports, and data, which it fetches when
 * Python opens them and waits, where no sum can be waited for. An `.npz` has sums of its own.
 *
 * @import { Progress } from "./protocol.js"
 * @typedef {{file: string, bytes: number, sha256: string, unpacked?: string}} File with its sum, and
 *   that of what is in it
 * @typedef {{core: Record<string, File>, archives: File[], files: File[], data: Record<string, File>,
 *   loaders: Record<string, File>, lock: object, scripts: string}} Manifest `archives` hold packages,
 *   `files` is one with what lies beside the notebooks, or none, `loaders` are Pyodide's scripts, `lock`
 *   says what it is, `scripts` names the folder of ours that it goes with
 */
import { keep, openStorage, sumOf, take } from "./cache.js";
import { patient } from "./patience.js";
import { brought, request, unzip } from "../front/request.js";
import { words } from "../front/words.js";

export class Release {
  #loaded = 0;
  /** @type {Map<string, ArrayBuffer>} what was fetched and is not kept yet */
  #fetched = new Map();

  /**
   * @param {string} home where the release lies
   * @param {Manifest} manifest
   * @param {Cache | undefined} storage
   * @param {RequestCache} caching
   * @param {(progress: Progress) => void} report
   * @param {ReturnType<typeof patient>} patient waits for the host
   */
  constructor(home, manifest, storage, caching, report, patient) {
    this.home = home;
    this.manifest = manifest;
    this.storage = storage;
    this.caching = caching;
    this.report = report;
    this.patient = patient;
    const files = [...Object.values(manifest.core), ...manifest.archives, ...manifest.files];
    this.total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Ask which release lies at `home`, or lay there when the network last answered, and open what is
   * kept of it. What is kept belongs to one browser of one version, too: it may be memory of a
   * running engine.
   * @param {string} home
   * @param {boolean} fresh whether to trust nothing that was kept
   * @param {(progress: Progress) => void} report
   */
  static async open(home, fresh, report) {
    const wait = patient(() => report({ text: "stalled", loaded: 0, total: 1 }));
    const url = new URL("manifest.json", home).href;
    const listed = await wait(textOf(url, "no-cache").catch(() => textOf(url, "force-cache")));
    const manifest = /** @type {Manifest} */ (JSON.parse(listed));
    if (!import.meta.url.includes(`/${manifest.scripts}/`)) throw new Error(words("renewed"));
    const digest = await sumOf(new TextEncoder().encode(listed + navigator.userAgent));
    const storage = await openStorage(home, digest, fresh);
    return new Release(home, manifest, storage, fresh ? "reload" : "default", report, wait);
  }

  /**
   * A file, unpacked if it is packed: the one that an earlier visit has kept, or fetched anew.
   * @param {File} file
   */
  async file(file) {
    const url = this.url(file.file);
    const kept = await take(this.storage, url, file.unpacked ?? file.sha256);
    if (kept) return kept;
    const bytes = await this.#read(url, await this.patient(request(url, this.caching)));
    const sum = await sumOf(bytes);
    if (sum && ![file.sha256, file.unpacked].includes(sum)) throw new Error(words("damaged", { file: file.file }));
    const unpacked = file.file.endsWith(".gz") ? await unzip(bytes) : bytes;
    this.#fetched.set(url, unpacked);
    return unpacked;
  }

  /** Keep what was fetched: after Python's first answer, for the reader comes first. */
  async keepFiles() {
    for (const [url, bytes] of this.#fetched) await keep(this.storage, url, bytes);
    this.#fetched.clear();
  }

  /** Say what happens now. */
  say(/** @type {"loading" | "starting"} */ text) {
    this.report({ text, loaded: this.#loaded, total: this.total });
  }

  url(/** @type {string} */ name) {
    return new URL(name, this.home).href;
  }

  /**
   * A script of the release, as a module.
   * @param {File} file
   */
  script({ file }) {
    const url = this.url(file);
    return this.patient(brought(url, import(url)));
  }

  /**
   * @param {string} url
   * @param {Response} response
   */
  async #read(url, response) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const parts = [];
    for (;;) {
      const { done, value } = await this.patient(brought(url, reader.read()));
      if (done) return new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer();
      parts.push(value);
      this.#loaded += value.length;
      this.say("loading");
    }
  }
}

/**
 * @param {string} url
 * @param {RequestCache} cache
 */
async function textOf(url, cache) {
  return brought(url, (await request(url, cache)).text());
}
