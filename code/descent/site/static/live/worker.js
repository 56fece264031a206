// @ts-check
/**
 * The page's one worker: it loads Python and answers calls, one at a time.
 *
 * @typedef {{file: string, bytes: number, sha256: string}} Archive
 * @typedef {{core: Record<string, Archive>, archives: Archive[], data: Record<string, Archive>}} Manifest
 * @typedef {{id: number, call: "show" | "run", args: any[]}} Call
 */

/** Where the archives are unpacked. */
const SITE = "/lib/site";

/** @type {Promise<any> | undefined} */
let runtime;

self.onmessage = async ({ data }) => {
  if (data.start) {
    runtime = load(data.start);
    runtime.then(
      () => post({ ready: true, phases: stopwatch.phases }),
      (error) => post({ failed: String(error.message ?? error) }),
    );
    return;
  }
  const { id, call, args } = /** @type {Call} */ (data);
  try {
    const python = await runtime;
    post({ id, answer: JSON.parse(python[call](...args)) });
  } catch (error) {
    post({ id, answer: { error: String(error), details: "" } });
  }
};

/** What starting took, phase by phase in ms: for those who want it faster. */
const stopwatch = {
  since: performance.now(),
  /** @type {Record<string, number>} */
  phases: {},
  /** @param {string} phase */
  lap(phase) {
    this.phases[phase] = performance.now() - this.since;
    this.since = performance.now();
  },
};

/** @param {any} message */
const post = (message) => self.postMessage(message);

/**
 * Load the core, unpack the archives and import the runtime.
 * @param {string} home where the manifest lies
 */
async function load(home) {
  const manifest = /** @type {Manifest} */ (await (await get(new URL("manifest.json", home).href)).json());
  const files = [...Object.values(manifest.core), ...manifest.archives];
  const meter = progressMeter(files.reduce((sum, file) => sum + file.bytes, 0));
  const archives = manifest.archives.map((each) => unzipped(home, each, meter));
  const core = await startCore(home, manifest, meter);
  meter.say("starting Python");
  for (const archive of archives) core.unpackArchive(await archive, "tar", { extractDir: SITE });
  stopwatch.lap("unpack");
  for (const [name, { file }] of Object.entries(manifest.data)) {
    const [folder, base] = [`${SITE}/descent/${name}`.replace(/\/[^/]*$/, ""), name.split("/").pop()];
    core.FS.createLazyFile(folder, base, new URL(file, home).href, true, false); // read when first opened
  }
  core.runPython(`import sys; sys.path.insert(0, "${SITE}")`);
  const module = core.pyimport("descent.site.runtime");
  stopwatch.lap("import");
  return { show: module.show, run: module.run };
}

/**
 * Start Pyodide; its loader is handed the large files that were fetched, checked and unpacked here.
 * @param {string} home
 * @param {Manifest} manifest
 * @param {ReturnType<typeof progressMeter>} meter
 */
async function startCore(home, manifest, meter) {
  const fetched = Object.entries(manifest.core).map(
    async ([name, each]) => /** @type {[string, ArrayBuffer]} */ ([home + name, await unzipped(home, each, meter)]),
  );
  const [{ loadPyodide }, ...core] = await Promise.all([import(`${home}pyodide.mjs`), ...fetched]);
  const files = new Map(core);
  stopwatch.lap("fetch");
  const plain = self.fetch.bind(self);
  self.fetch = async (resource, options) => {
    const file = files.get(String(resource));
    if (!file) return plain(resource, options);
    const type = String(resource).endsWith(".wasm") ? "application/wasm" : "application/zip";
    return new Response(file, { headers: { "Content-Type": type } });
  };
  const options = { indexURL: home, env: { HOME: "/home", MPLBACKEND: "svg" } };
  const python = await fromMemory(manifest.core["pyodide.asm.wasm"].sha256, home, (more) =>
    loadPyodide({ ...options, ...more }),
  );
  stopwatch.lap("core");
  return python;
}

/**
 * Start the core from the memory of one that a visit before this one has started, which takes a
 * fraction of the time; without it, start plainly and leave the memory for the next visit.
 * @param {string} version
 * @param {string} home
 * @param {(options: object) => Promise<any>} start
 */
async function fromMemory(version, home, start) {
  const url = new URL(`memory-${version.slice(0, 12)}`, home).href;
  const store = await openStore();
  const left = await store?.match(url);
  if (left) {
    const memory = new Uint8Array(await left.arrayBuffer());
    const python = await start({ _loadSnapshot: memory }).catch(() => null); // spoiled: replaced below
    if (python) return python;
  }
  const python = await start({ _makeSnapshot: true });
  const memory = python.makeMemorySnapshot();
  runtime?.then(() => keep(store, url, memory)).catch(() => undefined); // the reader comes first
  return python;
}

/**
 * Fetch one file, check it against its sum, and unpack it if it is packed.
 * @param {string} home
 * @param {Archive} archive
 * @param {ReturnType<typeof progressMeter>} meter
 */
async function unzipped(home, archive, meter) {
  const bytes = await kept(new URL(archive.file, home).href, async (response) => {
    const arrived = await readAll(response, meter);
    await check(archive, arrived);
    return arrived;
  });
  if (!archive.file.endsWith(".gz")) return bytes;
  const unzip = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzip).arrayBuffer();
}

/**
 * Refuse a file that is not the one that was pinned.
 * @param {Archive} archive
 * @param {ArrayBuffer} bytes
 */
async function check(archive, bytes) {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  const hex = [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== archive.sha256) throw new Error(`${archive.file} arrived damaged`);
}

/**
 * The file at `url`, from the browser's own store if a visit before this one has left it there: its
 * name changes with its content, so what is kept is never stale. Other versions are thrown away.
 * @param {string} url
 * @param {(response: Response) => Promise<ArrayBuffer>} read
 */
async function kept(url, read) {
  const store = await openStore();
  const found = await store?.match(url);
  if (found) return found.arrayBuffer();
  const bytes = await read(await get(url));
  await keep(store, url, bytes);
  return bytes;
}

/** The browser's own store, if it lets us have it. */
const openStore = () => self.caches?.open("descent").catch(() => undefined);

/**
 * @param {Cache | undefined} store
 * @param {string} url
 * @param {BufferSource} bytes
 */
async function keep(store, url, bytes) {
  const nameless = (/** @type {string} */ each) => each.replace(/[0-9a-f]{12}/, "");
  for (const old of (await store?.keys()) ?? [])
    if (nameless(old.url) === nameless(url)) await store?.delete(old);
  await store?.put(url, new Response(bytes)).catch(() => undefined);
}

/** @param {string} url */
async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.split("/").pop()} is missing (${response.status})`);
  return response;
}

/**
 * @param {Response} response
 * @param {ReturnType<typeof progressMeter>} meter
 */
async function readAll(response, meter) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const parts = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer();
    parts.push(value);
    meter.add(value.length);
  }
}

/** @param {number} total */
function progressMeter(total) {
  let loaded = 0;
  return {
    /** @param {number} bytes */
    add(bytes) {
      loaded += bytes;
      post({ progress: { text: "loading Python", loaded, total } });
    },
    /** @param {string} text */
    say: (text) => post({ progress: { text, loaded, total } }),
  };
}
