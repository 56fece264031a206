// @ts-check
/**
 * The frames that are baked for an explorer while the book is built: along its leading control, at
 * each preset and where its guess is answered. Each is a patch of the start's picture, or whole.
 *
 * @import { Control, Message, Spec, Values } from "../front/mount.js"
 */
import { request } from "../front/request.js";
import { words } from "../front/words.js";

/**
 * The frames that lie at `url`, as messages: those along the leading control, and the others.
 * @param {string} url
 * @param {{start: Values, values: Values}} spec
 * @param {{picture?: string}} stored the picture that the page came with
 * @returns {Promise<{along: Message[], named: Message[]}>}
 */
export async function framesAt(url, { start, values }, stored) {
  const response = await request(url);
  const text = /** @type {any} */ (response.body).pipeThrough(new DecompressionStream("gzip"));
  /** @type {Record<string, Partial<Message>[]>} */
  const { along, named } = await new Response(text).json();
  const messages = (/** @type {Partial<Message>[]} */ frames) =>
    frames
      .filter(({ picture }) => picture || equal(start, values)) // another picture cannot be patched
      .map((frame) => /** @type {Message} */ ({ ...stored, ...frame, values: { ...start, ...frame.values } }));
  return { along: messages(along), named: messages(named) };
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
    Object.entries(controls).reduce((sum, [name, each]) => sum + apart(each, values[name], wanted[name]), 0);
  return messages.reduce((best, each) => (far(each) < far(best) ? each : best));
}

/**
 * How far two values of a control are apart: sliders by parts of their length, and other choices
 * by more than all sliders.
 * @param {Control} control
 * @param {any} one
 * @param {any} other
 */
function apart({ minimum, maximum }, one, other) {
  if (one === other) return 0;
  return minimum === undefined ? 100 : Math.abs(one - other) / (maximum - minimum);
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
  const others = Object.entries(controls).filter(
    ([name, { kind }]) => message.values[name] !== wanted[name] && kind !== "pad" && kind !== "check",
  );
  const at = others.map(([name, control]) => `${control.label} = ${inWords(control, message.values[name])}`);
  const caption = words("nearest", { at: at.length ? ` (${at.join(", ")})` : "" });
  return { ...message, values: wanted, at: message.values, caption };
}

const inWords = (/** @type {Control} */ { decimals }, /** @type {any} */ value) =>
  decimals === undefined ? value : value.toFixed(decimals);

/**
 * @param {Values} some
 * @param {Values} others
 */
export function equal(some, others) {
  return Object.keys(others).every((name) => some[name] === others[name]);
}
