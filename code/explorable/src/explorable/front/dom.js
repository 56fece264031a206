// @ts-check
/** What front end and page make and look for in documents. */
import { words } from "./words.js";

/** Take `path` inside a figure, which the markup promises to hold. */
export function part(/** @type {ParentNode} */ figure, /** @type {string} */ path) {
  const found = figure.querySelector(path);
  if (!found) throw new Error(`the explorer's markup has no ${path}`);
  return /** @type {HTMLElement} */ (found);
}

/**
 * What the markup of an explorer says of it, for scripts.
 * @param {ParentNode} figure
 * @returns {any}
 */
export function specOf(figure) {
  return JSON.parse(part(figure, "script").textContent ?? "");
}

/**
 * @param {string} text
 * @param {string} [name] of its class
 */
export function paragraph(text, name = "") {
  const made = document.createElement("p");
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [label] what a screen reader says, if not the text
 */
export function button(text, act, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

/**
 * Text as it was printed; where it is wider than its box the keyboard can scroll it.
 * @param {string} [text]
 */
export function preformatted(text = "") {
  const made = document.createElement("pre");
  made.textContent = text;
  made.tabIndex = 0;
  return made;
}

/**
 * An error in a sentence, and its details under a fold.
 * @param {string} text
 * @param {string} [details]
 */
export function errorBox(text, details = "") {
  const box = document.createElement("div");
  box.className = "explorable-error";
  box.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent = text;
  box.append(sentence);
  if (!details) return box;
  const fold = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words("details");
  fold.append(summary, preformatted(details));
  box.append(fold);
  return box;
}

/** Fill the screen. A browser may refuse, and then the window has to do. */
export async function fillScreen() {
  await document.documentElement.requestFullscreen?.().catch((error) => console.info(`No full screen: ${error}`));
}
