// @ts-check
/**
 * What lies over the axes of a picture while a reader marks a point or sketches a line there, and
 * shows the guess afterwards: thin and dashed; a point is where two lines cross.
 *
 * @import { Frame, Guessed, Predict } from "./mount.js"
 * @import { Commit } from "./guess.js"
 * @typedef {ReturnType<typeof guessSheet>} Sheet
 */
import { part } from "./dom.js";
import { toData, toFraction } from "./frames.js";
import { words } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** How far a key moves a mark or a height, as a part of the axes. */
const STRIDE = 1 / 40;

/**
 * @param {HTMLElement} figure
 * @param {Predict} asked
 * @param {Frame | undefined} frame of the axes that it lies over, if there are any
 */
export function guessSheet(figure, asked, frame) {
  const home = part(figure, ".explorable-picture");
  const drawn = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" }))
    drawn.setAttribute(name, value);
  drawn.setAttribute("class", "explorable-guessed");
  const name = document.createElement("span");
  name.className = "explorable-yours";
  name.textContent = words("yours");
  name.hidden = true;
  /** @type {HTMLElement | undefined} */
  let pane;
  /** @type {any} */
  let guess = null;
  /** @type {Commit} */
  let commit = () => {};
  const redraw = () => {
    const now = frame;
    if (!now) return;
    const lines = guess === null ? [] : linesOf(asked, guess, now);
    drawn.replaceChildren(...lines.map((points) => pathThrough(points, now)));
    name.hidden = guess === null;
    if (lines.length) putAt(name, endOf(asked, lines, guess, now), now);
  };
  const set = (/** @type {any} */ value) => {
    guess = value;
    redraw();
    if (pane && value) pane.setAttribute("aria-description", value.map(shortly(asked.decimals)).join(", "));
  };
  if (frame) home.append(drawn, name);
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
      const tool = asked.kind === "mark" ? marker(frame) : sketcher(frame, asked.x);
      listen(made, home, () => /** @type {Frame} */ (frame), tool, set, () => guess !== null && commit(guess));
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
      drawn.remove();
      name.remove();
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
 * @typedef {{at: (x: number, y: number, begun: boolean) => number[],
 *            key: (key: string) => number[] | null}} Tool
 *   a tool returns the guess as it is after a pointer was at (x, y), or after a key
 */

/**
 * @param {HTMLElement} pane
 * @param {HTMLElement} home
 * @param {() => Frame} frame
 * @param {Tool} tool
 * @param {(guess: number[]) => void} set
 * @param {() => void} enter
 */
function listen(pane, home, frame, tool, set, enter) {
  const draw = (/** @type {PointerEvent} */ event, begun = false) => {
    const area = part(home, "svg").getBoundingClientRect();
    const x = toData(frame(), "x", (event.clientX - area.left) / area.width);
    const y = toData(frame(), "y", (area.bottom - event.clientY) / area.height);
    set(tool.at(...inside(frame(), x, y), begun));
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
    const guess = tool.key(event.key);
    if (!guess) return;
    event.preventDefault();
    set(guess);
  });
}

/** @type {(frame: Frame, x: number, y: number) => [number, number]} */
const inside = (frame, x, y) => [within(frame.x, x), within(frame.y, y)];

/** @type {(ends: number[], value: number) => number} */
const within = (ends, value) => Math.min(Math.max(...ends), Math.max(Math.min(...ends), value));

/** @type {Record<string, ["x" | "y", number]>} */
const WAYS = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowDown: ["y", -1], ArrowUp: ["y", 1] };

/** @type {(frame: Frame, along: "x" | "y", value: number, strides: number) => number} */
function stepped(frame, along, value, strides) {
  const [x0, y0, x1, y1] = frame.box;
  const by = strides * STRIDE * (along === "x" ? x1 - x0 : y1 - y0);
  return within(frame[along], toData(frame, along, toFraction(frame, along, value) + by));
}

