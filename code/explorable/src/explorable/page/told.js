// @ts-check
/**
 * What tells a figure's answer, `<details class="explorable-told">` behind it, is folded to one line while the figure asks.
 * It stands open in the page, and so on paper and where no script comes; `live.css` has how it looks until this one has.
 */
import { all } from "../front/dom.js";
import { namedBy } from "./address.js";

/** Fold each block until the guess is made in the nearest of `figures` above it; what leads into it keeps it open. */
export function foldTold(/** @type {HTMLElement[]} */ figures) {
  const asking = figures.filter((each) => each.querySelector(":scope > .explorable-guess"));
  for (const told of /** @type {HTMLDetailsElement[]} */ (all(".explorable-told"))) {
    const isAbove = (/** @type {Node} */ each) => each.compareDocumentPosition(told) & Node.DOCUMENT_POSITION_FOLLOWING;
    const figure = asking.findLast(isAbove);
    const follow = () => {
      told.dataset.guess = figure?.dataset.guess ?? "done";
      const isFound = told.contains(namedBy()) || told.querySelector(".highlighted"); // by a link or the search
      told.open = told.dataset.guess === "done" || Boolean(isFound);
    };
    if (figure) new MutationObserver(follow).observe(figure, { attributeFilter: ["data-guess"] });
    else follow();
  }
}
