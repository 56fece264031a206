/** The file of a reader's work: what is wrong with one is said, and nothing of it is taken. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { save, set, setting } from "../../../../code/explorable/src/explorable/page/records.js";
import { entries } from "../../../../code/explorable/src/explorable/page/storage.js";
import { words } from "../../../../code/explorable/src/explorable/front/words.js";
import { entriesIn, fileOf, Refused } from "../../../../code/explorable/src/explorable/page/work_file.js";
import { visit } from "./storage.mjs";

let file;

beforeEach(() => {
  visit();
  save({ number: 1, stored: "x = 1" }, "mine");
  save({ number: 2, stored: "y = 2", asks: "d1" }, "mine, too");
  file = fileOf(entries("/book/").entries, "Waves", "/book/");
});

const read = (text, { title = "Waves", book = "/book/" } = {}) => entriesIn(text, title, book);
const changed = (change) => {
  const content = JSON.parse(file);
  change(content);
  return JSON.stringify(content);
};

test("a file brings back what it was made of, and the book may lie elsewhere", () => {
  assert.deepEqual(read(file), entries("/book/").entries);
  const [{ page, key }] = read(file, { book: "/" });
  assert.equal(page, "/chapters/03-waves");
  assert.ok(key.includes('"/chapters/03-waves"'));
});

test("a file carries where a page was left, wherever the book lies then", () => {
  set(setting("left chapters/03-waves", ""), '{"id":"ebb","name":"Ebb"}');
  const [left] = read(fileOf(entries("/book/").entries, "Waves", "/book/"), { book: "/b/" }).slice(-1);
  assert.deepEqual([left.page, left.number, left.text], ["/b/", "left chapters/03-waves", '{"id":"ebb","name":"Ebb"}']);
});

test("no entry is younger than now", () => {
  const future = changed(({ entries: [one] }) => (one.when = 1e15));
  assert.ok(read(future)[0].when <= Date.now());
});

const named = (page) => changed(({ entries: [one] }) => (one.page = page));

test("a page may have any name that a browser leaves in its address", () => {
  for (const name of ["chapters/c++", "part(1)", "a:b", "%C3%BCber", "javascript:alert(1)", ""])
    assert.equal(read(named(name))[0].page, `/book/${name}`);
});

test("what leads out of the book, or is more than a page, is no page", () => {
  for (const name of ["../elsewhere", "%2e%2e/elsewhere", "a?b", "a#b", "a b", "\\elsewhere"])
    assert.throws(() => read(named(name)), { message: words("fileDamaged", { number: 1 }) }, name);
  for (const name of ["/a.host", "\\a.host", "\t/a.host"])
    assert.throws(() => read(named(name), { book: "/" }), { message: words("fileDamaged", { number: 1 }) }, name);
});

const WRONG = {
  fileOther: ["", "no JSON", "null", "3", "{}", '{"format": "explorable-work"}'],
  fileVersion: [(content) => (content.version = 2)],
  fileBook: [(content) => (content.book = "Other")],
  fileDamaged: [
    ({ entries: [one] }) => delete one.text,
    ({ entries: [one] }) => (one.when = "today"),
    ({ entries: [one] }) => (one.number = null),
    ({ entries: [one] }) => Object.assign(one, { kind: "answer", text: "null" }),
    ({ entries: [one] }) => Object.assign(one, { kind: "exercise", text: '{"right": "yes"}' }),
    ({ entries: [one] }) => (one.kind = "rumor"),
    ({ entries: [one] }) => (one.kind = "constructor"),
    (content) => (content.entries[1] = null),
  ],
};

for (const [key, cases] of Object.entries(WRONG))
  for (const [index, wrong] of cases.entries())
    test(`a wrong file is refused: ${key} ${index}`, () => {
      const text = typeof wrong === "string" ? wrong : changed(wrong);
      const [sentence] = words(key).split("{");
      assert.throws(() => read(text), (error) => error instanceof Refused && error.message.startsWith(sentence));
    });
