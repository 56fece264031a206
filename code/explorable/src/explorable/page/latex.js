// @ts-check
/**
 * Formulas among the outputs of cells and functions, typeset as the book's own: Temml is fetched when
 * one is first shown. Where the book's formulas are typeset otherwise, they stay as they were written.
 */
import { element, loaded } from "../front/dom.js";
import { typesetFormulas } from "../front/formulas.js";
import { once } from "../front/once.js";

/** @type {() => Promise<((formula: string, display: boolean) => string) | undefined>} */
const typesetter = once(async () => {
  const boot = /** @type {HTMLElement | null} */ (document.querySelector("[data-explorable-live]"));
  const { formulas } = JSON.parse(boot?.dataset.explorableLive ?? "{}");
  if (!formulas) return undefined;
  for (const name of ["temml.min.js", "mathml.js"])
    await loaded(element("script", { src: new URL(formulas + name, document.baseURI).href }));
  import("./formula_text.js").catch(console.info); // what copies them
  return /** @type {any} */ (globalThis).mathml;
});

/** Typeset the formulas in an element's text. */
export async function typeset(/** @type {Element} */ holder) {
  const mathml = await typesetter().catch(() => undefined);
  if (mathml) typesetFormulas(holder, mathml);
}
