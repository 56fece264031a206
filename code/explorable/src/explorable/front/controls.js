// @ts-check
/**
 * The native inputs of an explorer, its presets and its tools.
 *
 * @import { Spec, Values } from "./mount.js"
 */
import { part } from "./dom.js";
import { KINDS } from "./kinds.js";
import { listenToPad } from "./pad.js";
import { words } from "./words.js";

/**
 * The native inputs: what they say, and how to set them.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 */
export function controlPanel(figure, spec) {
  const fieldset = /** @type {HTMLFieldSetElement} */ (part(figure, ".explorable-controls"));
  const input = (/** @type {string} */ name) => part(fieldset, `[name="${name}"]`);
  return {
    get: () =>
      /** @type {Values} */ (
        Object.fromEntries(Object.entries(spec.controls).map(([n, c]) => [n, KINDS[c.kind].read(input(n), c)]))
      ),
    set(/** @type {Values} */ values) {
      for (const [name, value] of Object.entries(values)) {
        const control = spec.controls[name];
        KINDS[control.kind].write(input(name), value, control);
      }
    },
    enable: () => (fieldset.disabled = false),
  };
}

/** What stands around an input. */
const boxOf = (/** @type {Element} */ input) => /** @type {HTMLElement} */ (input.parentElement);

/**
 * What the reader does with the inputs and buttons.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 */
export function listenToControls(figure, spec, panel, move) {
  const stop = new AbortController();
  const on = (/** @type {string} */ event, /** @type {(event: any) => void} */ act) =>
    figure.addEventListener(event, act, { signal: stop.signal });
  const players = [...figure.querySelectorAll(".explorable-player")].map((box) =>
    player(/** @type {HTMLElement} */ (box), spec, panel, move, stop.signal),
  );
  for (const [name, control] of Object.entries(spec.controls)) {
    if (control.kind !== "pad") continue;
    const value = () => String(panel.get()[name]);
    const change = (/** @type {string} */ text) => move({ [name]: text });
    listenToPad(boxOf(part(figure, `[name="${name}"]`)), control, value, change, stop.signal);
  }
  on("input", ({ target }) => {
    const name = target.name || target.dataset.for;
    if (!(name in spec.controls)) return;
    if (target.dataset.for && (target.value === "" || !inRange(target))) return;
    const typed = target.dataset.for ? { [name]: Number(target.value) } : {};
    move({ ...panel.get(), ...typed });
  });
  on("click", ({ target }) => {
    const button = target.closest("[data-preset], [data-do=reset]");
    if (!button) return;
    players.forEach((each) => each.pause());
    move(button.dataset.preset ? spec.presets[button.dataset.preset] : spec.start);
  });
  on("explorable-move", ({ detail }) => move(detail));
  on("focusout", ({ target }) => {
    panel.set(panel.get());
    if (target.dataset.for) inRange(target);
  });
  on("keydown", ({ key, target }) => {
    const name = target.dataset.for;
    if (key !== "Escape" || !name) return;
    target.value = Number(panel.get()[name]).toFixed(spec.controls[name].decimals);
    inRange(target);
  });
  keepThroughSwipes(on, panel, move);
  offerFullScreen(figure, on);
  return () => {
    players.forEach((each) => each.pause());
    stop.abort();
  };
}

/**
 * A swipe that begins on a slider and then scrolls the page leaves the slider where it was.
 * @param {(event: string, act: (event: any) => void) => void} on
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 */
function keepThroughSwipes(on, panel, move) {
  /** @type {Values} */
  let before = {};
  on("pointerdown", () => (before = panel.get()));
  on("pointercancel", ({ target }) => target.type === "range" && move(before));
}

/** A typed number counts once it lies in its range; until then it is marked, and nothing moves. */
function inRange(/** @type {HTMLInputElement} */ typed) {
  const { min: minimum, max: maximum, validity } = typed;
  const inside = !validity.rangeUnderflow && !validity.rangeOverflow;
  typed.setAttribute("aria-invalid", String(!inside));
  typed.title = inside ? "" : words("range", { minimum, maximum });
  return inside;
}

/**
 * The button that fills the screen says what it will do; where no element can, there is none.
 * @param {HTMLElement} figure
 * @param {(event: string, act: (event: any) => void) => void} on
 */
function offerFullScreen(figure, on) {
  const button = part(figure, "[data-do=fullscreen]");
  button.hidden = !figure.requestFullscreen;
  on("click", ({ target }) => {
    if (!button.contains(target)) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else figure.requestFullscreen();
  });
  on("fullscreenchange", () => {
    const inside = document.fullscreenElement === figure;
    button.textContent = words(inside ? "leaveFullScreen" : "fullScreen");
  });
}

/**
 * Play, pause and step a time control; slow and without haste where motion is unwelcome.
 * @param {HTMLElement} box
 * @param {Spec} spec
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 * @param {AbortSignal} signal
 */
function player(box, spec, panel, move, signal) {
  const input = part(/** @type {HTMLElement} */ (box.parentElement), "input[type=range]");
  const name = /** @type {HTMLInputElement} */ (input).name;
  const { minimum, maximum, step, label } = spec.controls[name];
  const speed = /** @type {HTMLSelectElement} */ (part(box, "select"));
  const play = part(box, "[data-do=play]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  speed.setAttribute("aria-label", words("speed", { label }));
  let timer = 0;
  const pause = () => {
    clearTimeout(timer);
    timer = 0;
    play.textContent = words("play");
  };
  const advance = () => {
    const next = Number(panel.get()[name]) + step;
    if (next > maximum + step / 2) return pause();
    move({ [name]: Math.min(next, maximum) });
    if (timer) schedule();
  };
  const schedule = () => {
    const span = Math.max(60, (8000 * step) / (maximum - minimum));
    timer = window.setTimeout(advance, Math.max(span / Number(speed.value), calm.matches ? 1000 : 0));
  };
  const start = () => {
    if (Number(panel.get()[name]) >= maximum) move({ [name]: minimum });
    play.textContent = words("pause");
    schedule();
  };
  play.addEventListener("click", () => (timer ? pause() : start()), { signal });
  part(box, "[data-do=step]").addEventListener("click", () => { pause(); advance(); }, { signal });
  return { pause };
}
