// @ts-check
/**
 * A guess in the picture: thin, dashed, and named; a point is where two lines cross.
 *
 * @import { Frame, Predict } from "./mount.js"
 */
import { toFraction } from "./frames.js";
import { stepped } from "./pens.js";
import { words } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {HTMLElement} home the picture's
 * @param {Predict} asked
 */
export function guessedLines(home, asked) {
  const sheet = document.createElementNS(SVG, "svg");
  const said = { class: "explorable-guessed", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" };
  for (const [attribute, value] of Object.entries(said)) sheet.setAttribute(attribute, value);
  const name = document.createElement("span");
  name.className = "explorable-yours";
  name.textContent = words("yours");
  name.hidden = true;
  home.append(sheet, name);
  return {
    draw(/** @type {any} */ guess, /** @type {Frame} */ frame) {
      const lines = guess === null ? [] : linesOf(asked, guess, frame);
      sheet.replaceChildren(...lines.map((points) => pathThrough(points, frame)));
      name.hidden = guess === null;
      if (lines.length) putAt(name, endOf(asked, lines, guess, frame), frame);
    },
    remove() {
      sheet.remove();
      name.remove();
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
