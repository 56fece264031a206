// @ts-check
/**
 * The explorers' one front end. `mount` brings the HTML of an explorer to life: it reads the
 * controls, asks a transport for what changes, and swaps those groups of the picture.
 * In Jupyter the transport is the kernel's comm (`jupyter.js`), on a website a web worker.
 *
 * @import { Control } from "./kinds.js"
 * @typedef {Record<string, number | string | boolean>} Values
 * @typedef {{box: number[], x: number[], y: number[], logx: boolean, logy: boolean}} Axes
 * @typedef {{x: string | number, y: string | number, label: string}} Handle
 * @typedef {{kind: "number" | "one" | "order" | "mark" | "line", seen: string, says: string,
 *            at: Values, answer: Guessed, unit: string, minimum: number, maximum: number, step: number,
 *            along: "" | "x" | "y", options: string[], x: number[], decimals: number,
 *            given?: string[], distractors?: [Guessed, string][]}} Predict
 *   what is to be guessed; which of the last there are depends on its kind
 * @typedef {number | string | string[] | number[]} Guessed
 * @typedef {{get: () => string | null | undefined, set: (guess: string) => void}} Store
 *   what keeps a reader's guess; an empty text is none
 * @typedef {{name: string, prefix: string, title: string, start: Values, values: Values,
 *            controls: Record<string, Control>, presets: Record<string, Values>,
 *            handles: Handle[], axes: Axes[], pictures?: number, manual?: string, repeatable?: boolean, predict?: Predict}} Spec
 * @typedef {{values: Values, caption: string, axes: Axes[], revision?: number, picture?: string,
 *            patch?: Record<string, string>, stream?: {count: number, more: boolean}, at?: Values,
 *            error?: string, details?: string}} Message what there is to show: `at` are the values of
 *   a picture that stands in for that of `values`
 * @typedef {{open: () => Promise<void>, send: (values: Values) => Promise<void>,
 *            next: () => Promise<void>,
 *            listen: (show: (message: Message) => void) => void}} Transport
 *   a transport: `open` asks for what there is to show, `next` for the next picture of a stream
 */
import { controlPanel, listenToControls } from "./controls.js";
import { heardText, ownPart, showError } from "./dom.js";
import { askForGuess } from "./guess.js";
import { handleLayer } from "./handles.js";
import { livingPicture } from "./picture.js";
import { streamControls } from "./stream.js";

/**
 * Bring an explorer to life.
 * @param {HTMLElement} figure the explorer's <figure>
 * @param {Spec} spec
 * @param {Transport} transport
 * @param {Store} store
 * @param {AbortSignal} signal disposes of it
 */
export function mount(figure, spec, transport, store, signal) {
  const picture = livingPicture(figure, spec, signal);
  const panel = controlPanel(figure, spec);
  const push = newestWins((error) => showError(figure, String(error)));
  const send = () => {
    const values = panel.get();
    push(() => transport.send(values));
  };
  const stream = streamControls(figure, spec, send, () => push.waiting() || push(() => transport.next()), signal);
  const move = (/** @type {Values} */ values) => {
    guess?.skip();
    stream.begin();
    panel.set(values);
    const now = { ...panel.get(), ...values };
    place(now);
    guess?.follow(now);
    send();
  };
  const place = handleLayer(figure, spec, panel.get, move, signal);
  const say = captionWriter(figure, signal);
  const guess = askForGuess(figure, spec, store, (values) => {
    picture.describe(say.last());
    if (values) move(values);
  }, signal);
  const describe = () => picture.describe(guess?.waits() ? spec.predict?.seen ?? "" : say.last());
  let asNew = true;
  transport.listen((message) => {
    if (signal.aborted) return;
    showError(figure, message.error, message.details);
    if (!message.error) {
      if (asNew && moved(spec, message.values)) guess?.skip(); // another view has shown the answer
      asNew = false;
      picture.show(message);
      figure.toggleAttribute("data-stand-in", Boolean(message.at));
      say(message.caption);
      describe();
      if (!push.waiting() && !spec.manual) panel.set(message.values); // else they may be ahead of it
      place(panel.get(), message.axes, message.at);
      guess?.place(message.axes);
      guess?.follow(panel.get());
    }
    stream.follow(message); // which may ask for the next
  });
  listenToControls(figure, spec, panel, move, signal);
  panel.set(spec.values);
  guess?.follow(panel.get()); // a page whose explorer nobody touches asks for no message
  panel.enable();
  describe();
  push(() => transport.open());
}

/** @type {(spec: Spec, values: Values) => boolean} */
const moved = ({ start }, values) => Object.keys(start).some((name) => start[name] !== values[name]);

/**
 * Ask only the newest question: while one waits for its answer, those that come meanwhile replace
 * each other.
 * @param {(error: unknown) => void} fail hears of a question that could not be asked
 */
function newestWins(fail) {
  let last = Promise.resolve();
  /** @type {(() => Promise<void>) | null} */
  let next = null;
  const askNext = () => {
    const ask = next;
    next = null;
    return ask?.();
  };
  const push = (/** @type {() => Promise<void>} */ ask) => {
    if (!next) last = last.then(askNext).catch(fail);
    next = ask;
  };
  push.waiting = () => next !== null;
  return push;
}

/** The caption for the eye at once, for the ear when the reader has come to rest. */
function captionWriter(/** @type {HTMLElement} */ figure, /** @type {AbortSignal} */ signal) {
  const seen = ownPart(figure, ".explorable-caption");
  const heard = heardText();
  seen.after(heard);
  let timer = 0;
  const say = (/** @type {string} */ caption) => {
    if (seen.textContent === caption) return;
    seen.textContent = caption;
    clearTimeout(timer);
    timer = window.setTimeout(() => (heard.textContent = caption), 500);
  };
  say.last = () => seen.textContent ?? "";
  signal.addEventListener("abort", () => heard.remove());
  return say;
}
