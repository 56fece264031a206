// @ts-check
/**
 * Where axes stand in a picture: places as fractions of it, and as numbers of the axes, told shortly.
 *
 * @import { Axes } from "./mount.js"
 * @typedef {"x" | "y"} Direction
 */
import { all, part } from "./dom.js";
import { minus } from "./words.js";

/** Ends of axes along one direction, as fractions of the picture and as data. */
function ends(/** @type {Axes} */ axes, /** @type {Direction} */ along) {
  const [x0, y0, x1, y1] = axes.box;
  const isLog = along === "x" ? axes.logx : axes.logy;
  const scale = isLog ? Math.log : Number;
  const [low, high] = axes[along].map(scale);
  const [start, stop] = along === "x" ? [x0, x1] : [y0, y1];
  return { start, stop, low, high, scale, back: isLog ? Math.exp : Number };
}

/**
 * Where a number of the axes stands in the picture, from its left or lower edge.
 * @type {(axes: Axes, along: Direction, value: number) => number}
 */
export function toFraction(axes, along, value) {
  const { start, stop, low, high, scale } = ends(axes, along);
  return start + ((scale(value) - low) / (high - low)) * (stop - start);
}

/**
 * The number of the axes at a place of the picture.
 * @type {(axes: Axes, along: Direction, fraction: number) => number}
 */
export function toData(axes, along, fraction) {
  const { start, stop, low, high, back } = ends(axes, along);
  return back(low + ((fraction - start) / (stop - start)) * (high - low));
}

/**
 * Put an element over a place of a picture.
 * @param {HTMLElement} element
 * @param {Axes} axes
 * @param {number[]} place
 */
export function putAt({ style }, axes, [x, y]) {
  style.left = `${100 * toFraction(axes, "x", x)}%`;
  style.top = `${100 - 100 * toFraction(axes, "y", y)}%`;
}

/**
 * Where a pointer is, as numbers of the axes.
 * @param {HTMLElement} home the picture's
 * @param {Axes} axes
 * @param {{clientX: number, clientY: number}} pointer
 */
export function dataUnder(home, axes, { clientX, clientY }) {
  const { left, bottom, width, height } = part(home, "svg").getBoundingClientRect();
  return [toData(axes, "x", (clientX - left) / width), toData(axes, "y", (bottom - clientY) / height)];
}

/** @type {(decimals: number) => (value: number) => string} without a minus before a zero */
export const shortly = (decimals) => (value) => minus(Number(value.toFixed(decimals)).toFixed(decimals));

/** The name of axes' x-axis, without its unit: the first words that stand below their middle. */
export function nameBelow(/** @type {HTMLElement} */ home, /** @type {Axes} */ { box: [x0, y0, x1] }) {
  const { left, width, bottom, height } = part(home, "svg").getBoundingClientRect();
  const isBelow = (/** @type {Element} */ text) => {
    const box = text.getBoundingClientRect();
    const aside = (box.left + box.right) / 2 - left - (width * (x0 + x1)) / 2;
    return box.bottom > bottom - height * y0 && Math.abs(aside) < 0.05 * width && /\p{L}/u.test(text.textContent);
  };
  return all("svg text", home).find(isBelow)?.textContent.replace(/ \(.*\)$/, "") ?? "x";
}
