/** Runs of cells wait for each other, and one that breaks off does not hold up the next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../../../code/explorable/src/explorable/page/order.js";

class FakeSession extends EventTarget {
  state = "ready";
  call(method) {
    return Promise.resolve(method === "plan" ? [0] : null);
  }
}

const cell = (end) => ({
  number: 1,
  source: "1",
  stored: "1",
  line: { textContent: "" },
  mark() {},
  outputs: { begin() {}, add() {}, end },
});

test("a run that breaks off says why, and the next one runs", async () => {
  let broken = true;
  const one = cell(() => {
    if (broken) throw new Error("no room for the output");
  });
  const order = new Order([one], new FakeSession());
  await order.run(one);
  assert.equal(one.line.textContent, "Error: no room for the output");
  broken = false;
  await order.run(one);
  assert.equal(one.line.textContent, "done");
});
