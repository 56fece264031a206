// @ts-check
/**
 * A figure that was saved as a file (`explorable.saving`): all that it can show is in there.
 *
 * @import { Message, Values } from "../front/mount.js"
 */
import { part, specOf } from "../front/dom.js";
import { mount } from "../front/mount.js";
import { nearest, storedIn } from "./baked.js";

const figure = part(document, "figure");
const spec = specOf(figure);
const stored = storedIn(figure, spec);
/** @type {Partial<Message>[]} */
const saved = JSON.parse(part(document, "#explorable-frames").textContent ?? "");
const frames = saved.map((each) => ({ ...stored, ...each, values: { ...spec.start, ...each.values } }));
/** @type {(message: Message) => void} */
let show = () => {};

mount(figure, spec, {
  async open() {},
  /** What a reader types between two steps goes to the nearest. */
  async send(/** @type {Values} */ values) {
    show(nearest([stored, ...frames], spec, values));
  },
  async next() {},
  listen: (listener) => void (show = listener),
}, { get: () => "", set() {} }, new AbortController().signal);
