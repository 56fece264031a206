// @ts-check
/**
 * Formulas among the outputs of cells, typeset as the book's own: Temml is fetched when a cell first
 * shows one. Where the book's formulas are typeset otherwise, they stay as they were written.
 */
import { once } from "./cell.js";

const FORMULA = /(\$\$[^]+?\$\$|\$[^$]+\$|\\begin\{(\w+\*?)\}[^]+?\\end\{\2\})/;

/** @type {() => Promise<((formula: string, display: boolean) => string) | undefined>} */
const typesetter = once(async () => {
  const ours = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[src*="/formulas.js"]'));
  if (!ours) return undefined;
  await load(new URL("temml.min.js", ours.src));
  await load(new URL("mathml.js", ours.src));
  return /** @type {any} */ (globalThis).mathml;
});

/** @param {URL} url */
function load(url) {
  const script = document.createElement("script");
  script.src = url.href;
  document.head.append(script);
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${url} did not come`));
  });
}

/**
 * Typeset the formulas in what an element says; one that Temml does not understand stays.
 * @param {HTMLElement} element
 */
export async function typeset(element) {
  const mathml = await typesetter().catch(() => undefined);
  if (!mathml) return;
  const parts = (element.textContent ?? "").split(FORMULA).filter((_, index) => index % 3 < 2);
  try {
    element.replaceWith(...parts.map((part, index) => (index % 2 ? formulaOf(part, mathml) : part)));
  } catch {
    return; // it stays as it was written
  }
}

/**
 * @param {string} text with its dollars
 * @param {(formula: string, display: boolean) => string} mathml
 */
function formulaOf(text, mathml) {
  const inner = text.replace(/^\$+|\$+$/g, "").replace(/^\\displaystyle\b/, "");
  const display = inner.length < text.length - 2 || !text.startsWith("$");
  const box = document.createElement(display ? "div" : "span");
  box.className = display ? "formula" : "math";
  box.innerHTML = mathml(inner, display);
  return box;
}
