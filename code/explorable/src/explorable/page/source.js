// @ts-check
/**
 * A figure can be opened: its code is fetched when somebody asks for it, can be edited and run, and
 * given back. What it draws takes the place of the book's figure, controls and all.
 *
 * @import { Editor } from "./editor.js"
 * @import { Session } from "./session.js"
 * @typedef {{html?: string, error?: string, details?: string, line?: number}} Redrawn
 * @typedef {{title: string, url: string, key: string, module: string, fixed: string}} Origin
 */
import { button, element, errorBox, isCalm, offer, ownPart, parsedHTML, part } from "../front/dom.js";
import { request } from "../front/request.js";
import { words } from "../front/words.js";
import { followOtherTabs, load, save } from "./records.js";
import { makerOf } from "./editor.js";

/** How long in ms a new figure takes to come up. */
const COMES = 500;

/**
 * Offer the code of an explorer.
 * @param {HTMLElement} figure
 * @param {Origin} origin where its code comes from
 * @param {Session} session
 * @param {() => Promise<any>} loadEditor
 * @param {(children: Element[], runtimeName?: string) => void} show puts other contents into the figure,
 *   above the panel, and brings them to life
 */
export function offerSource(figure, origin, session, loadEditor, show) {
  const book = [...figure.children];
  /** @type {HTMLElement | undefined} */
  let panel;
  const offerCode = () => {
    const code = /** @type {HTMLElement | null} */ (figure.querySelector("[data-do=code]"));
    if (!code) return;
    offer(code);
    code.setAttribute("aria-expanded", String(panel?.hidden === false));
  };
  const put = (/** @type {Element[] | null} */ children) => {
    show(children ?? book, children ? origin.key : undefined);
    offerCode();
  };
  figure.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("[data-do=code]"))) return;
    if (panel) panel.hidden = !panel.hidden;
    else {
      panel = sourcePanel(origin, session, loadEditor, put);
      ownPart(figure, ".explorable-status").before(panel);
    }
    offerCode();
  });
  offerCode();
}

/**
 * A button whose act takes its time: meanwhile it does nothing, and keeps the focus.
 * @param {string} text
 * @param {() => Promise<void>} act
 */
function slowButton(text, act) {
  const made = button(text, async () => {
    if (made.ariaDisabled === "true") return;
    made.ariaDisabled = "true";
    await act().finally(() => (made.ariaDisabled = "false"));
  });
  return made;
}

/**
 * The editor of a figure's code, what is wrong with the code, and the tools.
 * @param {Origin} origin
 * @param {Session} session
 * @param {() => Promise<any>} loadEditor
 * @param {(children: Element[] | null) => void} put shows what the code draws, or the book's figure
 */
function sourcePanel(origin, session, loadEditor, put) {
  const label = words("source", { title: origin.title });
  const place = element("div", { class: "cell_input" });
  const trouble = element("div", {});
  /** @type {Editor} */
  let editor;
  let book = "";
  let replaced = false; // whether the figure is what edited code draws

  const offerBack = () => void (back.hidden = !replaced && editor.value === book);
  /** Say what is wrong with the code under it, and mark the line. */
  const report = (/** @type {Redrawn} */ { error = "", details = "", line }) => {
    editor?.markLine?.(line);
    const text = line && editor.value.split("\n")[line - 1]?.trim();
    const message = text ? words("line", { line: `${line} (${text})`, error }) : error;
    trouble.replaceChildren(...(error ? [errorBox(message, details)] : []));
  };
  /** Fetch the code, and let it be edited. */
  const open = async () => {
    try {
      book = (await (await request(origin.url)).text()).trimEnd();
      const createEditor = await makerOf(loadEditor);
      const stored = { kind: "figure", number: origin.key, stored: book };
      const onChange = () => {
        save(stored, editor.value);
        offerBack();
      };
      const doc = load(stored) ?? book;
      editor = createEditor(place, { doc, onRun: () => run.click(), onChange, label });
      followOtherTabs([stored], (_, text) => editor.value !== text && (editor.value = text));
      report({});
      offerBack();
      [run.hidden, again.hidden] = [false, true];
      editor.focus();
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      report({ error: words("noSource", { reason: message }) });
      again.hidden = false;
    }
  };
  const run = slowButton(words("run"), async () => {
    const { key, module, fixed } = origin;
    /** @type {Redrawn} */
    const answer = (await session.call("redraw", [key, module, fixed, editor.value])) ?? {};
    report(answer);
    if (!answer.html) return;
    const [figure] = parsedHTML(answer.html).children;
    put([...figure.children]);
    replaced = true;
    offerBack();
    showDrawn(/** @type {Element} */ (panel.parentElement));
  });
  const back = button(words("bookCode"), () => {
    editor.value = book;
    report({});
    put(null);
    replaced = false;
    offerBack();
    editor.focus();
  });
  const again = slowButton(words("retry"), open);
  const tools = [run, back, again];
  for (const each of tools) each.hidden = true;
  const contents = [place, trouble, element("p", { class: "explorable-toolbar" }, ...tools)];
  const panel = element("section", { class: "explorable-source", "aria-label": label }, ...contents);
  void open();
  return panel;
}

/** Bring what the code draws into view, above the code: it comes up, so that it is seen that it is new. */
function showDrawn(/** @type {Element} */ figure) {
  const picture = part(figure, ".explorable-picture");
  picture.scrollIntoView({ block: "nearest" });
  if (!isCalm()) picture.animate([{ opacity: 0.2 }, { opacity: 1 }], COMES);
}
