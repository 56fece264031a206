// @ts-check
/** The editor of a page's cells: CodeMirror, colored like the page's other code. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

/** The classes that Pygments gives to a notebook's code: the page's style sheet colors both. */
const pygments = tagHighlighter([
  { tag: tags.comment, class: "c1" },
  { tag: tags.keyword, class: "k" },
  { tag: tags.operatorKeyword, class: "ow" },
  { tag: [tags.bool, tags.null], class: "kc" },
  { tag: tags.number, class: "mi" },
  { tag: tags.string, class: "s2" },
  { tag: tags.operator, class: "o" },
  { tag: tags.definition(tags.function(tags.variableName)), class: "nf" },
  { tag: tags.definition(tags.className), class: "nc" },
  { tag: tags.meta, class: "nd" },
]);

const look = EditorView.theme({
  "&": { border: "1px solid currentColor" },
  "&.cm-focused": { outline: "2px solid color-mix(in srgb, var(--explorable-blue) 75%, currentColor)", outlineOffset: "1px" },
  ".cm-content": { caretColor: "currentColor" },
  ".cm-cursor": { borderLeftColor: "currentColor" },
  ".cm-failed": { boxShadow: "inset 3px 0 var(--explorable-vermillion)", background: "color-mix(in srgb, var(--explorable-vermillion) 15%, transparent)" },
  ".cm-scroller": { fontFamily: "var(--pst-font-family-monospace, monospace)", lineHeight: "1.5" },
});

/** @type {import("@codemirror/state").StateEffectType<number | null>} the start of a line, or none */
const mark = StateEffect.define();

/** The line at which the code failed, until it is edited. */
const failedLine = StateField.define({
  create: () => Decoration.none,
  update(marked, transaction) {
    if (transaction.docChanged) marked = Decoration.none;
    for (const effect of transaction.effects) {
      if (!effect.is(mark)) continue;
      const line = Decoration.line({ class: "cm-failed" });
      marked = effect.value === null ? Decoration.none : Decoration.set([line.range(effect.value)]);
    }
    return marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Keys by which a reader passes, and does not write. */
const PASSING = ["Tab", "Shift", "Escape"];

/**
 * Put an editor into `parent`. Once somebody writes, Tab indents at a line's start, or what is selected; for who
 * goes by, and after Escape, it leaves, as `keys` say.
 * @param {HTMLElement} parent
 * @param {{doc: string, onRun: () => void, onChange?: () => void, label: string, keys?: string}} options
 */
export function createEditor(parent, { doc, onRun, onChange, label, keys = "" }) {
  const run = () => (onRun(), true);
  let writes = false;
  /** @type {(by: typeof indentMore) => (view: EditorView) => boolean} */
  const indent = (by) => (view) => {
    const { main } = view.state.selection;
    const { from } = view.state.doc.lineAt(main.head);
    const isStart = !view.state.sliceDoc(from, main.head).trim();
    return writes && (isStart || !main.empty) && by(view);
  };
  const watch = EditorView.domEventHandlers({
    focus: () => void (writes = false),
    pointerup: () => void (writes = true),
    keydown: ({ key }) => void (writes = key === "Escape" ? false : writes || !PASSING.includes(key)),
  });
  const view = new EditorView({
    parent,
    doc,
    extensions: [
      keymap.of([
        { key: "Shift-Enter", run },
        { key: "Mod-Enter", run },
        { key: "Tab", run: indent(indentMore), shift: indent(indentLess) },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      [history(), drawSelection(), closeBrackets(), bracketMatching(), indentOnInput()],
      [python(), indentUnit.of("    "), EditorState.tabSize.of(4)],
      [syntaxHighlighting(pygments), look, failedLine],
      EditorView.editorAttributes.of({ class: "highlight" }),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-description": keys, tabindex: "0" }), // so it scrolls by keys
      watch,
      EditorView.updateListener.of((update) => void (update.docChanged && onChange?.())),
    ],
  });
  return {
    get value() {
      return view.state.doc.toString();
    },
    set value(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    /** Mark a line, from 1, and bring it into view; or none. */
    markLine(/** @type {number | undefined} */ line) {
      const start = line && line <= view.state.doc.lines ? view.state.doc.line(line).from : null;
      const effects = [mark.of(start)];
      view.dispatch({ effects: start === null ? effects : [...effects, EditorView.scrollIntoView(start)] });
    },
    /** Somebody means to write, perhaps where they have pressed. */
    focus(/** @type {{x: number, y: number} | undefined} */ at) {
      const anchor = at && view.posAtCoords(at);
      if (typeof anchor === "number") view.dispatch({ selection: { anchor } });
      view.focus();
      writes = true;
    },
  };
}
