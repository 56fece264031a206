// @ts-check
/**
 * Start Python: from the snapshot that an earlier visit has left, or plainly.
 *
 * @import { Release } from "./release.js"
 * @import { Bare, Snapshot } from "./snapshot.js"
 * @typedef {{modules: string[], folder: string, snapshot: string}} Page `modules` are imported before
 *   the first call, as far as they can be, `folder` of the book is where its notebook lies, `snapshot` is
 *   the digest of the one that an earlier visit has left
 * @typedef {(phase: string) => void} Lap notes that a phase of the start has ended
 */
import { observed, fromBytes, takeSnapshot, toBytes } from "./snapshot.js";
import { reopen, restored } from "./restore.js";
import { keep, digestOf, take } from "./cache.js";
import { once } from "../front/once.js";
import { Unreachable } from "../front/request.js";
import { filesOf, unpack } from "./untar.js";

/** Where the archives are unpacked, and the files that lie beside the notebooks. */
const [SITE, BOOK] = ["/lib/site", "/home"];
const LIBRARY = "/lib/python314.zip";
const [UNREACHABLE, NO_FILE] = [40, 44]; // errors of its file system
const LOADERS = ["pyodide.mjs", "pyodide.asm.mjs"];
const [CORE, STDLIB] = ["pyodide.asm.wasm", "python_stdlib.zip"];

const IMPORT = `
import importlib, sys
from contextlib import suppress
sys.path.insert(0, "${SITE}")
import explorable.interaction.fetched
import explorable.kernel.runtime
for name in modules:
    with suppress(Exception):  # its explorer says what is wrong when it is asked for
        importlib.import_module(name)
`;
const SEED = "import random, numpy; random.seed(); numpy.random.seed(); del random, numpy";

/**
 * @param {Release} release
 * @param {Page} page
 * @param {Lap} lap
 * @returns {Promise<{runtime: any, digest: () => Promise<string>, keep: () => Promise<void>}>} the module
 *   that answers calls; the digest of the snapshot that the next visit may start from, if there is a new
 *   one; and what then keeps all that this visit had to fetch or make
 */
export async function startPython(release, { modules, folder, snapshot }, lap) {
  const url = release.urlOf("snapshot");
  const left = await take(release.storage, url, snapshot);
  if (left) {
    try {
      return await startFrom(fromBytes(left), release, folder, lap);
    } catch (error) {
      if (error instanceof Unreachable) throw error; // the snapshot is not to blame
      console.warn("Python starts without its snapshot:", error);
      await release.storage?.delete(url).catch(() => undefined);
    }
  }
  return startPlainly(release, modules, folder, lap);
}

/**
 * @param {Release} release
 * @param {string[]} modules
 * @param {string} folder
 * @param {Lap} lap
 */
async function startPlainly(release, modules, folder, lap) {
  const { core, archives, files } = filesIn(release);
  /** @type {Bare} */
  let bare = { table: 0, addresses: new Map() };
  const note = (/** @type {Bare} */ noted) => (bare = noted);
  const python = await load(release, core, { _makeSnapshot: true }, (create) => observed(create, note));
  lap("core");
  release.say("starting");
  await fill(python, release, archives, files, folder);
  lap("unpack");
  const globals = python.toPy({ modules });
  python.runPython(IMPORT, { globals });
  globals.destroy(); // nothing of the page may be in the snapshot
  lap("import");
  let snapshot = release.storage && snapshotOf(python, bare);
  lap("snapshot");
  /** @type {ArrayBuffer | undefined} */
  let bytes;
  return {
    runtime: python.pyimport("explorable.kernel.runtime"),
    async digest() {
      bytes = snapshot && (await toBytes(snapshot));
      return bytes ? digestOf(bytes) : "";
    },
    async keep() {
      await release.keepFiles();
      if (bytes) await keep(release.storage, release.urlOf("snapshot"), bytes);
      snapshot = bytes = undefined; // each is as large as the memory of Python
    },
  };
}

/**
 * @param {Snapshot} snapshot
 * @param {Release} release
 * @param {string} folder
 * @param {Lap} lap
 */
async function startFrom(snapshot, release, folder, lap) {
  lap("read snapshot");
  const { core, archives, files } = filesIn(release);
  const compiled = archives.then((fetched) => compile(snapshot, fetched));
  const python = await load(release, core, { _loadSnapshot: new Uint8Array(16) }, (create) =>
    restored(create, snapshot, compiled),
  );
  lap("core");
  python.FS.writeFile(LIBRARY, new Uint8Array(await core[STDLIB]), { canOwn: true });
  await fill(python, release, archives, files, folder);
  reopen(python.FS, snapshot.layout.files);
  python.runPython(SEED); // the snapshot holds the state of an earlier visit
  const runtime = python.pyimport("explorable.kernel.runtime");
  lap("unpack");
  return { runtime, digest: async () => "", keep: () => release.keepFiles() };
}

