// @ts-check
/**
 * The draggable points over a picture, each bound to one or two sliders.
 *
 * To assistive technology a point is one slider, also where it moves in a plane: its value text
 * names both numbers, each of which is a native slider of the panel besides. Two sliders in one
 * place would be two stops for the keyboard and no help to a finger.
 *
 * @import { Frame, Handle, Spec, Values } from "./mount.js"
 */
import { part } from "./dom.js";
import { toData, toFraction } from "./frames.js";
import { words } from "./words.js";

/** @type {Record<string, ["x" | "y", number]>} which way a key moves, and by how many steps */
const KEYS = {
  ArrowLeft: ["x", -1],
  ArrowRight: ["x", 1],
  ArrowDown: ["y", -1],
  ArrowUp: ["y", 1],
  PageDown: ["y", -10],
  PageUp: ["y", 10],
  Home: ["x", -Infinity],
  End: ["x", Infinity],
};

/**
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {() => Values} values
 * @param {(values: Values) => void} move
 */
export function handleLayer(figure, spec, values, move) {
  const home = part(figure, ".explorable-picture");
  let frames = spec.frames;
  const points = spec.handles.map((handle, index) => {
    const point = makePoint(spec, handle);
    home.append(point);
    let [right, down] = [0, 0]; // where in the handle it was grabbed, from its middle
    const grab = (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      const box = point.getBoundingClientRect();
      right = event.clientX - (box.left + box.right) / 2;
      down = event.clientY - (box.top + box.bottom) / 2;
      point.setPointerCapture(event.pointerId);
    };
    const drag = (/** @type {PointerEvent} */ event) => {
      const area = part(home, "svg").getBoundingClientRect();
      const x = (event.clientX - right - area.left) / area.width;
      const y = (area.bottom - event.clientY + down) / area.height;
      move({ ...bound(spec, handle.x, toData(frames[index], "x", x)),
             ...bound(spec, handle.y, toData(frames[index], "y", y)) });
    };
    point.addEventListener("pointerdown", grab);
    point.addEventListener("pointermove", (event) => {
      if (point.hasPointerCapture(event.pointerId)) drag(event);
    });
    point.addEventListener("keydown", (event) => nudge(event, spec, handle, values(), move));
    return point;
  });
  const place = (/** @type {Values} */ now, /** @type {Frame[]} */ newest = frames) => {
    frames = newest;
    points.forEach((point, index) => placePoint(point, spec, spec.handles[index], frames[index], now));
  };
  place(spec.values);
  return { place, remove: () => points.forEach((point) => point.remove()) };
}

/** The names of the sliders that a handle moves. */
function namesOf(/** @type {Handle} */ handle) {
  return [handle.x, handle.y].filter((end) => typeof end === "string");
}

function makePoint(/** @type {Spec} */ spec, /** @type {Handle} */ handle) {
  const point = document.createElement("span");
  const names = namesOf(handle);
  const { minimum, maximum } = spec.controls[names[0]];
  point.className = "explorable-handle";
  point.tabIndex = 0;
  const said = { role: "slider", "aria-label": handle.label, "aria-valuemin": minimum, "aria-valuemax": maximum };
  for (const [name, value] of Object.entries(said)) point.setAttribute(name, String(value));
  if (names.length > 1) point.setAttribute("aria-roledescription", words("planeSlider"));
  return point;
}

/** Set a point where its values are, and say so: to the eye beside the point, to the ear in words. */
function placePoint(
  /** @type {HTMLElement} */ point,
  /** @type {Spec} */ spec,
  /** @type {Handle} */ handle,
  /** @type {Frame} */ frame,
  /** @type {Values} */ now,
) {
  const at = (/** @type {string | number} */ end) => Number(typeof end === "string" ? now[end] : end);
  const across = toFraction(frame, "x", at(handle.x));
  point.style.left = `${100 * across}%`;
  point.style.top = `${100 - 100 * toFraction(frame, "y", at(handle.y))}%`;
  point.style.setProperty("--across", String(across));
  const names = namesOf(handle);
  const shown = names.map((name) => at(name).toFixed(spec.controls[name].decimals));
  point.dataset.shown = shown.join(", ");
  point.setAttribute("aria-valuenow", String(now[names[0]]));
  const said = names.map((name, index) => `${spec.controls[name].label} ${shown[index]}`);
  point.setAttribute("aria-valuetext", said.join(", "));
}

/**
 * A key moves a handle as it moves a slider, with Shift ten times as far; a handle that can move in
 * one direction only takes the keys of both.
 */
function nudge(
  /** @type {KeyboardEvent} */ event,
  /** @type {Spec} */ spec,
  /** @type {Handle} */ handle,
  /** @type {Values} */ now,
  /** @type {(values: Values) => void} */ move,
) {
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  const [along, steps] = KEYS[event.key];
  const name = typeof handle[along] === "string" ? handle[along] : namesOf(handle)[0];
  const by = steps * spec.controls[name].step * (event.shiftKey ? 10 : 1);
  move(bound(spec, name, Number(now[name]) + by));
}

/** The slider's value nearest to `value`, or nothing if this end of the handle is fixed. */
function bound(
  /** @type {Spec} */ spec,
  /** @type {string | number} */ end,
  /** @type {number} */ value,
) {
  if (typeof end !== "string") return {};
  const { minimum, maximum, step, decimals } = spec.controls[end];
  const snapped = minimum + Math.round((value - minimum) / step) * step;
  return { [end]: Number(Math.min(maximum, Math.max(minimum, snapped)).toFixed(decimals)) };
}
