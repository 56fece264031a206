// @ts-check
/** A lecture on paper: while it prints, its pages stand in the place of the page, a slide each with its notes. */
import { element } from "../front/dom.js";
import { words } from "../front/words.js";
import { pagesOf } from "./lecture_pages.js";

/**
 * Print slides where the browser would print what is seen.
 * @param {string} html of the page, as it was written
 * @param {AbortSignal} [signal] ends that
 */
export function printSlides(html, signal) {
  addEventListener("beforeprint", () => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const scrolled = [...document.querySelectorAll("[data-lecture-slide]")].map((each) => ({ each, top: each.scrollTop }));
    const before = [...document.body.childNodes];
    document.body.replaceChildren(paper(html)); // not beside it: names within pictures stand once in a document
    addEventListener("afterprint", () => {
      document.body.replaceChildren(...before);
      for (const { each, top } of scrolled) each.scrollTop = top;
      focused?.focus({ preventScroll: true });
    }, { once: true });
  }, { signal });
}

function paper(/** @type {string} */ html) {
  const pages = pagesOf(html);
  const total = pages.length;
  const sheets = pages.map(({ title, slide, notes }, index) =>
    element(
      "section", { class: "explorable-sheet-of-slide" },
      element("header", {}, element("h1", {}, ...title), element("span", {}, words("slide", { number: index + 1, total }))),
      element("div", { class: "explorable-slide" }, slide),
      ...(notes.hasChildNodes() ? [element("div", { class: "explorable-notes-of-slide" }, ...notes.childNodes)] : []),
    ));
  return element("main", { class: "explorable-paper bd-article" }, ...sheets);
}
