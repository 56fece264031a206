// @ts-check
/** Temml in Jupyter, where it comes from the kernel, once for a page: a model's own state stays small. */
import { all, element, loaded } from "./dom.js";
import { typesetFormulas } from "./formulas.js";

/**
 * Typeset the formulas in an element, which stand there as they were written.
 * @param {HTMLElement} root
 * @param {string} path of what holds them
 * @param {any} model that is asked for Temml, if no other was
 */
export async function typesetIn(root, path, model) {
  const holders = all(path, root);
  if (!holders.length) return;
  const home = /** @type {any} */ (globalThis);
  await (home.explorableTypesetter ??= home.mathml ? Promise.resolve() : fetchTypesetter(model));
  for (const each of holders) typesetFormulas(each, home.mathml);
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
