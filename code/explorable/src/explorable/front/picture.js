// @ts-check
/**
 * The picture of an explorer that is alive.
 *
 * @import { Message, Spec } from "./mount.js"
 */
import { drawnElement, parsedHTML, part } from "./dom.js";

let mounted = 0;

/**
 * The inline SVG; ids are renamed so that two copies of one explorer never meet.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 */
export function livingPicture(figure, spec) {
  const home = part(figure, ".explorable-picture");
  const own = `e${++mounted}-`;
  const rename = (/** @type {string} */ text) =>
    text.replace(/(\bid="|url\(#|href="#)(?=[^<>]*>)/g, `$1${own}`); // in tags, not in what is said
  const parser = drawnElement("svg", {});
  const replace = (/** @type {string} */ id, /** @type {string} */ markup) => {
    parser.innerHTML = rename(markup);
    const fresh = parser.firstElementChild;
    if (fresh) home.querySelector(`#${CSS.escape(own + id)}`)?.replaceWith(fresh);
  };
  const redraw = (/** @type {string} */ markup) => {
    part(home, "svg").replaceWith(parsedHTML(markup));
    const { width, height } = /** @type {any} */ (part(home, "svg")).viewBox.baseVal;
    home.style.setProperty("--ratio", String(width / height));
  };
  const markup = () => part(home, "svg").outerHTML;
  redraw(rename(markup()));
  return {
    rest: () => redraw(markup().replace(new RegExp(`(\\bid="|url\\(#|href="#)${own}`, "g"), "$1")),
    /** @param {string} caption what the picture is called from now on, behind its title */
    describe: (caption) => home.querySelector("svg")?.setAttribute("aria-label", `${spec.title} ${caption}`),
    show(/** @type {Message} */ message) {
      if (message.picture) redraw(rename(message.picture));
      for (const [id, markup] of Object.entries(message.patch ?? {})) replace(id, markup);
    },
  };
}
