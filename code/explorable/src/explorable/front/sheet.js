// @ts-check
/**
 * What lies over the axes of a picture while a reader marks a point or sketches a line there, and
 * keeps the guess in the picture afterwards.
 *
 * @import { Frame, Predict } from "./mount.js"
 * @import { Commit } from "./guess_forms.js"
 * @import { Pen } from "./pens.js"
 * @typedef {ReturnType<typeof guessSheet>} Sheet
 */
import { part } from "./dom.js";
import { shortly, toData } from "./frames.js";
import { guessedLines } from "./guessed_lines.js";
import { inside, marker, sketcher } from "./pens.js";

/**
 * @param {HTMLElement} figure
 * @param {Predict} asked
 * @param {Frame | undefined} frame of the axes that it lies over, if there are any
 */
export function guessSheet(figure, asked, frame) {
  const home = part(figure, ".explorable-picture");
  const lines = frame && guessedLines(home, asked);
  /** @type {HTMLElement | undefined} */
  let pane;
  /** @type {any} */
  let guess = null;
  /** @type {Commit} */
  let commit = () => {};
  const redraw = () => frame && lines?.draw(guess, frame);
  const set = (/** @type {any} */ value) => {
    guess = value;
    redraw();
    if (pane && value) pane.setAttribute("aria-description", value.map(shortly(asked.decimals)).join(", "));
  };
  return {
    draw: set,
    hasFocus: () => Boolean(pane && pane === document.activeElement),
    /**
     * Let the reader mark or sketch.
     * @param {Commit} take
     * @param {string} how
     */
    open(take, how) {
      if (!frame) return;
      commit = take;
      const made = paneOver(frame, how);
      pane = made;
      home.append(made);
      const pen = asked.kind === "mark" ? marker(frame) : sketcher(frame, asked.x);
      listen(made, home, () => /** @type {Frame} */ (frame), pen, set, () => guess !== null && commit(guess));
      made.addEventListener("pointerup", () => asked.kind === "mark" && guess !== null && commit(guess));
    },
    commit: () => (guess === null ? pane?.focus() : commit(guess)),
    close() {
      pane?.remove();
      pane = undefined;
    },
    place(/** @type {Frame | undefined} */ newest) {
      frame = newest ?? frame;
      if (pane && frame) layOver(pane, frame);
      redraw();
    },
    remove() {
      pane?.remove();
      lines?.remove();
    },
  };
}

/**
 * @param {Frame} frame
 * @param {string} how
 */
function paneOver(frame, how) {
  const pane = document.createElement("div");
  pane.className = "explorable-sheet";
  pane.tabIndex = 0;
  pane.setAttribute("role", "application");
  pane.setAttribute("aria-label", how);
  layOver(pane, frame);
  return pane;
}

/**
 * @param {HTMLElement} pane
 * @param {Frame} frame
 */
function layOver(pane, { box: [x0, y0, x1, y1] }) {
  const sides = { left: x0, top: 1 - y1, width: x1 - x0, height: y1 - y0 };
  for (const [side, part] of Object.entries(sides)) pane.style.setProperty(side, `${100 * part}%`);
}

/**
 * @param {HTMLElement} pane
 * @param {HTMLElement} home
 * @param {() => Frame} frame
 * @param {Pen} pen
 * @param {(guess: number[]) => void} set
 * @param {() => void} enter
 */
function listen(pane, home, frame, pen, set, enter) {
  const draw = (/** @type {PointerEvent} */ event, begun = false) => {
    const area = part(home, "svg").getBoundingClientRect();
    const x = toData(frame(), "x", (event.clientX - area.left) / area.width);
    const y = toData(frame(), "y", (area.bottom - event.clientY) / area.height);
    set(pen.at(...inside(frame(), x, y), begun));
  };
  pane.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pane.setPointerCapture(event.pointerId);
    draw(event, true);
  });
  pane.addEventListener("pointermove", (event) => {
    if (pane.hasPointerCapture(event.pointerId)) draw(event);
  });
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Enter") return enter();
    const guess = pen.key(event.key);
    if (!guess) return;
    event.preventDefault();
    set(guess);
  });
}
