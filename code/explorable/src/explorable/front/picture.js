// @ts-check
/**
 * The picture of an explorer that is alive.
 *
 * @import { Message } from "./mount.js"
 */
import { all, element, parsedHTML, part } from "./dom.js";

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
  const any = prefix.replace(/-d\w{7}$/, "-d\\w{7}"); // a function that was edited has another digest
  const ids = new RegExp(`(\\bid="|url\\(#|href="#)(?=${any}-[^<>]*>)`, "g"); // in tags, not in what is said
  const rename = (/** @type {string} */ text) => text.replace(ids, `$1${own}`);
  const replace = (/** @type {string} */ id, /** @type {string} */ markup) => {
    const name = `#${own}${CSS.escape(id)}`;
    const old = home.querySelector(name);
    if (!old) return;
    old.outerHTML = rename(markup); // within a picture it makes parts of pictures
    runScripts(part(home, name));
  };
  const shown = () => /** @type {Element} */ (home.firstElementChild);
  const redraw = (/** @type {string} */ markup) => {
    shown().replaceWith(parsedHTML(markup));
    const { width, height } = home.querySelector("svg")?.viewBox.baseVal ?? { width: 1, height: 1 };
    home.style.setProperty("--ratio", String(width / height));
  };
  const markup = () => shown().outerHTML;
  addEventListener("resize", () => void (home.style.minHeight = ""), { signal });
  const tell = () => void figure.dispatchEvent(new Event("explorable-placed")); // it may hold formulas
  redraw(rename(markup()));
  tell();
  signal.addEventListener("abort", () =>
    redraw(markup().replace(new RegExp(`(\\bid="|url\\(#|href="#)${own}`, "g"), "$1")));
  return {
    /** @param {string} caption what the picture is called from now on, behind its title */
    describe: (caption) => home.querySelector("svg")?.setAttribute("aria-label", `${title} ${caption}`),
    show(/** @type {Message} */ message) {
      // What a function shows may be lower than before, an error say: what stands below stays where it is.
      const height = shown().matches(".explorable-shown") && home.offsetHeight;
      if (message.picture) {
        redraw(rename(message.picture));
        runScripts(home);
      }
      for (const [id, markup] of Object.entries(message.patch ?? {})) replace(id, markup);
      if (height && home.offsetHeight < height) home.style.minHeight = `${height}px`;
      tell();
    },
  };
}

/** Run what an author's HTML brings along, an animation's buttons say: a browser does so at its arrival alone. */
function runScripts(/** @type {Element} */ root) {
  for (const inert of all("script", root)) {
    const script = element("script", {});
    for (const { name, value } of inert.attributes) script.setAttribute(name, value);
    script.text = inert.textContent ?? "";
    inert.replaceWith(script);
  }
}
