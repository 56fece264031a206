// @ts-check
/**
 * What a cell shows while it runs and after: each output as it comes (`explorable.page.outputs`
 * lists their kinds).
 *
 * @import { Session } from "./session.js"
 * @typedef {{kind: "text" | "tail" | "html" | "latex" | "markdown" | "explorer" | "error" | "clear",
 *   data?: any, stream?: number, left_out?: number, hidden?: string, made?: string}} Output
 * @typedef {{head: HTMLElement, gap: HTMLElement, tail: HTMLElement}} Text
 */
import { enliven, layToRest } from "./explorers.js";
import { typeset } from "./latex.js";
import { words } from "./words.js";

export class Outputs {
  /**
   * @param {HTMLElement} cell
   * @param {Session} session
   * @param {string} home where the vendored files lie
   */
  constructor(cell, session, home) {
    this.cell = cell;
    this.session = session;
    this.home = home;
    this.old = false;
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

  /** @param {Output} output */
  add(output) {
    if (this.old) this.#clear();
    if (output.kind === "clear") this.#clear();
    else if (output.kind === "text") this.#text(output.stream).head.append(output.data);
    else if (output.kind === "tail") this.#showTail(this.#text(output.stream), output);
    else this.#show(output);
  }

  #clear() {
    this.old = false;
    this.texts.clear();
    const box = this.cell.querySelector(".cell_output");
    box?.querySelectorAll(".explorable-explorer").forEach(layToRest);
    box?.replaceChildren();
  }

  /** @returns {Element} */
  #box() {
    const found = this.cell.querySelector(".cell_output");
    if (found) return found;
    const box = document.createElement("div");
    box.className = "cell_output docutils container";
    this.cell.append(box);
    return box;
  }

  /** @param {number} [number] */
  #text(number = 0) {
    const found = this.texts.get(number);
    if (found) return found;
    const text = { head: preformatted(), gap: document.createElement("p"), tail: preformatted() };
    const box = document.createElement("div");
    box.className = "output";
    box.append(text.head);
    this.#box().append(box);
    this.texts.set(number, text);
    return text;
  }

  /**
   * Show the last lines of a long text; when it has ended, the reader may have those before.
   * @param {Text} text
   * @param {Output} output
   */
  #showTail({ head, gap, tail }, { data, left_out = 0, hidden }) {
    tail.textContent = data;
    if (hidden !== undefined && !left_out) {
      head.append(hidden, data);
      return [gap, tail].forEach((each) => each.remove());
    }
    const count = left_out.toLocaleString(document.documentElement.lang || "en");
    gap.textContent = `${words("leftOut", { count })} `;
    head.after(gap, tail);
    if (hidden === undefined) return;
    const all = document.createElement("button");
    all.type = "button";
    all.textContent = words("showAll");
    all.addEventListener("click", () => {
      head.append(hidden, data);
      head.focus();
      [gap, tail].forEach((each) => each.remove());
    });
    gap.append(all);
  }

  /** @param {Output} output */
  #show(output) {
    const box = output.kind === "error" ? errorBox(output.data) : document.createElement("div");
    box.classList.add("output");
    if (output.kind === "html" || output.kind === "explorer") box.innerHTML = output.data;
    else if (output.kind !== "error") box.append(preformatted(output.data));
    this.#box().append(box);
    if (output.kind === "latex") void typeset(/** @type {HTMLElement} */ (box.firstElementChild));
    // What is judged is what the reader waits for: it is read out.
    for (const verdict of box.querySelectorAll(".explorable-verdict")) verdict.setAttribute("role", "alert");
    const figure = /** @type {HTMLElement | null} */ (box.querySelector(".explorable-explorer"));
    if (output.kind === "explorer" && figure)
      enliven(figure, this.session, { home: this.home, made: output.made });
  }
}

/** @param {{error: string, details: string}} data */
function errorBox({ error, details }) {
  const box = document.createElement("div");
  box.className = "explorable-error";
  box.setAttribute("role", "alert");
  const last = document.createElement("p");
  last.textContent = error;
  box.append(last);
  if (!details) return box;
  const fold = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words("details");
  fold.append(summary, preformatted(details));
  box.append(fold);
  return box;
}

/** @param {string} [text] */
function preformatted(text = "") {
  const pre = document.createElement("pre");
  pre.textContent = text;
  pre.tabIndex = 0;
  return pre;
}
