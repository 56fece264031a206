/** How entries are stored: what 497491e's readers have must be read by every release. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { entries, read, write } from "../../../code/explorable/src/explorable/page/storage.js";
import { visit } from "./storage.mjs";

const place = { number: 1, stored: "x = 1" };
const KEY = '["explorable-1","cell","/book/chapters/03-waves",1,"x = 1"]';
const VALUE = '{"text":"mine","when":5}';

beforeEach(() => visit());

test("an entry is stored as it always was", () => {
  write(place, "mine", 5);
  assert.deepEqual({ ...localStorage }, { [KEY]: VALUE });
  assert.deepEqual(entries("/book/"), { entries: [read(place)], damaged: [] });
  write(place, place.stored);
  assert.deepEqual({ ...localStorage }, {});
});

test("what is no entry is damaged, and nothing of it is read", (context) => {
  context.mock.method(console, "warn", () => {});
  for (const value of ["", "mine", "null", '{"text": 1, "when": 2}', '{"text": "mine"}']) {
    localStorage.setItem(KEY, value);
    assert.equal(read(place), null);
    assert.deepEqual(entries("/book/"), { entries: [], damaged: [KEY] });
    assert.deepEqual(entries("/other/"), { entries: [], damaged: [] });
  }
});

test("entries of another scheme, and of other sites on this host, are not looked at", () => {
  localStorage.setItem(KEY.replace("explorable-1", "explorable-2"), "{}");
  localStorage.setItem("mode", "dark");
  assert.deepEqual(entries("/book/"), { entries: [], damaged: [] });
});
