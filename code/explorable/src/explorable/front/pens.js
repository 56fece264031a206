// @ts-check
/**
 * What a guess in a picture becomes when a pointer is somewhere, or a key is pressed.
 *
 * @import { Frame } from "./mount.js"
 * @typedef {{at: (x: number, y: number, begun: boolean) => number[],
 *            key: (key: string) => number[] | null}} Pen
 *   a pen returns the guess as it is after a pointer was at (x, y), or after a key
 */
import { toData, toFraction } from "./frames.js";

/** How far a key moves a mark or a height, as a part of the axes. */
const STRIDE = 1 / 40;

/** @type {(frame: Frame, x: number, y: number) => [number, number]} */
export const inside = (frame, x, y) => [within(frame.x, x), within(frame.y, y)];

/** @type {(ends: number[], value: number) => number} */
const within = (ends, value) => Math.min(Math.max(...ends), Math.max(Math.min(...ends), value));

/** @type {Record<string, ["x" | "y", number]>} */
const WAYS = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowDown: ["y", -1], ArrowUp: ["y", 1] };

/** @type {(frame: Frame, along: "x" | "y", value: number, strides: number) => number} */
export function stepped(frame, along, value, strides) {
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
 * @returns {Pen}
 */
export function marker(frame) {
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
 * @returns {Pen}
 */
export function sketcher(frame, places) {
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
