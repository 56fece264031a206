// @ts-check
/**
 * The words that the scripts say: those of `english.json`, or what a book says in their place. On a
 * page that is the JSON of `<script id="explorable-words">`, in Jupyter the widget's own.
 */
import ENGLISH from "./english.json" with { type: "json" };

/** @typedef {keyof typeof ENGLISH} Key */

/** @type {Record<string, string> | undefined} */
let replaced;

/** Say these words in the place of the English ones. */
export function replaceWords(/** @type {Record<string, string>} */ table) {
  replaced = table;
}

const inUse = () => (replaced ??= wordsOfPage());

/** @returns {Record<Key, string>} every word, by its name */
export function allWords() {
  return { ...ENGLISH, ...inUse() };
}

/**
 * The words named `key`, each `{name}` in them filled in.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function words(key, values = {}) {
  const text = inUse()[key] ?? ENGLISH[key];
  return text.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}

/** A written number with a minus for each hyphen. */
export const minus = (/** @type {string} */ number) => number.replaceAll("-", "−");

/** @returns {Record<string, string>} */
function wordsOfPage() {
  const script = globalThis.document?.getElementById("explorable-words");
  return script ? JSON.parse(script.textContent ?? "{}") : {};
}
