import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { nearest, pageTransport } from "../../../code/explorable/src/explorable/page/transport.js";

const spec = {
  name: "demo", chapter: "waves", fixed: {}, frames: [],
  start: { height: 1, shown: true }, values: { height: 1, shown: true },
};
const baked = { control: "height", frames: [0, 1, 2].map((value) => ({ value, caption: `${value}` })) };

test("the nearest frame follows the leading control", () => {
  assert.equal(nearest(baked, spec, { height: 1.6, shown: true }).value, 2);
  assert.equal(nearest(baked, spec, { height: -9, shown: true }).value, 0);
});

test("no frame pretends to show what it does not", () => {
  assert.equal(nearest(baked, spec, { height: 1, shown: false }), undefined);
});

const stored = { values: spec.values, frames: [], caption: "stored", picture: "<svg/>" };

/** A session without a worker: it answers what it was asked. */
class Echo extends EventTarget {
  state = "idle";
  calls = [];
  start() {
    this.state = this.state === "idle" ? "starting" : this.state;
  }
  async call(method, newest, { background }) {
    const args = newest();
    if (!args) return undefined;
    this.calls.push({ method, args, background, whole: args.at(-1) });
    return { caption: args[4], values: JSON.parse(args[4]), frames: [] };
  }
  become(state) {
    this.state = state;
    this.dispatchEvent(new Event(state));
  }
}

function listening(made, url = null) {
  const session = new Echo();
  const transport = pageTransport(session, spec, stored, "key", made, url);
  const shown = [];
  transport.listen((message) => shown.push(message));
  return { session, transport, shown };
}

const settled = () => new Promise(setImmediate);

test("a page that nobody touches starts nothing", async () => {
  const { session, transport } = listening();
  await transport.open();
  transport.see(true);
  assert.equal(session.state, "idle");
});

test("values of the start keep the stored picture while Python loads", async () => {
  const { transport, shown } = listening();
  await transport.send({ height: 1 });
  assert.deepEqual(shown.at(-1), stored);
});

test("a picture of other values says so, once", async () => {
  const { transport, shown } = listening();
  await transport.send({ height: 2 });
  await transport.send({ height: 3 });
  assert.match(shown.at(-1).caption, /^stored\n\(The nearest stored picture, [^(]*\)$/);
});

test("a move starts Python, which draws the newest values when it is ready", async () => {
  const { session, transport, shown } = listening();
  await transport.send({ height: 2 });
  await transport.send({ height: 3 });
  assert.equal(session.state, "starting");
  session.become("ready");
  await settled();
  assert.deepEqual(shown.at(-1).values, { height: 3, shown: true });
  assert.equal(session.calls[0].whole, true, "the first picture is whole");
  await transport.send({ height: 4 });
  assert.equal(session.calls[1].whole, false, "then patches do");
});

const BAKED = `data:;base64,${gzipSync(JSON.stringify(baked)).toString("base64")}`;
const captions = (shown) => shown.map(({ caption }) => caption);

/** An explorer that Python has drawn, but is not quick to draw, and a hand that never rests by itself. */
async function slow(t, made) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { session, transport, shown } = listening(made, BAKED);
  session.become("ready");
  await transport.touch();
  shown.length = session.calls.length = 0;
  const rest = async () => {
    t.mock.timers.runAll();
    await settled();
  };
  return { session, transport, shown, rest };
}

test("while Python is slow a hand that moves sees what is baked, and Python's picture when it rests", async (t) => {
  const { session, transport, shown, rest } = await slow(t);
  for (const height of [1.6, 0.4, 2]) await transport.send({ height });
  assert.deepEqual(captions(shown), ["2", "0", "2"]);
  assert.deepEqual(shown.map(({ values }) => values.height), [1.6, 0.4, 2]);
  assert.equal(session.calls.length, 0);
  await rest();
  assert.deepEqual(session.calls.map(({ whole }) => whole), [true], "a patch would not fit");
  assert.deepEqual(JSON.parse(shown.at(-1).caption), { height: 2, shown: true });
});

test("once Python is quick it draws every move", async (t) => {
  const { session, transport } = await slow(t);
  session.quick = true;
  await transport.send({ height: 2 });
  assert.deepEqual(session.calls.map(({ whole }) => whole), [false]);
});

