// @ts-check
/**
 * The one owner of what a page says to its reader: a line that stands at what the reader has turned to, never over it.
 * In a figure and in a question it stands at the end, in a cell below the tools, so that it moves nothing that is
 * pressed there, and at the head of the page if nothing was touched yet. It stays there until whoever has said it takes
 * it back; what is news, until the reader turns to something else. Of several messages the first is shown.
 *
 * @typedef {{text: string, quiet?: boolean, action?: string, act?: () => void}} Notice `quiet`: seen and not heard, as
 *   how far a download is
 * @typedef {"page" | "lecture" | "python" | "news"} Speaker
 */
import { button, element, ownPart } from "../front/dom.js";
import { once } from "../front/once.js";
import { words } from "../front/words.js";

/** @type {Speaker[]} what matters most comes first */
const SPEAKERS = ["page", "lecture", "python", "news"];

const FIGURE = ".explorable-explorer";
const TOOLS = ".cell_input + .explorable-toolbar";
const ANCHORS = `${FIGURE}, .explorable-ask, div.cell:has(${TOOLS})`;

/** What shows that a reader has turned to something; a pointer that passes counts until then. */
const TURNS = ["pointerdown", "focusin", "keydown", "click"];

const line = once(() => new Line());

/**
 * Say something, or nothing any more.
 * @param {Speaker} speaker
 * @param {Notice} [notice]
 * @param {Element} [anchor] where it is missed, if that is not where the reader is
 */
export function say(speaker, notice, anchor) {
  line().say(speaker, notice, anchor);
}

/** Load the page anew, as there is a newer one; who would lose something prevents it, and then the reader decides. */
export function renewPage() {
  const act = () => location.reload();
  if (dispatchEvent(new Event("explorable-renew", { cancelable: true }))) act();
  else say("page", { text: words("outOfDate"), action: words("reload"), act });
}

class Line {
  /** What each has said, by the anchor where it is missed. */
  #notices = /** @type {Record<Speaker, Map<Element | undefined, Notice>>} */ (
    Object.fromEntries(SPEAKERS.map((each) => [each, new Map()]))
  );
  #text = element("span", { role: "status" });
  #press = button("", () => this.#act());
  #box = element("div", { class: "explorable-session" }, this.#text, this.#press);
  /** Where it stands until something is touched: what comes and goes beside the text of a page restyles all of it. */
  #home = element("div", {}, this.#box);
  #act = () => {};
  /** @type {Element | null} what the reader has turned to */
  #turned = null;
  /** @type {Element | null} where the line stands */
  #anchor = null;
  /** @type {WeakMap<Element, HTMLElement>} what it has left behind, by the anchor */
  #spacers = new WeakMap();
  /** @type {Element | null} what had the focus before its button */
  #before = null;
  /** Who speaks, and what can be done: a change of either is another message. */
  #kind = "";

  constructor() {
    let passing = true;
    const turn = (/** @type {Event} */ { target }) => {
      const anchor = target instanceof Element ? target.closest(ANCHORS) : null;
      const leaves = anchor && this.#anchor && anchor !== this.#anchor;
      if (leaves && this.#kind.startsWith("news")) this.#forgetNews();
      if (anchor) this.#turned = anchor;
      if (this.#kind) this.#show(); // from figure to figure it follows
    };
    for (const event of TURNS)
      addEventListener(event, (given) => ((passing = false), turn(given)), { capture: true, passive: true });
    addEventListener("pointerover", (given) => passing && turn(given), { capture: true, passive: true });
    this.#press.addEventListener("focus", ({ relatedTarget }) => {
      this.#before = relatedTarget instanceof Element ? relatedTarget : null;
    });
    (document.querySelector("article, [role=main]") ?? document.body).prepend(this.#home);
    this.#show(); // a live region must stand before it speaks
  }

  /**
   * @param {Speaker} speaker
   * @param {Notice} [notice]
   * @param {Element} [anchor]
   */
  say(speaker, notice, anchor) {
    if (notice) this.#notices[speaker].set(anchor, notice);
    else this.#notices[speaker].delete(anchor);
    this.#show();
  }

  #show() {
    const speaker = SPEAKERS.find((each) => this.#notices[each].size);
    const [anchor, notice] = speaker ? [...this.#notices[speaker]][0] : [];
    const { text = "", quiet = false, action = "", act = () => {} } = notice ?? {};
    const kind = speaker ? `${speaker} ${action}` : "";
    const wanted = anchor ?? this.#turned;
    const follows = this.#anchor?.matches(FIGURE) && wanted?.matches(FIGURE);
    const moves = wanted !== this.#anchor && (anchor || follows);
    const isNew = kind !== this.#kind;
    this.#kind = kind; // before the line moves: a button that has the focus turns to it once more
    if (kind && (isNew || moves || !this.#box.isConnected)) this.#settle(wanted);
    this.#act = act;
    const hold = heldView(this.#box);
    this.#text.ariaLive = quiet ? "off" : "polite";
    if (this.#text.textContent !== text) this.#text.textContent = text;
    if (this.#press.textContent !== action) this.#press.textContent = action;
    const held = document.activeElement === this.#press;
    this.#press.hidden = !action;
    if (held && !action) this.#giveFocus();
    this.#box.dataset.empty = String(!text);
    hold();
  }

  /** What was news where it happened is none elsewhere. */
  #forgetNews() {
    this.#notices.news.clear();
    this.#settle(null);
    this.#show();
  }

  /** Where the line was stays as high as it is: the next thing is being pressed. */
  #leaveSpacer(/** @type {Element} */ anchor) {
    const spacer = element("div", {});
    const { height } = this.#box.getBoundingClientRect(); // a part of a pixel, too
    Object.assign(spacer.style, { height: `${height}px`, margin: getComputedStyle(this.#box).margin });
    this.#box.replaceWith(spacer);
    this.#spacers.set(anchor, spacer);
  }

  /** Put the line where it belongs; a button that has the focus keeps it. */
  #settle(/** @type {Element | null} */ anchor) {
    const held = document.activeElement === this.#press;
    const tools = anchor?.querySelector(TOOLS);
    if (this.#anchor && this.#anchor !== anchor) this.#leaveSpacer(this.#anchor);
    if (anchor) this.#spacers.get(anchor)?.remove();
    this.#anchor = anchor;
    if (anchor?.matches(FIGURE)) ownPart(anchor, ".explorable-status").append(this.#box);
    else if (tools) tools.after(this.#box);
    else if (anchor) anchor.append(this.#box);
    else this.#home.append(this.#box);
    if (held) this.#press.focus({ preventScroll: true });
  }

  /** The button that was pressed goes: whoever goes by keyboard stays in the same cell or figure. */
  #giveFocus() {
    const before = this.#anchor?.contains(this.#before) && this.#before?.isConnected ? this.#before : null;
    const next = before ?? this.#anchor?.querySelector("button:not([hidden]), input, [tabindex='0']");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }
}

/**
 * What grows above the window moves what is read in it where a browser does not hold that by itself, as Safari does not.
 * @returns {() => void} to be called once something has grown
 */
function heldView(/** @type {Element} */ growing) {
  if (CSS.supports("overflow-anchor", "auto") || growing.getBoundingClientRect().bottom >= 0) return () => {};
  const before = document.body.offsetHeight;
  return () => scrollBy({ top: document.body.offsetHeight - before, behavior: "instant" });
}
