/** The worker of a kept book, while pages fetch and delete. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../../../code/explorable/src/explorable/worker/keeper.js";

const root = "https://book.test/";
const edition = { version: "new", files: { "index.html": { bytes: 1, sha256: "a" }, "map.svg": { bytes: 1, sha256: "b" } } };
const HALF = `explorable keep / ${edition.version}`;

/** A browser's caches, of which a page deletes `HALF` behind question number `last`. */
class FakeCaches extends Map {
  asked = 0;

  constructor(last) {
    super([[HALF, [`${root}keep/a.html`]]]);
    this.last = last;
  }
  async #answer(found) {
    if (this.asked++ === this.last) super.delete(HALF);
    return found;
  }
  async has(name) {
    return this.#answer(super.has(name));
  }
  async match(key, { cacheName }) {
    return this.#answer(this.get(cacheName)?.includes(key) ? {} : undefined);
  }
  async open(name) {
    if (!super.has(name)) this.set(name, []);
    const keys = this.get(name).map((url) => ({ url }));
    return this.#answer({ keys: async () => keys });
  }
}

/** Let a worker be installed, and say how that ended. */
async function install() {
  const listeners = new Map();
  globalThis.registration = { scope: root };
  globalThis.addEventListener = (name, listener) => listeners.set(name, listener);
  serve(edition);
  let done;
  listeners.get("install")({ waitUntil: (coming) => (done = coming) });
  await done;
}

for (const last of [0, 1])
  test(`an edition that a page deletes behind question ${last} is refused and not made anew`, async () => {
    globalThis.caches = new FakeCaches(last);
    await assert.rejects(install(), /is missing/);
    assert.equal(globalThis.caches.size, 0);
  });

test("an edition that is here whole is taken", async () => {
  globalThis.caches = new FakeCaches(Infinity);
  globalThis.caches.get(HALF).push(`${root}keep/b.svg`);
  await install();
});