/** @type {(frame: Frame, along: "x" | "y") => number} */
function middle(frame, along) {
  const [x0, y0, x1, y1] = frame.box;
  return toData(frame, along, along === "x" ? (x0 + x1) / 2 : (y0 + y1) / 2);
}

/**
 * A point.
 * @param {Frame} frame
 * @returns {Tool}
 */
function marker(frame) {
  let point = [middle(frame, "x"), middle(frame, "y")];
  return {
    at: (x, y) => (point = [x, y]),
    key(key) {
      if (!(key in WAYS)) return null;
      const [along, strides] = WAYS[key];
      const index = along === "x" ? 0 : 1;
      point = point.map((value, i) => (i === index ? stepped(frame, along, value, strides) : value));
      return point;
    },
  };
}

/**
 * Heights over fixed places: a pointer sets those that it passes, keys one after another.
 * @param {Frame} frame
 * @param {number[]} places
 * @returns {Tool}
 */
function sketcher(frame, places) {
  let heights = places.map(() => middle(frame, "y"));
  let current = 0;
  const reach = (/** @type {number} */ x) => toFraction(frame, "x", x);
  const nearest = (/** @type {number} */ x) =>
    places.reduce((best, place, i) => (Math.abs(reach(place) - reach(x)) < Math.abs(reach(places[best]) - reach(x)) ? i : best), 0);
  return {
    at(x, y, begun) {
      const before = begun ? nearest(x) : current;
      current = nearest(x);
      const [from, height] = [before, heights[before]];
      heights = heights.map((old, i) => {
        const part = from === current ? Number(i === current) : (i - from) / (current - from);
        return part > 0 && part <= 1 ? height + part * (y - height) : old;
      });
      return heights;
    },
    key(key) {
      if (!(key in WAYS)) return null;
      const [along, strides] = WAYS[key];
      if (along === "x") current = within([0, places.length - 1], current + strides);
      else heights = heights.map((h, i) => (i === current ? stepped(frame, "y", h, strides) : h));
      return heights;
    },
  };
}

/**
 * The lines that show a guess, each a list of points of the axes.
 * @param {Predict} asked
 * @param {any} guess
 * @param {Frame} frame
 * @returns {number[][][]}
 */
function linesOf(asked, guess, frame) {
  const upright = (/** @type {number} */ x) => frame.y.map((y) => [x, y]);
  const level = (/** @type {number} */ y) => frame.x.map((x) => [x, y]);
  if (asked.kind === "mark") return [upright(guess[0]), level(guess[1])];
  if (asked.kind === "line") return [asked.x.map((x, index) => [x, guess[index]])];
  return [asked.along === "x" ? upright(guess) : level(guess)];
}

/**
 * @param {number[][]} points
 * @param {Frame} frame
 */
function pathThrough(points, frame) {
  const path = document.createElementNS(SVG, "path");
  const places = points.map(([x, y]) => [100 * toFraction(frame, "x", x), 100 - 100 * toFraction(frame, "y", y)]);
  path.setAttribute("d", `M${places.map((place) => place.join(" ")).join("L")}`);
  return path;
}

/**
 * Where a guess is named: where it crosses, else at its end, inside the axes.
 * @param {Predict} asked
 * @param {number[][][]} lines
 * @param {any} guess
 * @param {Frame} frame
 */
function endOf(asked, lines, guess, frame) {
  if (asked.kind === "mark") return guess;
  const [x, y] = lines[0][lines[0].length - 1];
  return asked.along === "x" ? [x, stepped(frame, "y", y, -4)] : [x, y];
}

/**
 * @param {HTMLElement} name
 * @param {number[]} place
 * @param {Frame} frame
 */
function putAt(name, [x, y], frame) {
  name.style.left = `${100 * toFraction(frame, "x", x)}%`;
  name.style.top = `${100 - 100 * toFraction(frame, "y", y)}%`;
}

/** @type {(decimals: number) => (value: number) => string} */
const shortly = (decimals) => (value) => value.toFixed(decimals);
