// @ts-check
/**
 * The slides of a lecture: which parts of a page they are, and how one is shown alone. It stays in its
 * place in the document; marks on it and on all that it lies in let `lecture.css` hide the rest. They
 * go with the lecture, and leave nothing behind.
 */
import { all } from "../front/dom.js";
import { targetOf } from "./links.js";

const SLIDE = "data-lecture-slide";
const AROUND = "data-lecture-around";

const HEADING = ":is(h1, h2, h3, h4, h5, h6)";

/** How much of a slide that is higher than the window an arrow key moves. */
const SCROLL = 0.4;

/** Theorems and their kin are `proof`; a formula that has a number is one that matters. */
const SHOWN = [
  "figure:not(.explorable-printed)", // what only paper shows
  ".explorable-ask",
  "div.cell:has(.explorable-figure, .cell_output img):not(:has(.explorable-explorer, .explorable-ask))",
  "div.proof",
  "div.math:has(.eqno)",
].join(", ");

/** The slides of the page's text, in order. What lies in a fold is none, nor what lies in another slide. */
export function slidesOfPage() {
  const text = document.querySelector("article") ?? document.querySelector("main, [role=main]") ?? document.body;
  return all(SHOWN, text).filter((each) => !each.parentElement?.closest(`details, ${SHOWN}`));
}

/**
 * Where a lecture begins: at the slide or the explorer that the address names, or where the reader is.
 * @param {HTMLElement[]} slides
 * @param {string} fragment
 * @param {number} [number] of the slide, from 1
 */
export function beginning(slides, fragment, number = 0) {
  if (number) return Math.min(number, slides.length) - 1;
  const target = targetOf(fragment);
  const named = slides.filter((each) => target && each.dataset.explorer === target.name);
  if (target && named.length) return slides.indexOf(named[target.copy - 1] ?? named[0]);
  if (left && left.y === scrollY && slides.includes(left.slide)) return slides.indexOf(left.slide);
  const middle = innerHeight / 2;
  const boxes = slides.map((each) => each.getBoundingClientRect());
  const far = boxes.map(({ top, bottom }) => Math.max(top - middle, middle - bottom, 0));
  return far.indexOf(Math.min(...far));
}

/** @type {{slide: HTMLElement, y: number} | undefined} the slide that was left last, and where the page stood then */
let left;

/**
 * The title of the section that holds a slide, with its formulas.
 * @param {HTMLElement} slide
 * @returns {Node[]}
 */
export function titleOf(slide) {
  const heading = slide.closest(`section:has(> ${HEADING})`)?.querySelector(`:scope > ${HEADING}`);
  const title = /** @type {HTMLElement | undefined} */ (heading?.cloneNode(true));
  title?.querySelector(".headerlink")?.remove();
  return title ? [...title.childNodes] : [document.createTextNode(document.title)];
}

/**
 * What shows the answer that a slide still keeps back, if it does: the room is asked first.
 * @param {HTMLElement} slide
 * @returns {(() => void) | undefined}
 */
export function answerOf(slide) {
  const guess = slide.matches("[data-guess=open]") && slide.querySelector(".explorable-guess > button:last-child");
  const fold = slide.querySelector(".explorable-answer:not([open])");
  if (!guess && !fold) return undefined;
  return () => {
    if (guess) /** @type {HTMLElement} */ (guess).click();
    else fold?.setAttribute("open", "");
    const answer = guess ? slide.querySelector(".explorable-compared") : fold;
    answer?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
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
  for (const each of all(`[${SLIDE}=tabindex]`)) each.removeAttribute("tabindex");
  for (const mark of [SLIDE, AROUND]) for (const each of all(`[${mark}]`)) each.removeAttribute(mark);
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

/** Bring a slide of the page into view, and let the keyboard, and the next lecture, go on from there. */
export function giveFocus(/** @type {HTMLElement} */ element) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (!element.hasAttribute("tabindex")) {
    element.tabIndex = -1;
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
  left = { slide: element, y: scrollY };
}
