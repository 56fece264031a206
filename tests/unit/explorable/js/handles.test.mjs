/** Where a handle that is dragged or moved by keys lets its slider stand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterKeys, stop } from "../../../../code/explorable/src/explorable/front/handles.js";
import { KINDS } from "../../../../code/explorable/src/explorable/front/kinds.js";

const OFF = { minimum: 0, maximum: 45, step: 20, decimals: 0 };
const ON = { minimum: -0.3, maximum: 0.3, step: 0.1, decimals: 1 };
const LOG = { minimum: 0.1, maximum: 100, step: 0.1, decimals: 1, log: true };
const SHORT = { minimum: 1, maximum: 1.5, step: 2, decimals: 0 };

test("a handle stands where its slider can, and reaches an end that lies off the steps", () => {
  const dragged = [-9, 9, 31, 42, 43, 45, 99].map((value) => stop(OFF, value));
  assert.deepEqual(dragged, [0, 0, 40, 40, 45, 45, 45]);
  assert.deepEqual([-0.26, 0.04, 0.06, 0.26, 1].map((value) => stop(ON, value)), [-0.3, 0, 0.1, 0.3, 0.3]);
  assert.deepEqual([1, 1.2, 1.4].map((value) => stop(SHORT, value)), [1, 1, 1.5]);
});

test("a key leads from stop to stop, the end among them, and no further", () => {
  assert.deepEqual([0, 20, 40, 45].map((value) => stop(OFF, value, 1)), [20, 40, 45, 45]);
  assert.deepEqual([0, 20, 40, 45].map((value) => stop(OFF, value, -1)), [0, 0, 20, 40]);
  assert.deepEqual([10, -10, Infinity, -Infinity].map((steps) => stop(ON, 0, steps)), [0.3, -0.3, 0.3, -0.3]);
});

test("a logarithmic slider stands on its stops, from end to end, and each key leads further by a share", () => {
  const read = (place) => KINDS.slider.read({ value: String(place) }, LOG);
  assert.deepEqual([-1, -0.99, -0.5, 0, 0.857, 2].map(read), [0.1, 0.1, 0.3, 1, 7.2, 100]);
  assert.deepEqual([0.1, 1, 7.2, 50, 100].map((value) => afterKeys(LOG, value, 1)), [0.2, 1.1, 7.6, 52.5, 100]);
  assert.deepEqual([0.1, 1, 7.2, 50].map((value) => afterKeys(LOG, value, -1)), [0.1, 0.9, 6.8, 47.5]);
  assert.deepEqual([Infinity, -Infinity].map((steps) => afterKeys(LOG, 1, steps)), [100, 0.1]);
  const decades = [[0.1, 1], [10, 100]].map(([one, other]) => KINDS.slider.apart(one, other, LOG).toFixed(9));
  assert.equal(decades[0], decades[1]);
});
