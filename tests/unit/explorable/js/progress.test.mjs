/** What is done of a page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countDone } from "../../../../code/explorable/src/explorable/page/progress.js";

const ASKED = {
  core: { answers: ["d1", "d2"], exercises: { "ex-one": "d3" }, guesses: ["sea-1", "sea-2"] },
  "core-deeper": { answers: [], exercises: { "ex-two": "d4" } },
};
const RIGHT = '{"right": true, "tries": 1, "when": 1}';
const answer = { kind: "answer", page: "core", number: "ask-d1", stored: "d1", text: RIGHT };
const guess = { kind: "guess", page: "core", number: "sea-2", stored: "what was asked", text: "0.3" };
const exercise = { kind: "exercise", page: "core-deeper", number: "ex-two", stored: "d4", text: RIGHT };

test("a page's questions, exercises and guesses count, and no other page's", () => {
  assert.deepEqual(countDone(ASKED, "core", [answer, exercise, guess]), { count: 2, total: 5 });
  assert.deepEqual(countDone(ASKED, "core-deeper", [answer, exercise, guess]), { count: 1, total: 1 });
  assert.deepEqual(countDone(ASKED, "quiet", [answer, exercise, guess]), { count: 0, total: 0 });
});

test("what is wrong, changed, damaged, taken back or on another page is not done", () => {
  const others = [
    { ...answer, text: RIGHT.replace("true", "false") },
    { ...answer, stored: "d9" },
    { ...exercise, page: "core", stored: "d9" },
    { ...answer, text: "damaged" },
    { ...answer, page: "quiet" },
    { ...guess, text: "" },
    { ...guess, number: "sea-3" },
  ];
  assert.deepEqual(countDone(ASKED, "core", others), { count: 0, total: 5 });
});

test("a page that is a folder is the page in it, by whatever name a host has it", () => {
  for (const [named, opened] of [["index", ""], ["coast/index", "coast/"], ["coast", "coast/"], ["coast", "coast"]])
    assert.equal(countDone({ [named]: ASKED.core }, named, [{ ...answer, page: opened }]).count, 1, named);
});
