// @ts-check
/**
 * The stage of a lecture. The slide stays in its place in the document; marks on it and on all that
 * it lies in let `lecture.css` hide the rest. They go with the lecture, and leave nothing behind.
 */
const SLIDE = "data-lecture-slide";
const AROUND = "data-lecture-around";

/** How much of a slide that is higher than the window an arrow key moves. */
const SCROLL = 0.4;

/** The style of a lecture, which no page carries that gives none. */
export async function loadStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("lecture.css", import.meta.url).href;
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
  return link;
}

/** Show one slide alone. */
export function show(/** @type {HTMLElement} */ slide) {
  clear();
  slide.setAttribute(SLIDE, "");
  for (let around = slide.parentElement; around; around = around.parentElement) around.setAttribute(AROUND, "");
  if (!slide.hasAttribute("tabindex")) {
    slide.tabIndex = 0; // the keyboard can scroll it
    slide.setAttribute(SLIDE, "tabindex");
  }
  slide.scrollTop = 0;
}

/** Show the page again. */
export function clear() {
  for (const each of document.querySelectorAll(`[${SLIDE}=tabindex]`)) each.removeAttribute("tabindex");
  for (const mark of [SLIDE, AROUND])
    for (const each of document.querySelectorAll(`[${mark}]`)) each.removeAttribute(mark);
}

/**
 * Scroll a slide that is higher than the window; says whether there was more to see.
 * @param {HTMLElement} slide
 * @param {"down" | "up"} way
 */
export function scroll(slide, way) {
  const before = slide.scrollTop;
  slide.scrollBy({ top: (way === "down" ? SCROLL : -SCROLL) * slide.clientHeight, behavior: "instant" });
  return slide.scrollTop !== before;
}

/** Bring an element of the page into view, and let the keyboard go on from there. */
export function giveFocus(/** @type {HTMLElement} */ element) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (!element.hasAttribute("tabindex")) {
    element.tabIndex = -1;
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}
