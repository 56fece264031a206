// @ts-check
/**
 * How an explorer on a page gets its pictures: from baked frames until Python is there and quick,
 * then from the worker.
 *
 * @import { Message, Spec, Values } from "../front/mount.js"
 * @import { Session } from "./session.js"
 * @typedef {Message & {value: any}} Frame
 * @typedef {{control: string, frames: Frame[]}} Baked
 */
import { words } from "../front/words.js";

/** In ms: a hand that has not moved for as long rests. */
const REST = 120;

/**
 * @param {Session} session
 * @param {Spec & {module: string, fixed: object}} spec
 * @param {Message} stored the picture that the page came with
 * @param {string} key names this copy on the page
 * @param {string | (() => Promise<string>) | undefined} made its name in the worker, or how to learn
 *   it, if a cell of the page made it
 * @param {string | null} bakedUrl where the baked frames lie, if there are any
 */
export function pageTransport(session, spec, stored, key, made, bakedUrl) {
  /** @type {(message: Message) => void} */
  let show = () => {};
  let latest = spec.values;
  let whole = true; // the worker has no drawing yet that a patch could start from
  let behind = !stored.stream; // Python has not drawn the latest values; a stream runs when asked
  let [touched, seen] = [false, false];
  let near = stored;
  let drawn = stored.values; // those of the picture on the page
  let rest = 0;
  let place = key; // where Python keeps the explorer
  /** @type {Promise<Baked | null> | undefined} */
  let baked;

  const put = (/** @type {Message} */ message) => {
    if (!message.error) drawn = message.values;
    show(message);
  };
  const load = () =>
    (baked ??= bakedUrl ? loadBaked(bakedUrl).catch(() => null) : Promise.resolve(null));
  /** Take the nearest of what is stored, and say whether it is just what is asked for. */
  const approach = (/** @type {Baked | null} */ frames) => {
    const frame = frames && nearest(frames, spec, latest);
    if (frame) near = { ...frame, frames: frame.frames ?? spec.frames };
    return frames && frame?.value === latest[frames.control];
  };
  const showBaked = async () => {
    if (equal(latest, stored.values)) return put((near = stored));
    const frames = await load();
    if (session.state === "ready") return;
    const exact = approach(frames);
    put({ ...near, values: latest, caption: exact ? near.caption : `${near.caption}\n${words("nearest")}` });
  };
  /** Show a hand that moves what is baked, if that fits; as soon as it rests, Python draws. */
  const passBy = async () => {
    const frames = await load();
    if (made || !frames || ![drawn, latest].every((each) => nearest(frames, spec, each))) return false;
    approach(frames);
    whole = true;
    put({ ...near, values: latest });
    clearTimeout(rest);
    rest = setTimeout(catchUp, REST);
    return true;
  };
  const newest = (/** @type {string[]} */ origin) => () => {
    if (!behind || !(touched || seen)) return null;
    behind = false;
    return [key, ...origin, JSON.stringify(spec.fixed), JSON.stringify(latest), whole];
  };
  const fromPython = async (background = false) => {
    const name = typeof made === "function" ? await made() : made;
    place = name ?? key;
    const origin = name ? ["", name] : [spec.module, spec.name];
    const message = await session.call("show", newest(origin), { background });
    if (!message || (background && message.error && !touched)) return;
    if (behind && whole) return; // the page shows something newer
    whole = Boolean(message.error);
    put(message);
  };
  const asStored = () => {
    put(stored); // its cells have not run, and nobody has asked for more
    [whole, behind] = [true, false];
  };
  const update = async (background = false) => {
    if (typeof made === "function" && !stored.stream && equal(latest, stored.values)) return asStored();
    await fromPython(background).catch((error) => show(failed(error)));
  };
  const catchUp = async () => {
    if (session.state === "ready" && behind && (touched || seen)) await update(!touched);
  };
  const startOver = () => {
    whole = true;
    [behind, touched] = [false, false]; // drawn when touched: this may be what had to be stopped
  };
  const onReady = () => void catchUp();
  session.addEventListener("ready", onReady);
  session.addEventListener("restart", startOver);
  const send = async (/** @type {Values} */ values) => {
    latest = { ...latest, ...values };
    [behind, touched] = [true, true];
    if (session.state !== "ready") {
      session.start();
      return showBaked();
    }
    if (session.quick || !(await passBy())) return update();
  };
  /** The next picture of a stream; after a new start of Python, or an error, the first. */
  const next = async () => {
    if (whole) return send(latest);
    const message = await session.call("advance", [place]);
    whole = Boolean(message.error);
    put(message);
  };
  return {
    open: catchUp,
    send,
    next,
    /** @param {(message: Message) => void} listener */
    listen(listener) {
      show = listener;
      return () => (show = () => {});
    },
    /** The reader turns to this explorer: it goes first. */
    touch() {
      touched = true;
      session.start();
      return catchUp();
    },
    /** @param {boolean} visible whether the explorer is in view: then it catches up */
    see(visible) {
      seen = visible;
      return catchUp();
    },
    values: () => latest,
    isTouched: () => touched,
    dispose() {
      clearTimeout(rest);
      session.removeEventListener("ready", onReady);
      session.removeEventListener("restart", startOver);
    },
  };
}

/**
 * @param {any} error
 * @returns {any}
 */
const failed = (error) => ({ error: String(error.message ?? error), details: "" });

/**
 * @param {Values} some
 * @param {Values} others
 */
function equal(some, others) {
  return Object.keys(others).every((name) => some[name] === others[name]);
}

/** Baked frames, or a rejection: then the picture waits for Python. */
export async function loadBaked(/** @type {string} */ url) {
  const response = await fetch(url);
  if (!response.ok || !response.body) return null;
  const text = response.body.pipeThrough(new DecompressionStream("gzip"));
  return /** @type {Promise<Baked>} */ (new Response(text).json());
}

/**
 * The frame that fits the values: baked frames move the leading control alone.
 * @param {Baked} baked
 * @param {Spec} spec
 * @param {Values} values
 * @returns {Frame | undefined}
 */
export function nearest(baked, spec, values) {
  const others = Object.keys(values).filter((name) => name !== baked.control);
  if (others.some((name) => values[name] !== spec.start[name])) return undefined;
  const wanted = values[baked.control];
  const far = (/** @type {Frame} */ frame) =>
    typeof wanted === "number" && typeof frame.value === "number"
      ? Math.abs(frame.value - wanted)
      : Number(frame.value !== wanted);
  return baked.frames.reduce((best, frame) => (far(frame) < far(best) ? frame : best));
}
