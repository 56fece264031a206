/** A reader's code is kept by page, cell and the book's text. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { edits, followOtherTabs, guessStore, save, load, move } from "../../../../code/explorable/src/explorable/page/records.js";
import { entries, keyOf, remove, write } from "../../../../code/explorable/src/explorable/page/storage.js";
import { visit } from "./storage.mjs";

const first = { number: 1, stored: "x = 1" };
const second = { number: 2, stored: "y = 2" };
let told;

beforeEach(() => {
  told = visit();
});

const numbered = ({ current }) => current.map(({ slot, text }) => [slot.number, text]);

test("what was written is there again, on its page alone", () => {
  save(first, "mine");
  assert.deepEqual(numbered(edits([first, second])), [[1, "mine"]]);
  location.pathname = "/book/chapters/03-waves-deeper.html";
  assert.deepEqual(edits([first, second]), { current: [], outdated: [] });
});

test("a page is the same with and without what its host lets readers leave out", () => {
  save(first, "mine");
  location.pathname = "/book/chapters/03-waves";
  assert.equal(load(first), "mine");
});

test("the book's own text is not kept", () => {
  save(first, "mine");
  save(first, first.stored);
  assert.deepEqual(edits([first]), { current: [], outdated: [] });
});

test("a guess stays where words around it, or its place in the picture, are others; not where the answer is", () => {
  const asked = { kind: "number", seen: "Dark bars have come.", at: { n: 2 }, unit: "bars", answer: 3 };
  const read = (other) => guessStore("bars-1", { ...asked, ...other }).get();
  guessStore("bars-1", asked).set("2");
  const [{ when }] = entries("/book/").entries;
  assert.deepEqual([{ answer: 4 }, { unit: "rows" }, { kind: "one" }].map(read), [null, null, null]);
  const words = { seen: "Blue bars have come.", at: { n: 3 }, along: "y" };
  assert.equal(read(words), "2");
  assert.deepEqual(entries("/book/").entries.filter(({ kind }) => kind === "guess").map((each) => each.when), [when]);
  guessStore("bars-1", { ...asked, ...words }).set(""); // guessed again
  assert.equal(read(words), null);
});

test("a cell that has another number is found by its text, and its edit is as old as it was", () => {
  save(first, "mine");
  const [{ when }] = entries("/book/").entries;
  const moved = { ...first, number: 2 };
  const { current } = edits([{ number: 1, stored: "new" }, moved]);
  assert.deepEqual(current.map(({ slot, text }) => [slot, text]), [[moved, "mine"]]);
  move(current[0], moved);
  assert.deepEqual(entries("/book/").entries.filter(({ kind }) => kind === "cell").map((each) => [each.key, each.when]),
    [[keyOf(moved), when]]);
});

test("of two cells alike, the one with the number", () => {
  save({ ...first, number: 2 }, "mine");
  assert.equal(edits([first, { ...first, number: 2 }]).current[0].slot.number, 2);
});

test("cells alike keep each its own edit, wherever they stand by now", () => {
  const alike = (...numbers) => numbers.map((number) => ({ number, stored: "# your code" }));
  for (const each of alike(5, 3)) save(each, `of ${each.number}`);
  const found = (...numbers) => numbered(edits(alike(...numbers))).sort();
  assert.deepEqual(found(3, 5), [[3, "of 3"], [5, "of 5"]]);
  assert.deepEqual(found(4, 6), [[4, "of 3"], [6, "of 5"]]);
  assert.deepEqual(found(5, 7), [[5, "of 5"], [7, "of 3"]]);
  const { current, outdated } = edits(alike(4));
  assert.deepEqual([numbered({ current }), outdated.map(({ text }) => text)], [[[4, "of 3"]], ["of 5"]]);
});

test("what belongs to a text that is gone is outdated, until it is forgotten", () => {
  save({ ...second, number: 9 }, "mine");
  const { current, outdated } = edits([first]);
  assert.deepEqual([current, outdated[0].number, outdated[0].text], [[], 1, "mine"]);
  remove(outdated[0].key);
  assert.deepEqual(edits([first]).outdated, []);
});

test("an answer is outdated when its exercise asks something else, though its cell is the same", () => {
  save({ ...first, asks: "d1" }, "mine");
  const { current, outdated } = edits([{ ...first, asks: "d2" }]);
  assert.deepEqual([current, outdated[0].text], [[], "mine"]);
});

test("a browser that refuses its storage keeps nothing, breaks nothing and says so", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new Error("refused");
    },
    configurable: true,
  });
  save(first, "mine");
  assert.deepEqual(edits([first]), { current: [], outdated: [] });
  assert.equal(warn.mock.callCount(), 1);
  assert.deepEqual(told, ["notSaved"]);
});

test("that it is kept is said once in a browser, and not of the book's own text", () => {
  save(first, first.stored);
  assert.deepEqual(told, []);
  for (const text of ["mine", "mine, too", first.stored, "mine again"]) save(first, text);
  assert.deepEqual(told, ["saved"]);
});

test("what is damaged is left out with a word, and the rest is read", (context) => {
  context.mock.method(console, "warn", () => {});
  save(second, "sound");
  write(first, "damaged", NaN);
  told.length = 0;
  assert.equal(load(first), null);
  assert.deepEqual(numbered(edits([first, second])), [[2, "sound"]]);
  assert.deepEqual(told, ["savedDamaged", "savedDamaged"]);
});

test("what is no answer, no turn or no guess is damaged, as it would break what reads it", (context) => {
  context.mock.method(console, "warn", () => {});
  const sound = { answer: '{"answer":[1],"right":true,"tries":1,"when":5}', again: '{"box":0,"when":5}', guess: "2" };
  const damaged = { answer: ["{", "null", "{}", '{"right":1,"tries":1,"when":5}', '{"right":true,"tries":-1,"when":5}'],
    again: ["[]", '{"box":0.5,"when":5}'], guess: ["{", "null", "[1, 2]", '{"of": "another shape"}'], rumor: ["{}"] };
  for (const [kind, texts] of Object.entries(damaged)) {
    const slot = { kind, number: "d1", stored: kind === "guess" ? '{"kind":"number"}' : "d1" };
    if (sound[kind]) save(slot, sound[kind]);
    assert.equal(load(slot), sound[kind] ?? null);
    for (const text of texts) {
      save(slot, text);
      assert.equal(load(slot), null, `${kind} ${text}`);
    }
  }
});

test("what another tab has written is shown and not written anew, and an echo of what is older here is not", ({ mock }) => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const heard = {};
  globalThis.addEventListener = (name, hear) => (heard[name] = hear);
  const shown = [];
  followOtherTabs([first], (slot, text) => (shown.push(text), save(slot, text)));
  const elsewhere = (text, when) => {
    write(first, text, when);
    heard.storage({ key: keyOf(first) });
  };
  mock.timers.tick(5);
  elsewhere("theirs", Date.now());
  assert.deepEqual(entries("/book/").entries.map(({ text, when }) => [text, when]), [["theirs", Date.now()]]);
  save(first, "typed here");
  elsewhere("an echo", Date.now() - 1000);
  assert.deepEqual(shown, ["theirs"]);
});

/** Follow other tabs; return what is shown, and what brings the page back from the browser's cache. */
function following(slot) {
  const shown = [];
  let back;
  globalThis.addEventListener = (name, hear) => name === "pageshow" && (back = () => hear({ persisted: true }));
  followOtherTabs([slot], (_, text) => shown.push(text));
  return { shown, back };
}

