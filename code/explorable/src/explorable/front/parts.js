// @ts-check
/** Take `path` inside a figure, which the markup promises to hold. */
export function part(/** @type {ParentNode} */ figure, /** @type {string} */ path) {
  const found = figure.querySelector(path);
  if (!found) throw new Error(`the explorer's markup has no ${path}`);
  return /** @type {HTMLElement} */ (found);
}
