// @ts-check
/** Formulas in what is shown, which stand there as they were written: in dollars, in \(…\), or in an environment. */
import { element } from "./dom.js";

const FORMULA = /(\$\$[^]+?\$\$|\$[^$]+\$|\\\([^]+?\\\)|\\begin\{(\w+\*?)\}[^]+?\\end\{\2\})/;

/**
 * Typeset the formulas in an element's text; one that Temml does not understand stays.
 * @param {Element} holder
 * @param {(formula: string, display: boolean) => string} mathml
 */
export function typesetFormulas(holder, mathml) {
  const parts = (holder.textContent ?? "").split(FORMULA).filter((_, index) => index % 3 < 2);
  try {
    holder.replaceWith(...parts.map((part, index) => (index % 2 ? formulaOf(part, mathml) : part)));
  } catch {
    return; // it stays as it was written
  }
}

/**
 * @param {string} text with its dollars, or what it stands in
 * @param {(formula: string, display: boolean) => string} mathml
 */
function formulaOf(text, mathml) {
  const inner = text.replace(/^(\$+|\\\()|(\$+|\\\))$/g, "").replace(/^\\displaystyle\b/, "");
  const display = /^(\$\$|\\begin|\$\\displaystyle\b)/.test(text);
  const box = display ? element("div", { class: "formula" }) : element("span", { class: "math" });
  box.innerHTML = mathml(inner, display);
  return box;
}