test("a page that comes back shows what is newer, and leaves what stands there", ({ mock }) => {
  mock.timers.enable({ apis: ["Date"], now: 1e12 });
  const slot = { number: 7, stored: "x = 1" };
  write(slot, "of yesterday", 5);
  const { shown, back } = following(slot);
  assert.equal(load(slot), "of yesterday");
  back();
  save(slot, "checked");
  back();
  assert.deepEqual(shown, [], "it may have been revised");
  mock.timers.tick(5);
  write(slot, "of another tab");
  [1, 2].forEach(back);
  remove(keyOf(slot));
  back();
  assert.deepEqual(shown, ["of another tab", slot.stored]);
});

test("what a clock that was ahead has dated gives way to what another tab writes", ({ mock }) => {
  mock.timers.enable({ apis: ["Date"], now: 1e12 });
  const slot = { number: 9, stored: "x = 1" };
  write(slot, "ahead", 1e13);
  const { shown, back } = following(slot);
  assert.equal(load(slot), "ahead");
  mock.timers.tick(5);
  write(slot, "of another tab");
  back();
  assert.deepEqual(shown, ["of another tab"]);
});

test("what could not be kept is not overwritten when the page comes back", (context) => {
  context.mock.method(console, "warn", () => {});
  const slot = { number: 8, stored: "x = 1" };
  const { shown, back } = following(slot);
  for (const setItem of [() => assert.fail("full"), undefined]) {
    Object.defineProperty(globalThis, "localStorage", { value: setItem && { getItem: () => null, setItem }, configurable: true });
    save(slot, "mine");
    back();
  }
  assert.deepEqual(shown, []);
});
