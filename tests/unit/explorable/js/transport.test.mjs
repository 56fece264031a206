import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { unzip } from "../../../../code/explorable/src/explorable/front/request.js";
import { Transport } from "../../../../code/explorable/src/explorable/page/transport.js";

const spec = {
  name: "demo", fixed: {}, axes: [],
  controls: {
    height: { kind: "slider", label: "height", minimum: 0, maximum: 10, decimals: 1 },
    shown: { kind: "check", label: "shown" },
  },
  start: { height: 1, shown: true }, values: { height: 1, shown: true },
};

const stored = { values: spec.values, axes: [], caption: "stored", picture: "<svg/>" };

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
    this.calls.push({ method, args, background, since: args.at(-1) });
    return { caption: args[4], values: JSON.parse(args[4]), axes: [], revision: this.calls.length };
  }
  become(state) {
    this.state = state;
    this.dispatchEvent(new Event(state));
  }
}

function listening(made, url = null, session = new Echo()) {
  const transport = transportOf(session, spec, stored, made, url);
  const shown = [];
  transport.listen((message) => shown.push(message));
  return { session, transport, shown };
}

/** A transport to the figure that a cell has `made`, if one has. */
function transportOf(session, spec, stored, made, url) {
  const find = async () => (made ? [await made(), "", await made()] : ["key", spec.module, spec.name]);
  return new Transport(session, spec, stored, { isDefinedOnPage: Boolean(made), find }, url);
}

const settled = () => new Promise(setImmediate);

let frames = [];
globalThis.requestAnimationFrame = (begin) => frames.push(begin);

/** Let frames of the page begin. */
async function begin(count) {
  for (let n = 0; n < count; n++) {
    await settled();
    const due = frames;
    frames = [];
    for (const each of due) each(1 + n);
  }
  await settled();
}

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

const baked = [
  ...[0, 2, 4].map((height) => ({ values: { height }, caption: `${height}`, patch: { bar: `<g>${height}</g>` } })),
  { values: { height: 9, shown: false }, caption: "a preset", picture: "<svg>preset</svg>" },
];
const BAKED = `data:;base64,${gzipSync(JSON.stringify(baked)).toString("base64")}`;

test("until Python is there a stored frame answers what it shows", async () => {
  const { transport, shown } = listening(undefined, BAKED);
  await transport.send({ height: 2 });
  const { caption, patch, picture, at } = shown.at(-1);
  assert.deepEqual({ caption, patch, picture, at }, { caption: "2", patch: { bar: "<g>2</g>" }, picture: "<svg/>", at: undefined });
  await transport.send({ height: 9, shown: false });
  assert.equal(shown.at(-1).caption, "a preset");
  assert.equal(shown.at(-1).picture, "<svg>preset</svg>");
  await transport.send({ height: 1, shown: true });
  assert.equal(shown.at(-1).picture, stored.picture);
});

test("frames that do not come hold up nobody when Python is there", async () => {
  const { fetch } = globalThis;
  globalThis.fetch = () => new Promise(() => {});
  try {
    const { session, transport, shown } = listening(undefined, "https://book.test/frames.gz");
    const sent = transport.send({ height: 2 });
    session.become("ready");
    assert.notEqual(await Promise.race([sent, settled().then(() => "held up")]), "held up");
    assert.deepEqual(shown.map(({ values }) => values), [{ height: 2, shown: true }]);
  } finally {
    globalThis.fetch = fetch;
  }
});

test("a picture that stands in for another says of which values it is, and no number of them", async () => {
  const { transport, shown } = listening(undefined, BAKED);
  await transport.send({ height: 3.3 });
  const { values, at, caption } = shown.at(-1);
  assert.deepEqual([values, at], [{ height: 3.3, shown: true }, { height: 4, shown: true }]);
  assert.match(caption, /^The nearest stored picture \(height = 4.0\), until /);
  await transport.send({ height: 8, shown: false });
  assert.deepEqual(shown.at(-1).at, { height: 9, shown: false });
});

test("where nothing is stored the page's own picture stands in", async () => {
  const { transport, shown } = listening();
  await transport.send({ height: 2 });
  assert.deepEqual(shown.at(-1).at, stored.values);
});

test("frames that are patches of the start are not taken where the page shows another picture", async () => {
  const session = new Echo();
  const moved = { ...stored, values: { height: 5, shown: true } };
  const transport = transportOf(session, { ...spec, values: moved.values }, moved, undefined, BAKED);
  const shown = [];
  transport.listen((message) => shown.push(message));
  await transport.send({ height: 4 });
  assert.deepEqual([shown.at(-1).at, shown.at(-1).patch], [moved.values, undefined]);
});

