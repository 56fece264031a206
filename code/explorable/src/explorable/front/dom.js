// @ts-check
/** What front end and page make and look for in documents. */
import { words } from "./words.js";

/** Take `path` inside a figure, which the markup promises to hold. */
export function part(/** @type {ParentNode} */ figure, /** @type {string} */ path) {
  const match = figure.querySelector(path);
  if (!match) throw new Error(`the markup has no ${path}`);
  return /** @type {HTMLElement} */ (match);
}

/** The key that was pressed; none while an input method has it, whose Enter ends a word (229 is Safari's way to say so). */
export function keyOf(/** @type {KeyboardEvent} */ { key, isComposing, keyCode }) {
  return isComposing || keyCode === 229 ? "" : key;
}

/** Every element that `path` names, in order. */
export function all(/** @type {string} */ path, /** @type {ParentNode} */ root = document) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(path)]);
}

/**
 * Offer a button of a figure's menu, or not; a menu that has nothing to offer is not there. A rule that asks
 * `:has` whether a button is not hidden costs WebKit a third of a second at each change of the page.
 */
export function offer(/** @type {HTMLElement} */ button, is = true) {
  button.hidden = !is;
  const menu = /** @type {HTMLElement} */ (button.closest("details"));
  menu.hidden = !all("button", menu).some((each) => !each.hidden);
}

/**
 * Take what the markup promises beside the picture, which may hold anything: scripts, figures, our own names.
 * @param {ParentNode} figure
 * @param {string} path
 */
export const ownPart = (figure, path) => part(figure, `:scope > ${path}`);

/**
 * What the markup of an explorer says of it, for scripts.
 * @param {ParentNode} figure
 * @returns {any}
 */
export function specOf(figure) {
  return JSON.parse(ownPart(figure, "script").textContent ?? "");
}

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} content
 */
export function element(tag, attributes, ...content) {
  const made = setAttributes(document.createElement(tag), attributes);
  made.append(...content);
  return made;
}

/**
 * Make an element of a drawing.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 */
export function drawnElement(tag, attributes) {
  return setAttributes(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Record<string, string | number>} attributes
 */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [label] what a screen reader says, if not the text
 */
export function button(text, act, label) {
  const made = element("button", { type: "button", ...(label && { "aria-label": label }) }, text);
  made.addEventListener("click", act);
  return made;
}

/**
 * Put a script or a style into the page's head, and wait until it has come.
 * @param {HTMLScriptElement | HTMLLinkElement} made
 */
export function loaded(made) {
  document.head.append(made);
  return new Promise((resolve, reject) => Object.assign(made, { onload: resolve, onerror: reject }));
}

/** Text as it was printed; where it is wider than its box the keyboard can scroll it. */
export function preformatted(/** @type {string} */ text) {
  return element("pre", { tabindex: 0 }, text);
}

/** What is heard and not seen. */
export function heardText() {
  return element("span", { class: "explorable-heard", "aria-live": "polite" });
}

/**
 * An error in a sentence, and its details under a fold.
 * @param {string} text
 * @param {string} [details]
 */
export function errorBox(text, details) {
  const box = element("div", { class: "explorable-error", role: "alert" }, element("p", {}, text));
  if (details) box.append(element("details", {}, element("summary", {}, words("details")), preformatted(details)));
  return box;
}

/**
 * Say what has failed in a figure's line of status, in place of what was said, or nothing.
 * @type {(figure: HTMLElement, text?: string, details?: string) => void}
 */
export function showError(figure, text, details) {
  const place = ownPart(figure, ".explorable-status");
  place.querySelector(".explorable-error")?.remove();
  if (text) place.prepend(errorBox(text, details));
}

/**
 * Else JupyterLab takes the keys of what can be pressed, moved or filled in: it looks at the focused element alone. See
 * https://jupyterlab.readthedocs.io/en/stable/extension/notebook.html#keyboard-interaction-model.
 */
export function keepKeys(/** @type {ParentNode} */ root) {
  for (const each of all("input, select, textarea, button, summary, [role=slider], [role=application]", root))
    each.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** Whether the reader has asked for less motion. */
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Nodes that a text of HTML describes. */
export function parsedHTML(/** @type {string} */ html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Fill the screen. A browser may refuse, and then the window has to do. */
export async function fillScreen(element = document.documentElement) {
  await element.requestFullscreen?.().catch((error) => console.info(`No full screen: ${error}`));
}

/**
 * Mark a field for what it lacks, if it lacks something, and say so in a line.
 * @param {HTMLInputElement} field
 * @param {Element} line
 * @param {string} lack
 */
export function mark(field, line, lack) {
  field.setAttribute("aria-invalid", String(lack !== ""));
  line.textContent = lack;
}
