// @ts-check
/**
 * Formulas among the outputs of cells, typeset as the book's own: Temml is fetched when a cell first
 * shows one. Where the book's formulas are typeset otherwise, they stay as they were written.
 */
import { element } from "../front/dom.js";
import { once } from "../front/once.js";

const FORMULA = /(\$\$[^]+?\$\$|\$[^$]+\$|\\begin\{(\w+\*?)\}[^]+?\\end\{\2\})/;

/** @type {() => Promise<((formula: string, display: boolean) => string) | undefined>} */
const typesetter = once(async () => {
  const boot = /** @type {HTMLElement | null} */ (document.querySelector("[data-explorable-live]"));
  const { formulas } = JSON.parse(boot?.dataset.explorableLive ?? "{}");
  if (!formulas) return undefined;
  for (const name of ["temml.min.js", "mathml.js"]) await load(new URL(formulas + name, document.baseURI));
  return /** @type {any} */ (globalThis).mathml;
});

function load(/** @type {URL} */ url) {
  const script = element("script", { src: url.href });
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
  const box = display ? element("div", { class: "formula" }) : element("span", { class: "math" });
  box.innerHTML = mathml(inner, display);
  return box;
}