test("a move starts Python, which draws the newest values when it is ready", async () => {
  const { session, transport, shown } = listening();
  await transport.send({ height: 2 });
  await transport.send({ height: 3 });
  assert.equal(session.state, "starting");
  session.become("ready");
  await settled();
  assert.deepEqual(shown.at(-1).values, { height: 3, shown: true });
  assert.equal(session.calls[0].since, undefined, "the first picture is whole");
  await transport.send({ height: 4 });
  assert.equal(session.calls[1].since, 1, "then patches do");
});

/** A session whose Python answers when it is let, with a patch of the revision it is told of. */
class Slow extends Echo {
  waiting = [];
  call(method, newest) {
    const { promise, resolve } = Promise.withResolvers();
    this.waiting.push({ newest, resolve });
    this.next();
    return promise;
  }
  next() {
    while (!this.running && this.waiting.length) {
      const { newest, resolve } = this.waiting.shift();
      const args = newest();
      if (args) this.running = { args, resolve };
      else resolve(undefined);
    }
  }
  /** Python has drawn what it is at. */
  async answer() {
    await settled();
    const { args, resolve } = this.running;
    const [values, since] = [JSON.parse(args[4]), args[5]];
    const bar = `<g>Python's ${values.height}</g>`;
    const change = since && since === this.revision ? { patch: { bar } } : { picture: `<svg>${bar}</svg>` };
    this.revision = (this.revision ?? 0) + 1;
    this.running = undefined;
    resolve({ caption: `drawn ${values.height}`, values, axes: [], revision: this.revision, ...change });
    await settled();
    this.next();
    await settled();
  }
}

/** An explorer of which Python has drawn height 2: what is shown next, and of what a page consists then. */
async function slow() {
  const all = listening(undefined, BAKED, new Slow());
  all.session.become("ready");
  const sent = all.transport.send({ height: 2 });
  await all.session.answer();
  await sent;
  all.page = () => {
    let page = {};
    for (const { picture, patch } of all.shown)
      page = { ...(picture ? { picture } : page), ...(picture && !patch ? {} : patch) };
    return page;
  };
  return all;
}

test("Python that answers within two frames is waited for, and nothing stands in", async () => {
  const { session, transport, shown } = await slow();
  const before = shown.length;
  const sent = transport.send({ height: 3.3 });
  await begin(1);
  await session.answer();
  await sent;
  await begin(1);
  assert.deepEqual(shown.slice(before).map(({ caption, at }) => [caption, at]), [["drawn 3.3", undefined]]);
  assert.equal(shown.at(-1).picture, undefined, "a patch does");
});

test("what Python has not drawn within two frames is stood in for, then drawn, whole", async () => {
  const { session, transport, shown, page } = await slow();
  const before = shown.length;
  const sent = transport.send({ height: 3.3 });
  await begin(1);
  assert.equal(shown.length, before, "one frame is not two");
  await begin(1);
  await sent; // the next move does not wait for Python
  assert.deepEqual([shown.at(-1).values.height, shown.at(-1).at.height], [3.3, 4]);
  assert.match(shown.at(-1).caption, /^The nearest /);
  await session.answer();
  assert.deepEqual([shown.at(-1).caption, shown.at(-1).at], ["drawn 3.3", undefined]);
  assert.deepEqual(page(), { picture: "<svg><g>Python's 2</g></svg>", bar: "<g>Python's 3.3</g>" });
});

test("Python that was slow is not waited for, until it was quick again", async () => {
  const { session, transport, shown } = await slow();
  const first = transport.send({ height: 3.3 });
  await begin(2);
  await first;
  await session.answer();
  await transport.send({ height: 8.5 });
  assert.match(shown.at(-1).caption, /^The nearest /);
  await session.answer();
  const before = shown.length;
  const last = transport.send({ height: 3.4 });
  await begin(1);
  assert.equal(shown.length, before);
  await session.answer();
  await last;
  assert.equal(shown.at(-1).caption, "drawn 3.4");
});

test("a stored picture of just these values is shown as such while Python is slow", async () => {
  const { transport, shown } = await slow();
  const sent = transport.send({ height: 4 });
  await begin(2);
  await sent;
  assert.deepEqual([shown.at(-1).caption, shown.at(-1).at], ["4", undefined]);
});

test("what Python drew last stands in where nothing that is stored is nearer", async () => {
  const { transport, shown, session, page } = await slow();
  const moved = async (height) => {
    const sent = transport.send({ height });
    await begin(2);
    await sent;
  };
  await moved(6.5);
  await session.answer();
  await moved(6.6);
  assert.match(shown.at(-1).caption, /height = 6.5/);
  assert.equal(shown.at(-1).picture, undefined, "it is on the page already");
  await session.answer();
  assert.deepEqual([shown.at(-1).picture, page().bar], [undefined, "<g>Python's 6.6</g>"], "a patch of it");
});

