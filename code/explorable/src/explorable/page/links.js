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
  const parameters = new URLSearchParams({ explorer: spec.name });
  if (copy > 1) parameters.set("copy", String(copy));
  for (const [name, value] of Object.entries(values)) parameters.set(`${name}`, String(value));
  return `#${parameters}`;
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
export function valuesOf(spec, asked) {
  /** @type {Values} */
  const values = {};
  for (const [name, text] of Object.entries(asked)) {
    const control = Object.hasOwn(spec.controls, name) ? spec.controls[name] : undefined;
    const value = control && KINDS[control.kind].parse(text, control);
    if (value === undefined) return null;
    values[name] = value;
  }
  return values;
}
