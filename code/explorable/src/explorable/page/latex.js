// @ts-check
/**
 * Formulas among the outputs of cells and functions, typeset as the book's own: Temml is fetched when
 * one is first shown. Where the book's formulas are typeset otherwise, they stay as they were written.
 */
import { element } from "../front/dom.js";
import { typesetFormulas } from "../front/formulas.js";
import { once } from "../front/once.js";

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

/** Typeset the formulas in what an element says. */
export async function typeset(/** @type {Element} */ said) {
  const mathml = await typesetter().catch(() => undefined);
  if (mathml) typesetFormulas(said, mathml);
}
