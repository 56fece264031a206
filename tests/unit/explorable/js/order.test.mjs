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
  assert.equal(one.line.textContent, "no room for the output");
  broken = false;
  await order.run(one);
  assert.equal(one.line.textContent, "done");
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

test("where all cells above run first, one that no name needs is not seen, and may fail", async () => {
  const session = new FakeSession();
  const [ran, seen] = [[], []];
  const make = (number) => ({
    ...cell(() => {}),
    number,
    element: { matches: () => number === 2, contains: () => number === 3, querySelectorAll: () => [] },
    outputs: { begin() {}, add: () => seen.push(number), end() {} },
  });
  const cells = [1, 2, 3, 4].map(make);
  const order = new Order(cells, session, true);
  session.call = async (method, asked, { onOutput } = {}) => {
    const [, place, above] = Array.isArray(asked) ? asked : [];
    if (method === "plan") return above ? JSON.parse(above).filter((each) => each <= place) : [place];
    if (method !== "run") return null;
    ran.push(place + 1);
    onOutput({ kind: "html", data: "" });
    return place === 0 ? "a seed that fails" : null;
  };
  await order.run(cells[3]);
  assert.deepEqual([ran, seen], [[1, 3, 4], [4]], "the second is to be skipped");
  assert.equal(order.unseen.get(cells[2]).length, 1, "which a figure there is found by");
  assert.equal(cells[3].line.textContent, "done");
});
