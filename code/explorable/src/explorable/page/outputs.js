// @ts-check
/**
 * What a cell shows while it runs and after: each output as it comes (`explorable.kernel.outputs`
 * lists their kinds).
 *
 * @import { Page } from "./explorers.js"
 * @import { Session } from "./session.js"
 * @typedef {{kind: "text" | "tail" | "html" | "latex" | "markdown" | "explorer" | "error" | "clear",
 *   data?: any, stream?: number, left_out?: number, hidden?: string, runtime_name?: string}} Output
 * @typedef {{head: HTMLElement, gap: HTMLElement, tail: HTMLElement}} Text
 */
import { button, element, errorBox, part, preformatted } from "../front/dom.js";
import { words } from "../front/words.js";
import { hydrate, dispose } from "./explorers.js";
import { typeset } from "./latex.js";

/** Characters that are not worth a fold. */
const SHORT = 2000;

/**
 * @param {HTMLElement} cell
 * @param {Session} session
 * @param {Page} page
 */
export function outputsOf(cell, session, page) {
  let old = false; // whether it goes when there is something new
  let stored = true;
  /** @type {Node[] | undefined} what the page came with, where a run has taken its place */
  let book;
  /** @type {Map<number, Text>} */
  const texts = new Map();

  const boxNow = () => /** @type {HTMLElement | null} */ (cell.querySelector(".cell_output"));
  const box = () => {
    if (!boxNow()) cell.append(element("div", { class: "cell_output docutils container" }));
    return part(cell, ".cell_output");
  };
  /** Let the stored output be seen, or not: it is not that of code which the reader has changed. */
  const showStored = (/** @type {boolean} */ seen) => {
    const output = boxNow();
    if (output && stored) output.hidden = !seen;
  };
  const clear = () => {
    showStored(true);
    const output = boxNow();
    if (stored && !output?.querySelector(".explorable-explorer")) book = [...(output?.childNodes ?? [])];
    old = stored = false;
    texts.clear();
    output?.querySelectorAll(".explorable-explorer").forEach(dispose);
    output?.replaceChildren();
  };
  const textOf = (number = 0) => {
    const text = texts.get(number) ?? { head: preformatted(""), gap: element("p", {}), tail: preformatted("") };
    if (!texts.has(number)) box().append(element("div", { class: "output" }, text.head));
    texts.set(number, text);
    return text;
  };
  const show = (/** @type {Output} */ { kind, data, runtime_name: runtimeName }) => {
    const output = kind === "error" ? errorBox(data.error, data.details) : element("div", {});
    output.classList.add("output");
    if (kind === "html" || kind === "explorer") output.innerHTML = data;
    else if (kind !== "error") output.append(preformatted(data));
    box().append(output);
    if (kind === "latex") void typeset(/** @type {HTMLElement} */ (output.firstElementChild));
    // What is judged is what the reader waits for: it is read out.
    for (const verdict of output.querySelectorAll(".explorable-verdict")) verdict.setAttribute("role", "alert");
    const figure = /** @type {HTMLElement | null} */ (output.querySelector(".explorable-explorer"));
    if (kind === "explorer" && figure) hydrate(figure, session, { ...page, runtimeName });
  };
  return {
    showStored,
    /** A run begins: what is shown stays until there is something new. */
    begin: () => void (old = true),
    /** The run has ended: if it showed nothing, nothing is shown. */
    end: () => old && clear(),
    add(/** @type {Output} */ output) {
      if (old || output.kind === "clear") clear();
      if (output.kind === "text") print(textOf(output.stream).head, output.data);
      else if (output.kind === "tail") showTail(textOf(output.stream), output);
      else if (output.kind !== "clear") show(output);
    },
    /** Bring the stored output back, for the book's own code; a figure that was disposed of stays gone. */
    restore() {
      if (stored || !book) return;
      clear();
      box().append(...book);
      stored = true;
    },
  };
}

/**
 * Show the last lines of a long text; when it has ended, the reader may have those before.
 * @param {Text} text
 * @param {Output} output
 */
function showTail({ head, gap, tail }, { data, left_out = 0, hidden }) {
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
    head.tabIndex = -1; // see tab_stops.js, which gives it a stop if it scrolls
    head.focus();
    showAll();
  }));
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
