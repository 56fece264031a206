// @ts-check
/**
 * A guess in the picture: thin, dashed, and named at an end that no handle stands at, beside what is
 * written there; a place has a ring, and so has the true one. No line strikes a word or a number out.
 *
 * @import { Axes, Predict } from "./mount.js"
 */
import { all, drawnElement, element } from "./dom.js";
import { putAt, toFraction } from "./axes.js";
import { stepped } from "./pens.js";
import { words } from "./words.js";

/** How far a name stands from an edge, in strides. */
const ASIDE = 4;

/**
 * @param {HTMLElement} home the picture's
 * @param {Predict} asked
 * @param {AbortSignal} signal
 */
export function guessedLines(home, asked, signal) {
  const sheet = drawnElement("svg", {
    class: "explorable-guessed", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true",
  });
  const name = element("span", { class: "explorable-yours", hidden: "" }, words("yours"));
  const [own, truth] = ["explorable-own", ""].map((kind) => element("span", { class: `explorable-ring ${kind}`, hidden: "" }));
  const parts = [sheet, own, truth, name];
  home.append(...parts);
  signal.addEventListener("abort", () => parts.forEach((each) => each.remove()));
  const ring = (/** @type {HTMLElement} */ each, /** @type {any} */ place, /** @type {Axes} */ axes) => {
    each.hidden = asked.kind !== "mark" || place === null;
    if (!each.hidden) putAt(each, axes, place);
  };
  return (/** @type {any} */ guess, /** @type {Axes} */ axes, asks = false) => {
    const lines = guess === null ? [] : linesOf(asked, guess, axes);
    sheet.replaceChildren(...lines.map((points) => pathThrough(points, axes)));
    ring(own, guess, axes);
    ring(truth, asks ? null : asked.answer, axes);
    name.hidden = !lines.length;
    if (!lines.length) return;
    const texts = all("svg:not(.explorable-guessed) text", home).map((text) => text.getBoundingClientRect());
    leaveOut(sheet, texts);
    putAt(name, axes, freeEnd(home, asked, lines, axes));
    standBeside(name, texts, home);
  };
}

/** Cut boxes out of the sheet: a polygon that goes around each of them. */
function leaveOut(/** @type {SVGElement} */ sheet, /** @type {DOMRect[]} */ boxes) {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  const corner = (/** @type {number} */ x, /** @type {number} */ y) => `${100 * (x - left) / width}% ${100 * (y - top) / height}%`;
  const around = (/** @type {DOMRect} */ { left: x0, top: y0, right: x1, bottom: y1 }) =>
    [corner(x0, y0), corner(x1, y0), corner(x1, y1), corner(x0, y1), corner(x0, y0), "0 0"].join();
  const whole = "0 0, 100% 0, 100% 100%, 0 100%, 0 0";
  sheet.style.clipPath = `polygon(evenodd, ${[whole, ...boxes.map(around)].join()})`;
}

/** Let the name stand to that side of its place where it covers least of what is written, inside the picture. */
function standBeside(/** @type {HTMLElement} */ name, /** @type {DOMRect[]} */ texts, /** @type {HTMLElement} */ home) {
  const edge = home.getBoundingClientRect();
  const covered = (/** @type {string} */ side) => {
    name.style.transform = side;
    const { left, top, right, bottom, width, height } = name.getBoundingClientRect();
    const common = (/** @type {DOMRect} */ box) =>
      Math.max(0, Math.min(right, box.right) - Math.max(left, box.left)) *
      Math.max(0, Math.min(bottom, box.bottom) - Math.max(top, box.top));
    return texts.reduce((sum, box) => sum + common(box), width * height - common(edge));
  };
  const sides = ["-100%, -100%", "0, -100%", "-100%, 0", "0, 0"].map((by) => `translate(${by})`);
  name.style.transform = sides.reduce((best, each) => (covered(each) < covered(best) - 1 ? each : best));
}

/**
 * The lines that show a guess, each a list of points of the axes.
 * @type {(asked: Predict, guess: any, axes: Axes) => number[][][]}
 */
function linesOf(asked, guess, axes) {
  const upright = (/** @type {number} */ x) => axes.y.map((y) => [x, y]);
  const level = (/** @type {number} */ y) => axes.x.map((x) => [x, y]);
  if (asked.kind === "mark") return [[guess]];
  if (asked.kind === "line") {
    const drawn = asked.x.map((x, index) => [x, guess[index]]).filter(([, y]) => !Number.isNaN(y));
    if (drawn.length !== 1) return drawn.length ? [drawn] : [];
    return [[-1, 1].map((by) => [stepped(axes, "x", drawn[0][0], by), drawn[0][1]])]; // one place is seen, too
  }
  return [asked.along === "x" ? upright(guess) : level(guess)];
}

function pathThrough(/** @type {number[][]} */ points, /** @type {Axes} */ axes) {
  const places = points.map(([x, y]) => `${100 * toFraction(axes, "x", x)} ${100 - 100 * toFraction(axes, "y", y)}`);
  return drawnElement("path", { d: `M${places.join("L")}` });
}

/**
 * Where a guess is named: at the end, inside the axes, that is farthest from all handles.
 * @type {(home: HTMLElement, asked: Predict, lines: number[][][], axes: Axes) => number[]}
 */
function freeEnd(home, { kind, along }, lines, axes) {
  const [x0, y0] = [axes.x[0], axes.y[0]];
  const inside = (/** @type {number[]} */ [x, y]) => {
    if (along === "x") return [x, stepped(axes, "y", y, y === y0 ? ASIDE : -ASIDE)];
    return kind !== "mark" && x === x0 ? [stepped(axes, "x", x, ASIDE), y] : [x, y];
  };
  const handles = all(".explorable-handle", home).map(({ style }) => [style.left, style.top].map(parseFloat));
  const room = (/** @type {number[]} */ [x, y]) => {
    const [across, down] = [100 * toFraction(axes, "x", x), 100 - 100 * toFraction(axes, "y", y)];
    return Math.min(Infinity, ...handles.map(([left, top]) => Math.hypot(left - across, top - down)));
  };
  const ends = lines.flatMap((line) => [line[line.length - 1], line[0]]).map(inside);
  return ends.reduce((best, each) => (room(each) > room(best) ? each : best));
}
