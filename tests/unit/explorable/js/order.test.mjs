/** Runs of cells wait for each other, and one that breaks off does not hold up the next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting, Order, same } from "../../../../code/explorable/src/explorable/page/order.js";

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
  tellUnchecked() {},
  outputs: { begin() {}, add() {}, end },
});

test("a run that breaks off says why, and the next one runs", async () => {
  let broken = true;
  const one = cell(() => {
    if (broken) throw new Error("no room for the output");
  });
  const order = new Order([one], new FakeSession());
  await order.run(one);
  const said = () => [one.line.textContent, one.line.className];
  assert.deepEqual(said(), ["no room for the output", ""]);
  broken = false;
  await order.run(one);
  assert.deepEqual(said(), ["done", "explorable-heard"]); // seen is the mark, which says that it has run
});

test("Stop while Python is loaded forgets every run that waits, and the next one runs", async () => {
  const session = new FakeSession();
  const { call } = session;
  const [one, other] = [cell(() => {}), cell(() => {})];
  const order = new Order([one, other], session);
  const planned = new Promise((resolve) => (session.call = () => new Promise((answer) => resolve(answer))));
  const runs = [order.run(one), order.run(other)];
  const answer = await planned;
  session.dispatchEvent(new Event("stop"));
  session.call = call;
  answer({ error: "Stopped.", details: "" });
  await Promise.all(runs);
  assert.deepEqual([one.line.textContent, other.line.textContent], ["", "stopped"]);
  await order.run(one);
  assert.equal(one.line.textContent, "done");
});

test("an error that a cell shows is read out there, and its line says no more of it", async () => {
  const session = new FakeSession();
  const shown = [];
  const one = cell(() => {});
  one.outputs.add = ({ data }) => shown.push(data.error);
  session.call = async (method) => (method === "plan" ? { error: "no such cell", details: "" } : null);
  const order = new Order([one], session);
  await order.run(one);
  assert.deepEqual([shown, one.line.textContent], [["no such cell"], ""]);
});

test("a figure that is moved right behind an edit waits for what the edit makes of its cell", async () => {
  const session = new FakeSession();
  const [one, figure] = [cell(() => {}), {}];
  Object.assign(one, { state: "run", element: { contains: () => true, querySelectorAll: () => [] }, mark: (state) => (one.state = state) });
  const order = new Order([one], session);
  order.ran = true;
  order.names.set(figure, "old");
  session.call = async (method) => (method === "states" ? ["stale"] : { error: "made anew", details: "" });
  void order.mark();
  await assert.rejects(order.nameOf(figure, {}, () => ({})), /made anew/);
});

test("a cell that fails behind what is needed of it stops nothing, and the line says so", async () => {
  const session = new FakeSession();
  const ran = [];
  const make = (number) => ({
    ...cell(() => {}),
    number,
    state: "not run",
    line: { textContent: "", replaceChildren: (...parts) => parts.forEach((each) => (cells[2].line.textContent += each)) },
    element: { id: "", matches: () => number === 2 },
  });
  const cells = [1, 2, 3].map(make);
  const order = new Order(cells, session);
  let lacks = false;
  session.call = async (method, args) => {
    if (method === "states") return null;
    const [asked, place] = args;
    if (method === "plan") return [...(ran.length && !lacks ? [] : [0]), place];
    if (method === "run") ran.push(asked);
    return method === "run" && place === 0 ? "no such module" : null;
  };
  globalThis.document = { createElement: () => ({ append() {}, setAttribute() {}, toString: () => "cell 1" }) };
  await order.run(cells[2]);
  assert.equal(ran.length, 2);
  assert.match(cells[2].line.textContent, /above failed: no such module/);
  lacks = true;
  ran.length = 0;
  await order.run(cells[2]);
  assert.equal(ran.length, 1, "what it needs is not there");
});

test("of a cell that its author skips nothing is known until a reader runs it", async () => {
  const session = new FakeSession();
  const skipped = { ...cell(() => {}), state: "not run", element: { matches: () => true } };
  const sent = [];
  session.call = async (method, [sources]) => {
    if (method !== "plan") return null;
    sent.push(JSON.parse(sources)[0]);
    return [];
  };
  const other = { ...skipped, number: 2, source: "2" };
  const order = new Order([skipped, other], session);
  await order.run(other);
  await order.run(skipped);
  assert.deepEqual(sent, ["", "1"]);
});

const slider = (minimum, maximum, step = 0.25) => ({ kind: "slider", minimum, maximum, step, whole: Number.isInteger(step), label: "k" });
const menu = (...options) => ({ kind: "choice", options, label: "k" });

test("controls whose last digits differ, in numbers or texts, are the same", () => {
  assert.ok(same({ k: slider(-1, 3.0000000000000004) }, { k: slider(-1, 3) }));
  assert.ok(same(menu("σ = 0.9000000000000009", "1"), menu("σ = 0.9", "1")));
  assert.ok(!same(slider(-1, 3), slider(-1, 3.1)) && !same(menu("0.9"), menu("0.91")));
});

test("what a reader has moved stands wherever the control that Python has made allows it", () => {
  for (const [value, before, now, kept] of [
    [-1, slider(-2, 2), slider(-2, 2.5), { k: -1 }],
    [-1, slider(-2, 2), slider(0, 2), {}],
    [0.5, slider(-2, 2), slider(-2, 2, 1), {}],
    ["b", menu("a", "b"), menu("b", "c", "d"), { k: "b" }],
    ["mean 2", menu("mean 1", "mean 2"), menu("mean 1.5", "mean 2.5"), { k: "mean 2.5" }],
    ["b", menu("a", "b"), menu("c"), {}],
    [-1, slider(-2, 2), menu("a"), {}],
    [0, slider(-2, 2), slider(-1, 2), {}], // nobody has moved it
    [-1, slider(-2, 2), undefined, {}],
  ]) assert.deepEqual(fitting({ k: value }, { controls: { k: before }, start: { k: 0 } }, { controls: { k: now } }), kept);
});

test("figures are as stored until a reader runs or changes a cell, or moves one that is not repeatable", async () => {
  const session = new FakeSession();
  const one = { ...cell(() => {}), state: "run", element: { contains: () => true, matches: () => false } };
  const order = new Order([one], session);
  const restart = () => session.dispatchEvent(new Event("restart"));
  const move = (/** @type {object} */ spec) => order.nameOf("figure", spec, () => ({})).catch(() => {});
  await move({ repeatable: true });
  assert(order.isAsStored());
  one.source = "2";
  assert(!order.isAsStored());
  one.source = "1";
  assert(order.isAsStored());
  await move({});
  assert(!order.isAsStored());
  restart();
  assert(order.isAsStored());
  await order.run(one);
  assert(!order.isAsStored());
  restart();
  await order.runAll({});
  assert(!order.isAsStored());
});
