import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { allWords } from "../../../../code/explorable/src/explorable/front/words.js";
import { visit } from "./storage.mjs";
import { Session } from "../../../../code/explorable/src/explorable/page/session.js";

/** @type {FakeWorker[]} */
let workers = [];

class FakeWorker {
  heard = [];
  ended = false;
  constructor() {
    workers.push(this);
  }
  postMessage(message) {
    this.heard.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(message) {
    this.onmessage?.({ data: message });
  }
  get calls() {
    return this.heard.filter((each) => each.type === "call").map((each) => each.args[0]);
  }
  answer(answer) {
    this.say({ type: "answer", id: this.heard.at(-1).id, answer });
  }
}

globalThis.Worker = FakeWorker;
beforeEach(() => (workers = []));

function started() {
  const session = new Session("/home/", ["book"], "sea");
  const events = [];
  for (const event of ["starting", "ready", "failed", "stop", "restart"])
    session.addEventListener(event, () => events.push(event));
  session.start();
  return { session, events, worker: workers[0] };
}

const settled = () => new Promise(setImmediate);

function ready() {
  const all = started();
  all.worker.say({ type: "ready", phases: {} });
  return all;
}

test("a session starts once, with the modules and in the folder of its page", () => {
  const { session, worker } = started();
  session.start();
  assert.equal(workers.length, 1);
  const page = { home: "/home/", modules: ["book"], folder: "sea" };
  const start = { type: "start", fresh: false, ...page, snapshot: "", words: allWords() };
  assert.deepEqual(worker.heard, [start]);
});

test("of forty explorers the one that is touched is answered first", async () => {
  const { session, worker } = started();
  for (let n = 0; n < 39; n++) session.call("show", [n], { background: true });
  const touched = session.call("show", ["touched"]);
  worker.say({ type: "ready", phases: {} });
  assert.deepEqual(worker.calls, ["touched"], "one call at a time");
  worker.answer("drawn");
  assert.equal(await touched, "drawn");
  await settled();
  assert.deepEqual(worker.calls, ["touched", 0]);
  session.call("show", ["again"]);
  worker.answer("drawn");
  await settled();
  assert.deepEqual(worker.calls, ["touched", 0, "again"]);
});

test("nor does it wait for those that ask before it in the same moment", async () => {
  const { session, worker } = started();
  session.addEventListener("ready", () => session.call("show", ["in view"], { background: true }));
  session.addEventListener("ready", () => session.call("show", ["touched"]));
  worker.say({ type: "ready", phases: {} });
  await settled();
  assert.deepEqual(worker.calls, ["touched"]);
});

test("a call sends the values that are the newest when its turn has come", async () => {
  const { session, worker } = ready();
  let value = 1;
  session.call("run", ["first"]);
  await settled();
  session.call("show", () => [value]);
  const dropped = session.call("show", () => null);
  value = 2;
  worker.answer(null);
  await settled();
  worker.answer(null);
  assert.deepEqual(worker.calls, ["first", 2]);
  assert.equal(await dropped, undefined);
});

test("who heard an answer may still change what is sent next", async () => {
  const { session, worker } = ready();
  let whole = true;
  session.call("show", ["first"]).then(() => (whole = false));
  await settled();
  session.call("show", () => [whole]);
  await settled();
  worker.answer("drawn");
  await settled();
  assert.deepEqual(worker.calls, ["first", false]);
});

test("outputs are heard while a call runs", async () => {
  const { session, worker } = ready();
  const outputs = [];
  const answer = session.call("run", ["code"], { onOutput: (output) => outputs.push(output) });
  await settled();
  const { id } = worker.heard.at(-1);
  worker.say({ type: "output", id, output: "one" });
  worker.say({ type: "output", id, output: "two" });
  assert.deepEqual(outputs, ["one", "two"]);
  worker.say({ type: "answer", id, answer: "end" });
  assert.equal(await answer, "end");
});

test("what runs can be stopped: a new worker starts, the old one is not heard", async () => {
  const { session, worker, events } = ready();
  const answers = [session.call("run", ["endless"]), session.call("show", [1])];
  await settled();
  session.stop();
  for (const answer of answers) assert.equal((await answer).error, "Stopped.");
  assert.ok(worker.ended);
  assert.equal(worker.onmessage, null);
  assert.deepEqual(events.slice(2), ["stop", "restart", "starting"]);
  workers[1].say({ type: "ready", phases: {} });
  session.call("show", [2]);
  await settled();
  assert.deepEqual(workers[1].calls, [2]);
});

test("Stop before Python is ready forgets what waits, and Python goes on starting", async () => {
  const { session, worker, events } = started();
  const answer = session.call("run", ["endless"]);
  session.stop();
  assert.equal((await answer).error, "Stopped.");
  worker.say({ type: "ready", phases: {} });
  assert.deepEqual([worker.calls, worker.ended, events], [[], false, ["starting", "stop", "ready"]]);
});

test("a start that fails is made once more without what was kept, then Retry does it", () => {
  const { session, worker, events } = started();
  worker.say({ type: "failed", reason: "no manifest" });
  assert.deepEqual(workers[1].heard[0].fresh, true);
  workers[1].say({ type: "failed", reason: "no manifest" });
  assert.deepEqual([session.state, session.reason, workers.length], ["failed", "no manifest", 2]);
  session.retry();
  assert.equal(workers[2].heard[0].fresh, true);
  assert.deepEqual(events, ["starting", "starting", "failed", "starting"]);
});

test("a worker that dies at work is replaced, and whoever waited hears why", async () => {
  const { session, worker, events } = ready();
  const answer = session.call("run", ["deadly"]);
  worker.onerror({ message: "out of memory" });
  assert.equal((await answer).error, "out of memory");
  assert.deepEqual(events.slice(2), ["restart", "starting"]);
  assert.deepEqual(workers.map(({ heard }) => heard[0].fresh), [false, false], "what was kept is not to blame");
});

test("the first word on a snapshot is the worker's own, and the next visit is told", () => {
  visit();
  const { worker } = ready();
  worker.say({ type: "left", snapshot: "sum" });
  worker.say({ type: "left", snapshot: "poison" });
  started();
  assert.equal(workers[1].heard[0].snapshot, "sum");
  workers[1].say({ type: "ready", phases: {} });
  workers[1].say({ type: "left", snapshot: "" });
  workers[1].say({ type: "left", snapshot: "poison" });
  started();
  assert.equal(workers[2].heard[0].snapshot, "sum");
});

test("without WebAssembly nothing starts and nothing can be retried", async () => {
  const { WebAssembly } = globalThis;
  try {
    delete globalThis.WebAssembly;
    const session = new Session("/home/");
    const { error } = await session.call("show", [1]);
    assert.match(error, /no WebAssembly/);
    assert.deepEqual([session.possible, session.state, workers.length], [false, "failed", 0]);
  } finally {
    globalThis.WebAssembly = WebAssembly;
  }
});

test("where a host forbids WebAssembly, what it must allow is said and nothing can be retried", async () => {
  const { Module } = WebAssembly;
  try {
    WebAssembly.Module = function () {
      throw new WebAssembly.CompileError("violates the following Content Security policy directive");
    };
    const session = new Session("/home/");
    const { error } = await session.call("show", [1]);
    assert.match(error, /wasm-unsafe-eval/);
    assert.doesNotMatch(error, /violates/);
    assert.deepEqual([session.possible, session.state, workers.length], [false, "failed", 0]);
  } finally {
    WebAssembly.Module = Module;
  }
});

test("files that do not come cost nothing that was kept", () => {
  const { session, worker } = started();
  const lost = { type: "failed", reason: "could not load it", unreachable: true };
  worker.say(lost);
  workers[1].say(lost);
  assert.equal(session.state, "failed");
  session.retry();
  assert.deepEqual(workers.map(({ heard }) => heard[0].fresh), [false, false, false]);
});

test("a download that stalls can be begun again, and what waits is answered then", async () => {
  const { session, worker } = started();
  const answer = session.call("show", [1]);
  worker.say({ type: "progress", text: "loading", loaded: 1, total: 2 });
  session.retry();
  assert.deepEqual([session.stalled, workers.length], [false, 1], "it comes on");
  worker.say({ type: "progress", text: "stalled", loaded: 0, total: 1 });
  session.call("show", [2]);
  assert.deepEqual([session.stalled, workers.length], [true, 1], "the reader decides");
  session.retry();
  assert.deepEqual([session.stalled, workers.length, worker.ended], [false, 2, true]);
  workers[1].say({ type: "ready", phases: {} });
  await settled();
  workers[1].answer("drawn");
  assert.equal(await answer, "drawn");
});

test("in a browser without workers the words are the page's", async () => {
  delete globalThis.Worker;
  try {
    const { error } = await new Session("/home/").call("show", [1]);
    assert.match(error, /this browser blocks workers/);
  } finally {
    globalThis.Worker = FakeWorker;
  }
});
