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
import { answerOf, articleOf, beginning, clear, giveFocus, scroll, show, slidesOf, titleOf } from "./lecture_slides.js";

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
  const slides = slidesOf(articleOf(document));
  const close = () => style.remove();
  if (open || !slides.length || asked() === undefined) return close(); // which Back has left meanwhile
  open = true;
  new Lecture(slides, () => {
    close();
    open = false;
  });
}

class Lecture {
  #end = new AbortController();
  #bar = lectureBar((turn) => this.#take(turn));
  #watch = new MutationObserver(() => this.#sayWhatIsNext());
  #filled = Boolean(document.fullscreenElement);

  /**
   * @param {HTMLElement[]} slides
   * @param {() => void} ended
   */
  constructor(slides, ended) {
    this.slides = slides;
    this.ended = ended;
    this.index = beginning(slides, location.hash, asked());
    const folds = slides.flatMap((each) => [...each.querySelectorAll("details")]);
    this.folds = new Map(folds.map((each) => [each, each.open])); // as the reader had them
    for (const fold of folds) fold.open = false;
    document.body.prepend(this.#bar.element);
    const { signal } = this.#end;
    listenToKeys((turn) => this.#take(turn), signal);
    listenToSwipes((turn) => this.#take(turn), () => this.#slide, signal);
    document.addEventListener("fullscreenchange", () => this.#follow(), { signal });
    addEventListener("popstate", () => this.#followAddress(), { signal });
    this.#show();
    this.#bar.element.focus();
  }

  get #slide() {
    return this.slides[this.index];
  }

  /** Whoever leaves the full screen leaves the lecture: browsers keep the key Escape for that. */
  #follow() {
    const filled = Boolean(document.fullscreenElement);
    if (this.#filled && !filled) return this.#leave();
    this.#filled = filled;
    this.#bar.offerToFill();
  }

  /** Back leaves the lecture; a link to a slide turns to it. */
  #followAddress() {
    const number = asked();
    if (number === undefined) this.#leave();
    else if (number) this.#goTo(Math.min(number, this.slides.length) - 1);
  }

  /** Do what the reader wants; a slide's answer comes before the next slide. */
  #take(/** @type {Turn} */ turn) {
    const last = this.slides.length - 1;
    if (turn === "leave") return this.#leave();
    if (turn === "first") return this.#goTo(0);
    if (turn === "last") return this.#goTo(last);
    if ((turn === "down" || turn === "up") && scroll(this.#slide, turn)) return;
    if (turn === "previous" || turn === "up") return this.#goTo(Math.max(0, this.index - 1));
    const answer = answerOf(this.#slide);
    if (answer) answer();
    else this.#goTo(Math.min(last, this.index + 1));
  }

  #goTo(/** @type {number} */ index) {
    if (index === this.index) return;
    this.index = index;
    this.#show();
  }

  #show() {
    const held = this.#bar.element.contains(document.activeElement);
    show(this.#slide);
    turnTo(this.index + 1);
    this.#bar.say(titleOf(this.#slide), this.index + 1, this.slides.length);
    this.#sayWhatIsNext();
    this.#watch.disconnect();
    this.#watch.observe(this.#slide, ANSWERED);
    if (!held) this.#bar.element.focus(); // what had it is not there any more
  }

  #sayWhatIsNext() {
    this.#bar.sayNext(Boolean(answerOf(this.#slide)), this.index + 1 < this.slides.length);
  }

  /** Leave the page as it was, at the slide shown last. */
  #leave() {
    this.#end.abort();
    this.#watch.disconnect();
    this.#bar.element.remove();
    clear();
    for (const [fold, was] of this.folds) fold.open = was;
    this.ended();
    leave();
    if (document.fullscreenElement) void document.exitFullscreen();
    giveFocus(this.#slide);
  }
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
