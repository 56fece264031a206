/** What a start of Python makes of the snapshot that an earlier visit has left. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { messageOf, Unreachable } from "../../../../code/explorable/src/explorable/front/request.js";
import { digestOf } from "../../../../code/explorable/src/explorable/worker/cache.js";
import { startPython } from "../../../../code/explorable/src/explorable/worker/python.js";
import { toBytes } from "../../../../code/explorable/src/explorable/worker/snapshot.js";

const bytes = await toBytes({ layout: { libraries: [], files: [] }, pages: new Uint8Array(1) });
const page = { modules: [], folder: "", snapshot: await digestOf(bytes) };

/** Start with a storage, and with scripts that do not come; return what is said. */
function start(storage, failure) {
  const release = {
    storage: { match: async () => new Response(bytes), ...storage },
    manifest: { core: {}, archives: [], files: [], loaders: { "pyodide.mjs": {}, "pyodide.asm.mjs": {} } },
    urlOf: (name) => name,
    file: async () => new ArrayBuffer(0),
    script: async () => {
      throw failure;
    },
  };
  return startPython(release, page, () => {}).then(assert.fail, ({ message }) => message);
}

const [offline, damaged] = [new Unreachable("offline"), new Error("damaged")];
const refuse = () => Promise.reject(new Error("the storage is broken"));

test("a script that does not come is no reason to throw the snapshot away", async () => {
  const deleted = [];
  const storage = { delete: async (name) => deleted.push(name) };
  assert.deepEqual([await start(storage, offline), deleted], ["offline", []]);
  assert.deepEqual([await start(storage, damaged), deleted], ["damaged", ["snapshot"]]);
});

test("what is thrown without words is told by what it holds", () => {
  assert.equal(messageOf({ name: "ErrnoError", errno: 44 }), '{"name":"ErrnoError","errno":44}');
  assert.equal(messageOf(new Error("damaged")), "damaged");
  assert.deepEqual([null, 3, new RangeError()].map(messageOf), ["null", "3", "RangeError"]);
});

test("a storage that breaks is as good as none", async () => {
  assert.equal(await start({ match: refuse }, offline), "offline");
  assert.equal(await start({ delete: refuse }, damaged), "damaged");
});
