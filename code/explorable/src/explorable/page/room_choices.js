// @ts-check
/**
 * What of an answer a room counts: a place in a list, or a number, and nothing that a reader has written in words.
 * What is counted by the page that asks is read again by the one that draws, which takes nothing else.
 */
import { all, specOf } from "../front/dom.js";
import { numbersIn } from "../front/question_answers.js";
import { words } from "../front/words.js";

/** So many bars are told apart; rarer answers share one. */
const BARS = 10;

/**
 * @typedef {{label: Node, count: number}} Bar
 * @typedef {{id: string, choiceOf: (answer: any) => string | undefined, labelOf: (choice: string) => Node | undefined,
 *   choices?: string[]}} Counted a question or guess; `choiceOf` is how an answer is sent, `labelOf` how it is read,
 *   and `choices` are all that there are, if that is known
 */

/**
 * How the answers to a question or to a figure's guess are counted; nothing if they are not.
 * @param {HTMLElement} asking
 * @returns {Counted | undefined}
 */
export function countedOf(asking) {
  const name = asking.dataset.explorer ?? asking.id;
  const id = `${String(location.pathname.split("/").pop()).replace(".html", "") || "index"}.${name}`;
  const predict = asking.dataset.explorer && specOf(asking).predict;
  if (asking.dataset.ask === "choice") return { id, ...listed(all(".explorable-options > li", asking).map(optionText)) };
  if (asking.dataset.ask === "number") return { id, ...numeric((text) => numbersIn(text)[0]) };
  if (predict?.kind === "number") return { id, ...numeric((guess) => guess, predict.unit) };
  if (predict?.kind !== "one") return undefined;
  const list = listed(predict.options.map((/** @type {string} */ each) => new Text(each)));
  return { id, ...list, choiceOf: (guess) => list.choiceOf(predict.options.indexOf(guess)) };
}

/**
 * The bars of what was counted, of those choices that the question has.
 * @param {Counted} counted
 * @param {Record<string, number>} counts
 * @returns {Bar[]}
 */
export function barsOf({ choices, labelOf }, counts) {
  const count = (/** @type {string} */ choice) => (Number.isInteger(counts[choice]) ? counts[choice] : 0);
  const bar = (/** @type {string} */ choice) => ({ label: /** @type {Node} */ (labelOf(choice)), count: count(choice) });
  if (choices) return choices.map(bar);
  const given = Object.keys(counts).filter((each) => labelOf(each)).sort((one, other) => count(other) - count(one));
  const rest = given.splice(BARS).reduce((sum, each) => sum + count(each), 0);
  const bars = given.sort((one, other) => Number(one) - Number(other)).map(bar);
  return rest ? [...bars, { label: new Text(words("roomOthers")), count: rest }] : bars;
}

/** @param {Node[]} labels */
function listed(labels) {
  const choices = labels.map((_, place) => String(place));
  return {
    choices,
    choiceOf: (/** @type {any} */ place) => choices[place],
    labelOf: (/** @type {string} */ choice) => labels[choices.indexOf(choice)]?.cloneNode(true),
  };
}

/**
 * @param {(answer: any) => number} toNumber
 * @param {string} [unit]
 */
function numeric(toNumber, unit = "") {
  const isPlain = (/** @type {string} */ choice) => String(Number(choice)) === choice && Number.isFinite(Number(choice));
  const plain = (/** @type {any} */ answer) => String(Number(toNumber(answer).toPrecision(6)));
  return {
    choiceOf: (/** @type {any} */ answer) => (isPlain(plain(answer)) ? plain(answer) : undefined),
    labelOf: (/** @type {string} */ choice) => (isPlain(choice) ? new Text(`${choice.replace("-", "−")} ${unit}`.trim()) : undefined),
  };
}

/** An option as it is read, formulas and all, without its button. */
function optionText(/** @type {HTMLElement} */ option) {
  const text = document.createElement("span");
  const copy = /** @type {Element} */ ((option.querySelector("label") ?? option).cloneNode(true));
  copy.querySelector("input")?.remove();
  text.append(...copy.childNodes);
  return text;
}
