// @ts-check
/**
 * What stands over a lecture's slides: the section's title, which slide this is, and the buttons.
 *
 * @import { Turn } from "./lecture_keys.js"
 */
import { button, fillScreen } from "../front/dom.js";
import { words } from "../front/words.js";

/** @param {(turn: Turn) => void} turn */
export function lectureBar(turn) {
  const title = document.createElement("h1");
  const count = document.createElement("span");
  const previous = button("‹", () => turn("previous"), words("previous"));
  const next = button("›", () => turn("next"));
  const fill = button(words("fullScreen"), () => void fillScreen());
  const leave = button(words("leave"), () => turn("leave"));
  const offerToFill = () =>
    (fill.hidden = !document.documentElement.requestFullscreen || Boolean(document.fullscreenElement));
  offerToFill();
  return {
    element: barOf([title, count], [previous, next, fill, leave]),
    offerToFill,
    /**
     * @param {Node[]} name
     * @param {number} number from 1
     * @param {number} total
     */
    say(name, number, total) {
      title.replaceChildren(...name);
      count.textContent = words("slide", { number, total });
      previous.setAttribute("aria-disabled", String(number === 1));
    },
    /**
     * @param {boolean} answers whether the slide keeps an answer back
     * @param {boolean} more whether another slide follows
     */
    sayNext(answers, more) {
      next.textContent = answers ? words("reveal") : "›";
      next.setAttribute("aria-label", words(answers ? "reveal" : "next"));
      next.setAttribute("aria-disabled", String(!answers && !more));
    },
  };
}

/**
 * @param {HTMLElement[]} said each time the slide changes
 * @param {HTMLElement[]} tools
 */
function barOf(said, tools) {
  const bar = document.createElement("div");
  bar.className = "explorable-lecture";
  bar.tabIndex = -1;
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", words("lecture"));
  const [place, buttons] = [document.createElement("div"), document.createElement("div")];
  place.setAttribute("role", "status");
  place.append(...said);
  buttons.append(...tools);
  bar.append(place, buttons);
  return bar;
}
