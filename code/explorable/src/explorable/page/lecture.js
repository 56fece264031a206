// @ts-check
/**
 * Lecture mode: a page's figures, explorers, boxes and questions one by one, in large type. Each is
 * shown where it stands, so that it lives on as it is.
 *
 * @import { Turn } from "./lecture_keys.js"
 */
import { button, element, fillScreen, loaded } from "../front/dom.js";
import { words } from "../front/words.js";
import { listenToKeys, listenToSwipes } from "./lecture_keys.js";
import { asked, leave, turnTo } from "./lecture_address.js";
import { answerOf, beginning, clear, giveFocus, scroll, show, slidesOfPage, titleOf } from "./lecture_slides.js";

/** What tells that a slide has given its answer. */
const ANSWERED = { subtree: true, attributes: true, attributeFilter: ["data-guess", "open"] };

let open = false;

/** Fetch the style of a lecture, which no page carries that gives none; paper shows the page. Return what begins one. */
export async function prepare() {
  const href = new URL("lecture.css", import.meta.url).href;
  const style = element("link", { rel: "stylesheet", media: "screen", href });
  await loaded(style);
  return () => lecture(style);
}

/** Show the page as a lecture; its style goes with it. */
function lecture(/** @type {Element} */ style) {
  const slides = slidesOfPage();
  if (open || !slides.length || asked() === undefined) return style.remove(); // which Back has left meanwhile
  open = true;
  const folds = slides.flatMap((each) => [...each.querySelectorAll("details")]);
  const opened = folds.filter((each) => each.open); // by the reader
  for (const fold of folds) fold.open = false;
  const end = new AbortController();
  const { signal } = end;
  let filled = Boolean(document.fullscreenElement);
  let index = beginning(slides, location.hash, asked());

  const sayWhatIsNext = () => bar.sayNext(Boolean(answerOf(slides[index])), index + 1 < slides.length);
  const watch = new MutationObserver(sayWhatIsNext);
  const showSlide = () => {
    const held = bar.element.contains(document.activeElement);
    show(slides[index]);
    turnTo(index + 1);
    bar.say(titleOf(slides[index]), index + 1, slides.length);
    sayWhatIsNext();
    watch.disconnect();
    watch.observe(slides[index], ANSWERED);
    if (!held) bar.element.focus(); // what had it is not there any more
  };
  const goTo = (/** @type {number} */ next) => {
    next = Math.max(0, Math.min(next, slides.length - 1));
    if (next === index) return;
    index = next;
    showSlide();
  };
  /** Leave the page as it was, at the slide shown last. */
  const leaveAll = () => {
    end.abort();
    watch.disconnect();
    bar.element.remove();
    clear();
    for (const fold of folds) fold.open = opened.includes(fold);
    style.remove();
    open = false;
    leave();
    if (document.fullscreenElement) void document.exitFullscreen();
    giveFocus(slides[index]);
  };
  /** Do what the reader wants; a slide's answer comes before the next slide. */
  const take = (/** @type {Turn} */ turn) => {
    if (turn === "leave") return leaveAll();
    if (turn === "first") return goTo(0);
    if (turn === "last") return goTo(Infinity);
    if ((turn === "down" || turn === "up") && scroll(slides[index], turn)) return;
    if (turn === "previous" || turn === "up") return goTo(index - 1);
    const answer = answerOf(slides[index]);
    if (answer) answer();
    else goTo(index + 1);
  };
  const bar = lectureBar(take);
  document.body.prepend(bar.element);
  listenToKeys(take, signal);
  listenToSwipes(take, () => slides[index], signal);
  // Whoever leaves the full screen leaves the lecture: browsers keep the key Escape for that.
  document.addEventListener("fullscreenchange", () => {
    const left = filled && !document.fullscreenElement;
    filled = Boolean(document.fullscreenElement);
    if (left) leaveAll();
    else bar.offerToFill();
  }, { signal });
  // Back leaves the lecture; a link to a slide turns to it.
  addEventListener("popstate", () => {
    const number = asked();
    if (number === undefined) leaveAll();
    else if (number) goTo(number - 1);
  }, { signal });
  showSlide();
  bar.element.focus();
}

/**
 * What stands over the slides: the section's title, which slide this is, and the buttons.
 * @param {(turn: Turn) => void} turn
 */
function lectureBar(turn) {
  const title = element("h1", {});
  const count = element("span", {});
  const previous = button("‹", () => turn("previous"), words("previous"));
  const next = button("›", () => turn("next"));
  const fill = button(words("fullScreen"), () => void fillScreen());
  const tools = [previous, next, fill, button(words("leave"), () => turn("leave"))];
  const offerToFill = () => (fill.hidden = !document.fullscreenEnabled || Boolean(document.fullscreenElement));
  offerToFill();
  return {
    element: element(
      "div", { class: "explorable-lecture", tabindex: -1, role: "region", "aria-label": words("lecture") },
      element("div", { role: "status" }, title, count), element("div", {}, ...tools),
    ),
    offerToFill,
    /** @type {(name: Node[], number: number, total: number) => void} `number` counts from 1 */
    say(name, number, total) {
      title.replaceChildren(...name);
      count.textContent = words("slide", { number, total });
      previous.setAttribute("aria-disabled", String(number === 1));
    },
    /** @type {(answers: boolean, more: boolean) => void} the slide keeps an answer back; another follows */
    sayNext(answers, more) {
      next.textContent = answers ? words("reveal") : "›";
      next.setAttribute("aria-label", words(answers ? "reveal" : "next"));
      next.setAttribute("aria-disabled", String(!answers && !more));
    },
  };
}
