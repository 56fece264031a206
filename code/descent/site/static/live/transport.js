// @ts-check
/**
 * How an explorer on a page gets its pictures: from baked frames until Python is there, then
 * from the worker.
 *
 * @import { Message, Spec, Transport, Values } from "../front.js"
 * @import { Runtime } from "./client.js"
 * @typedef {Message & {value: any}} Frame
 * @typedef {{control: string, frames: Frame[]}} Sweep
 */

/**
 * @param {Runtime} runtime
 * @param {Spec & {chapter: string, fixed: object}} spec
 * @param {string} key names this copy on the page
 * @param {string | undefined} made its name in the worker, if a cell of the page made it
 * @param {string | null} sweepUrl where the baked frames lie, if there are any
 * @returns {Transport & {values: () => Values, dispose: () => void}}
 */
export function pageTransport(runtime, spec, key, made, sweepUrl) {
  /** @type {(message: Message) => void} */
  let show = () => {};
  let latest = spec.values;
  let whole = true;
  /** @type {Promise<Sweep | null> | undefined} */
  let sweep;

  const baked = async () => {
    sweep ??= sweepUrl ? loadSweep(sweepUrl) : Promise.resolve(null);
    const frames = await sweep;
    if (!frames || runtime.state === "ready") return;
    const frame = nearest(frames, spec, latest);
    if (frame) show({ ...frame, values: latest, frames: frame.frames ?? spec.frames });
  };
  const fromPython = async () => {
    const [fixed, values] = [JSON.stringify(spec.fixed), JSON.stringify(latest)];
    const origin = made ? ["", made] : [spec.chapter, spec.name];
    const message = await runtime.call("show", key, ...origin, fixed, values, whole);
    whole = Boolean(message.error);
    show(message);
  };
  const catchUp = () => fromPython();
  const startOver = () => (whole = true);
  runtime.addEventListener("ready", catchUp);
  runtime.addEventListener("restart", startOver);
  return {
    async send(values) {
      latest = { ...latest, ...values };
      if (runtime.state === "ready") return fromPython();
      if (Object.keys(values).length === 0) return;
      runtime.wake();
      return baked();
    },
    listen(listener) {
      show = listener;
      return () => (show = () => {});
    },
    values: () => latest,
    dispose() {
      runtime.removeEventListener("ready", catchUp);
      runtime.removeEventListener("restart", startOver);
    },
  };
}

/** @param {string} url */
async function loadSweep(url) {
  const response = await fetch(url);
  if (!response.ok || !response.body) return null;
  const text = response.body.pipeThrough(new DecompressionStream("gzip"));
  return /** @type {Promise<Sweep>} */ (new Response(text).json());
}

/**
 * The frame that fits the values: baked frames move the leading control alone.
 * @param {Sweep} sweep
 * @param {Spec} spec
 * @param {Values} values
 * @returns {Frame | undefined}
 */
export function nearest(sweep, spec, values) {
  const others = Object.keys(values).filter((name) => name !== sweep.control);
  if (others.some((name) => values[name] !== spec.start[name])) return undefined;
  const wanted = values[sweep.control];
  const far = (/** @type {Frame} */ frame) =>
    typeof wanted === "number" && typeof frame.value === "number"
      ? Math.abs(frame.value - wanted)
      : Number(frame.value !== wanted);
  return sweep.frames.reduce((best, frame) => (far(frame) < far(best) ? frame : best));
}
