/** A reader's code is kept by page, cell and the book's text. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { edits, forget, keep } from "../../../code/explorable/src/explorable/page/edits.js";

class FakeStorage {
  getItem(key) {
    return this[key] ?? null;
  }
  setItem(key, text) {
    this[key] = text;
  }
  removeItem(key) {
    delete this[key];
  }
}

const first = { number: 1, stored: "x = 1" };
const second = { number: 2, stored: "y = 2" };

beforeEach(() => {
  globalThis.location = { pathname: "/page.html" };
  globalThis.dispatchEvent = () => true;
  Object.defineProperty(globalThis, "localStorage", { value: new FakeStorage(), configurable: true });
});

test("what was written is there again, on its page alone", () => {
  keep(first, "mine");
  assert.deepEqual(edits([first, second]).current.map(({ number, text }) => [number, text]), [[1, "mine"]]);
  globalThis.location = { pathname: "/other.html" };
  assert.deepEqual(edits([first, second]), { current: [], outdated: [] });
});

test("the book's own text is not kept", () => {
  keep(first, "mine");
  keep(first, first.stored);
  assert.deepEqual(edits([first]), { current: [], outdated: [] });
});

test("a cell that has another number is found by its text", () => {
  keep(first, "mine");
  const { current } = edits([{ number: 1, stored: "new" }, { ...first, number: 2 }]);
  assert.deepEqual(current.map(({ number, text }) => [number, text]), [[2, "mine"]]);
});

test("of two cells alike, the one with the number", () => {
  keep({ ...first, number: 2 }, "mine");
  assert.equal(edits([first, { ...first, number: 2 }]).current[0].number, 2);
});

test("what belongs to a text that is gone is outdated, until it is forgotten", () => {
  keep({ ...second, number: 9 }, "mine");
  const { current, outdated } = edits([first]);
  assert.deepEqual([current, outdated[0].number, outdated[0].text], [[], 1, "mine"]);
  forget(outdated[0].key);
  assert.deepEqual(edits([first]).outdated, []);
});

test("a browser that refuses its storage keeps nothing, breaks nothing and says so", (context) => {
  const told = [];
  globalThis.dispatchEvent = ({ detail }) => told.push(detail);
  const warn = context.mock.method(console, "warn", () => {});
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new Error("refused");
    },
    configurable: true,
  });
  keep(first, "mine");
  assert.deepEqual(edits([first]), { current: [], outdated: [] });
  assert.equal(warn.mock.callCount(), 2);
  assert.deepEqual(told, ["notKept"]);
});

test("that it is kept is said once in a browser, and not of the book's own text", () => {
  const told = [];
  globalThis.dispatchEvent = ({ detail }) => told.push(detail);
  keep(first, first.stored);
  assert.deepEqual(told, []);
  for (const text of ["mine", "mine, too", first.stored, "mine again"]) keep(first, text);
  assert.deepEqual(told, ["kept"]);
});
