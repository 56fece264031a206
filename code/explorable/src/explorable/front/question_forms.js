// @ts-check
/**
 * How each kind of question is answered.
 *
 * @import { Form } from "./question.js"
 */
import { choiceForm, fillForm, severalForm } from "./question_choices.js";
import { explainForm, matchForm, numberForm, outputForm } from "./question_fields.js";
import { linesForm } from "./question_lines.js";

/** @type {Record<string, (ask: HTMLElement, sheet: HTMLFormElement, right: any) => Form>} */
export const FORMS = {
  choice: choiceForm,
  bug: choiceForm,
  several: severalForm,
  number: numberForm,
  output: outputForm,
  match: matchForm,
  fill: fillForm,
  lines: linesForm,
  explain: explainForm,
};
