// @ts-check
/**
 * Where axes stand in a picture: places as fractions of it, and as numbers of the axes, told shortly.
 *
 * @import { Frame } from "./mount.js"
 * @typedef {"x" | "y"} Direction
 */
import { part } from "./dom.js";

/** Ends of a frame along one direction, as fractions of the picture and as data. */
function ends(/** @type {Frame} */ frame, /** @type {Direction} */ along) {
  const [x0, y0, x1, y1] = frame.box;
  const isLog = along === "x" ? frame.logx : frame.logy;
  const scale = isLog ? Math.log : Number;
  const [low, high] = frame[along].map(scale);
  const [start, stop] = along === "x" ? [x0, x1] : [y0, y1];
  return { start, stop, low, high, scale, back: isLog ? Math.exp : Number };
}

/**
 * Where a number of the axes stands in the picture, from its left or lower edge.
 * @type {(frame: Frame, along: Direction, value: number) => number}
 */
export function toFraction(frame, along, value) {
  const { start, stop, low, high, scale } = ends(frame, along);
  return start + ((scale(value) - low) / (high - low)) * (stop - start);
}

/**
 * The number of the axes at a place of the picture.
 * @type {(frame: Frame, along: Direction, fraction: number) => number}
 */
export function toData(frame, along, fraction) {
  const { start, stop, low, high, back } = ends(frame, along);
  return back(low + ((fraction - start) / (stop - start)) * (high - low));
}

/**
 * Put an element over a place of a picture.
 * @param {HTMLElement} element
 * @param {Frame} frame
 * @param {number[]} place
 */
export function putAt({ style }, frame, [x, y]) {
  style.left = `${100 * toFraction(frame, "x", x)}%`;
  style.top = `${100 - 100 * toFraction(frame, "y", y)}%`;
}

/**
 * Where a pointer is, as numbers of the axes.
 * @param {HTMLElement} home the picture's
 * @param {Frame} frame
 * @param {{clientX: number, clientY: number}} pointer
 */
export function dataUnder(home, frame, { clientX, clientY }) {
  const { left, bottom, width, height } = part(home, "svg").getBoundingClientRect();
  return [toData(frame, "x", (clientX - left) / width), toData(frame, "y", (bottom - clientY) / height)];
}

/** @type {(decimals: number) => (value: number) => string} without a minus before a zero */
export const shortly = (decimals) => (value) => Number(value.toFixed(decimals)).toFixed(decimals);
