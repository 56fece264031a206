// @ts-check
/**
 * Answers that are written, or picked from a list: native fields below the question.
 *
 * @import { Form } from "./question.js"
 */
import { hasParts, isWithin, isPrintedAs, numbersIn } from "./question_answers.js";
import { formOfParts, inputs } from "./question_choices.js";
import { words } from "./words.js";

/**
 * @param {HTMLElement} ask
 * @param {HTMLFormElement} sheet
 * @param {[number, number][]} ranges of what is right, and of each slip
 * @returns {Form}
 */
export function numberForm(ask, sheet, ranges) {
  const input = document.createElement("input"); // a phone's pad of digits would have neither / nor e
  Object.assign(input, { autocomplete: "off", spellcheck: false });
  sheet.querySelector(".explorable-entry")?.prepend(input);
  nameByPrompt(ask, input);
  return {
    wants: words("noNumber"),
    read: () => (numbersIn(input.value).length ? input.value : undefined),
    fits: (text) => typeof text === "string" && numbersIn(text).length > 0,
    write: (text) => (input.value = text),
    judge(text) {
      const found = ranges.findIndex((range) => numbersIn(text).some((each) => isWithin(each, range)));
      if (found === 0) return { right: true, keys: [] };
      return { right: false, keys: [found < 0 ? "other" : String(found - 1)] };
    },
  };
}

/**
 * @param {HTMLElement} ask
 * @param {HTMLFormElement} sheet
 * @param {{prints: string, slips: string[]}} right
 * @returns {Form}
 */
export function outputForm(ask, sheet, { prints, slips }) {
  const area = textarea(ask, sheet, Math.max(2, prints.split("\n").length));
  area.spellcheck = false;
  return {
    read: () => (area.value.trim() ? area.value : undefined),
    fits: (text) => typeof text === "string",
    write: (text) => (area.value = text),
    judge(text) {
      if (isPrintedAs(text, prints)) return { right: true, keys: [] };
      const slip = slips.findIndex((each) => isPrintedAs(text, each));
      return { right: false, keys: [slip < 0 ? "other" : String(slip)] };
    },
  };
}

/** @returns {Form} */
export function matchForm(/** @type {HTMLElement} */ _ask, /** @type {HTMLFormElement} */ sheet, /** @type {number[]} */ right) {
  const offered = sheet.querySelectorAll(".explorable-options > li").length;
  const letters = [...Array(offered).keys()].map((index) => String.fromCharCode(65 + index));
  const selects = [...sheet.querySelectorAll(".explorable-pairs > li")].map((left, index) => {
    const select = document.createElement("select");
    select.append(new Option("–", "-1"), ...letters.map((letter, i) => new Option(letter, String(i))));
    select.setAttribute("aria-label", words("partner", { number: index + 1 }));
    select.autocomplete = "off";
    left.append(" ", select);
    return select;
  });
  return formOfParts(
    selects.map(() => letters),
    () => selects.map(({ value }) => Number(value)),
    (answer) => selects.forEach((select, index) => (select.value = String(answer[index]))),
    (answer) => answer.flatMap((each, index) => (each === right[index] ? [] : [String(index)])),
  );
}

/** @returns {Form} */
export function explainForm(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet) {
  const area = textarea(ask, sheet, 4);
  const list = /** @type {Element} */ (ask.querySelector(".explorable-must"));
  const boxes = inputs(list, "checkbox", `${ask.id}-must`);
  list.addEventListener("change", () => ask.dispatchEvent(new Event("explorable-ticked")));
  return {
    open: true,
    read: () => (area.value.trim() ? { text: area.value, ticked: boxes.map(({ checked }) => checked) } : undefined),
    fits: (answer) => typeof answer.text === "string" && hasParts(answer.ticked, boxes, (each) => typeof each === "boolean"),
    write({ text, ticked }) {
      area.value = text;
      boxes.forEach((box, index) => (box.checked = ticked[index]));
    },
    judge: ({ ticked }) => ({ right: ticked.every(Boolean), keys: [] }),
  };
}

/** @returns {HTMLTextAreaElement} */
function textarea(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet, /** @type {number} */ rows) {
  const made = document.createElement("textarea");
  Object.assign(made, { rows, autocomplete: "off" });
  nameByPrompt(ask, made);
  sheet.append(made);
  return made;
}

function nameByPrompt(/** @type {HTMLElement} */ ask, /** @type {HTMLElement} */ control) {
  control.setAttribute("aria-labelledby", `${ask.id}-asked`);
}
