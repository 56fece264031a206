/** How entries are stored: what readers have must be read by every release. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { pageOf } from "../../../../code/explorable/src/explorable/page/address.js";
import { entries, read, remove, respell, write } from "../../../../code/explorable/src/explorable/page/storage.js";
import { visit } from "./storage.mjs";

const slot = { number: 1, stored: "x = 1" };
const KEY = '["explorable-1","cell","/book/chapters/03-waves",1,"x = 1"]';
const VALUE = '{"text":"mine","when":5}';

beforeEach(() => visit());

test("an entry is stored as it always was", () => {
  write(slot, "mine", 5);
  assert.deepEqual({ ...localStorage }, { [KEY]: VALUE });
  assert.deepEqual(entries("/book/"), { entries: [read(slot)], damaged: [] });
  write(slot, slot.stored);
  assert.deepEqual({ ...localStorage }, {});
});

/** Other spellings of a page's address: where it is read, and as what it was kept. */
const SPELLINGS = [
  ["/~prof/chapters/03-waves.html", "/%7Eprof/chapters/03-waves"], ["/%7Eprof/chapters/03-waves", "/%7eprof/chapters/03-waves"],
  ["//prof/chapters/03-waves.html", "/prof//chapters/03-waves"], ["/Prof/Chapters/03-Waves.html", "/prof/chapters/03-waves"],
  ["/%C3%BC/chapters/03-waves.html", "/%c3%bc/chapters/03-waves"], ["/%FC/chapters/03-waves.html", "/%fc/chapters/03-waves"],
];
for (const [address, before] of SPELLINGS)
  test(`at ${address} there is what was kept at ${before}`, () => {
    visit(address);
    document.querySelector = () => ({ getAttribute: () => "chapters/03-waves.html" });
    localStorage.setItem(KEY.replace("/book/chapters/03-waves", before), VALUE);
    respell(localStorage);
    assert.equal(read(slot)?.text, "mine");
    assert.equal(Object.keys(localStorage).length, 1);
    write(slot, "younger", 6);
    localStorage.setItem(KEY.replace("/book/chapters/03-waves", before), VALUE);
    respell(localStorage);
    assert.equal(read(slot)?.text, "younger");
  });

test("a page goes by the name that the build gave it, and escapes that a path needs stay", () => {
  visit("/a%20b/%40/CHAPTERS/03-waves.html");
  document.querySelector = () => ({ getAttribute: () => "chapters/03-waves.html" });
  assert.equal(pageOf(), "/a%20b/%40/chapters/03-waves");
});

test("what is no entry is damaged, and nothing of it is read", (context) => {
  context.mock.method(console, "warn", () => {});
  for (const value of ["", "mine", "null", '{"text": 1, "when": 2}', '{"text": "mine"}']) {
    localStorage.setItem(KEY, value);
    assert.equal(read(slot), null);
    assert.deepEqual(entries("/book/"), { entries: [], damaged: [KEY] });
    assert.deepEqual(entries("/other/"), { entries: [], damaged: [] });
  }
});

test("why nothing is kept is told once, however often it is tried", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  for (const reason of ["denied", "denied", "full", "denied"]) {
    Object.defineProperty(globalThis, "localStorage", { get: () => assert.fail(reason), configurable: true });
    remove("key");
    assert.equal(entries("/book/"), undefined);
  }
  assert.deepEqual(warn.mock.calls.map((each) => each.arguments[0].replace(/.* /, "")), ["denied", "full"]);
});

test("a book below another has its reader's work for itself", () => {
  const books = ["/", "/course/", "/course/2025/", "/course-2/"];
  const own = Object.fromEntries(books.map((book) => [book, [`["explorable-1","setting","${book}","told","no"]`,
    `["explorable-1","cell","${book}chapters/03-waves",1,"x = 1"]`, `["explorable-1","cell","${book}",2,"damaged"]`]]));
  for (const [told, cell, damaged] of Object.values(own)) {
    localStorage.setItem(told, '{"text":"yes","when":5}');
    localStorage.setItem(cell, VALUE);
    localStorage.setItem(damaged, "");
  }
  for (const [book, [told, cell, damaged]] of Object.entries(own)) {
    const { entries: sound, damaged: broken } = entries(book);
    assert.deepEqual([sound.map(({ key }) => key), broken], [[told, cell], [damaged]]);
  }
});

test("entries of another scheme, and of other sites on this host, are not looked at", () => {
  localStorage.setItem(KEY.replace("explorable-1", "explorable-2"), "{}");
  localStorage.setItem("mode", "dark");
  assert.deepEqual(entries("/book/"), { entries: [], damaged: [] });
});

test("the answer to a question that has moved to another page of its folder comes along, and no other", (context) => {
  context.mock.method(console, "warn", () => {});
  const asked = { kind: "answer", number: "ask-d1", stored: "d1" };
  const answer = JSON.stringify({ text: JSON.stringify({ answer: 2, right: true, tries: 1, when: 5 }), when: 5 });
  const keys = ["/book/chapters/02-rays", "/other/chapters/03-waves"].map((page) => JSON.stringify(["explorable-1", "answer", page, "ask-d1", "d1"]));
  for (const key of keys) localStorage.setItem(key, answer);
  localStorage.setItem('["explorable-1","answer",damaged', answer);
  const found = read(asked);
  assert.equal(found?.page, "/book/chapters/03-waves");
  assert.deepEqual(Object.keys(localStorage).filter((key) => keys.includes(key)), [keys[1]]);
  assert.equal(read({ ...asked, number: "ask-d2", stored: "d2" }), null);
  for (const book of ["/book/", "/other/"]) localStorage.setItem(`["explorable-1","setting","${book}","told","no"]`, VALUE);
  assert.equal(read({ ...asked, page: "/" }), null, "a page at the root has no folder but the whole host's");
  assert.ok(localStorage.getItem(keys[1]));
});
