// @ts-check
/** Temml in Jupyter, where it comes from the kernel, once for a page: a model's own state stays small. */
import { element, loaded } from "./dom.js";

/**
 * What makes MathML of a formula.
 * @param {any} model that is asked for it, if no other was
 * @returns {Promise<(formula: string, display: boolean) => string>}
 */
export async function kernelTypesetter(model) {
  const home = /** @type {any} */ (globalThis);
  await (home.explorableTypesetter ??= home.mathml ? Promise.resolve() : fetchTypesetter(model));
  return home.mathml;
}

function fetchTypesetter(/** @type {any} */ model) {
  return new Promise((resolve, reject) => {
    model.on("msg:custom", (/** @type {any} */ { typesetter }) => {
      if (!typesetter) return;
      const src = URL.createObjectURL(new Blob([typesetter], { type: "text/javascript" }));
      loaded(element("script", { src })).then(resolve, reject);
    });
    model.send({ typesetter: true });
  });
}
