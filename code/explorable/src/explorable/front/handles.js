// @ts-check
/**
 * The draggable points over a picture, each bound to one or two sliders.
 *
 * To assistive technology a point is one slider, also where it moves in a plane: its value text
 * names both numbers, each of which is a native slider of the panel besides. Two sliders in one
 * place would be two stops for the keyboard and no help to a finger.
 *
 * @import { Control } from "./kinds.js"
 * @import { Axes, Handle, Spec, Values } from "./mount.js"
 */
import { all, element, part, setAttributes } from "./dom.js";
import { dataUnder, putAt, toFraction } from "./axes.js";
import { KEYS } from "./pens.js";
import { words } from "./words.js";

/**
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {() => Values} values
 * @param {(values: Values) => void} move
 * @param {AbortSignal} signal
 */
export function handleLayer(figure, spec, values, move, signal) {
  const home = part(figure, ".explorable-picture");
  const points = spec.handles.map((handle, index) => pointOf(home, spec, handle, spec.axes[index], values, move));
  /** @type {(now: Values, axes?: Axes[], at?: Values) => void} */
  const place = (now, axes = [], at = now) => points.forEach((put, index) => put(now, axes[index], at));
  place(spec.values);
  signal.addEventListener("abort", () => all(".explorable-handle", home).forEach((point) => point.remove()));
  return place;
}

/**
 * @param {HTMLElement} home the picture's
 * @param {Spec} spec
 * @param {Handle} handle
 * @param {Axes} axes
 * @param {() => Values} values
 * @param {(values: Values) => void} move
 */
function pointOf(home, spec, handle, axes, values, move) {
  const names = [handle.x, handle.y].filter((end) => typeof end === "string");
  const { minimum, maximum } = spec.controls[names[0]];
  const point = element("span", {
    class: "explorable-handle", tabindex: 0, role: "slider",
    "aria-label": handle.label, "aria-valuemin": minimum, "aria-valuemax": maximum,
    ...(names.length > 1
      ? { "aria-roledescription": words("planeSlider") }
      : { "data-along": typeof handle.x === "string" ? "x" : "y" }),
  });
  home.append(point);
  let [right, down] = [0, 0]; // where in the handle it was grabbed, from its middle
  point.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const box = point.getBoundingClientRect();
    right = event.clientX - (box.left + box.right) / 2;
    down = event.clientY - (box.top + box.bottom) / 2;
    point.setPointerCapture(event.pointerId);
  });
  point.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
    if (!point.hasPointerCapture(pointerId)) return;
    const [x, y] = dataUnder(home, axes, { clientX: clientX - right, clientY: clientY - down });
    move({ ...bound(spec, handle.x, x), ...bound(spec, handle.y, y) });
  });
  // A key moves a handle as it moves a slider, with Shift ten times as far; a handle that can move
  // in one direction only takes the keys of both.
  point.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    const [along, steps] = KEYS[event.key];
    const name = typeof handle[along] === "string" ? handle[along] : names[0];
    const by = steps * (event.shiftKey ? 10 : 1);
    move({ [name]: afterKeys(spec.controls[name], Number(values()[name]), by) });
  });
  /**
   * Set the point where its values are in the picture, which may be another's, and say what they are
   * now: to the eye beside the point, to the ear in words.
   * @type {(now: Values, newest: Axes | undefined, at: Values) => void}
   */
  return (now, newest, at) => {
    axes = newest ?? axes;
    const [x, y] = [handle.x, handle.y].map((end) => Number(typeof end === "string" ? at[end] : end));
    putAt(point, axes, [x, y]);
    point.style.setProperty("--across", String(toFraction(axes, "x", x)));
    const numbers = names.map((name) => Number(now[name]).toFixed(spec.controls[name].decimals));
    point.dataset.value = numbers.join(", ");
    const text = names.map((name, index) => `${spec.controls[name].label} ${numbers[index]}`).join(", ");
    setAttributes(point, { "aria-valuenow": Number(now[names[0]]), "aria-valuetext": text });
  };
}

/**
 * Where a slider stands that many steps from its stop nearest to a value; the step to its end may be a shorter one.
 * @param {Pick<Control, "minimum" | "maximum" | "step" | "decimals">} control
 * @param {number} value
 */
export function stop({ minimum, maximum, step, decimals }, value, steps = 0) {
  const last = Math.ceil((maximum - minimum) / step - 1e-6);
  const beforeEnd = minimum + (last - 1) * step;
  const near = value >= (beforeEnd + maximum) / 2 ? last : Math.round((value - minimum) / step);
  const at = Math.max(near + steps, 0);
  return at < last ? Number((minimum + at * step).toFixed(decimals)) : maximum;
}

/**
 * Where keys lead: on a logarithmic slider a step is a twentieth of the value, but one at least.
 * @type {(control: Control, value: number, steps: number) => number}
 */
export const afterKeys = (control, value, steps) =>
  stop(control, value, steps * (control.log ? Math.max(Math.round(value / control.step / 20), 1) : 1));

/**
 * The slider's value nearest to `value`, or nothing if this end of the handle is fixed.
 * @type {(spec: Spec, end: string | number, value: number) => Values}
 */
const bound = (spec, end, value) => (typeof end === "string" ? { [end]: stop(spec.controls[end], value) } : {});
