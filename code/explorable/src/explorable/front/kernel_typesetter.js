// @ts-check
/** Temml in Jupyter, where it comes from the kernel, once for a page: a model's own state stays small. */
import { element } from "./dom.js";

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
      const script = element("script", { src });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    model.send({ typesetter: true });
  });
}
