// @ts-check
/** Lines dragged by mouse or finger: a rule shows where one will stand, and nothing moves before. */

/** A pointer that has moved less has pressed. */
const SLACK = 5;

/** @typedef {(item: HTMLElement, list: Element, before: Element | null) => void} Place */

/**
 * A mouse drags a line by any place; a finger by its grip, as it scrolls the page everywhere else.
 * @type {(sheet: HTMLElement, lists: Element[], place: Place) => void}
 */
export function dragLines(sheet, lists, place) {
  sheet.addEventListener("pointerdown", (down) => {
    const target = /** @type {HTMLElement} */ (down.target);
    const item = /** @type {HTMLElement | null} */ (target.closest(".explorable-lines > li"));
    const grip = target.closest(".explorable-grip");
    const line = down.pointerType === "mouse" && target.closest(".explorable-line");
    if (down.button !== 0 || !item || !(grip || line)) return;
    down.preventDefault(); // else words are selected, and dragged the next time
    follow(down, item, lists, place);
  });
}

/**
 * Follow a pointer until it is let go.
 * @type {(down: PointerEvent, item: HTMLElement, lists: Element[], place: Place) => void}
 */
function follow(down, item, lists, place) {
  const ends = new AbortController();
  const { signal } = ends;
  /** @type {ReturnType<typeof gapAt> | undefined} */
  let gap;
  const show = (/** @type {typeof gap} */ next) => {
    gap?.sign.removeAttribute("data-drop");
    gap = next;
    gap?.sign.setAttribute("data-drop", gap.before ? "before" : "end");
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== down.pointerId) return;
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLACK;
    if (!far && !("dragged" in item.dataset)) return;
    item.dataset.dragged = "";
    show(gapAt(event, lists, item));
  };
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== down.pointerId) return;
    ends.abort();
    const target = gap;
    show(undefined);
    if (!("dragged" in item.dataset)) return;
    delete item.dataset.dragged;
    if (event.type === "pointercancel") return;
    // The click that follows a drag is none.
    const click = { capture: true, once: true, signal: AbortSignal.timeout(0) };
    addEventListener("click", (clicked) => clicked.stopPropagation(), click);
    if (target) place(item, target.list, target.before);
  };
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", end, { signal });
  addEventListener("pointercancel", end, { signal });
}

/**
 * The place in a list that is nearest to a pointer: before an item, or at the end.
 * @param {PointerEvent} event
 * @param {Element[]} lists
 * @param {Element} item what is dragged
 */
function gapAt({ clientY }, lists, item) {
  const distance = (/** @type {Element} */ list) => {
    const { top, bottom } = list.getBoundingClientRect();
    return Math.max(top - clientY, clientY - bottom, 0);
  };
  const [list] = [...lists].sort((a, b) => distance(a) - distance(b));
  const others = [...list.children].filter((each) => each !== item);
  const middle = (/** @type {Element} */ each) => {
    const { top, height } = each.getBoundingClientRect();
    return top + height / 2;
  };
  const before = others.find((each) => clientY < middle(each)) ?? null;
  return { list, before, sign: before ?? list };
}
