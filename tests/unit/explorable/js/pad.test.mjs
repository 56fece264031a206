import assert from "node:assert/strict";
import { test } from "node:test";
import { levelsOf, stroke, textOf } from "../../../../code/explorable/src/explorable/front/pad.js";

const pad = { rows: 5, columns: 7 };
const blank = () => new Uint8Array(35);
const drawn = (from, to, levels = blank()) => {
  stroke(levels, pad, from, to, false);
  return levels;
};

test("a text says the levels, and levels make the text again", () => {
  for (const text of ["", "ff", "00ff", "0a0b0c", "f", "00".repeat(34) + "01"])
    assert.equal(textOf(levelsOf(text, pad)), text);
  assert.deepEqual([...levelsOf("0aff", { rows: 1, columns: 3 })], [10, 255, 0]);
  assert.equal(textOf(blank()), "");
});

test("a dot is full in its cell, soft around it, and nothing far away", () => {
  const large = { rows: 24, columns: 24 };
  const levels = new Uint8Array(576);
  stroke(levels, large, [3.5, 2.5], [3.5, 2.5], false);
  const at = (column, row) => levels[row * 24 + column];
  assert.equal(at(3, 2), 255);
  for (const beside of [at(2, 2), at(4, 2), at(3, 1), at(3, 3)]) assert.equal(beside, 179);
  for (const far of [at(0, 0), at(5, 2), at(3, 4), at(23, 23)]) assert.equal(far, 0);
});

test("a line is full along its cells, however fast it was drawn", () => {
  const levels = drawn([0.5, 2.5], [6.5, 2.5]);
  assert.deepEqual([...levels.slice(14, 21)], Array(7).fill(255));
  assert.ok(levels.slice(0, 7).every((level) => level === 0));
  assert.deepEqual(drawn([6.5, 2.5], [0.5, 2.5]), levels, "either way");
});

test("ink adds to ink, and an eraser takes it away", () => {
  const once = drawn([3.5, 2.5], [3.5, 2.5]);
  assert.deepEqual(drawn([3.5, 2.5], [3.5, 2.5], once.slice()), once);
  const both = drawn([0.5, 0.5], [0.5, 0.5], once.slice());
  assert.deepEqual([both[0], both[17]], [255, 255]);
  const full = new Uint8Array(35).fill(255);
  stroke(full, pad, [3.5, 2.5], [3.5, 2.5], true);
  assert.equal(full[2 * 7 + 3], 0);
  assert.equal(full[0], 255);
  stroke(once, pad, [0, 2.5], [7, 2.5], true);
  assert.equal(Math.max(...once.slice(14, 21)), 0);
});
