// @ts-check
/**
 * A figure can be opened: its code is fetched when somebody asks for it, can be edited and run, and
 * given back. What it draws takes the place of the book's figure, controls and all.
 *
 * @import { Session } from "./session.js"
 * @typedef {{html?: string, error?: string, details?: string, line?: number}} Redrawn
 * @typedef {{title: string, url: string, key: string, module: string, fixed: string}} Origin
 */
import { button, element, errorBox, isCalm, parsedHTML, part } from "../front/dom.js";
import { request } from "../front/request.js";
import { words } from "../front/words.js";
import { followOtherTabs, keep, kept } from "./records.js";
import { makerOf } from "./editor.js";

/** How long in ms a new figure takes to come up. */
const COMES = 500;

/**
 * Offer the code of an explorer.
 * @param {HTMLElement} figure
 * @param {Origin} origin where its code comes from
 * @param {Session} session
 * @param {() => Promise<any>} loadEditor
 * @param {(children: Element[], made?: string) => void} show puts other contents into the figure,
 *   above the panel, and brings them to life
 */
export function offerSource(figure, origin, session, loadEditor, show) {
  const book = [...figure.children];
  /** @type {SourcePanel | undefined} */
  let panel;
  const offer = () => {
    const code = /** @type {HTMLElement | null} */ (figure.querySelector("[data-do=code]"));
    if (!code) return;
    code.hidden = false;
    code.setAttribute("aria-expanded", String(Boolean(panel && !panel.element.hidden)));
  };
  const put = (/** @type {Element[] | null} */ children) => {
    show(children ?? book, children ? origin.key : undefined);
    offer();
  };
  figure.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("[data-do=code]"))) return;
    if (panel) panel.element.hidden = !panel.element.hidden;
    else {
      panel = new SourcePanel(origin, session, loadEditor, put);
      figure.append(panel.element);
      void panel.open();
    }
    offer();
  });
  offer();
}

/**
 * A button whose act takes its time: meanwhile it does nothing, and keeps the focus.
 * @param {string} text
 * @param {() => Promise<void>} act
 */
function slowButton(text, act) {
  let acts = false;
  const mark = (/** @type {boolean} */ now) => made.setAttribute("aria-disabled", String((acts = now)));
  const made = button(text, async () => {
    if (acts) return;
    mark(true);
    await act().finally(() => mark(false));
  });
  return made;
}

/** The editor of a figure's code, what is wrong with the code, and the tools. */
class SourcePanel {
  /**
   * @param {Origin} origin
   * @param {Session} session
   * @param {() => Promise<any>} loadEditor
   * @param {(children: Element[] | null) => void} put shows what the code draws, or the book's figure
   */
  constructor(origin, session, loadEditor, put) {
    this.origin = origin;
    this.session = session;
    this.loadEditor = loadEditor;
    this.put = put;
    this.book = "";
    this.replaced = false; // whether the figure is what the reader's code draws
    this.label = words("source", { title: origin.title });
    this.place = element("div", { class: "cell_input" });
    this.trouble = element("div", {});
    this.run = slowButton(words("run"), () => this.#run());
    this.back = button(words("bookCode"), () => this.#restore());
    this.again = slowButton(words("retry"), () => this.open());
    const tools = [this.run, this.back, this.again];
    for (const each of tools) each.hidden = true;
    const contents = [this.place, this.trouble, element("p", { class: "explorable-toolbar" }, ...tools)];
    this.element = element("section", { class: "explorable-source", "aria-label": this.label }, ...contents);
    this.place.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /** Fetch the code, and let it be edited. */
  async open() {
    try {
      this.book = (await (await request(this.origin.url)).text()).trimEnd();
      const createEditor = await makerOf(this.loadEditor);
      const place = { kind: "figure", number: this.origin.key, stored: this.book };
      const onRun = () => this.run.click();
      const onChange = () => {
        keep(place, this.editor.value);
        this.#offerBack();
      };
      const doc = kept(place) ?? this.book;
      this.editor = createEditor(this.place, { doc, onRun, onChange, label: this.label });
      followOtherTabs([place], (_, text) => this.editor.value !== text && (this.editor.value = text));
      showTrouble(this.trouble, this.editor, {});
      this.#offerBack();
      [this.run.hidden, this.again.hidden] = [false, true];
      this.editor.focus();
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      showTrouble(this.trouble, null, { error: words("noSource", { reason: message }) });
      this.again.hidden = false;
    }
  }

  async #run() {
    const { key, module, fixed } = this.origin;
    /** @type {Redrawn} */
    const answer = (await this.session.call("redraw", [key, module, fixed, this.editor.value])) ?? {};
    showTrouble(this.trouble, this.editor, answer);
    if (!answer.html) return;
    const [figure] = parsedHTML(answer.html).children;
    this.put([...figure.children]);
    this.replaced = true;
    this.#offerBack();
    showDrawn(/** @type {Element} */ (this.element.parentElement));
  }

  #offerBack() {
    this.back.hidden = !this.replaced && this.editor.value === this.book;
  }

  #restore() {
    this.editor.value = this.book;
    showTrouble(this.trouble, this.editor, {});
    this.put(null);
    this.replaced = false;
    this.#offerBack();
    this.editor.focus();
  }
}

/** Bring what the code draws into view, above the code: it comes up, so that it is seen that it is new. */
function showDrawn(/** @type {Element} */ figure) {
  const picture = part(figure, ".explorable-picture");
  picture.scrollIntoView({ block: "nearest" });
  if (!isCalm()) picture.animate([{ opacity: 0.2 }, { opacity: 1 }], COMES);
}

/**
 * Say what is wrong with the code under it, and mark the line.
 * @param {HTMLElement} place
 * @param {{value: string, markLine?: (line?: number) => void} | null} editor
 * @param {Redrawn} answer
 */
function showTrouble(place, editor, { error = "", details = "", line }) {
  editor?.markLine?.(line);
  const text = line && editor?.value.split("\n")[line - 1]?.trim();
  const said = text ? words("line", { line: `${line} (${text})`, error }) : error;
  place.replaceChildren(...(error ? [errorBox(said, details)] : []));
}
