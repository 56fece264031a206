// @ts-check
/**
 * The frames that are baked for an explorer while the book is built, or stored with a notebook: see
 * `explorable.frames`. Each is a patch of the start's picture, or whole.
 *
 * @import { Message, Spec, Values } from "../front/mount.js"
 */
import { KINDS } from "../front/kinds.js";
import { request, unzip } from "../front/request.js";
import { words } from "../front/words.js";

/**
 * The frames that lie at `url`, as messages.
 * @param {string} url
 * @param {{start: Values, values: Values}} spec
 * @param {{picture?: string}} stored the picture that the page came with
 * @returns {Promise<Message[]>}
 */
export async function framesAt(url, { start, values }, stored) {
  const response = await request(url);
  /** @type {Partial<Message>[]} */
  const frames = JSON.parse(new TextDecoder().decode(await unzip(await response.arrayBuffer())));
  return frames
    .filter(({ picture }) => picture || equal(start, values)) // another picture cannot be patched
    .map((frame) => /** @type {Message} */ ({ ...stored, ...frame, values: { ...start, ...frame.values } }));
}

/**
 * What a figure came with, as a message that brings it back.
 * @type {(figure: HTMLElement, spec: Spec) => Message}
 */
export function storedIn(figure, spec) {
  const picture = figure.querySelector(".explorable-picture > *")?.outerHTML;
  const caption = figure.querySelector(":scope > .explorable-caption")?.textContent ?? "";
  const stream = spec.pictures ? { count: spec.pictures, more: false } : undefined;
  return { values: spec.values, axes: spec.axes, caption, picture, stream };
}

/**
 * The message whose values are nearest: with as few other choices as can be, then with the sliders
 * near where they are.
 * @param {Message[]} messages
 * @param {Spec} spec
 * @param {Values} wanted
 */
export function nearest(messages, { controls }, wanted) {
  const far = (/** @type {Message} */ { values }) =>
    Object.entries(controls).reduce(
      (sum, [name, control]) => sum + KINDS[control.kind].apart(values[name], wanted[name], control), 0);
  return messages.reduce((best, each) => (far(each) < far(best) ? each : best));
}

/**
 * A picture in the place of the one that is wanted: it says of which values it is.
 * @param {Message} message
 * @param {Spec} spec
 * @param {Values} wanted
 * @returns {Message}
 */
export function standIn(message, { controls }, wanted) {
  if (equal(message.values, wanted)) return message;
  const at = Object.entries(controls).flatMap(([name, control]) => {
    const text = message.values[name] === wanted[name] ? "" : KINDS[control.kind].text(message.values[name], control);
    return text ? [`${control.label} = ${text}`] : [];
  });
  const caption = words("nearest", { at: at.length ? ` (${at.join(", ")})` : "" });
  return { ...message, values: wanted, at: message.values, caption };
}

/**
 * @param {Values} some
 * @param {Values} others
 */
export function equal(some, others) {
  return Object.keys(others).every((name) => some[name] === others[name]);
}
