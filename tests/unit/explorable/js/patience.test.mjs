import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { patient } from "../../../../code/explorable/src/explorable/worker/patience.js";

const LONG = 10_000;
let complaints = 0;
let wait;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  complaints = 0;
  wait = patient(() => complaints++);
});

test("a host that is silent for long is complained of, once", () => {
  wait(new Promise(() => undefined));
  mock.timers.tick(LONG);
  mock.timers.tick(LONG);
  assert.equal(complaints, 1);
});

test("whatever comes renews the patience with the rest", async () => {
  wait(new Promise(() => undefined));
  mock.timers.tick(LONG / 2);
  await wait(Promise.resolve());
  mock.timers.tick(LONG / 2);
  assert.equal(complaints, 0);
  mock.timers.tick(LONG / 2);
  assert.equal(complaints, 1);
});

test("nobody is impatient who waits for nothing, and a refusal is no silence", async () => {
  await assert.rejects(wait(Promise.reject(new Error("no"))), /no/);
  mock.timers.tick(LONG);
  assert.equal(complaints, 0);
});
