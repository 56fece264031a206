// @ts-check
/**
 * What lies over the axes of a picture while a reader marks a point or sketches a line there, and
 * keeps the guess in the picture afterwards. A pointer never commits: it may only have scrolled past.
 *
 * @import { Axes, Guessed, Predict } from "./mount.js"
 * @typedef {ReturnType<typeof guessSheet>} Sheet
 */
import { element, heardText, part } from "./dom.js";
import { dataUnder, nameBelow, putAt, shortly } from "./axes.js";
import { askedPanel } from "./asked_panel.js";
import { guessedLines } from "./guessed_lines.js";
import { KEYS, marker, sketcher, within } from "./pens.js";
import { words } from "./words.js";

/** How many times as far up or down as to a side a finger goes that scrolls the page. */
const UPRIGHT = 4;

/** @type {(guess: number[] | null) => number[]} */
const drawnOf = (guess) => guess?.filter((each) => !Number.isNaN(each)) ?? [];

/**
 * @param {HTMLElement} figure
 * @param {Predict} asked
 * @param {Axes | undefined} axes that it lies over, if there are any
 * @param {(guess: Guessed) => void} committed hears what the reader has marked or sketched
 * @param {AbortSignal} signal
 */
export function guessSheet(figure, asked, axes, committed, signal) {
  const home = part(figure, ".explorable-picture");
  const draws = axes && guessedLines(home, asked, signal);
  const [chosen, heard] = [element("span", { class: "explorable-ring explorable-chosen" }), heardText()];
  /** @type {HTMLElement | undefined} */
  let pane;
  /** @type {any} */
  let guess = null;
  let shown = axes;
  let say = (/** @type {string} */ _lacks) => {};
  /** Take the guess, or say what it lacks. */
  const commit = () => {
    if (guess !== null && !guess.some(Number.isNaN)) return committed(guess);
    pane?.focus();
    say(words(guess === null ? "noGuess" : "unfinishedLine"));
  };
  const place = () => {
    if (!axes) return;
    shown = askedPanel(home, axes, Boolean(pane));
    draws?.(guess, shown, Boolean(pane));
    const [x0, y0, x1, y1] = shown.box;
    const sides = { left: x0, top: 1 - y1, width: x1 - x0, height: y1 - y0 };
    for (const [side, part] of Object.entries(sides)) pane?.style.setProperty(side, `${100 * part}%`);
  };
  const draw = (/** @type {any} */ value) => {
    guess = value;
    place();
    say("");
    pane?.setAttribute("aria-description", drawnOf(value).map(shortly(asked.decimals)).join(", "));
  };
  const listen = (/** @type {HTMLElement} */ over, /** @type {Axes} */ first) => {
    const newPen = () => (asked.kind === "mark" ? marker(first, guess) : sketcher(first, asked, guess));
    const short = shortly(asked.decimals);
    const name = nameBelow(home, first);
    /** Show the place that a key moves, and say where it is. */
    const point = (says = true) => {
      const [x, y] = pen.place();
      putAt(chosen, shown ?? first, [x, y]);
      const [at, height] = [asked.kind === "mark" ? short(x) : Number(x.toPrecision(3)), short(y)];
      const saying = asked.kind === "mark" ? "markedAt" : pen.isDrawn() ? "sketchedAt" : "notSketchedAt";
      if (says) heard.textContent = words(saying, { name, at, height });
    };
    let [pen, before] = [newPen(), guess];
    const follow = (/** @type {PointerEvent} */ event, begun = false) => {
      const now = shown ?? first;
      const [x, y] = dataUnder(home, now, event);
      draw(pen.at(within(now.x, x), within(now.y, y), begun));
      point(false);
    };
    over.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      over.setPointerCapture(event.pointerId);
      before = guess;
      follow(event, true);
    });
    over.addEventListener("pointermove", (event) => {
      if (over.hasPointerCapture(event.pointerId)) follow(event);
    });
    over.addEventListener("pointercancel", ({ isPrimary }) => {
      if (!isPrimary) return;
      draw(before); // the finger scrolls the page
      pen = newPen();
    });
    // A browser takes a finger's stroke that begins steeply for a scroll: of a line only one that is nearly upright is.
    let [left, top, isStroke] = [0, 0, false];
    over.addEventListener("touchstart", ({ touches: [{ clientX, clientY }] }) => ([left, top, isStroke] = [clientX, clientY, false]));
    over.addEventListener("touchmove", (event) => {
      const [{ clientX, clientY }, second] = event.touches;
      if (second) return; // who pinches zooms
      isStroke ||= asked.kind === "line" && Math.abs(clientY - top) < UPRIGHT * Math.abs(clientX - left);
      if (isStroke && event.cancelable) event.preventDefault();
    });
    over.addEventListener("keydown", (event) => {
      if (event.key === "Enter") commit();
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      draw(pen.key(...KEYS[event.key]));
      point();
    });
    over.addEventListener("focus", () => point(false));
  };
  const close = () => {
    for (const each of [pane, chosen, heard]) each?.remove();
    pane = undefined;
    place();
  };
  signal.addEventListener("abort", close);
  return {
    draw,
    /**
     * Let the reader mark or sketch.
     * @param {string} how
     * @param {(lacks: string) => void} hear what a guess lacks that was to be taken; nothing once the reader goes on
     */
    open(how, hear) {
      if (!axes) return;
      say = hear;
      pane = element("div", { class: "explorable-sheet", tabindex: 0, role: "application", "aria-label": how });
      home.append(pane, chosen, heard);
      place();
      listen(pane, shown ?? axes);
    },
    commit,
    close,
    /** The picture has changed. */
    place(/** @type {Axes | undefined} */ newest) {
      axes = newest ?? axes;
      place();
    },
  };
}
