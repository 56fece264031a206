// @ts-check
/**
 * A code cell of a page: its code, which a reader may edit, its tools, and what it shows.
 *
 * @import { Editor } from "./editor.js"
 * @import { Page } from "./explorers.js"
 * @import { Order } from "./order.js"
 * @import { Session } from "./session.js"
 * @import { Key } from "../front/words.js"
 */
import { button, element, part, setAttributes } from "../front/dom.js";
import { words } from "../front/words.js";
import { exerciseOf } from "./attempts.js";
import { makerOf } from "./editor.js";
import { load, save } from "./records.js";
import { answerIn } from "../front/record.js";
import { once } from "../front/once.js";
import { outputsOf } from "./outputs.js";

/** @type {Record<string, [Key, string]>} what each state is called, and its sign; Python names all but "running" */
const STATES = {
  "not run": ["notRun", "○"], running: ["runs", "…"], run: ["hasRun", "●"], stale: ["stale", "◐"],
  failed: ["hasFailed", "✕"],
};

/** The code that a cell shows, without the numbers that may stand at its lines, or in a column beside them. */
function codeIn(/** @type {HTMLElement} */ home) {
  const shown = home.querySelector(".cell_input pre:not(.linenodiv > pre)")?.cloneNode(true);
  for (const number of /** @type {HTMLElement | undefined} */ (shown)?.querySelectorAll(".linenos") ?? []) number.remove();
  return (shown?.textContent ?? "").replace(/\n$/, "");
}

export class Cell {
  /** @type {Editor | undefined} */
  #editor;
  #text;
  /** What the last mark says. */
  state = "";
  #mark = element("span", { class: "explorable-mark" });
  line = element("span", { role: "status" });
  #open = () => Promise.resolve(/** @type {Editor | undefined} */ (undefined));
  #restore = button(words("restore"), async () => {
    save(this, this.stored);
    this.write(this.stored);
    this.outputs.restore();
    (await this.edit())?.focus(); // the button goes
  }, words("restoreCell"));

  /**
   * @param {HTMLElement} home
   * @param {number} number
   * @param {Session} session
   * @param {Page} page
   */
  constructor(home, number, session, page) {
    this.element = home;
    this.number = number;
    this.stored = codeIn(home);
    this.#text = this.stored;
    this.exercise = exerciseOf(home);
    this.asks = this.exercise?.stored;
    this.outputs = outputsOf(home, session, page);
    this.toolbar = part(home, ".explorable-toolbar");
    home.id ||= `cell-${number}`;
    this.mark("not run");
  }

  /** The code as it stands. */
  get source() {
    return this.#editor?.value ?? this.#text;
  }

  /** Whether it is an editor from the start: an exercise, or what the reader has written. */
  get opensAtOnce() {
    return this.element.matches(".tag_exercise") || this.source !== this.stored;
  }

  /**
   * Give it its tools.
   * @param {Order} order
   * @param {() => Promise<any>} loadEditor
   */
  equip(order, loadEditor) {
    const onRun = () => void order.run(this);
    const onChange = () => {
      save(this, this.source);
      this.#restore.hidden = this.source === this.stored;
      void order.mark();
    };
    const { number } = this;
    const place = part(this.element, ".cell_input");
    // Code that is pressed is written in, as in a notebook; what was selected stays, and a finger that passes has Edit.
    const onPress = async (/** @type {MouseEvent} */ press) => {
      const isPassing = !getSelection()?.isCollapsed || !matchMedia("(hover: hover)").matches;
      if (isPassing || (press.target instanceof Element && press.target.closest("button, a"))) return;
      place.removeEventListener("click", onPress);
      (await this.edit())?.focus(press);
    };
    const edit = button(words("edit"), async () => (await this.edit())?.focus(), words("editCell", { number }));
    edit.className = "explorable-edit";
    this.#open = once(async () => {
      const createEditor = await makerOf(loadEditor);
      place.replaceChildren(); // the highlighted source
      edit.remove();
      return createEditor(place, { doc: this.source, onRun, onChange, label: words("cellSource", { number }) });
    });
    this.#restore.hidden = true;
    place.addEventListener("click", onPress);
    this.toolbar.append(button(words("run"), onRun, words("runCell", { number })), edit, this.#restore);
    this.toolbar.append(this.#mark, this.line);
  }

  /** Let the tools of this cell run the whole page, too. */
  offerRunAll(/** @type {Order} */ order) {
    const runAll = () => void order.runAll(this.line);
    this.#mark.before(button(words("runAll"), runAll, words("runAllCells")));
  }

  /** Whether what it shows is a verdict on the reader's answer. */
  get isJudged() {
    return Boolean(this.asks && this.element.querySelector(".cell_output .explorable-verdict"));
  }

  /** Of an exercise that has lost its last line, which judges, say so. */
  tellUnchecked() {
    const code = this.stored.split("\n").at(-1) ?? "";
    if (!this.asks || this.isJudged || this.source.includes(code)) return;
    const [before, after] = words("unchecked", { code: "\0" }).split("\0");
    const said = [before, element("code", {}, code), after];
    const note = element("p", { class: "explorable-verdict", "data-verdict": "none" }, ...said);
    this.outputs.add({ kind: "html", data: note.outerHTML });
  }

  /** Open it as an editor, once. */
  async edit() {
    return (this.#editor = await this.#open());
  }

  /** Replace the code; what is not the book's is shown. */
  write(/** @type {string} */ text) {
    const fold = this.element.querySelector("details");
    if (fold && text !== this.stored) fold.open = true;
    this.outputs.showStored(text === this.stored);
    this.#text = text;
    this.#restore.hidden = text === this.stored;
    if (this.#editor) this.#editor.value = text;
    this.mark(this.state);
  }

  /**
   * The book's cell is not the one that the reader has edited: the reader chooses.
   * @param {string} text
   * @param {() => void} forgetIt
   */
  offer(text, forgetIt) {
    const take = async () => {
      const editor = await this.edit();
      if (editor) editor.value = text;
      drop();
      editor?.focus();
    };
    const drop = () => {
      forgetIt();
      note.remove();
      part(this.toolbar, "button").focus(); // the one that was pressed is gone
    };
    const tools = [button(words("take"), take), button(words("forget"), drop, words("forgetCode"))];
    const note = element("p", { class: "explorable-note" }, `${words("outdated")} `, ...tools);
    this.element.append(note);
  }

  mark(/** @type {string} */ state) {
    this.state = state;
    this.element.toggleAttribute("data-running", state === "running");
    this.element.toggleAttribute("data-stale", state === "stale");
    const asks = state === "not run" && this.element.matches(".tag_exercise");
    const solved = asks && this.exercise && answerIn(load(this.exercise))?.right;
    const [word, sign] = STATES[state];
    setAttributes(this.#mark, { "data-state": state.replace(" ", "-"), "data-sign": sign });
    const asked = solved ? "solved" : this.source === this.stored ? "notTried" : "tried";
    this.#mark.textContent = words(asks ? asked : word);
  }
}
