// @ts-check
/**
 * A lecture as pages, for paper and for the lecturer's own screen: each slide as the page was written, where nothing
 * is moved or answered yet, and its notes, the answer that it keeps back and the text that slides leave out. From a
 * heading to the first slide behind it the text is that slide's, and what follows a slide is its own.
 *
 * @typedef {{title: Node[], slide: HTMLElement, notes: HTMLElement}} Page
 */
import { all, element, specOf } from "../front/dom.js";
import { toldOf } from "../front/guess.js";
import { request } from "../front/request.js";
import { words } from "../front/words.js";
import { articleOf, slidesOf, titleOf } from "./lecture_slides.js";

const HEADING = "h1, h2, h3, h4, h5, h6";
const EXERCISE = ".exercise";
/** What belongs to the exercise before it: its cells and hints. */
const OF_EXERCISE = "div.cell, details";
/** What is neither shown nor said. */
const UNSAID = `h1, nav, script, style, noscript, ${EXERCISE}, div.cell, :empty:not(img)`;
/** What of a slide is for the hand, or is told in the notes. */
const NOT_ON_PAPER =
  ".explorable-guess, .explorable-controls, .explorable-status, .explorable-toolbar, .cell_input, .headerlink, details, script, div.cell div.cell";

/** The page as it was written: as the browser has kept it, or else as it is now. */
export async function written() {
  const [visit] = performance.getEntriesByType("navigation");
  try {
    return await (await request(visit.name, "force-cache")).text();
  } catch {
    return document.documentElement.outerHTML; // its figures are where the reader left them
  }
}

/**
 * The pages of a lecture.
 * @param {string} html of the page
 * @returns {Page[]}
 */
export function pagesOf(html) {
  const article = articleOf(new DOMParser().parseFromString(html, "text/html"));
  const slides = slidesOf(article);
  const titles = slides.map(titleOf);
  const notes = notesOf(article, slides);
  return slides.map((slide, index) => {
    for (const each of all(NOT_ON_PAPER, slide)) each.remove();
    return { title: titles[index], slide, notes: element("div", {}, ...notes[index]) };
  });
}

/**
 * @param {Element} article
 * @param {HTMLElement[]} slides
 * @returns {Node[][]} the notes of each slide
 */
function notesOf(article, slides) {
  const notes = slides.map(answersOf);
  /** @type {Element[]} */
  let ahead = [];
  let current = -1;
  let opened = true; // a section without a slide so far
  let exercise = false;
  for (const piece of pieces(article, slides)) {
    exercise = piece.matches(EXERCISE) || (exercise && isOfExercise(piece));
    if (piece === slides[current + 1]) {
      current += 1;
      notes[current].unshift(...ahead.filter((each) => !isTitleOf(each, piece)));
      [ahead, opened] = [[], false];
    } else {
      opened ||= piece.matches(HEADING);
      const unsaid = exercise || piece.closest(UNSAID);
      if (!unsaid && opened) ahead.push(piece);
      else if (!unsaid) notes[current].push(piece);
    }
  }
  notes.at(-1)?.push(...ahead);
  return notes.map((each) => each.map(said));
}

/**
 * What an article holds, in order: its slides, and what stands between them.
 * @param {Element} root
 * @param {HTMLElement[]} slides
 * @returns {Generator<Element>}
 */
function* pieces(root, slides) {
  for (const each of root.children) {
    const isSlide = slides.some((slide) => slide === each);
    const holds = each.localName === "section" || slides.some((slide) => each.contains(slide));
    if (!isSlide && holds) yield* pieces(each, slides);
    else yield each;
  }
}

/** Whether what stands behind an exercise is still a part of it; its solution has a line above. */
const isOfExercise = (/** @type {Element} */ piece) =>
  piece.matches(OF_EXERCISE) || piece.textContent?.trim() === words("solution");

const isTitleOf = (/** @type {Element} */ piece, /** @type {Element} */ slide) =>
  piece.matches(HEADING) && piece.parentElement === slide.closest("section");

/** A piece as notes have it: a heading is a line of the text, a fold is open. */
function said(/** @type {Node} */ piece) {
  const made = /** @type {Element} */ (piece.cloneNode(true));
  for (const each of all(".headerlink", made)) each.remove();
  if (made.matches(HEADING)) return element("p", {}, element("strong", {}, ...made.childNodes));
  for (const each of [made, ...all("details", made)]) if (each.localName === "details") each.setAttribute("open", "");
  return made;
}

/**
 * What a slide keeps back: the answer of its guess, the folds of its question.
 * @param {HTMLElement} slide
 * @returns {Element[]}
 */
function answersOf(slide) {
  if (slide.matches(".explorable-ask")) return all(":scope > details", slide);
  const asked = slide.matches(".explorable-explorer") && specOf(slide).predict;
  if (!asked) return [];
  slide.dataset.guess = "open"; // as the room sees it first
  const { truth, tempting } = toldOf(asked);
  const wrong = tempting.map(([guess, why]) => element("li", {}, element("em", {}, guess), `: ${why}`));
  return [
    ...(truth ? [element("p", {}, element("strong", {}, words("answer"), ": "), truth)] : []),
    ...(wrong.length ? [element("ul", {}, ...wrong)] : []),
  ];
}
