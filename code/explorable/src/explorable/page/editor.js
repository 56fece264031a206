// @ts-check
/**
 * Editing a cell on the page. Keys pressed in an editor stop there: the page has shortcuts of its
 * own, such as `/` for its search. Ctrl+K alone opens that from anywhere: it listens first.
 *
 * @typedef {{doc: string, onRun: () => void, onChange: () => void, label: string, keys?: string}} Options
 * @typedef {{value: string, focus: (at?: {x: number, y: number}) => void, markLine?: (line?: number) => void}} Editor
 */
import { element, keyOf } from "../front/dom.js";
import { words } from "../front/words.js";

/** How long in ms the editor may take, as `boot.js` gives scripts, before a plain text area has to do. */
const PATIENCE = 8000;

/**
 * What makes an editor: plain text areas if there is none, or it does not come.
 * @param {() => Promise<any>} loadEditor
 * @returns {Promise<any>} as `createArea` is
 */
export async function makerOf(loadEditor) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const create = (await Promise.race([loadEditor(), late]))?.createEditor ?? createArea;
  const keys = words("editorKeys"); // its edge shows them, and they are read out
  return (/** @type {HTMLElement} */ place, /** @type {Options} */ options) => {
    place.dataset.keys = keys;
    place.addEventListener("keydown", (event) => event.stopPropagation());
    return create(place, { ...options, keys });
  };
}

/**
 * @param {HTMLElement} parent
 * @param {Options} options
 * @returns {Editor}
 */
function createArea(parent, { doc, onRun, onChange, label }) {
  const rows = doc.split("\n").length + 1;
  const area = element("textarea", { rows, spellcheck: "false", "aria-label": label });
  area.value = doc;
  area.addEventListener("input", onChange);
  area.addEventListener("keydown", (event) => {
    if (keyOf(event) !== "Enter" || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  });
  parent.append(area);
  return {
    get value() {
      return area.value;
    },
    set value(text) {
      area.value = text;
      onChange();
    },
    focus: () => area.focus(),
  };
}