test("a picture that comes in time is shown although the reader moves on: it follows the hand", async () => {
  const { session, transport, shown, page } = await slow();
  const before = shown.length;
  for (const height of [3.1, 3.2]) {
    transport.send({ height });
    await settled();
  }
  await begin(1);
  await session.answer(); // 3.1
  assert.equal(page().bar, "<g>Python's 3.1</g>");
  await session.answer();
  assert.deepEqual(shown.slice(before).map(({ caption }) => caption), ["drawn 3.1", "drawn 3.2"]);
});

test("an answer to older values never replaces what stands in for newer ones, which are drawn next", async () => {
  const { session, transport, shown, page } = await slow();
  for (const height of [3.1, 3.2, 8.5, 8.6]) {
    const sent = transport.send({ height });
    await begin(2);
    await sent;
  }
  const before = shown.length;
  await session.answer(); // 3.1, of which nobody wants to know
  assert.equal(shown.length, before);
  assert.deepEqual(JSON.parse(session.running.args[4]).height, 8.6, "the newest is next");
  await session.answer();
  assert.deepEqual(shown.slice(before).map(({ caption }) => caption), ["drawn 8.6"]);
  assert.equal(page().bar, "<g>Python's 8.6</g>", "its patch is of what came and was not shown");
  assert.equal(session.running, undefined, "nothing is drawn twice");
});

test("a group that Python replaced after a group within it is put back in that order", async () => {
  const { session, transport, shown } = await slow();
  for (const patch of [{ a: "1" }, { "a-b": "2" }, { a: "3" }]) {
    const sent = transport.send({ height: 3.3 });
    await begin(2);
    await sent;
    session.running.resolve({ caption: "", values: spec.values, axes: [], revision: 1, patch });
    session.running = undefined;
    await settled();
  }
  assert.deepEqual(Object.entries(shown.at(-1).patch), [["a-b", "2"], ["a", "3"]]);
});

test("nothing stands in for what runs when it is asked for, and for what a cell has made", async () => {
  for (const [first, made] of [[streaming, undefined], [stored, async () => "made-0"]]) {
    const session = new Slow();
    session.become("ready");
    const transport = transportOf(session, spec, first, made, BAKED);
    const shown = [];
    transport.listen((message) => shown.push(message));
    const sent = transport.send({ height: 3.3 });
    await begin(5);
    assert.deepEqual(shown, []);
    await session.answer();
    await sent;
    assert.equal(shown.at(-1).caption, "drawn 3.3");
  }
});

/** A figure that a cell has made, whose Python is slow: what a reader sees of each move within two frames. */
async function made(isAsStored, frames = baked) {
  const session = new Slow();
  const url = `data:;base64,${gzipSync(JSON.stringify(frames)).toString("base64")}`;
  const find = async () => ["made-0", "", "made-0"];
  const transport = new Transport(session, spec, stored, { isDefinedOnPage: true, find, isAsStored }, url);
  const shown = [];
  await transport.send({ height: 8 }); // by then the frames are there
  session.become("ready");
  await session.answer();
  transport.listen((message) => shown.push(message));
  const move = async (values) => {
    const before = shown.length;
    transport.send(values);
    await begin(2);
    return shown.slice(before).map(({ caption, at }) => [caption, at]);
  };
  return { session, move, shown };
}

test("of what a cell has made a picture of just these values stands in, stored or drawn, and Python draws it", async () => {
  const { session, move, shown } = await made(() => true);
  assert.deepEqual(await move({ height: 4 }), [["4", undefined]]);
  await session.answer();
  assert.deepEqual([shown.at(-1).caption, shown.at(-1).patch], ["drawn 4", { bar: "<g>Python's 4</g>" }]);
  assert(shown.at(-1).picture, "and whole");
  assert.deepEqual(await move({ height: 3.3 }), [], "the nearest does not");
  await session.answer();
  assert.equal(shown.at(-1).caption, "drawn 3.3");
  assert.deepEqual(await move({ height: 2 }), [["2", undefined]]);
  await session.answer();
  assert.deepEqual(await move({ height: 3.3 }), [["drawn 3.3", undefined]], "it was drawn before");
  await session.answer();
  assert.equal(shown.length, 7);
  session.become("restart");
  session.become("ready");
  assert.deepEqual(await move({ height: 3.3 }), [], "another Python may draw it otherwise");
});

test("of what a cell has made nothing stands in that may be otherwise by now, or that would run its scripts twice", async () => {
  const other = await made(() => false);
  assert.deepEqual(await other.move({ height: 4 }), []);
  const scripts = [{ values: { height: 4 }, caption: "4", picture: "<div><script>count()</script></div>" }];
  const { move } = await made(() => true, scripts);
  assert.deepEqual(await move({ height: 4 }), []);
});

