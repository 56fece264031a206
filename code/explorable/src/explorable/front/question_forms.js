// @ts-check
/**
 * How each kind of question is answered: native controls at the texts that stand there already. Each
 * form is made from the question's HTML, the <form> in it, and the data that tell what is right.
 *
 * @import { Form } from "./question.js"
 * @typedef {(ask: HTMLElement, sheet: HTMLFormElement, right: any) => Form} Maker
 */
import { element, part } from "./dom.js";
import { hasParts, isPlace, isPrintedAs, isWithin, numbersIn } from "./question_answers.js";
import { linesForm } from "./question_lines.js";
import { words } from "./words.js";

/** @type {Maker} a finger or the mouse judges by choosing; keys go through the options first, and Enter checks */
const choice = (ask, sheet, right) => {
  const radios = inputs(part(sheet, ".explorable-options"), "radio", ask.id);
  let pressed = false;
  sheet.addEventListener("pointerdown", () => (pressed = true));
  sheet.addEventListener("keydown", () => (pressed = false));
  sheet.addEventListener("change", () => {
    if (pressed) sheet.dispatchEvent(new Event("explorable-chosen"));
  });
  return {
    read: () => (chosen(radios) < 0 ? undefined : chosen(radios)),
    fits: (answer) => isPlace(answer, radios),
    write: (answer) => (radios[answer].checked = true),
    judge: (answer) => ({ right: answer === right, keys: answer === right ? [] : [String(answer)] }),
  };
};

/** @type {Record<string, Maker>} */
export const FORMS = {
  choice,
  lines: linesForm,

  /** `ranges` are those of what is right, and of each slip. */
  number(ask, sheet, ranges) {
    // A phone's pad of digits would have neither / nor e: it is a field of text.
    const input = element("input", { autocomplete: "off", spellcheck: "false", "aria-labelledby": `${ask.id}-asked` });
    part(sheet, ".explorable-entry").prepend(input);
    return {
      wants: words("noNumber"),
      read: () => (numbersIn(input.value).length ? input.value : undefined),
      fits: (text) => typeof text === "string" && numbersIn(text).length > 0,
      write: (text) => (input.value = text),
      judge: (text) =>
        byPlace(ranges.findIndex((/** @type {any} */ range) => numbersIn(text).some((each) => isWithin(each, range)))),
    };
  },

  output(ask, sheet, { prints, slips }) {
    const area = textarea(ask, sheet, Math.max(2, prints.split("\n").length));
    area.spellcheck = false;
    return {
      read: () => (area.value.trim() ? area.value : undefined),
      fits: (text) => typeof text === "string",
      write: (text) => (area.value = text),
      judge: (text) => byPlace([prints, ...slips].findIndex((each) => isPrintedAs(text, each))),
    };
  },

  match(_ask, sheet, right) {
    const offered = sheet.querySelectorAll(".explorable-options > li").length;
    const letters = Array.from({ length: offered }, (_, index) => String.fromCharCode(65 + index));
    const selects = [...sheet.querySelectorAll(".explorable-pairs > li")].map((left, index) => {
      const select = element("select", { "aria-label": words("partner", { number: index + 1 }), autocomplete: "off" });
      select.append(new Option("–", "-1"), ...letters.map((letter, i) => new Option(letter, String(i))));
      left.append(" ", select);
      return select;
    });
    const read = () => selects.map(({ value }) => Number(value));
    return {
      wants: words("answerEach"),
      read: () => (read().some((each) => each < 0) ? undefined : read()),
      fits: (answer) => hasParts(answer, selects, (each) => isPlace(each, letters)),
      write: (answer) => selects.forEach((select, index) => (select.value = String(answer[index]))),
      judge(answer) {
        const wrong = right.flatMap((/** @type {number} */ each, /** @type {number} */ i) => (answer[i] === each ? [] : [String(i)]));
        return { right: !wrong.length, keys: wrong, named: true };
      },
    };
  },

  explain(ask, sheet) {
    const area = textarea(ask, sheet, 4);
    const list = part(ask, ".explorable-must");
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
  },
};

/**
 * Give each item of a list a radio button or a box in front; what is empty is no option.
 * @param {Element} list
 * @param {string} type
 * @param {string} name
 */
function inputs(list, type, name) {
  return [...list.children].map((item, index) => {
    const input = element("input", { type, name, value: index, autocomplete: "off" });
    const label = element("label", {}, input, ...item.childNodes);
    if (label.textContent?.trim()) item.append(label);
    return input;
  });
}

const chosen = (/** @type {HTMLInputElement[]} */ radios) => radios.findIndex(({ checked }) => checked);

/** The verdict on an answer that is the first of a list, which is right, one of the slips after it, or none. */
function byPlace(/** @type {number} */ place) {
  return { right: place === 0, keys: place === 0 ? [] : [place < 0 ? "other" : String(place - 1)] };
}

function textarea(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet, /** @type {number} */ rows) {
  const made = element("textarea", { rows, autocomplete: "off", "aria-labelledby": `${ask.id}-asked` });
  sheet.append(made);
  return made;
}
