// @ts-check
/** The editor of a page's cells: CodeMirror, colored like the page's other code. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentMore } from "@codemirror/commands";
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
  "&.cm-focused": { outline: "2px solid currentColor", outlineOffset: "1px" },
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

/**
 * Put an editor into `parent`. Tab leaves it, unless text is selected: then it indents; Escape drops
 * the selection.
 * @param {HTMLElement} parent
 * @param {{doc: string, onRun: () => void, onChange?: () => void, label: string}} options
 */
export function createEditor(parent, { doc, onRun, onChange, label }) {
  const run = () => (onRun(), true);
  const indent = (/** @type {EditorView} */ view) => !view.state.selection.main.empty && indentMore(view);
  const view = new EditorView({
    parent,
    doc,
    extensions: [
      keymap.of([
        { key: "Shift-Enter", run },
        { key: "Mod-Enter", run },
        { key: "Tab", run: indent },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      [history(), drawSelection(), closeBrackets(), bracketMatching(), indentOnInput()],
      [python(), indentUnit.of("    "), EditorState.tabSize.of(4)],
      [syntaxHighlighting(pygments), look, failedLine],
      EditorView.editorAttributes.of({ class: "highlight" }),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }), // so it scrolls by keys
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
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
