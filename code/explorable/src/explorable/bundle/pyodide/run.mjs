// Run a Python script in node's Pyodide: node run.mjs PYODIDE_FOLDER SCRIPT.py '{"packages": [], "mounts": {}}'
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, script, options = "{}"] = process.argv.slice(2);
const { packages = [], mounts = {}, environment = {} } = JSON.parse(options);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${folder}/`, env: { HOME: "/home", MPLBACKEND: "svg", PYTHONPATH: "/code", ...environment } });
await python.loadPackage(packages, { messageCallback: () => {} });
for (const [inside, outside] of Object.entries(mounts)) {
  python.FS.mkdirTree(inside);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: outside }, inside);
}
python.runPython("import importlib, sys; sys.path_importer_cache.clear(); importlib.invalidate_caches()");
try {
  await python.runPython(readFileSync(script, "utf8"), { filename: script }); // a script may end with a coroutine
} catch (error) {
  const left = /SystemExit: (\d+)/.exec(String(error));
  if (!left) console.error(String(error));
  process.exit(left ? Number(left[1]) : 1);
}
