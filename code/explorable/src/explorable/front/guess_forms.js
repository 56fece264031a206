// @ts-check
/**
 * The ways in which a reader is asked for a guess, below the question.
 *
 * @import { Guessed, Predict } from "./mount.js"
 * @import { Sheet } from "./sheet.js"
 * @typedef {(guess: Guessed) => void} Commit
 */
import { button, paragraph } from "./dom.js";
import { words } from "./words.js";

/** @type {Record<Predict["kind"], (asked: Predict, commit: Commit, sheet: Sheet) => HTMLElement[]>} */
export const FORMS = {
  number: askForNumber,
  one: (asked, commit) => asked.options.map((option) => button(option, () => commit(option))),
  order: askForOrder,
  mark: askOnSheet,
  line: askOnSheet,
};

/**
 * @param {Predict} asked
 * @param {Commit} commit
 */
function askForNumber({ minimum, maximum, step, unit }, commit) {
  const input = document.createElement("input");
  Object.assign(input, { type: "number", min: minimum, max: maximum, step, autocomplete: "off" });
  const label = document.createElement("label");
  label.append(words("guess"), " ", input, " ", unit);
  const take = () => {
    if (input.value === "") return input.focus();
    const { rangeUnderflow, rangeOverflow, badInput } = input.validity;
    if (rangeUnderflow || rangeOverflow || badInput) return void input.reportValidity();
    commit(Number(input.value));
  };
  input.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") take();
  });
  return [label, button(words("commit"), take)];
}

/**
 * Chips that are pressed in their order; the last one follows by itself.
 * @param {Predict} asked
 * @param {Commit} commit
 */
function askForOrder({ options }, commit) {
  /** @type {string[]} */
  let pressed = [];
  const chips = options.map((option) => button(option, () => press(option)));
  const press = (/** @type {string} */ option) => {
    pressed = pressed.includes(option) ? pressed.filter((each) => each !== option) : [...pressed, option];
    const left = options.filter((each) => !pressed.includes(each));
    if (left.length === 1) return commit([...pressed, ...left]);
    chips.forEach((chip, index) => {
      const place = pressed.indexOf(options[index]) + 1;
      chip.textContent = place ? `${place}. ${options[index]}` : options[index];
      chip.setAttribute("aria-pressed", String(place > 0));
    });
  };
  return [paragraph(words("inOrder"), "explorable-how"), ...chips];
}

/**
 * @param {Predict} asked
 * @param {Commit} commit
 * @param {Sheet} sheet
 */
function askOnSheet(asked, commit, sheet) {
  const how = words(asked.kind === "mark" ? "howToMark" : "howToSketch");
  sheet.open(commit, `${how} ${words(asked.kind === "mark" ? "markKeys" : "sketchKeys")}`);
  return [paragraph(how, "explorable-how"), button(words("commit"), sheet.commit)];
}
