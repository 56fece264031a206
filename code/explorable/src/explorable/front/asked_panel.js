// @ts-check
/**
 * The axes that a guess is drawn in: where they are low and the screen is narrow, they alone have the whole picture's
 * height while the reader draws. `front.css` keeps letters and marks as they are.
 *
 * @import { Axes } from "./mount.js"
 */
import { all, part, setAttributes } from "./dom.js";

const NARROW = "(max-width: 480px)";
/** Below which part of the picture's height axes are low, and what stays in sight above and below them. */
const [LOW, ABOVE, BELOW] = [0.6, 0.05, 0.1];

/**
 * Show the picture so, or whole; return where the axes stand now.
 * @param {HTMLElement} home the picture's
 * @param {Axes} axes
 * @param {boolean} asks
 * @returns {Axes}
 */
export function askedPanel(home, axes, asks) {
  const svg = part(home, "svg");
  const whole = svg.dataset.whole ?? svg.getAttribute("viewBox") ?? "";
  const [x0, y0, x1, y1] = axes.box;
  const isLow = asks && y1 - y0 < LOW && matchMedia(NARROW).matches;
  if (!isLow && !svg.dataset.whole) return axes;
  const [floor, top] = isLow ? [Math.max(0, y0 - BELOW), Math.min(1, y1 + ABOVE)] : [0, 1];
  const share = top - floor;
  const [left, upper, width, height] = whole.split(" ").map(Number);
  svg.dataset.whole = whole;
  setAttributes(svg, { viewBox: [left, upper + height * (1 - top), width, height * share].join(" "), preserveAspectRatio: "none" });
  for (const { style, x, y } of /** @type {any[]} */ (all("use", svg)))
    style.transformOrigin = `${x.baseVal.value}px ${y.baseVal.value}px`;
  home.toggleAttribute("data-tall", isLow);
  home.style.setProperty("--tall", String(share));
  return { ...axes, box: [x0, (y0 - floor) / share, x1, (y1 - floor) / share] };
}
