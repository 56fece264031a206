// @ts-check
/**
 * The place where a reader keeps the book on this device, or forgets it: a sentence that says how things are, and one
 * button. Where a browser keeps no book, what the author has written below says what else there is.
 */
import { all, button, element } from "../front/dom.js";
import { words } from "../front/words.js";
import { alone, editionOf, forgetBook, hindrance, keepBook, keptAt, listed, Stopped, troubleOf } from "./keeping.js";
import { clear, contentsOf } from "../worker/kept.js";

/** Percent between two changes of the sentence: more would be chatter. */
const STEP = 5;

const inMegabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

class Place {
  #status = element("p", { role: "status" });
  #tools = element("p", { class: "explorable-toolbar" });
  #size = "";

  /** @param {HTMLElement} box */
  constructor(box) {
    this.root = new URL(box.dataset.root ?? ".", location.href).href;
    /** @type {HTMLElement | null | undefined} */
    this.otherwise = box.parentElement?.querySelector(":scope > .explorable-otherwise");
    box.append(this.#status, this.#tools);
  }

  /** Say how things are, and offer what can be done. */
  async begin() {
    try {
      await this.#begin();
    } catch (error) {
      console.info(`This browser refuses what it keeps: ${error}`); // as where it blocks the data of sites
      if (this.otherwise) this.otherwise.hidden = false;
      this.#say(words("keepUnable"));
    }
  }

  async #begin() {
    const hindered = hindrance();
    if (hindered) return this.#say(words(hindered));
    if (this.otherwise) this.otherwise.hidden = true;
    const registration = await keptAt(this.root);
    if (registration?.active) return this.#sayKept(registration.active);
    await alone(this.root, () => clear(this.root)); // what a tab that was closed has left half
    try {
      this.#size = inMegabytes(contentsOf(this.root, await listed(this.root)).bytes);
      this.#offer("");
    } catch (error) {
      this.#say(words("keepFailed", troubleOf(error)), button(words("retry"), () => void this.begin()));
    }
  }

  #offer(/** @type {string} */ text) {
    this.#say(text, button(words("keepBook", { size: this.#size }), () => void this.#keep()));
  }

  async #keep() {
    const controller = new AbortController();
    const stop = () => controller.abort(new Stopped());
    addEventListener("pagehide", stop, { once: true });
    this.#say(words("keepFetching", { percent: 0, size: this.#size }), button(words("stop"), stop));
    const report = (/** @type {number} */ loaded, /** @type {number} */ bytes) => {
      const percent = STEP * Math.floor((100 * loaded) / bytes / STEP);
      const text = words("keepFetching", { percent, size: inMegabytes(bytes) });
      if (this.#status.textContent !== text) this.#status.textContent = text;
    };
    try {
      const worker = await alone(this.root, () => keepBook(this.root, controller, report));
      if (worker) await this.#sayKept(worker);
      else this.#offer(words("keepElsewhere"));
    } catch (error) {
      this.#offer(error instanceof Stopped ? words("keepStopped") : words("keepFailed", troubleOf(error)));
    }
  }

  async #sayKept(/** @type {ServiceWorker} */ worker) {
    const { version, bytes } = await editionOf(worker);
    this.#size = inMegabytes(bytes);
    this.#offerForgetting(words("bookKept", { edition: version.slice(0, 8), size: this.#size }));
  }

  #offerForgetting(/** @type {string} */ text) {
    this.#say(text, button(words("forgetBook"), () => void this.#forget()));
  }

  async #forget() {
    try {
      await forgetBook(this.root);
      this.#offer(words("bookForgotten"));
    } catch (error) {
      this.#offerForgetting(words("forgetFailed", { reason: troubleOf(error).reason }));
    }
  }

  /** A button that was pressed goes: the next one has the focus. */
  #say(/** @type {string} */ text, /** @type {HTMLElement[]} */ ...buttons) {
    const held = this.#tools.contains(document.activeElement);
    this.#status.textContent = text;
    this.#tools.replaceChildren(...buttons);
    if (held) buttons[0]?.focus();
  }
}

for (const each of all(".explorable-keep")) void new Place(each).begin();
