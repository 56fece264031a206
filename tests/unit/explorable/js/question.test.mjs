/** What typed and ordered answers mean. */
import assert from "node:assert/strict";
import { test } from "node:test";
import NUMBERS from "./typed_numbers.json" with { type: "json" };
import WHOLE from "./whole_numbers.json" with { type: "json" };
import { isWithin, judgeOrder, numbersIn } from "../../../../code/explorable/src/explorable/front/question_answers.js";

test("numbers are read as people write them", () => {
  for (const [text, numbers] of Object.entries(NUMBERS)) {
    const read = numbersIn(text);
    const isSame = (/** @type {number} */ each, /** @type {number} */ index) =>
      Math.abs(each - Number(read[index])) <= 4e-16 * Math.abs(each); // a logarithm's last bit is the machine's
    assert(read.length === numbers.length && numbers.every(isSame), `${text}: ${read}, not ${numbers}`);
  }
});

test("what is whole is exact however it is typed, and no more than a number can be", () => {
  for (const [text, digits] of Object.entries(WHOLE)) assert.deepEqual(numbersIn(text).map(String), digits ? [digits] : [], text);
});

test("a whole number that numbers round is right to its last digit", () => {
  const near = (/** @type {string} */ text, /** @type {string} */ digits) => isWithin(numbersIn(text)[0], [digits, digits]);
  assert(near("9007199254740993", "9007199254740993") && near("2^64", "18446744073709551616"));
  assert(!near("9007199254740992", "9007199254740993") && !near("1e30", "1000000000000000000000000000001"));
  assert(!isWithin(2 ** 53, ["9007199254740993", "9007199254740993"]) && !isWithin(10n ** 30n, [1, 2]) && isWithin(10n, [10, 10]));
});

test("a number lies within its range, but for rounding", () => {
  assert(isWithin(0.1 + 0.2, [0.3, 0.3]));
  assert(isWithin(0.335, [0.33, 0.335]) && isWithin(-2, [-2, 5]));
  assert(!isWithin(0.34, [0.33, 0.335]) && !isWithin(-2.1, [-2, 5]));
  assert(isWithin(1e12 + 1, [1e12 + 1, 1e12 + 1]) && !isWithin(1e12 + 2, [1e12 + 1, 1e12 + 1]));
  assert(!isWithin(2 ** 53 - 2, [2 ** 53 - 1, 2 ** 53 - 1]));
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
