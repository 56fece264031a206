// @ts-check
/**
 * The kinds of controls, as `explorable.controls` has them: how a value stands in its input and is
 * read from there, which one a text of a link means, and how far two are apart. A new kind is a row
 * of `KINDS`, and a class of the same name there.
 *
 * @typedef {{kind: string, minimum: number, maximum: number, step: number, decimals: number,
 *   readout?: string, log?: boolean, label: string, options: (string | number)[], rows: number, columns: number, whole: boolean}} Control
 *   which of these there are depends on the kind
 * @typedef {{read: (input: any, control: Control) => any, write: (input: any, value: any, control: Control) => void,
 *   parse: (text: string, control: Control) => any, apart: (one: any, other: any, control: Control) => number,
 *   text: (value: any, control: Control) => string,
 *   listen?: (input: any, control: Control, change: (value: any) => void, signal: AbortSignal) => void}} Kind
 *   `parse` gives undefined for what it does not take; `text` is a value in words, or nothing where
 *   they would not tell; `listen` hears what no native input does
 */
import { afterKeys, stop } from "./handles.js";
import { KEYS } from "./pens.js";
import { listenToPad, paintPad } from "./pad.js";
import { readNumber, whyNot } from "./question_answers.js";
import { minus } from "./words.js";

const DECIMAL = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;

/** Choices are further apart than sliders, which are by parts of their length. */
const FAR = 100;

const PREFIXES = "yzafpnµm kMGTPEZY";
/** "+" and "$" before a number, the width that zeros fill, how it is written, to how many digits. */
const READOUT = /^(\+?)(\$?)(\d*)(\D)(\d+)$/;

/** @type {Record<string, (value: number, digits: number) => string>} by a letter of a readout, as d3-format does */
const READOUTS = {
  f: (value, digits) => value.toFixed(digits),
  e: (value, digits) => value.toExponential(digits),
  g: (value, digits) => value.toPrecision(digits || 1),
  s(value, digits) {
    const rounded = value.toExponential((digits || 1) - 1);
    const exponent = Number(rounded.split("e")[1]);
    const power = Math.min(Math.max(Math.floor(exponent / 3), -8), 8);
    const few = Math.max((digits || 1) - 1 - exponent + 3 * power, 0);
    return (Number(rounded) / 1000 ** power).toFixed(few) + PREFIXES[8 + power].trim();
  },
  "%": (value, digits) => `${(100 * value).toFixed(digits)}%`,
  ",": (value, digits) => value.toFixed(digits).replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")),
};

/** Why a typed number does not count, if it does not; an end counts as it is shown, too. */
export function whyNotTyped(/** @type {string} */ text, /** @type {Control} */ control) {
  const { minimum, maximum, decimals } = control;
  const rounded = (/** @type {number} */ end) => Number(end.toFixed(decimals));
  const ends = minimum === undefined ? {} : { minimum: Math.min(minimum, rounded(minimum)), maximum: Math.max(maximum, rounded(maximum)) };
  return whyNot(text, { ...ends, whole: control.whole });
}

/** How a number stands in the field in which it is typed. */
export const typedText = (/** @type {number} */ value, /** @type {Control} */ { decimals }) =>
  decimals === undefined ? String(value) : value.toFixed(decimals);

/** Whether a field is being typed in, which nothing else may write then. */
const isTyped = (/** @type {HTMLElement} */ field) => field === field.ownerDocument.activeElement;

/** Remember what an input stands for: a browser moves a slider to a whole step, and joins the lines of a text. */
const keep = (/** @type {any} */ input, /** @type {any} */ value) => (input.exact = { text: input.value, value });

/** @type {Kind} */
const slider = {
  read({ value, exact }, control) {
    if (exact?.text === value) return exact.value;
    if (control.log) return stop(control, 10 ** value);
    return Math.min(Math.max(Number(value), control.minimum), control.maximum); // a browser rounds ends
  },
  write(input, value, control) {
    const text = typedText(Number(value), control);
    const [readout, typed] = input.closest(".explorable-control").querySelectorAll(".explorable-value, [data-for]");
    const place = control.log ? Math.log10(value) : text;
    input.value = value >= control.maximum ? input.max : place; // which is a step, though it may be beyond
    readout.textContent = slider.text(Number(value), control);
    input.ariaValueText = readout.textContent;
    keep(input, value);
    if (!isTyped(typed)) typed.value = text;
  },
  parse(text, control) {
    const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = control;
    const value = DECIMAL.test(text) ? Number(text) : NaN;
    return value >= minimum && value <= maximum && (!control.whole || Number.isInteger(value)) ? value : undefined;
  },
  apart: (one, other, { minimum, maximum, log }) =>
    log ? Math.abs(Math.log(one / other)) / Math.log(maximum / minimum) : Math.abs(one - other) / (maximum - minimum),
  /** Of a logarithmic one a browser's own keys would stay on a stop. */
  listen(input, control, change, signal) {
    if (!control.log) return;
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      change(afterKeys(control, slider.read(input, control), KEYS[event.key][1]));
    }, { signal });
  },
  text(value, { decimals, readout = `f${decimals}` }) {
    const [, plus, money, width, kind, digits] = READOUT.exec(readout) ?? [];
    const text = minus(READOUTS[kind](Math.abs(value), Number(digits)));
    const lead = (value < 0 && (plus || /[1-9]/.test(text)) ? "−" : plus) + money;
    return lead + text.padStart(Number(width) - lead.length, "0");
  },
};

/** @type {Kind} a text in a field, and what others have in common with it */
const plain = {
  read: ({ value, exact }) => (exact?.text === value ? exact.value : value),
  write(input, value) {
    input.value = value;
    keep(input, value);
  },
  parse: (text) => text,
  apart: (one, other) => (one === other ? 0 : FAR),
  text: String,
};

/** @type {Record<string, Kind>} */
export const KINDS = {
  slider,
  time: slider,
  text: plain,
  choice: {
    ...plain,
    read: (input, { options }) => options[input.selectedIndex],
    write: (input, value, { options }) => (input.selectedIndex = options.indexOf(value)),
    parse: (text, { options }) => options.find((each) => String(each) === text),
  },
  check: {
    ...plain,
    read: (input) => input.checked,
    write: (input, value) => (input.checked = value),
    parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
    text: () => "",
  },
  number: {
    ...plain,
    /** The last one that counted, while another is being typed. */
    read: ({ value, exact }, control) => (value === exact.text || whyNotTyped(value, control) ? exact.value : readNumber(value)),
    write(input, value) {
      if (!isTyped(input)) input.value = value;
      keep(input, value);
    },
    parse: slider.parse,
  },
  pad: {
    ...plain,
    write(input, value, control) {
      input.value = value;
      paintPad(input.parentElement, control, value);
    },
    parse(text, { rows, columns }) {
      const fits = /^[0-9a-f]*$/.test(text) && text.length <= 2 * rows * columns;
      return fits ? text.replace(/0+$/, "") : undefined;
    },
    text: () => "",
    listen: (input, control, change, signal) =>
      listenToPad(input.parentElement, control, () => input.value, change, signal),
  },
};
