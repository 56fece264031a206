// @ts-check
/**
 * The lecturer's own screen: the slide that the room sees, its notes, what comes next, and the time. It turns with
 * the lecture in the other window; without one it turns alone.
 *
 * @import { Turn } from "./lecture_keys.js"
 * @import { Place } from "./lecture_channel.js"
 */
import { all, button, element } from "../front/dom.js";
import { words } from "../front/words.js";
import { addressOfLecture, askedForNotes, noteSlide } from "./lecture_address.js";
import { channel } from "./lecture_channel.js";
import { listenToKeys } from "./lecture_keys.js";
import { pagesOf, written } from "./lecture_pages.js";
import { printSlides } from "./lecture_print.js";
import { scroll } from "./lecture_slides.js";
import { bringStyle } from "./lecture_style.js";

/** How long in ms a lecture may take to answer, before the notes say that there is none. */
const PATIENCE = 2000;

/** Show the notes in the place of the page. */
export async function showNotes() {
  const [html] = await Promise.all([written(), bringStyle("lecture_notes.css", "screen"), bringStyle("lecture_paper.css", "print")]);
  const pages = pagesOf(html);
  if (!pages.length) return location.replace(location.pathname); // there is no lecture here
  const notes = new Notes(pages);
  document.body.replaceChildren(notes.element);
  printSlides(html);
  notes.begin();
}

class Notes {
  #title = element("h1", {});
  #count = element("span", {});
  #clock = button("0:00", () => this.#restart(), words("restartClock"));
  #next = button("›", () => this.#take("next"));
  #previous = button("‹", () => this.#take("previous"), words("previous"));
  #slide = element("div", { class: "explorable-slide", inert: "" });
  #text = element("div", { class: "explorable-notes-of-slide", tabindex: 0, role: "region", "aria-label": words("notes") });
  #follows = element("p", { class: "explorable-follows" });
  #alone = element("p", { role: "status" });
  #time = element("span", { role: "timer" });
  #begun = Date.now();
  #index = 0;
  #led = false;
  #tell = channel((said) => this.#hear(said), new AbortController().signal);

  /** @param {import("./lecture_pages.js").Page[]} pages */
  constructor(pages) {
    this.pages = pages;
    this.#time.append(this.#clock);
    this.element = element(
      "main", { class: "explorable-notes" },
      element("header", {},
        element("div", { role: "status" }, this.#title, this.#count),
        element("div", {}, this.#time, this.#previous, this.#next)),
      this.#alone, this.#slide, this.#text, this.#follows,
    );
  }

  /** Ask the lecture where it is. */
  begin() {
    const asked = askedForNotes() ?? 1;
    this.#show({ number: Math.min(Math.max(asked, 1), this.pages.length), answers: false });
    listenToKeys((turn) => this.#take(turn), new AbortController().signal);
    setInterval(() => this.#sayTime(), 1000);
    this.#text.focus();
    this.#tell({ asks: true });
    setTimeout(() => this.#led || this.#sayAlone(), PATIENCE);
  }

  #hear(/** @type {import("./lecture_channel.js").Said} */ { place, ended }) {
    if (place) {
      this.#led = true;
      this.#alone.replaceChildren();
      this.#show(place);
    }
    if (ended) {
      this.#led = false;
      this.#sayAlone();
    }
  }

  #take(/** @type {Turn} */ turn) {
    if ((turn === "down" || turn === "up") && scroll(this.#text, turn)) return;
    if (turn === "leave") return close();
    if (this.#led) return this.#tell({ turn });
    const last = this.pages.length - 1;
    const to = { next: this.#index + 1, down: this.#index + 1, first: 0, last }[String(turn)] ?? this.#index - 1;
    this.#show({ number: Math.min(Math.max(to, 0), last) + 1, answers: false });
  }

  #show(/** @type {Place} */ { number, answers }) {
    const [total, index] = [this.pages.length, Math.min(number, this.pages.length) - 1];
    this.#next.textContent = answers ? words("reveal") : "›";
    this.#next.setAttribute("aria-label", words(answers ? "reveal" : "next"));
    if (this.#slide.hasChildNodes() && index === this.#index) return;
    this.#index = index;
    const { title, slide, notes } = this.pages[index];
    const next = this.pages[index + 1];
    this.#title.replaceChildren(...title.map((each) => each.cloneNode(true)));
    this.#count.textContent = words("slide", { number: index + 1, total });
    this.#slide.replaceChildren(slide);
    this.#text.replaceChildren(notes.hasChildNodes() ? notes : words("noNotes"));
    for (const link of all("a", this.#text)) link.setAttribute("target", "_blank"); // the notes stay
    this.#text.scrollTop = 0;
    this.#follows.replaceChildren(
      ...(next ? [words("nextSlide"), " ", ...next.title.map((each) => each.cloneNode(true))] : [words("lastSlide")]));
    noteSlide(index + 1);
  }

  #sayAlone() {
    const link = element("a", { href: addressOfLecture(this.#index + 1), target: "_blank" }, words("openLecture"));
    this.#alone.replaceChildren(words("noLecture"), " ", link);
  }

  #sayTime() {
    const seconds = Math.floor((Date.now() - this.#begun) / 1000);
    this.#clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  #restart() {
    this.#begun = Date.now();
    this.#sayTime();
  }
}
