// A drawn line is judged by the shape that the words behind it tell of, too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sketcher } from "../../../../code/explorable/src/explorable/front/pens.js";
import { turnsAs } from "../../../../code/explorable/src/explorable/front/guess.js";

const ROOF = [0, 0.13, 0.36, 0.335];
const CASES = [
  ["a roof is highest where the true one is", [0, 0.1, 0.4, 0.3], ROOF, true],
  ["or in the next place", [0, 0.4, 0.35, 0.3], ROOF, true],
  ["a line that only rises does not sink back", [0, 0.13, 0.33, 0.345], ROOF, false],
  ["nor does one that only levels off", [0, 0.13, 0.34, 0.34], ROOF, false],
  ["a valley is lowest inside", [3, 1, 2], [3, 0, 2], true],
  ["a line that only falls has none", [3, 2, 1], [3, 0, 2], false],
  ["what only falls asks for no turn", [3, 1, 2], [3, 2, 1], true],
  ["nor does what turns twice", [3, 2, 1, 0], [3, 1, 2, 0], true],
  ["nor does what lies flat for a while", [3, 2, 1, 1], [3, 3, 1, 1], true],
];

for (const [name, line, truth, isRight] of CASES) {
  test(name, () => assert.equal(turnsAs(line, truth), isRight));
}

test("a line is drawn no higher than what it shows can be, by a pointer or with keys", () => {
  const axes = { box: [0, 0, 1, 1], x: [0, 2], y: [0, 1.15] };
  const pen = sketcher(axes, { x: [0, 1, 2], maximum: 1 }, null);
  assert.deepEqual(pen.at(0, 1.1, true), [1, NaN, NaN]);
  pen.at(2, 0.5, false);
  assert.deepEqual(pen.key("y", 1000), [1, 0.75, 1]);
});
