// @ts-check
/**
 * What a cell shows while it runs and after: each output as it comes (`explorable.kernel.outputs`
 * lists their kinds).
 *
 * @import { Page } from "./explorers.js"
 * @import { Session } from "./session.js"
 * @typedef {{kind: "text" | "tail" | "html" | "latex" | "markdown" | "explorer" | "error" | "clear",
 *   data?: any, stream?: number, left_out?: number, hidden?: string, made?: string}} Output
 * @typedef {{head: HTMLElement, gap: HTMLElement, tail: HTMLElement}} Text
 */
import { button, element, errorBox, preformatted } from "../front/dom.js";
import { words } from "../front/words.js";
import { enliven, layToRest } from "./explorers.js";
import { typeset } from "./latex.js";

/** Characters that are not worth a fold. */
const SHORT = 2000;

export class Outputs {
  /**
   * @param {HTMLElement} cell
   * @param {Session} session
   * @param {Page} page
   */
  constructor(cell, session, page) {
    this.cell = cell;
    this.session = session;
    this.page = page;
    this.old = false;
    this.stored = true;
    /** @type {Node[] | undefined} what the page came with, where a run has taken its place */
    this.book = undefined;
    /** @type {Map<number, Text>} */
    this.texts = new Map();
  }

  /** A run begins: what is shown stays until there is something new. */
  begin() {
    this.old = true;
  }

  /** The run has ended: if it showed nothing, nothing is shown. */
  end() {
    if (this.old) this.#clear();
  }

  add(/** @type {Output} */ output) {
    if (this.old) this.#clear();
    if (output.kind === "clear") this.#clear();
    else if (output.kind === "text") print(this.#text(output.stream).head, output.data);
    else if (output.kind === "tail") this.#showTail(this.#text(output.stream), output);
    else this.#show(output);
  }

  /** Let the stored output be seen, or not: it is not that of code which the reader has changed. */
  showStored(/** @type {boolean} */ shown) {
    const box = /** @type {HTMLElement | null} */ (this.cell.querySelector(".cell_output"));
    if (box && this.stored) box.hidden = !shown;
  }

  /** Bring the stored output back, for the book's own code; a figure that was laid to rest stays gone. */
  restore() {
    if (this.stored || !this.book) return;
    this.#clear();
    this.#box().append(...this.book);
    this.stored = true;
  }

  #clear() {
    this.showStored(true);
    const box = this.cell.querySelector(".cell_output");
    if (this.stored && !box?.querySelector(".explorable-explorer")) this.book = [...(box?.childNodes ?? [])];
    this.old = this.stored = false;
    this.texts.clear();
    box?.querySelectorAll(".explorable-explorer").forEach(layToRest);
    box?.replaceChildren();
  }

  /** @returns {Element} */
  #box() {
    const existing = this.cell.querySelector(".cell_output");
    if (existing) return existing;
    const box = element("div", { class: "cell_output docutils container" });
    this.cell.append(box);
    return box;
  }

  /** @param {number} [number] */
  #text(number = 0) {
    const existing = this.texts.get(number);
    if (existing) return existing;
    const text = { head: preformatted(""), gap: element("p", {}), tail: preformatted("") };
    this.#box().append(element("div", { class: "output" }, text.head));
    this.texts.set(number, text);
    return text;
  }

  /**
   * Show the last lines of a long text; when it has ended, the reader may have those before.
   * @param {Text} text
   * @param {Output} output
   */
  #showTail({ head, gap, tail }, { data, left_out = 0, hidden }) {
    tail.textContent = "";
    print(tail, data);
    const signs = left_out ? 0 : (hidden ?? "").length; // of one long line
    const showAll = () => {
      print(head, hidden + data);
      [gap, tail].forEach((each) => each.remove());
    };
    if (hidden !== undefined && !left_out && signs < SHORT) return showAll();
    const count = (signs || left_out).toLocaleString(document.documentElement.lang || "en");
    gap.textContent = `${words(signs ? "signsLeftOut" : "leftOut", { count })} `;
    head.after(gap, tail);
    if (hidden === undefined) return;
    gap.append(button(words("showAll"), () => {
      head.tabIndex = -1; // see `tab_stops.js`, which gives it a stop if it scrolls
      head.focus();
      showAll();
    }));
  }

  #show(/** @type {Output} */ output) {
    const { kind, data } = output;
    const box = kind === "error" ? errorBox(data.error, data.details) : element("div", {});
    box.classList.add("output");
    if (kind === "html" || kind === "explorer") box.innerHTML = data;
    else if (kind !== "error") box.append(preformatted(data));
    this.#box().append(box);
    if (kind === "latex") void typeset(/** @type {HTMLElement} */ (box.firstElementChild));
    // What is judged is what the reader waits for: it is read out.
    for (const verdict of box.querySelectorAll(".explorable-verdict")) verdict.setAttribute("role", "alert");
    const figure = /** @type {HTMLElement | null} */ (box.querySelector(".explorable-explorer"));
    if (kind === "explorer" && figure)
      enliven(figure, this.session, { ...this.page, made: output.made });
  }
}

/**
 * Add printed text; what stands behind a carriage return takes the place of its line.
 * @param {HTMLElement} pre
 * @param {string} text
 */
function print(pre, text) {
  const bare = !text.includes("\r") && !pre.textContent?.endsWith("\r");
  if (bare) pre.append(text);
  else pre.textContent = `${pre.textContent}${text}`.replaceAll("\r\n", "\n").replace(/[^\n]*\r(?=[^\r])/g, "");
}
