// @ts-check
/** What of a page a lecture shows, where it begins, and what each slide keeps back at first. */
import { targetOf } from "./links.js";

/** Theorems and their kin are `proof`; a formula that has a number is one that matters. */
const SHOWN = [
  "figure",
  ".explorable-ask",
  "div.cell:has(.explorable-figure, .cell_output img):not(:has(.explorable-explorer, .explorable-ask))",
  "div.proof",
  "div.math:has(.eqno)",
].join(", ");

/**
 * The slides of a page, in order. What lies in a fold is none, nor what lies in another slide.
 * @returns {HTMLElement[]}
 */
export function slidesOf(/** @type {ParentNode} */ page) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(SHOWN));
  return [...found].filter((each) => !each.parentElement?.closest(`details, ${SHOWN}`));
}

/**
 * Where a lecture begins: at the explorer that the address names, or where the reader is.
 * @param {HTMLElement[]} slides
 * @param {string} fragment
 */
export function beginning(slides, fragment) {
  const target = targetOf(fragment);
  const named = slides.filter((each) => target && each.dataset.explorer === target.name);
  if (target && named.length) return slides.indexOf(named[target.copy - 1] ?? named[0]);
  const middle = ({ top, bottom } = new DOMRect()) => (top + bottom) / 2;
  const below = slides.findIndex((each) => middle(each.getBoundingClientRect()) > 0);
  return below < 0 ? slides.length - 1 : below;
}

/**
 * The title of the section that holds a slide, with its formulas.
 * @param {HTMLElement} slide
 * @returns {Node[]}
 */
export function titleOf(slide) {
  for (let section = slide.closest("section"); section; section = section.parentElement?.closest("section") ?? null) {
    const heading = section.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)");
    const title = /** @type {HTMLElement | undefined} */ (heading?.cloneNode(true));
    title?.querySelector(".headerlink")?.remove();
    if (title) return [...title.childNodes];
  }
  return [document.createTextNode(document.title)];
}

/**
 * What shows the answer that a slide still keeps back, if it does: the room is asked first.
 * @param {HTMLElement} slide
 * @returns {(() => void) | undefined}
 */
export function answerOf(slide) {
  const guess = slide.dataset.guess === "open" && slide.querySelector(".explorable-guess > button:last-child");
  if (guess) return () => /** @type {HTMLElement} */ (guess).click();
  const answer = /** @type {HTMLDetailsElement | null} */ (slide.querySelector(".explorable-answer:not([open])"));
  return answer ? () => (answer.open = true) : undefined;
}
