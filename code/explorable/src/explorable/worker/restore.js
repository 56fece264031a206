// @ts-check
/**
 * Put a snapshot back into a core that has just come up (see `snapshot.js`).
 *
 * @import { Layout, Library, OpenFile, Snapshot } from "./snapshot.js"
 */
const PAGE = 4096;
const CREATED = 64 | 128 | 512; // flags that create, refuse or empty a file when it is opened
const HOLDS_JAVASCRIPT = /^__em_js__|^__start_em_asm$/;

/**
 * A core's factory that puts a snapshot back.
 * @param {(settings: any) => Promise<any>} create
 * @param {Snapshot} snapshot
 * @param {Promise<WebAssembly.Module[]>} compiled its libraries
 */
export function restored(create, { layout, pages }, compiled) {
  return async (/** @type {any} */ settings) => {
    const core = await create(settings);
    attach(core, layout, await compiled);
    settings.API.restoreSnapshot = () => {
      fill(core, layout, pages);
      return layout.references;
    };
    return core;
  };
}

/**
 * Put back what lies outside memory: libraries, table, addresses.
 * @param {any} core
 * @param {Layout} layout
 * @param {WebAssembly.Module[]} compiled
 */
function attach(core, layout, compiled) {
  const { GOT, HEAPU8, wasmTable } = core;
  if (wasmTable.length !== layout.coreTable) throw new Error("the snapshot is of another core");
  if (HEAPU8.length < layout.heap && !core.growMemory(layout.heap)) throw new Error("out of memory");
  wasmTable.grow(layout.table - layout.coreTable);
  layout.libraries.forEach((library, index) => load(core, library, compiled[index]));
  for (const [name, value] of Object.entries(layout.addresses)) {
    GOT[name] ??= new WebAssembly.Global({ value: "i32", mutable: true }, 0);
    GOT[name].value = value;
  }
  core.freeTableIndexes.push(...layout.free);
}

/**
 * Instantiate a library where it was: what its constructors and relocations did is in memory.
 * @param {any} core
 * @param {Library} library
 * @param {WebAssembly.Module} compiled
 */
function load(core, library, compiled) {
  const { tableSize, weakImports } = core.getDylinkMetadata(compiled);
  /** @type {{exports?: any}} */
  const own = {};
  const env = environment(core, library, own);
  const got = new Proxy(weakImports, core.GOTHandler);
  const imports = { "GOT.mem": got, "GOT.func": got, env, wasi_snapshot_preview1: env };
  const instance = new WebAssembly.Instance(compiled, imports);
  core.updateTableMap(library.tableBase, tableSize);
  own.exports = core.relocateExports(instance.exports, library.memoryBase);
  if (Object.keys(own.exports).some((name) => HOLDS_JAVASCRIPT.test(name)))
    throw new Error(`${library.name} holds JavaScript`);
  for (const [name, slot] of Object.entries(library.slots)) {
    if (core.getFunctionAddress(own.exports[name]) === slot) continue;
    core.setWasmTableEntry(slot, own.exports[name]);
    core.updateTableMap(slot, 1);
  }
  const loaded = core.newDSO(library.name, library.handle, own.exports);
  Object.assign(loaded, { refcount: 1, global: library.global });
}

/**
 * What a library imports: its bases, the core's functions, and others' once they are called.
 * @param {any} core
 * @param {Library} library
 * @param {{exports?: any}} own
 */
function environment(core, library, own) {
  const main = core.LDSO.loadedLibsByName.__main__.exports;
  /** @type {Record<string, Function>} */
  const stubs = {};
  const stub = (/** @type {string} */ name) => {
    /** @type {Function | undefined} */
    let resolved;
    return (/** @type {any[]} */ ...args) =>
      (resolved ??= core.resolveGlobalSymbol(name).sym ?? own.exports[name])?.(...args);
  };
  /** @param {string} name */
  const get = (name) => {
    if (name === "__memory_base") return library.memoryBase;
    if (name === "__table_base") return library.tableBase;
    return name in main && !main[name].stub ? main[name] : (stubs[name] ??= stub(name));
  };
  return new Proxy(/** @type {any} */ ({}), { get: (_, name) => get(String(name)) });
}

/**
 * @param {any} core
 * @param {Layout} layout
 * @param {Uint8Array} pages
 */
function fill(core, { libraries, runs }, pages) {
  const heap = core.HEAPU8;
  heap.fill(0, 0, core.HEAPU32[core._emscripten_get_sbrk_ptr() >> 2]);
  for (const { memoryBase, memorySize } of libraries)
    heap.fill(0, memoryBase, memoryBase + memorySize);
  let at = 0;
  for (const [page, count] of runs) {
    heap.set(pages.subarray(at, at + count * PAGE), page * PAGE);
    at += count * PAGE;
  }
}

/**
 * Open the files that were open, under the numbers they had.
 * @param {any} FS
 * @param {OpenFile[]} files
 */
export function reopen(FS, files) {
  for (const { fd, path, flags, position } of files) {
    const stream = FS.open(path, flags & ~CREATED);
    if (stream.fd !== fd) {
      FS.streams[stream.fd] = null;
      FS.streams[fd] = stream;
      stream.fd = fd;
    }
    stream.position = position;
  }
}
