// @ts-check
/**
 * Keys and fingers that turn a lecture's slides. A presenter's clicker sends PageUp and PageDown: these
 * turn whatever has the focus. The others do so unless a control that has it has a use for them.
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

/** A finger that moves this far to a side, in CSS pixels, and less up or down, turns the slide. */
const SWIPE = 60;

/** @type {(press: Press) => Turn | undefined} */
export const clickerTurn = (press) => (isPlain(press) ? CLICKER[press.key] : undefined);

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

/**
 * @param {(turn: Turn) => void} take
 * @param {AbortSignal} signal
 */
export function listenToKeys(take, signal) {
  const clicked = (/** @type {KeyboardEvent} */ event) => {
    const turn = clickerTurn(event);
    if (!turn) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // a handle has a use for them, too
    take(turn);
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const focus = /** @type {HTMLElement} */ (event.target);
    const turn = keyTurn(event, focus);
    if (!turn || event.defaultPrevented) return; // whatever has the focus has used it
    if (/^Arrow(Left|Right)$/.test(event.key) && focus.scrollWidth > focus.clientWidth) return;
    event.preventDefault();
    take(turn);
  };
  addEventListener("keydown", clicked, { capture: true, signal });
  addEventListener("keydown", pressed, { signal });
}

/**
 * A swipe that begins on a control, or on what scrolls sideways, is not for the lecture.
 * @param {(turn: Turn) => void} take
 * @param {() => HTMLElement} slide
 * @param {AbortSignal} signal
 */
export function listenToSwipes(take, slide, signal) {
  /** @type {Touch | undefined} */
  let start;
  addEventListener("touchstart", ({ target, touches }) => {
    const control = /** @type {Element} */ (target).closest("input, select, textarea, button, summary, [tabindex='0']");
    start = touches.length === 1 && (!control || control === slide()) ? touches[0] : undefined;
  }, { passive: true, signal });
  addEventListener("touchend", ({ changedTouches: [finger] }) => {
    if (!start) return;
    const [right, down] = [finger.clientX - start.clientX, finger.clientY - start.clientY];
    start = undefined;
    if (Math.abs(right) > SWIPE && Math.abs(right) > Math.abs(down)) take(right < 0 ? "next" : "previous");
  }, { passive: true, signal });
}
