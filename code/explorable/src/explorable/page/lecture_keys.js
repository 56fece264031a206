// @ts-check
/**
 * What a key does in a lecture. A presenter's clicker sends PageUp and PageDown: these turn
 * whatever has the focus. The others do so unless a control that has it has a use for them.
 *
 * @typedef {"next" | "previous" | "down" | "up" | "first" | "last" | "leave"} Turn
 * @typedef {{key: string, shiftKey?: boolean, altKey?: boolean, ctrlKey?: boolean, metaKey?: boolean}} Press
 * @typedef {{tagName: string, isContentEditable?: boolean}} Focus the element that has the focus
 */

/** @type {Record<string, Turn>} */
const CLICKER = { PageDown: "next", PageUp: "previous", Escape: "leave" };

/** @type {Record<string, Turn>} */
const KEYS = {
  ArrowRight: "next", ArrowLeft: "previous", ArrowDown: "down", ArrowUp: "up",
  " ": "next", Home: "first", End: "last",
};

const PRESSED = ["BUTTON", "SUMMARY"];
const FILLED = ["INPUT", "SELECT", "TEXTAREA"];

/**
 * @param {Press} press
 * @returns {Turn | undefined}
 */
export function clickerTurn(press) {
  return isPlain(press) ? CLICKER[press.key] : undefined;
}

/**
 * @param {Press} press
 * @param {Focus} focus
 * @returns {Turn | undefined}
 */
export function keyTurn(press, { tagName, isContentEditable }) {
  if (!isPlain(press) || isContentEditable || FILLED.includes(tagName)) return undefined;
  if (press.key === " " && PRESSED.includes(tagName)) return undefined;
  return press.key === " " && press.shiftKey ? "previous" : KEYS[press.key];
}

/** Whether no key is held that makes another of it; Shift does so to Space alone. */
function isPlain(/** @type {Press} */ { key, shiftKey, altKey, ctrlKey, metaKey }) {
  return !(altKey || ctrlKey || metaKey || (shiftKey && key !== " "));
}
