// @ts-check
/**
 * How each kind of question is answered: native controls at the texts that stand there already. Each
 * form is made from the question's HTML, the <form> in it, and the data that tell what is right.
 *
 * @import { Form } from "./question.js"
 * @typedef {(ask: HTMLElement, sheet: HTMLFormElement, right: any) => Form} Maker
 */
import { element, part } from "./dom.js";
import { isPlace, isWithin, numbersIn, whyNot } from "./question_answers.js";
import { linesForm } from "./question_lines.js";

/** @type {Record<string, Maker>} */
export const FORMS = {
  lines: linesForm,

  choice(ask, sheet, right) {
    const radios = inputs(part(sheet, ".explorable-options"), "radio", ask.id);
    return {
      read: () => [...radios.keys()].find((index) => radios[index].checked),
      fits: (answer) => isPlace(answer, radios),
      write: (answer) => (radios[answer].checked = true),
      judge: (answer) => ({ right: answer === right, keys: answer === right ? [] : [String(answer)] }),
    };
  },

  /** `ranges` are those of what is right, and of each slip. */
  number(ask, sheet, ranges) {
    // A phone's pad of digits would have neither / nor e: it is a field of text.
    const input = element("input", { autocomplete: "off", spellcheck: "false", "aria-labelledby": `${ask.id}-asked` });
    part(sheet, ".explorable-entry").prepend(input);
    return {
      get wants() {
        return whyNot(input.value);
      },
      read: () => (numbersIn(input.value).length === 1 ? input.value : undefined),
      fits: (text) => typeof text === "string" && numbersIn(text).length > 0,
      write: (text) => (input.value = text),
      judge(text) {
        const place = ranges.findIndex((/** @type {any} */ range) => numbersIn(text).some((each) => isWithin(each, range)));
        return { right: place === 0, keys: place === 0 ? [] : [place < 0 ? "other" : String(place - 1)] };
      },
    };
  },

  explain(ask, sheet) {
    const area = element("textarea", { rows: 4, autocomplete: "off", "aria-labelledby": `${ask.id}-asked` });
    sheet.append(area);
    const list = part(ask, ".explorable-must");
    const boxes = inputs(list, "checkbox", `${ask.id}-must`);
    list.addEventListener("change", () => ask.dispatchEvent(new Event("explorable-ticked")));
    return {
      open: true,
      read: () => (area.value.trim() ? { text: area.value, ticked: boxes.map(({ checked }) => checked) } : undefined),
      fits: ({ text, ticked }) => typeof text === "string" && Array.isArray(ticked) && ticked.length === boxes.length,
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
