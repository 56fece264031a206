/** What typed and ordered answers mean. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isWithin,
  judgeOrder,
  numbersIn,
} from "../../../code/explorable/src/explorable/front/question_answers.js";

test("numbers are read as people write them", () => {
  const texts = {
    "0.25": [0.25], "0,25": [0.25], ".5": [0.5], "-3": [-3], "−3": [-3], "+ 4": [4], "1/4": [0.25],
    "-1,5/3": [-0.5], "2e-3": [0.002], "1E3": [1000], "1,234.5": [1234.5], "50%": [0.5], "1 000": [1000],
    "1,000": [1, 1000], "-1,000,000": [-1000000], "7.": [7],
  };
  for (const [text, numbers] of Object.entries(texts)) assert.deepEqual(numbersIn(text), numbers, text);
});

test("what is no number is none", () => {
  for (const text of ["", " ", "x", "1/0", "1/2/3", "0x10", "Infinity", "NaN", "1,2,3", "e5", "--1", "/2", "1e999"])
    assert.deepEqual(numbersIn(text), [], text);
});

test("a number lies within its range, but for rounding", () => {
  assert(isWithin(0.1 + 0.2, [0.3, 0.3]));
  assert(isWithin(0.335, [0.33, 0.335]) && isWithin(-2, [-2, 5]));
  assert(!isWithin(0.34, [0.33, 0.335]) && !isWithin(-2.1, [-2, 5]));
  assert(!isWithin(1e-12, [0, 0]) && isWithin(0, [0, 0]));
});

// 3 needs 0 and 2, 2 needs 1; 4 does not belong
const RIGHT = { order: [0, 1, 2, 3], needs: { 2: [1], 3: [0, 2] } };

const orders = (/** @type {number[]} */ lines) =>
  lines.length < 2 ? [lines] : lines.flatMap((line) => orders(lines.filter((each) => each !== line)).map((rest) => [line, ...rest]));

test("any order that the needs allow is right, and no other", () => {
  const right = orders([0, 1, 2, 3]).filter((order) => judgeOrder(RIGHT, order).right);
  assert.deepEqual(right.map((order) => order.join("")).sort(), ["0123", "1023", "1203"]);
});

test("the first wrong line is named: with what it needs, or as foreign", () => {
  assert.deepEqual(judgeOrder(RIGHT, [0, 2, 1, 3]), { right: false, line: 2, needs: 1 });
  assert.deepEqual(judgeOrder(RIGHT, [1, 2, 3, 0]), { right: false, line: 3, needs: 0 });
  assert.deepEqual(judgeOrder(RIGHT, [4, 2]), { right: false, line: 4 });
  assert.deepEqual(judgeOrder(RIGHT, [2, 4]), { right: false, line: 2, needs: 1 });
});

test("lines that are missing are counted", () => {
  assert.deepEqual(judgeOrder(RIGHT, [1, 0]), { right: false, missing: 2 });
  assert.deepEqual(judgeOrder(RIGHT, []), { right: false, missing: 4 });
});
