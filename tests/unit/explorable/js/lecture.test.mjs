import assert from "node:assert/strict";
import { test } from "node:test";
import { stepOf } from "../../../../code/explorable/src/explorable/page/lecture.js";

/** What has the focus, as far as a key asks. */
const focus = (tag = "body") => ({ matches: (/** @type {string} */ path) => path.split(", ").includes(tag) });

for (const [key, step] of /** @type {const} */ ([
  ["ArrowRight", 1], ["ArrowLeft", -1], [" ", 1], ["Home", -Infinity], ["End", Infinity], ["a", 0], ["Enter", 0], ["Escape", 0],
]))
  test(`${key} goes on by ${step}`, () => assert.equal(stepOf({ key }, focus()), step));

test("Space goes back with Shift, which makes other keys another's", () => {
  assert.equal(stepOf({ key: " ", shiftKey: true }, focus()), -1);
  assert.equal(stepOf({ key: "ArrowRight", shiftKey: true }, focus()), 0);
  for (const held of ["altKey", "ctrlKey", "metaKey"]) assert.equal(stepOf({ key: "PageUp", [held]: true }, focus()), 0);
});

test("what is typed into or moved keeps its keys, a button its Space, and a clicker has its own", () => {
  for (const tag of ["input", "[contenteditable]", "[role=slider]"])
    for (const key of ["ArrowRight", "Home", " "]) assert.equal(stepOf({ key }, focus(tag)), 0);
  assert.equal(stepOf({ key: " " }, focus("button")), 0);
  assert.equal(stepOf({ key: "ArrowRight" }, focus("button")), 1);
  for (const tag of ["body", "input", "button"]) {
    assert.equal(stepOf({ key: "PageDown" }, focus(tag)), 1);
    assert.equal(stepOf({ key: "PageUp" }, focus(tag)), -1);
  }
});
