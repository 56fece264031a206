// @ts-check
/**
 * The picture of an explorer that is alive.
 *
 * @import { Message } from "./mount.js"
 */
import { parsedHTML, part } from "./dom.js";

let mounted = 0;

/**
 * The inline SVG, or what a function shows; its own ids are renamed so that two copies of one explorer never
 * meet, those in an author's HTML stay: scripts know them.
 * @param {HTMLElement} figure
 * @param {{title: string, prefix: string}} spec
 * @param {AbortSignal} signal
 */
export function livingPicture(figure, { title, prefix }, signal) {
  const home = part(figure, ".explorable-picture");
  const own = `e${++mounted}-`;
  let whole = ""; // the picture that was parsed last,
  /** @type {string[]} */
  let replaced = []; // and what was patched of it since
  const any = prefix.replace(/-d\w{7}$/, "-d\\w{7}"); // a function that was edited has another digest
  const ids = new RegExp(`(\\bid="|url\\(#|href="#)(?=${any}-[^<>]*>)`, "g"); // in tags, not in what is said
  const rename = (/** @type {string} */ text) => text.replace(ids, `$1${own}`);
  const replace = (/** @type {string} */ id, /** @type {string} */ markup) => {
    const old = home.querySelector(`#${own}${CSS.escape(id)}`);
    if (!old) return;
    old.replaceWith(living(/** @type {Element} */ (old.parentElement), rename(markup)));
  };
  const current = () => /** @type {Element} */ (home.firstElementChild);
  const redraw = (/** @type {DocumentFragment} */ nodes) => {
    current().replaceWith(nodes);
    const { width, height } = home.querySelector("svg")?.viewBox.baseVal ?? { width: 1, height: 1 };
    home.style.setProperty("--ratio", String(width / height));
  };
  addEventListener("resize", () => void (home.style.minHeight = ""), { signal });
  const tell = () => void figure.dispatchEvent(new Event("explorable-placed")); // it may hold formulas
  redraw(parsedHTML(rename(current().outerHTML)));
  tell();
  signal.addEventListener("abort", () =>
    redraw(parsedHTML(current().outerHTML.replace(new RegExp(`(\\bid="|url\\(#|href="#)${own}`, "g"), "$1"))));
  return {
    /** @param {string} caption what the picture is called from now on, behind its title */
    describe: (caption) => home.querySelector("svg")?.setAttribute("aria-label", `${title} ${caption}`),
    show(/** @type {Message} */ message) {
      // What a function shows may be lower than before, an error say: what stands below stays where it is.
      const height = current().matches(".explorable-shown") && home.offsetHeight;
      const { picture, patch = {} } = message;
      const isThere = picture === whole && replaced.every((id) => id in patch); // its patch alone leads there
      if (picture && !isThere) redraw(living(home, rename((whole = picture))));
      if (picture) replaced = [];
      for (const [id, markup] of Object.entries(patch)) replace(id, markup);
      replaced.push(...Object.keys(patch));
      if (height && home.offsetHeight < height) home.style.minHeight = `${height}px`;
      tell();
    },
  };
}

/** Nodes to stand in a home, within a picture parts of pictures; scripts run, those of an animation's buttons say. */
function living(/** @type {Element} */ home, /** @type {string} */ markup) {
  const range = document.createRange();
  range.selectNodeContents(home);
  return range.createContextualFragment(markup);
}
