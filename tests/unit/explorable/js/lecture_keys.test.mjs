import assert from "node:assert/strict";
import { test } from "node:test";
import { clickerTurn, keyTurn } from "../../../code/explorable/src/explorable/page/lecture_keys.js";

const NOWHERE = { tagName: "BODY" };

for (const [key, turn] of [
  ["ArrowRight", "next"], ["ArrowLeft", "previous"], ["ArrowDown", "down"], ["ArrowUp", "up"],
  [" ", "next"], ["Home", "first"], ["End", "last"], ["a", undefined], ["Enter", undefined],
])
  test(`${key} is ${turn}`, () => assert.equal(keyTurn({ key }, NOWHERE), turn));

test("Space goes back with Shift, which makes other keys another's", () => {
  assert.equal(keyTurn({ key: " ", shiftKey: true }, NOWHERE), "previous");
  assert.equal(keyTurn({ key: "ArrowRight", shiftKey: true }, NOWHERE), undefined);
  for (const held of ["altKey", "ctrlKey", "metaKey"]) {
    assert.equal(keyTurn({ key: "ArrowLeft", [held]: true }, NOWHERE), undefined);
    assert.equal(clickerTurn({ key: "PageUp", [held]: true }), undefined);
  }
});

test("what can be filled in keeps its keys, a button its Space", () => {
  for (const tagName of ["INPUT", "SELECT", "TEXTAREA"])
    for (const key of ["ArrowRight", "Home", " "]) assert.equal(keyTurn({ key }, { tagName }), undefined);
  assert.equal(keyTurn({ key: "ArrowRight" }, { tagName: "DIV", isContentEditable: true }), undefined);
  for (const tagName of ["BUTTON", "SUMMARY"]) {
    assert.equal(keyTurn({ key: " " }, { tagName }), undefined);
    assert.equal(keyTurn({ key: "ArrowRight" }, { tagName }), "next");
  }
});

test("a clicker's keys turn whatever has the focus", () => {
  assert.equal(clickerTurn({ key: "PageDown" }), "next");
  assert.equal(clickerTurn({ key: "PageUp" }), "previous");
  assert.equal(clickerTurn({ key: "Escape" }), "leave");
  assert.equal(clickerTurn({ key: "ArrowRight" }), undefined);
});
