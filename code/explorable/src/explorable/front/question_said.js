// @ts-check
/**
 * What is said of an answer: the words stand behind the fold already, formulas and all.
 *
 * @import { Form, Verdict } from "./question.js"
 */
import { paragraph, part } from "./dom.js";
import { words } from "./words.js";

/**
 * Say the verdict: why it is right, or what this wrong answer shows and where to read again.
 * @param {HTMLElement} ask
 * @param {HTMLElement} said
 * @param {Form} form
 * @param {Verdict} verdict
 */
export function say(ask, said, form, { right, keys, words: sentences = [], named }) {
  const verdict = document.createElement("strong");
  verdict.textContent = words(form.open ? (right ? "allThere" : "tickIt") : right ? "right" : "notYet");
  const [first, ...rest] = [
    ...(right && !form.open ? [copy(part(ask, ".explorable-because"))] : []),
    ...keys.map((key) => stored(ask, key, named)),
    ...sentences.map((each) => paragraph(each)),
  ];
  const line = first ?? paragraph("");
  line.prepend(verdict, " ");
  const see = right || form.open ? null : ask.querySelector(".explorable-answer > .explorable-see");
  said.dataset.right = String(right);
  said.replaceChildren(line, ...rest, ...(see ? [see.cloneNode(true)] : []));
}

/** Copy a word from behind the fold; of a `named` part with its name. */
function stored(/** @type {HTMLElement} */ ask, /** @type {string} */ key, named = false) {
  const item = ask.querySelector(`[data-of="${key}"]`) ?? part(ask, '[data-of="other"]');
  return copy(named ? item : part(item, ":scope > span"));
}

function copy(/** @type {Element} */ element) {
  const made = paragraph("");
  made.append(...[...element.childNodes].map((each) => each.cloneNode(true)));
  return made;
}
