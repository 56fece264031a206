// @ts-check
/**
 * Options that are chosen: native radio buttons and boxes, before the texts that stand there already.
 *
 * @import { Form } from "./question.js"
 */
import { hasParts, isPlace } from "./question_answers.js";
import { words } from "./words.js";

/**
 * Give each item of a list a radio button or a box in front; what is empty is no option.
 * @param {Element} list
 * @param {string} type
 * @param {string} name
 * @returns {HTMLInputElement[]} by the items' places
 */
export function inputs(list, type, name) {
  return [...list.children].map((item, index) => {
    const input = Object.assign(document.createElement("input"), { type, name, value: String(index) });
    input.autocomplete = "off";
    const label = document.createElement("label");
    label.append(input, ...item.childNodes);
    if (label.textContent?.trim()) item.append(label);
    return input;
  });
}

const chosen = (/** @type {HTMLInputElement[]} */ radios) => radios.findIndex(({ checked }) => checked);

/** @returns {Form} */
export function choiceForm(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet, /** @type {number} */ right) {
  const radios = inputs(/** @type {Element} */ (sheet.querySelector(".explorable-options")), "radio", ask.id);
  checkWhenPressed(sheet);
  return {
    read: () => (chosen(radios) < 0 ? undefined : chosen(radios)),
    fits: (answer) => isPlace(answer, radios),
    write: (answer) => (radios[answer].checked = true),
    judge: (answer) => ({ right: answer === right, keys: answer === right ? [] : [String(answer)] }),
  };
}

/** A finger or the mouse judges by choosing; keys go through the options first, and Enter checks. */
function checkWhenPressed(/** @type {HTMLFormElement} */ sheet) {
  let pressed = false;
  sheet.addEventListener("pointerdown", () => (pressed = true));
  sheet.addEventListener("keydown", () => (pressed = false));
  sheet.addEventListener("change", () => {
    if (pressed) sheet.dispatchEvent(new Event("explorable-chosen"));
  });
}

/** @returns {Form} */
export function severalForm(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet, /** @type {number[]} */ right) {
  const boxes = inputs(/** @type {Element} */ (sheet.querySelector(".explorable-options")), "checkbox", ask.id);
  return {
    read: () => boxes.flatMap(({ checked }, index) => (checked ? [index] : [])),
    fits: (answer) => Array.isArray(answer) && answer.every((each) => isPlace(each, boxes)),
    write: (answer) => boxes.forEach((box, index) => (box.checked = answer.includes(index))),
    judge(answer) {
      const differs = boxes.flatMap((_, i) => (answer.includes(i) === right.includes(i) ? [] : [String(i)]));
      return { right: !differs.length, keys: differs, named: true };
    },
  };
}

/** @returns {Form} */
export function fillForm(/** @type {HTMLElement} */ ask, /** @type {HTMLFormElement} */ sheet, /** @type {number[]} */ right) {
  const gaps = [...sheet.querySelectorAll(".explorable-steps .explorable-gap")];
  const groups = [...sheet.querySelectorAll(".explorable-options")].map((list, index) => {
    const group = document.createElement("div");
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", words("gap", { number: index + 1 }));
    list.before(group);
    group.append(/** @type {Element} */ (group.previousElementSibling), list);
    return inputs(list, "radio", `${ask.id}-${index}`);
  });
  const show = () => groups.forEach((radios, index) => fill(gaps[index], radios[chosen(radios)]));
  sheet.addEventListener("change", show);
  const write = (/** @type {number[]} */ answer) => {
    answer.forEach((each, index) => (groups[index][each].checked = true));
    show();
  };
  const wrong = (/** @type {number[]} */ answer) =>
    answer.flatMap((each, index) => (each === right[index] ? [] : [`${index}-${each}`]));
  return formOfParts(groups, () => groups.map(chosen), write, wrong);
}

/** Put what has been chosen into its gap. */
function fill(/** @type {Element} */ gap, /** @type {HTMLInputElement | undefined} */ radio) {
  if (!radio) return;
  const [, ...content] = radio.parentElement?.childNodes ?? [];
  gap.replaceChildren(...content.map((each) => each.cloneNode(true)));
}

/**
 * A form of several parts, each of which wants one of its options.
 * @param {ArrayLike<any>[]} options
 * @param {() => number[]} read
 * @param {(answer: number[]) => void} write
 * @param {(answer: number[]) => string[]} wrong the keys of what is wrong
 * @returns {Form}
 */
export function formOfParts(options, read, write, wrong) {
  return {
    wants: words("answerEach"),
    read: () => (read().some((each) => each < 0) ? undefined : read()),
    fits: (answer) => hasParts(answer, options, isPlace),
    write,
    judge: (answer) => ({ right: !wrong(answer).length, keys: wrong(answer), named: true }),
  };
}