/** Ask for all files at once. */
function filesIn(/** @type {Release} */ release) {
  const { manifest } = release;
  const core = { [CORE]: release.file(manifest.core[CORE]), [STDLIB]: release.file(manifest.core[STDLIB]) };
  const [archives, files] = [manifest.archives, manifest.files].map((listed) => {
    const all = Promise.all(listed.map((each) => release.file(each)));
    all.catch(() => undefined); // heard where it is awaited, which may be later
    return all;
  });
  return { core, archives, files };
}

/**
 * Load Pyodide's core; its loader is handed the large files that were fetched and checked here.
 * @param {Release} release
 * @param {Record<string, Promise<ArrayBuffer>>} files
 * @param {object} options
 * @param {(create: any) => any} wrap
 */
async function load(release, files, options, wrap) {
  const { home, manifest } = release;
  const scripts = LOADERS.map((name) => release.script(manifest.loaders[name]));
  const [{ loadPyodide }, { default: create }] = await Promise.all([...scripts, ...Object.values(files)]);
  const fetchAnything = self.fetch;
  self.fetch = async (resource, init) => {
    const name = String(resource);
    const file = name.startsWith(home) && files[name.slice(home.length)];
    if (!file) return fetchAnything(resource, init);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
    return new Response(await file, { headers: { "Content-Type": type } });
  };
  const env = { HOME: "/home", MPLBACKEND: "svg" };
  try {
    const lock = { lockFileContents: manifest.lock, indexURL: home };
    return await loadPyodide({ ...lock, env, createPyodideModule: wrap(create), ...options });
  } finally {
    self.fetch = fetchAnything;
  }
}

/**
 * Put the packages and their data, which are fetched when first opened, into the file system, and stand in the page's
 * folder of the book, with the files that came along.
 * @param {any} python
 * @param {Release} release
 * @param {Promise<ArrayBuffer[]>} archives
 * @param {Promise<ArrayBuffer[]>} files
 * @param {string} folder
 */
async function fill({ FS }, release, archives, files, folder) {
  for (const archive of await archives) unpack(FS, archive, SITE);
  for (const [name, { file, bytes }] of Object.entries(release.manifest.data)) {
    FS.mkdirTree(`${SITE}/${name}`.replace(/\/[^/]*$/, "")); // a folder of data alone is in no archive
    const node = FS.createFile(SITE, name, {}, true, false);
    node.usedBytes = bytes;
    node.stream_ops = { ...node.stream_ops, open: once(() => (node.contents = opened(FS, release.urlOf(file)))) };
  }
  for (const archive of await files) unpack(FS, archive, BOOK);
  FS.mkdirTree(`${BOOK}/${folder}`);
  FS.chdir(`${BOOK}/${folder}`);
}

/** What Python opens before it has come: what does not come is its OSError. Emscripten's lazy files would end Python. */
function opened(/** @type {any} */ FS, /** @type {string} */ url) {
  const asked = new XMLHttpRequest();
  asked.open("GET", url, false);
  asked.responseType = "arraybuffer";
  try {
    asked.send();
  } catch (error) {
    console.warn(error);
  }
  if (asked.status !== 200) throw new FS.ErrnoError(asked.status ? NO_FILE : UNREACHABLE);
  return new Uint8Array(asked.response);
}

/**
 * Compile the shared libraries that the snapshot has loaded.
 * @param {Snapshot} snapshot
 * @param {ArrayBuffer[]} archives
 */
function compile({ layout }, archives) {
  const all = archives.flatMap((archive) => [...filesOf(archive)]);
  const files = new Map(all.map(({ name, data }) => [`${SITE}/${name}`, data]));
  return Promise.all(
    layout.libraries.map(({ name }) =>
      WebAssembly.compile(/** @type {BufferSource} */ (files.get(name))),
    ),
  );
}

/**
 * A snapshot for the next visit, or nothing if there can be none.
 * @type {(python: any, bare: Bare) => Snapshot | undefined}
 */
function snapshotOf(python, bare) {
  try {
    return takeSnapshot(python, bare);
  } catch (error) {
    console.warn("The next visit starts plainly:", error);
  }
}
