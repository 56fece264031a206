import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, pageTransport } from "../../../code/descent/site/static/live/transport.js";

const spec = {
  name: "demo", chapter: "softmax", fixed: {}, frames: [],
  start: { height: 1, shown: true }, values: { height: 1, shown: true },
};
const sweep = { control: "height", frames: [0, 1, 2].map((value) => ({ value, caption: `${value}` })) };

test("the nearest frame follows the leading control", () => {
  assert.equal(nearest(sweep, spec, { height: 1.6, shown: true }).value, 2);
  assert.equal(nearest(sweep, spec, { height: -9, shown: true }).value, 0);
});

test("no frame pretends to show what it does not", () => {
  assert.equal(nearest(sweep, spec, { height: 1, shown: false }), undefined);
});

/** A runtime without a worker: it answers what it was asked. */
class Echo extends EventTarget {
  state = "asleep";
  calls = [];
  wake() {
    this.state = this.state === "asleep" ? "waking" : this.state;
  }
  async call(...args) {
    this.calls.push(args);
    return { caption: args[5], values: JSON.parse(args[5]), frames: [] };
  }
  become(state) {
    this.state = state;
    this.dispatchEvent(new Event(state));
  }
}

function listening(made) {
  const runtime = new Echo();
  const transport = pageTransport(runtime, spec, "key", made, null);
  const shown = [];
  transport.listen((message) => shown.push(message));
  return { runtime, transport, shown };
}

test("a page that nobody touches wakes nothing", async () => {
  const { runtime, transport } = listening();
  await transport.send({});
  assert.equal(runtime.state, "asleep");
});

test("a touch wakes the runtime, and it shows the newest values when it is ready", async () => {
  const { runtime, transport, shown } = listening();
  await transport.send({ height: 2 });
  await transport.send({ height: 3 });
  assert.equal(runtime.state, "waking");
  runtime.become("ready");
  await new Promise(setImmediate);
  assert.deepEqual(shown.at(-1).values, { height: 3, shown: true });
  assert.equal(runtime.calls[0].at(-1), true, "the first picture is whole");
  await transport.send({ height: 4 });
  assert.equal(runtime.calls[1].at(-1), false, "then patches do");
});

test("after a restart the picture is asked for whole again", async () => {
  const { runtime, transport } = listening();
  runtime.become("ready");
  await new Promise(setImmediate);
  runtime.dispatchEvent(new Event("restart"));
  await transport.send({ height: 4 });
  assert.equal(runtime.calls.at(-1).at(-1), true);
});

test("an explorer that a cell made is asked for by the name it was given", async () => {
  const { runtime, transport } = listening("made-0");
  runtime.become("ready");
  await new Promise(setImmediate);
  assert.deepEqual(runtime.calls[0].slice(0, 4), ["show", "key", "", "made-0"]);
});
