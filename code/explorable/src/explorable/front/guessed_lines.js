// @ts-check
/**
 * A guess in the picture: thin, dashed, and named; a point is where two lines cross.
 *
 * @import { Frame, Predict } from "./mount.js"
 */
import { drawnElement, element } from "./dom.js";
import { putAt, toFraction } from "./frames.js";
import { stepped } from "./pens.js";
import { words } from "./words.js";

/**
 * @param {HTMLElement} home the picture's
 * @param {Predict} asked
 */
export function guessedLines(home, asked) {
  const sheet = drawnElement("svg", {
    class: "explorable-guessed", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true",
  });
  const name = element("span", { class: "explorable-yours", hidden: "" }, words("yours"));
  home.append(sheet, name);
  return {
    draw(/** @type {any} */ guess, /** @type {Frame} */ frame) {
      const lines = guess === null ? [] : linesOf(asked, guess, frame);
      sheet.replaceChildren(...lines.map((points) => pathThrough(points, frame)));
      name.hidden = guess === null;
      if (lines.length) putAt(name, frame, endOf(asked, lines, guess, frame));
    },
    remove() {
      sheet.remove();
      name.remove();
    },
  };
}

/**
 * The lines that show a guess, each a list of points of the axes.
 * @type {(asked: Predict, guess: any, frame: Frame) => number[][][]}
 */
function linesOf(asked, guess, frame) {
  const upright = (/** @type {number} */ x) => frame.y.map((y) => [x, y]);
  const level = (/** @type {number} */ y) => frame.x.map((x) => [x, y]);
  if (asked.kind === "mark") return [upright(guess[0]), level(guess[1])];
  if (asked.kind === "line") return [asked.x.map((x, index) => [x, guess[index]])];
  return [asked.along === "x" ? upright(guess) : level(guess)];
}

function pathThrough(/** @type {number[][]} */ points, /** @type {Frame} */ frame) {
  const places = points.map(([x, y]) => `${100 * toFraction(frame, "x", x)} ${100 - 100 * toFraction(frame, "y", y)}`);
  return drawnElement("path", { d: `M${places.join("L")}` });
}

/**
 * Where a guess is named: where it crosses, else at its end, inside the axes.
 * @type {(asked: Predict, lines: number[][][], guess: any, frame: Frame) => number[]}
 */
function endOf(asked, lines, guess, frame) {
  if (asked.kind === "mark") return guess;
  const [x, y] = lines[0][lines[0].length - 1];
  return asked.along === "x" ? [x, stepped(frame, "y", y, -4)] : [x, y];
}
