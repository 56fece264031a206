/** What is done of a chapter, its deeper pages included. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countDone } from "../../../../code/explorable/src/explorable/page/progress.js";

const ASKED = {
  core: { answers: ["d1", "d2"], exercises: { "ex-one": "d3" } },
  "core-deeper": { answers: [], exercises: { "ex-two": "d4" } },
};
const PAGES = ["core", "core-deeper", "quiet"];
const RIGHT = '{"right": true, "tries": 1, "when": 1}';
const answer = { kind: "answer", page: "core", number: "ask-d1", stored: "d1", text: RIGHT };
const exercise = { kind: "exercise", page: "core-deeper", number: "ex-two", stored: "d4", text: RIGHT };

test("questions and exercises of all pages count", () => {
  assert.deepEqual(countDone(ASKED, PAGES, [answer, exercise]), { count: 2, total: 4 });
  assert.deepEqual(countDone(ASKED, ["core"], [answer, exercise]), { count: 1, total: 3 });
});

test("what is wrong, changed, damaged or on another page is not done", () => {
  const others = [
    { ...answer, text: RIGHT.replace("true", "false") },
    { ...answer, stored: "d9" },
    { ...exercise, stored: "d9" },
    { ...answer, text: "damaged" },
    { ...answer, page: "quiet" },
  ];
  assert.deepEqual(countDone(ASKED, PAGES, others), { count: 0, total: 4 });
});

test("a page that is a folder is the page in it, by whatever name a host has it", () => {
  for (const [named, opened] of [["index", ""], ["coast/index", "coast/"], ["coast", "coast/"], ["coast", "coast"]])
    assert.equal(countDone({ [named]: ASKED.core }, [named], [{ ...answer, page: opened }]).count, 1, named);
});
