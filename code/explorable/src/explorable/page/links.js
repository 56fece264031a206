// @ts-check
/**
 * Deep links: the fragment of the address names an explorer and the values of its controls,
 * `#explorer=wave&freq=2.5`. Only values that the controls themselves allow are taken; nothing from
 * the address is ever run.
 *
 * @import { Spec, Values } from "../front/mount.js"
 */
import { KINDS } from "../front/kinds.js";

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
 * What a fragment asks for, or null if it is no link to an explorer.
 * @param {string} fragment
 */
export function targetOf(fragment) {
  if (!fragment.startsWith("#explorer=")) return null;
  const parameters = new URLSearchParams(fragment.slice(1));
  const { explorer, copy = "1", ...asked } = Object.fromEntries(parameters);
  return { name: explorer, copy: Number(copy), asked };
}

/**
 * The values that a link asks for, or null if any of them is unknown or outside its control.
 * @param {Spec} spec
 * @param {Record<string, string>} asked
 * @returns {Values | null}
 */
export function valuesOf({ controls }, asked) {
  const values = Object.entries(asked).map(([name, text]) => {
    const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
    return [name, control && KINDS[control.kind].parse(text, control)];
  });
  return values.some(([, value]) => value === undefined) ? null : Object.fromEntries(values);
}
