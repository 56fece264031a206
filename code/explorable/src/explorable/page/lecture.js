// @ts-check
/**
 * Lecture mode: a page's figures, explorers, boxes and questions one by one, in large type. Each is
 * shown where it stands, so that it lives on as it is.
 *
 * @import { Turn } from "./lecture_keys.js"
 */
import { lectureBar } from "./lecture_bar.js";
import { listenToKeys, listenToSwipes } from "./lecture_input.js";
import { answerOf, beginning, slidesOf, titleOf } from "./lecture_slides.js";
import { clear, giveFocus, scroll, show } from "./lecture_stage.js";

export { loadStyle } from "./lecture_stage.js";

/** What tells that a slide has given its answer. */
const ANSWERED = { subtree: true, attributes: true, attributeFilter: ["data-guess", "open"] };

let open = false;

/**
 * Show the page as a lecture.
 * @param {Element} style goes with it
 */
export function lecture(style) {
  const slides = slidesOf(document.querySelector("article, main, [role=main]") ?? document.body);
  if (open || !slides.length) return style.remove();
  open = true;
  new Lecture(slides, () => {
    style.remove();
    open = false;
  });
}

class Lecture {
  #end = new AbortController();
  #bar = lectureBar((turn) => this.take(turn));
  #watch = new MutationObserver(() => this.#sayWhatIsNext());
  #filled = Boolean(document.fullscreenElement);

  /**
   * @param {HTMLElement[]} slides
   * @param {() => void} ended
   */
  constructor(slides, ended) {
    this.slides = slides;
    this.ended = ended;
    this.index = beginning(slides, location.hash);
    const folds = slides.flatMap((each) => [...each.querySelectorAll("details")]);
    /** @type {[HTMLDetailsElement, boolean][]} how the reader had them */
    this.folds = folds.map((each) => [each, each.open]);
    for (const fold of folds) fold.open = false;
    document.body.prepend(this.#bar.element);
    this.#listen();
    this.#show();
    this.#bar.element.focus();
  }

  get #slide() {
    return this.slides[this.index];
  }

  #listen() {
    const { signal } = this.#end;
    const take = (/** @type {Turn} */ turn) => this.take(turn);
    const slide = () => this.#slide;
    listenToKeys(take, signal);
    listenToSwipes(take, slide, signal);
    document.addEventListener("fullscreenchange", () => this.#follow(), { signal });
  }

  /** Whoever leaves the full screen leaves the lecture: browsers keep the key Escape for that. */
  #follow() {
    const filled = Boolean(document.fullscreenElement);
    if (this.#filled && !filled) return this.#leave();
    this.#filled = filled;
    this.#bar.offerToFill();
  }

  /** Do what the reader wants; a slide's answer comes before the next slide. */
  take(/** @type {Turn} */ turn) {
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
    if (document.fullscreenElement) void document.exitFullscreen();
    giveFocus(this.#slide);
  }
}
