// @ts-check
/**
 * Where axes stand in a picture: places as fractions of it, and as numbers of the axes, told shortly.
 *
 * @import { Frame } from "./mount.js"
 */

/** Ends of a frame along one direction, as fractions of the picture and as data. */
function ends(/** @type {Frame} */ frame, /** @type {"x" | "y"} */ along) {
  const [x0, y0, x1, y1] = frame.box;
  const scale = (along === "x" ? frame.logx : frame.logy) ? Math.log : (/** @type {number} */ v) => v;
  const back = scale === Math.log ? Math.exp : scale;
  const [low, high] = frame[along].map(scale);
  const [start, stop] = along === "x" ? [x0, x1] : [y0, y1];
  return { start, stop, low, high, scale, back };
}

/** Where a number of the axes stands in the picture, from its left or lower edge. */
export function toFraction(
  /** @type {Frame} */ frame,
  /** @type {"x" | "y"} */ along,
  /** @type {number} */ value,
) {
  const { start, stop, low, high, scale } = ends(frame, along);
  return start + ((scale(value) - low) / (high - low)) * (stop - start);
}

/** The number of the axes at a place of the picture. */
export function toData(
  /** @type {Frame} */ frame,
  /** @type {"x" | "y"} */ along,
  /** @type {number} */ fraction,
) {
  const { start, stop, low, high, back } = ends(frame, along);
  return back(low + ((fraction - start) / (stop - start)) * (high - low));
}

/** @type {(decimals: number) => (value: number) => string} without a minus before a zero */
export const shortly = (decimals) => (value) => Number(value.toFixed(decimals)).toFixed(decimals);
