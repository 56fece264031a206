// @ts-check
/**
 * A figure can be opened: its code is fetched when somebody asks for it, can be edited and run, and
 * given back. What it draws takes the place of the book's figure, controls and all.
 *
 * @import { Session } from "./session.js"
 * @typedef {{html?: string, error?: string, details?: string, line?: number}} Redrawn
 * @typedef {{title: string, url: string, key: string, module: string, fixed: string}} Origin
 */
import { button, element, errorBox, parsedHTML } from "../front/dom.js";
import { request } from "../front/request.js";
import { words } from "../front/words.js";
import { keep, kept } from "./records.js";
import { createArea } from "./editor.js";

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
      panel = new SourcePanel(origin, session, put);
      figure.append(panel.element);
      panel.open(loadEditor);
    }
    offer();
  });
  offer();
}

/** The editor of a figure's code, what is wrong with the code, and the tools. */
class SourcePanel {
  /**
   * @param {Origin} origin
   * @param {Session} session
   * @param {(children: Element[] | null) => void} put shows what the code draws, or the book's figure
   */
  constructor(origin, session, put) {
    this.origin = origin;
    this.session = session;
    this.put = put;
    this.book = "";
    this.replaced = false; // whether the figure is what the reader's code draws
    this.label = words("source", { title: origin.title });
    this.place = element("div", { class: "cell_input" });
    this.trouble = element("div", {});
    this.tools = element("p", { class: "explorable-toolbar" });
    const contents = [this.place, this.trouble, this.tools];
    this.element = element("section", { class: "explorable-source", "aria-label": this.label }, ...contents);
    this.place.addEventListener("keydown", (event) => event.stopPropagation());
    this.run = button(words("run"), () => this.#run());
    this.back = button(words("bookCode"), () => this.#restore());
    this.back.hidden = true;
  }

  /** @param {() => Promise<any>} loadEditor */
  async open(loadEditor) {
    try {
      this.book = (await (await request(this.origin.url)).text()).trimEnd();
      const { createEditor } = (await loadEditor()) ?? { createEditor: createArea };
      const place = { kind: "figure", number: this.origin.key, stored: this.book };
      const onRun = () => this.run.click();
      const onChange = () => {
        keep(place, this.editor.value);
        this.#offerBack();
      };
      const doc = kept(place) ?? this.book;
      this.editor = createEditor(this.place, { doc, onRun, onChange, label: this.label });
      this.#offerBack();
      this.tools.append(this.run, this.back);
      this.editor.focus();
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      showTrouble(this.trouble, null, { error: words("noSource", { reason: message }) });
    }
  }

  async #run() {
    const { key, module, fixed } = this.origin;
    this.run.disabled = true;
    /** @type {Redrawn} */
    const answer = (await this.session.call("redraw", [key, module, fixed, this.editor.value])) ?? {};
    this.run.disabled = false;
    showTrouble(this.trouble, this.editor, answer);
    if (!answer.html) return;
    const [figure] = parsedHTML(answer.html).children;
    this.put([...figure.children]);
    this.replaced = true;
    this.#offerBack();
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

/**
 * Say what is wrong with the code under it, and mark the line.
 * @param {HTMLElement} place
 * @param {{markLine?: (line?: number) => void} | null} editor
 * @param {Redrawn} answer
 */
function showTrouble(place, editor, { error = "", details = "", line }) {
  editor?.markLine?.(line);
  place.replaceChildren(...(error ? [errorBox(line ? words("line", { line, error }) : error, details)] : []));
}