test("frames are asked for when a reader turns to the explorer, not by the first move", async () => {
  const { fetch } = globalThis;
  const asked = [];
  globalThis.fetch = async (url) => asked.push(url) && new Response("[]");
  try {
    const { transport } = listening(undefined, "https://book.test/frames.gz");
    transport.see(true);
    assert.deepEqual(asked, []);
    transport.touch();
    assert.deepEqual(asked, ["https://book.test/frames.gz"]);
    await transport.send({ height: 2 });
    assert.equal(asked.length, 1);
  } finally {
    globalThis.fetch = fetch;
  }
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

test("after a restart what is shown is not drawn before it is touched, then whole, with its values", async () => {
  const { session, transport } = listening();
  session.become("ready");
  await transport.send({ height: 4 });
  session.become("restart");
  session.become("ready");
  await transport.see(true);
  assert.equal(session.calls.length, 1);
  await transport.send({ shown: false });
  assert.equal(session.calls[1].since, undefined);
  assert.deepEqual(JSON.parse(session.calls[1].args[4]), { height: 4, shown: false });
});

/** A session in which a call of an explorer's is under way, or waits for its turn. */
async function interrupted(isAsked) {
  class Interrupted extends Echo {
    call(method, newest) {
      if (isAsked) newest();
      return (this.open = Promise.withResolvers()).promise;
    }
  }
  const all = listening(undefined, null, new Interrupted());
  all.session.become("ready");
  all.shown.length = 0;
  all.sent = all.transport.send({ height: 4 });
  await settled();
  all.session.open.resolve({ error: "Stopped.", details: "" });
  all.session.call = Echo.prototype.call;
  all.session.become("restart");
  await all.sent;
  all.session.become("ready");
  await settled();
  return all;
}

test("what was being drawn when Python had to be started anew is not tried again: the controls go back", async () => {
  const { shown, session, transport } = await interrupted(true);
  const what = shown.map(({ values, error }) => values ?? error);
  assert.deepEqual(what, [{ height: 4, shown: true }, stored.values, "Stopped."]);
  assert.equal(shown[1].picture, undefined);
  assert.deepEqual([session.calls.length, transport.values()], [0, stored.values]);
});

test("what waited when Python was started anew is drawn afterwards: picture and controls agree", async () => {
  const { shown, session } = await interrupted(false);
  assert.equal(session.calls.length, 1);
  assert.deepEqual(shown.map(({ values, at }) => [values.height, at?.height]), [[4, 1], [4, undefined]]);
});

test("an explorer that a cell made is asked for by the name it was given", async () => {
  const { session, transport } = listening(async () => "made-0");
  session.become("ready");
  await transport.touch();
  assert.equal(session.calls.length, 0, "what is shown already is not worth a run of its cell");
  await transport.send({ height: 2 });
  assert.deepEqual(session.calls[0].args.slice(0, 3), ["made-0", "", "made-0"]);
});

const streaming = { ...stored, stream: { count: 9, more: false } };

/** A stream of three pictures behind a session. */
class Stream extends Echo {
  async call(method, given, options = {}) {
    const args = typeof given === "function" ? given() : given;
    if (!args) return undefined;
    this.calls.push({ method, args, background: options.background, since: args.at(-1) });
    this.count = method === "show" ? 1 : this.count + 1;
    return { caption: `${this.count}`, values: {}, axes: [], revision: this.count, stream: { count: this.count, more: this.count < 3 } };
  }
}

function streamed(made) {
  const session = new Stream();
  const transport = transportOf(session, spec, streaming, made, null);
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
  session.become("restart");
  session.become("ready");
  await transport.next();
  assert.deepEqual(session.calls.map((call) => call.method), ["show", "show"]);
  assert.equal(session.calls[1].since, undefined);
});

test("a stream that a cell made is asked for under the name it was given", async () => {
  const { session, transport } = streamed(async () => "made-0");
  session.become("ready");
  await transport.send(spec.values);
  await transport.next();
  assert.deepEqual(session.calls[1].args, ["made-0"]);
});

test("what is drawn when a button is pressed is not drawn when it is touched or seen", async () => {
  const manual = { ...spec, manual: "Go" };
  const session = new Echo();
  session.become("ready");
  const transport = transportOf(session, manual, stored, async () => "made-0-1", null);
  await transport.open();
  transport.see(true);
  await transport.touch();
  assert.deepEqual(session.calls, []);
  await transport.send({ height: 1 }); // even where it stands at the start
  assert.equal(session.calls.length, 1);
});

test("a packed file is unpacked, and one that its host has unpacked is taken as it is", async () => {
  const text = new TextEncoder().encode("[1, 2]");
  const packed = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  for (const bytes of [packed, text.buffer])
    assert.equal(new TextDecoder().decode(await unzip(bytes)), "[1, 2]");
});
