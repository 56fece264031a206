// @ts-check
/**
 * Deep links: the fragment of the address names an explorer and the values of its controls,
 * `#explorer=wave&freq=2.5`. Only values that the controls themselves allow are taken; nothing from
 * the address is ever run.
 *
 * @import { Spec, Values } from "../front/mount.js"
 */
import { KINDS } from "../front/kinds.js";
import { decoded } from "./address.js";

/** What a sentence around a link may add to it. */
const SENTENCE = /[^\p{L}\p{N}_]+$/u;
/** A fragment of ours, whose names and signs are not escaped. */
const PLAIN = /^explorer=(?:(?!%(?:25)*(?:3D|26))[^&])*(?:&|$)/i;

/**
 * @param {Spec} spec
 * @param {Values} values
 * @param {number} copy which of several copies on the page, from 1
 */
export function fragmentOf(spec, values, copy = 1) {
  const named = { explorer: spec.name, ...(copy > 1 && { copy }), ...values };
  return `#${new URLSearchParams(/** @type {any} */ (named))}`;
}

/**
 * A fragment as it was sent: chats and mail programs escape its signs, perhaps twice.
 * @param {string} text
 * @returns {string}
 */
function sent(text) {
  const once = decoded(text);
  return PLAIN.test(text) || once === text ? text : sent(once);
}

/**
 * What a fragment asks for, or null if it is no link to an explorer.
 * @param {string} fragment
 */
export function targetOf(fragment) {
  const text = sent(fragment.slice(1)).replace(/&(?:amp|#38);/g, "&");
  if (!text.startsWith("explorer=")) return null;
  const { explorer, copy = "1", ...asked } = Object.fromEntries(new URLSearchParams(text));
  return { name: explorer.replace(SENTENCE, ""), copy: Number.parseInt(copy), asked };
}

/**
 * The values that a link asks for, or null if any of them is unknown or outside its control.
 * @param {Spec} spec
 * @param {Record<string, string>} asked
 * @returns {Values | null}
 */
export function valuesOf(spec, asked) {
  const [name = "", text = ""] = Object.entries(asked).at(-1) ?? [];
  return allowed(spec, asked) ?? allowed(spec, { ...asked, [name]: text.replace(SENTENCE, "") });
}

/** @type {typeof valuesOf} */
function allowed({ controls }, asked) {
  const values = Object.entries(asked).map(([name, text]) => {
    const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
    return [name, control && KINDS[control.kind].parse(text, control)];
  });
  return values.some(([, value]) => value === undefined) ? null : Object.fromEntries(values);
}
