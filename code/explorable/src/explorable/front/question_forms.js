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

/** From which try on all that is wrong or missing is named; until then a second look is not a copy. */
const NAMES_ALL = 3;

/** @type {Maker} */
const choice = (ask, sheet, right) => {
  const radios = inputs(part(sheet, ".explorable-options"), "radio", ask.id);
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
  bug: choice,
  lines: linesForm,

  several(ask, sheet, right) {
    const boxes = inputs(part(sheet, ".explorable-options"), "checkbox", ask.id);
    return {
      read: () => (chosen(boxes) < 0 ? undefined : boxes.flatMap(({ checked }, index) => (checked ? [index] : []))),
      fits: (answer) => Array.isArray(answer) && answer.every((each) => isPlace(each, boxes)),
      write: (answer) => boxes.forEach((box, index) => (box.checked = answer.includes(index))),
      judge(answer, tries) {
        const isWrong = (/** @type {number} */ i) => answer.includes(i) !== right.includes(i);
        const [wrong, missing] = [answer, right].map((list) => list.filter(isWrong).map(String));
        const differs = [...wrong, ...missing];
        if (!differs.length || tries >= NAMES_ALL) return { right: !differs.length, keys: differs, named: true };
        const counts = words("countedBoxes", { wrong: wrong.length, missing: missing.length });
        return { right: false, keys: wrong.slice(0, 1), named: true, words: [counts] };
      },
    };
  },

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
    return formOfParts(
      selects.map(() => letters),
      () => selects.map(({ value }) => Number(value)),
      (answer) => selects.forEach((select, index) => (select.value = String(answer[index]))),
      (answer) => answer.flatMap((each, index) => (each === right[index] ? [] : [String(index)])),
    );
  },

  fill(ask, sheet, right) {
    const gaps = [...sheet.querySelectorAll(".explorable-steps .explorable-gap")];
    const groups = [...sheet.querySelectorAll(".explorable-options")].map((list, index) => {
      const group = element("div", { role: "radiogroup", "aria-label": words("gap", { number: index + 1 }) });
      list.before(group);
      group.append(/** @type {Element} */ (group.previousElementSibling), list);
      return inputs(list, "radio", `${ask.id}-${index}`);
    });
    const show = () => groups.forEach((radios, index) => fillGap(gaps[index], radios[chosen(radios)]));
    sheet.addEventListener("change", show);
    return formOfParts(
      groups,
      () => groups.map(chosen),
      (answer) => {
        answer.forEach((each, index) => (groups[index][each].checked = true));
        show();
      },
      (answer) => answer.flatMap((each, index) => (each === right[index] ? [] : [`${index}-${each}`])),
    );
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

/** Put what has been chosen into its gap. */
function fillGap(/** @type {Element} */ gap, /** @type {HTMLInputElement | undefined} */ radio) {
  if (!radio) return;
  const [, ...content] = radio.parentElement?.childNodes ?? [];
  gap.replaceChildren(...content.map((each) => each.cloneNode(true)));
}

/** The verdict on an answer that is the first of a list, which is right, one of the slips after it, or none. */
function byPlace(/** @type {number} */ place) {
  return { right: place === 0, keys: place === 0 ? [] : [place < 0 ? "other" : String(place - 1)] };
}

/**
 * A form of several parts, each of which wants one of its options; `wrong` gives the keys of what is wrong.
 * @type {(options: ArrayLike<any>[], read: () => number[], write: (answer: number[]) => void,
 *   wrong: (answer: number[]) => string[]) => Form}
 */
function formOfParts(options, read, write, wrong) {
  return {
    wants: words("answerEach"),
    read: () => (read().some((each) => each < 0) ? undefined : read()),
    fits: (answer) => hasParts(answer, options, isPlace),
    write,
    judge: (answer) => ({ right: !wrong(answer).length, keys: wrong(answer), named: true }),
  };
}

function textarea(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet, /** @type {number} */ rows) {
  const made = element("textarea", { rows, autocomplete: "off", "aria-labelledby": `${ask.id}-asked` });
  sheet.append(made);
  return made;
}