test("what Python has drawn meanwhile of an older move is not shown", async (t) => {
  const { session, transport, shown, rest } = await slow(t);
  const answer = Promise.withResolvers();
  const echo = session.call;
  session.call = async (...call) => {
    const message = await echo.apply(session, call);
    await answer.promise;
    return message;
  };
  await transport.send({ height: 2 });
  await rest();
  await transport.send({ height: 0 });
  answer.resolve();
  await settled();
  assert.deepEqual(captions(shown), ["2", "0"]);
  await rest();
  assert.deepEqual(session.calls.map(({ whole }) => whole), [true, true]);
  assert.equal(shown.at(-1).values.height, 0);
});

test("what is baked never stands in for a picture that it would not lead to", async (t) => {
  const { session, transport, shown } = await slow(t);
  await transport.send({ shown: false });
  await transport.send({ shown: true });
  assert.equal(session.calls.length, 2, "another control has moved on this picture");
  await transport.send({ height: 2 });
  assert.deepEqual([session.calls.length, shown.at(-1).caption], [2, "2"]);
});

test("what is baked never stands in for an explorer that a cell made", async (t) => {
  const { session, transport } = await slow(t, "made-0");
  await transport.send({ height: 2 });
  assert.equal(session.calls.length, 1);
});

test("an explorer that is neither touched nor in view asks for nothing", async () => {
  const { session, transport } = listening();
  session.become("ready");
  await settled();
  assert.equal(session.calls.length, 0);
  await transport.see(true);
  assert.deepEqual(session.calls.map((call) => call.background), [true]);
  await transport.see(false);
  await transport.see(true);
  assert.equal(session.calls.length, 1, "what is drawn is not behind");
});

test("the explorer that is touched does not wait in the background", async () => {
  const { session, transport } = listening();
  transport.touch();
  session.become("ready");
  await settled();
  assert.deepEqual(session.calls.map((call) => call.background), [false]);
});

test("after a restart nothing is drawn before it is touched, then whole, with its values", async () => {
  const { session, transport } = listening();
  session.become("ready");
  await transport.send({ height: 4 });
  session.dispatchEvent(new Event("restart"));
  session.become("ready");
  await transport.see(true);
  assert.equal(session.calls.length, 1);
  await transport.send({ shown: false });
  assert.equal(session.calls[1].whole, true);
  assert.deepEqual(JSON.parse(session.calls[1].args[4]), { height: 4, shown: false });
});

test("an explorer that a cell made is asked for by the name it was given", async () => {
  const { session, transport } = listening("made-0");
  session.become("ready");
  await transport.touch();
  assert.deepEqual(session.calls[0].args.slice(0, 3), ["key", "", "made-0"]);
});

const streaming = { ...stored, stream: { count: 9, more: false } };

/** A stream of three pictures behind a session. */
class Stream extends Echo {
  async call(method, given, options = {}) {
    const args = typeof given === "function" ? given() : given;
    if (!args) return undefined;
    this.calls.push({ method, args, background: options.background, whole: args.at(-1) });
    this.count = method === "show" ? 1 : this.count + 1;
    return { caption: `${this.count}`, values: {}, frames: [], stream: { count: this.count, more: this.count < 3 } };
  }
}

function streamed(made) {
  const session = new Stream();
  const transport = pageTransport(session, spec, streaming, "key", made, null);
  const shown = [];
  transport.listen((message) => shown.push(message));
  return { session, transport, shown };
}

test("a stream runs when it is asked for, not because it is in view", async () => {
  const { session, transport, shown } = streamed();
  session.become("ready");
  await transport.open();
  await transport.see(true);
  await transport.touch();
  assert.equal(session.calls.length, 0);
  await transport.send(spec.values);
  await transport.next();
  assert.deepEqual(session.calls.map((call) => call.method), ["show", "advance"]);
  assert.deepEqual(session.calls[1].args, ["key"]);
  assert.deepEqual(shown.map((message) => message.caption), ["1", "2"]);
});

test("a stream that is asked for before Python is ready begins when it is", async () => {
  const { session, transport, shown } = streamed();
  await transport.send(spec.values);
  assert.equal(shown.at(-1), streaming);
  session.become("ready");
  await settled();
  assert.deepEqual(shown.at(-1).stream, { count: 1, more: true });
});

test("after a restart a stream begins anew", async () => {
  const { session, transport } = streamed();
  session.become("ready");
  await transport.send({ height: 4 });
  session.dispatchEvent(new Event("restart"));
  await transport.next();
  assert.deepEqual(session.calls.map((call) => call.method), ["show", "show"]);
  assert.equal(session.calls[1].whole, true);
});

test("a stream that a cell made is asked for under the name it was given", async () => {
  const { session, transport } = streamed(async () => "made-0");
  session.become("ready");
  await transport.send(spec.values);
  await transport.next();
  assert.deepEqual(session.calls[1].args, ["made-0"]);
});
