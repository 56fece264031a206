// @ts-check
/**
 * A figure that was saved as a file (`taken.js`, `explorable.saving`): all that it can show is in there. A control that
 * no stored picture moves is locked.
 *
 * @import { Message, Values } from "../front/mount.js"
 */
import { all, ownPart, part, specOf } from "../front/dom.js";
import { mount } from "../front/mount.js";
import { words } from "../front/words.js";
import { equal, nearest, storedIn } from "./baked.js";

const figure = part(document, "figure");
const { pictures, ...spec } = specOf(figure); // a stream shows the ends of its runs
const stored = storedIn(figure, spec);
/** @type {Partial<Message>[]} */
const saved = JSON.parse(part(document, "#explorable-frames").textContent ?? "");
const usable = saved.filter(({ picture }) => picture || equal(spec.start, spec.values)); // as framesAt has it
const frames = usable.map((each) => ({ ...stored, ...each, values: { ...spec.start, ...each.values } }));
const states = [stored, ...frames];
const held = Object.keys(spec.controls).filter((name) =>
  spec.controls[name].options?.length !== 1 && !usable.some(({ values }) => Object.keys(values ?? {}).join() === name));
/** @type {(message: Message) => void} */
let show = () => {};
/** @type {Message} */
let shown = stored;

/** Whether a pointer drags. */
let isHeld = false;
for (const event of ["pointerdown", "pointerup", "pointercancel"])
  document.addEventListener(event, () => (isHeld = event === "pointerdown"), true);

figure.querySelector(".explorable-run")?.remove();
spec.handles = spec.handles.filter((/** @type {{x: string, y: string}} */ { x, y }) => !held.includes(x) && !held.includes(y));
for (const name of held) {
  const row = part(figure, `.explorable-controls [name="${name}"]`).closest(".explorable-control");
  for (const each of row ? all("input, select, textarea, button", row) : []) each.setAttribute("disabled", "");
  row?.setAttribute("inert", "");
}
if (held.length) {
  const names = held.map((name) => spec.controls[name].label).join(", ");
  ownPart(figure, ".explorable-status").append(words("locked", { names }));
}

mount(figure, spec, {
  async open() {},
  /** What is dragged or typed goes to the nearest, a key and Play to the next; what was turned last decides, then the rest. */
  async send(/** @type {Values} */ values) {
    const turned = Object.entries(spec.controls).filter(([name]) => values[name] !== shown.values[name]);
    const near = (/** @type {Message[]} */ among) => nearest(among, { ...spec, controls: Object.fromEntries(turned) }, values);
    const way = (/** @type {Values} */ to, /** @type {string} */ name) => Number(to[name]) - Number(shown.values[name]);
    const onward = states.filter((each) => turned.every(([name]) => way(each.values, name) * way(values, name) > 0));
    const first = near(states);
    const stays = !isHeld && !document.activeElement?.matches("[data-for]") && turned.every(([name]) => !way(first.values, name));
    const close = stays && onward.length ? near(onward) : first;
    const alike = states.filter((each) => turned.every(([name]) => each.values[name] === close.values[name]));
    shown = nearest(alike, spec, values);
    show(shown);
  },
  async next() {},
  listen: (listener) => void (show = listener),
}, { get: () => "", set() {} }, new AbortController().signal);
