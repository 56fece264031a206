// @ts-check
/**
 * What a guess in a picture becomes when a pointer is somewhere, or a key is pressed.
 *
 * @import { Direction } from "./axes.js"
 * @import { Axes } from "./mount.js"
 * @typedef {{at: (x: number, y: number, begun: boolean) => number[],
 *            key: (along: Direction, strides: number) => number[],
 *            place: () => number[], isDrawn: () => boolean}} Pen
 *   a pen returns the guess as it is after a pointer was at (x, y), or after a key; its place is what a key moves, where
 *   something may be drawn already
 */
import { toData, toFraction } from "./axes.js";

/** How far a key moves a mark or a height, as a part of the axes. */
const STRIDE = 1 / 40;

/** @type {Record<string, [Direction, number]>} which way a key moves what is in a picture, and by how many steps */
export const KEYS = {
  ArrowLeft: ["x", -1],
  ArrowRight: ["x", 1],
  ArrowDown: ["y", -1],
  ArrowUp: ["y", 1],
  PageDown: ["y", -10],
  PageUp: ["y", 10],
  Home: ["x", -Infinity],
  End: ["x", Infinity],
};

/** @type {(ends: number[], value: number) => number} */
export const within = (ends, value) => Math.min(Math.max(...ends), Math.max(Math.min(...ends), value));

/** @type {(axes: Axes, along: Direction, value: number, strides: number) => number} */
export function stepped(axes, along, value, strides) {
  const [x0, y0, x1, y1] = axes.box;
  const by = strides * STRIDE * (along === "x" ? x1 - x0 : y1 - y0);
  return within(axes[along], toData(axes, along, toFraction(axes, along, value) + by));
}

/** @type {(axes: Axes, along: Direction) => number} */
function middle(axes, along) {
  const [x0, y0, x1, y1] = axes.box;
  return toData(axes, along, along === "x" ? (x0 + x1) / 2 : (y0 + y1) / 2);
}

/**
 * A point.
 * @param {Axes} axes
 * @param {number[] | null} start
 * @returns {Pen}
 */
export function marker(axes, start) {
  let [x, y] = start ?? [middle(axes, "x"), middle(axes, "y")];
  return {
    at: (...[across, up]) => ([x, y] = [across, up]),
    key(along, strides) {
      if (along === "x") x = stepped(axes, "x", x, strides);
      else y = stepped(axes, "y", y, strides);
      return [x, y];
    },
    place: () => [x, y],
    isDrawn: () => true,
  };
}

/**
 * Heights over fixed places: a pointer sets those that it passes, keys one after another. What was drawn has no gap,
 * and nothing is made up on either side of it: those heights are NaN.
 * @param {Axes} axes
 * @param {{x: number[], minimum?: number, maximum?: number}} asked the places, and what a height can be
 * @param {number[] | null} start
 * @returns {Pen}
 */
export function sketcher(axes, { x: places, minimum = -Infinity, maximum = Infinity }, start) {
  let heights = start ?? places.map(() => NaN);
  let current = 0;
  const reach = (/** @type {number} */ x) => toFraction(axes, "x", x);
  const least = (/** @type {number[]} */ far) => far.indexOf(Math.min(...far));
  const nearest = (/** @type {number} */ x) => least(places.map((place) => Math.abs(reach(place) - reach(x))));
  /** The drawn place that is nearest to one; if there is none yet, that one. */
  const drawnNear = (/** @type {number} */ index) => {
    const far = heights.map((height, i) => (Number.isNaN(height) ? Infinity : Math.abs(i - index)));
    return Math.min(...far) < Infinity ? least(far) : index;
  };
  const drawFrom = (/** @type {number} */ from, /** @type {number} */ drawn) => {
    const [height, y] = [heights[from], within([minimum, maximum], drawn)];
    heights = heights.map((old, i) => {
      const part = from === current ? Number(i === current) : (i - from) / (current - from);
      if (part === 1) return y;
      return part > 0 && part < 1 ? height + part * (y - height) : old;
    });
    return heights;
  };
  const place = () => {
    const height = heights[drawnNear(current)];
    return [places[current], Number.isNaN(height) ? middle(axes, "y") : height];
  };
  return {
    at(x, y, begun) {
      const before = current;
      current = nearest(x);
      return drawFrom(begun ? drawnNear(current) : before, y);
    },
    key(along, strides) {
      if (along === "y") return drawFrom(drawnNear(current), stepped(axes, "y", place()[1], strides));
      current = within([0, places.length - 1], current + strides);
      return heights;
    },
    place,
    isDrawn: () => !Number.isNaN(heights[current]),
  };
}
