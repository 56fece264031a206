// @ts-check
/**
 * The native inputs of an explorer, its presets and its tools.
 *
 * @import { Control } from "./kinds.js"
 * @import { Spec, Values } from "./mount.js"
 * @typedef {(event: string, act: (event: any) => void) => void} On listens to a figure
 */
import { all, element, fillScreen, isCalm, keyOf, mark, offer, ownPart, part } from "./dom.js";
import { afterKeys } from "./handles.js";
import { KINDS, typedText, whyNotTyped } from "./kinds.js";
import { KEYS } from "./pens.js";
import { readNumber } from "./question_answers.js";
import { words } from "./words.js";

/** What stands before the rest of a number: nothing, or a sign. */
const UNFINISHED = /^\s*$|[-−+*·×/÷^(]\s*$/;

/**
 * The native inputs: what they say, and how to set them.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 */
export function controlPanel(figure, spec) {
  const fieldset = ownPart(figure, ".explorable-controls");
  const input = (/** @type {string} */ name) => part(fieldset, `[name="${name}"]`);
  return {
    input,
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
    enable: () => fieldset.removeAttribute("disabled"),
  };
}

/**
 * What the reader does with the inputs and buttons.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 * @param {AbortSignal} signal
 */
export function listenToControls(figure, spec, panel, move, signal) {
  /** @type {On} */
  const on = (event, act) => figure.addEventListener(event, act, { signal });
  const draw = move;
  if (spec.manual) move = panel.set;
  const players = all(".explorable-player", figure).map((box) => player(box, spec, panel, move, signal));
  const pause = () => players.forEach((each) => each.pause());
  for (const [name, control] of Object.entries(spec.controls)) {
    const input = panel.input(name);
    KINDS[control.kind].listen?.(input, control, (value) => move({ [name]: value }), signal);
  }
  on("input", ({ target }) => {
    const name = target.name || target.dataset.for;
    if (!(name in spec.controls)) return;
    if (!isNumber(target)) return move(panel.get());
    const lack = whyNotTyped(target.value, spec.controls[name]);
    mark(target, lineBelow(target), UNFINISHED.test(target.value) ? "" : lack);
    if (!lack) move({ ...panel.get(), [name]: readNumber(target.value) });
  });
  on("click", ({ target }) => {
    if (target.closest("[data-do=press]")) draw(panel.get());
    // Not every browser gives a slider that is dragged the focus, which opens its number to be typed.
    if (target.matches("[type=range]")) target.focus({ preventScroll: true });
    if (target.matches(".explorable-value")) {
      const typed = /** @type {HTMLInputElement} */ (part(target.closest(".explorable-control"), "[data-for]"));
      typed.focus({ preventScroll: true });
      typed.select();
    }
    const name = target.closest("[data-preset]")?.dataset.preset;
    if (name === undefined) return;
    pause();
    move({ ...spec.start, ...spec.presets[name] });
  });
  on("explorable-move", ({ detail }) => move(detail));
  on("focusout", ({ target }) => {
    panel.set(panel.get());
    if (isNumber(target)) mark(target, lineBelow(target), "");
  });
  on("keydown", (event) => {
    const [key, target] = [keyOf(event), event.target];
    if (key === "Enter" && spec.manual && target.matches("input[type=text]")) draw(panel.get());
    const menu = key === "Escape" && target.closest(".explorable-tools[open]");
    if (menu) {
      menu.open = false;
      part(menu, "summary").focus();
    }
    if (!isNumber(target)) return;
    if (key === "Enter") target.select(); // what is typed next takes its place
    const name = target.name || target.dataset.for;
    const [control, value] = [spec.controls[name], Number(panel.get()[name])];
    const [along, steps] = KEYS[key] ?? [];
    const write = (/** @type {number} */ number) => {
      target.value = typedText(number, control);
      mark(target, lineBelow(target), "");
    };
    if (key === "Escape") write(value);
    if (along !== "y") return; // others move the caret
    event.preventDefault();
    const next = control.step ? afterKeys(control, value, steps) : value + steps;
    write(next);
    move({ ...panel.get(), [name]: next });
  });
  // A swipe that begins on a slider and then scrolls the page leaves the slider where it was.
  let before = panel.get();
  on("pointerdown", () => (before = panel.get()));
  on("pointercancel", ({ target }) => target.type === "range" && move(before));
  offerFullScreen(figure, on);
  signal.addEventListener("abort", pause);
}

/** Whether a number is typed in a field, as text: a browser's own field of numbers drops what it does not know, as the / of 1/3. */
const isNumber = (/** @type {HTMLElement} */ field) => field.matches("[data-for], [data-number]");

/** The line below a field that says what it lacks. */
function lineBelow(/** @type {HTMLInputElement} */ field) {
  const row = /** @type {HTMLElement} */ (field.closest(".explorable-control"));
  return row.querySelector(".explorable-lack") ?? row.appendChild(element("span", { class: "explorable-lack", role: "alert" }));
}

/**
 * The button that fills the screen says what it will do; where no element can, there is none.
 * @param {HTMLElement} figure
 * @param {On} on
 */
function offerFullScreen(figure, on) {
  const button = part(figure, "[data-do=fullscreen]");
  offer(button, document.fullscreenEnabled);
  on("click", ({ target }) => {
    if (!button.contains(target)) return;
    if (document.fullscreenElement) void document.exitFullscreen();
    else void fillScreen(figure);
  });
  on("fullscreenchange", () => {
    const inside = document.fullscreenElement === figure;
    button.textContent = words(inside ? "leaveFullScreen" : "fullScreen");
  });
}

/**
 * Play and pause a time control; slow and without haste where motion is unwelcome.
 * @param {HTMLElement} box
 * @param {Spec} spec
 * @param {ReturnType<typeof controlPanel>} panel
 * @param {(values: Values) => void} move
 * @param {AbortSignal} signal
 */
function player(box, spec, panel, move, signal) {
  const { name } = /** @type {HTMLInputElement} */ (part(/** @type {Element} */ (box.parentElement), "input[type=range]"));
  const { minimum, maximum, step } = spec.controls[name];
  const play = part(box, "[data-do=play]");
  const now = () => Number(panel.get()[name]);
  let timer = 0;
  const pause = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = words("play");
  };
  const advance = () => {
    if (now() >= maximum) return pause();
    const next = now() + step;
    move({ [name]: next < maximum - 1e-6 * step ? next : maximum }); // which may be less than a step away
  };
  const start = () => {
    if (now() >= maximum) move({ [name]: minimum });
    play.textContent = words("pause");
    timer = window.setInterval(advance, Math.max(isCalm() ? 1000 : 60, (8000 * step) / (maximum - minimum)));
  };
  play.addEventListener("click", () => (timer ? pause() : start()), { signal });
  return { pause };
}
