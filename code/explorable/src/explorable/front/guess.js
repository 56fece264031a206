// @ts-check
/**
 * The guess before the answer. Until a reader commits to one, by a button or a key, question, picture
 * and field are all there is; afterwards guess and truth stand side by side, and what can be moved opens.
 *
 * @import { Direction } from "./axes.js"
 * @import { Axes, Guessed, Store, Predict, Spec, Values } from "./mount.js"
 * @import { Sheet } from "./sheet.js"
 */
import { button, element, keyOf, mark, part, setAttributes } from "./dom.js";
import { shortly, toFraction } from "./axes.js";
import { readNumber, whyNot } from "./question_answers.js";
import { isGuess, parsed } from "./record.js";
import { guessSheet } from "./sheet.js";
import { minus, words } from "./words.js";

/** How far from the truth a guess is right: a place, as a part of the picture, and a rounded number, of the truth. */
const [NEAR, CLOSE] = [0.04, 0.1];

/** What is said of an answer, and a question behind it that invites to go on: that one stays when the verdict leaves. */
const INVITED = /^(.*[.?!])( [^.?!]+\?)$/s;

/**
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {Store} store
 * @param {(values?: Values) => void} reveal the answer may be seen; moves the picture to `values`
 * @param {AbortSignal} signal
 */
export function askForGuess(figure, spec, store, reveal, signal) {
  const asked = spec.predict;
  if (!asked) return undefined;
  const box = part(figure, ".explorable-guess");
  const sheet = guessSheet(figure, asked, spec.axes[spec.handles.length], (guess) => commit(guess), signal);
  const given = asked.given ?? Object.keys(spec.start).filter((name) => !(name in asked.at));
  const waits = () => figure.dataset.guess === "open";

  const open = () => {
    figure.dataset.guess = "open";
    box.replaceChildren(
      ...ASKED[asked.kind](asked, commit, sheet),
      button(words("showAnswer"), () => finish("")),
    );
  };
  const finish = (/** @type {string} */ verdict, move = true) => {
    const focused = figure.querySelector(":is(.explorable-guess, .explorable-sheet):focus-within");
    sheet.close();
    figure.dataset.guess = "done";
    const says = asked.says || (asked.kind === "line" ? "" : words("answerIs"));
    const truth = says.replaceAll("{answer}", inWords(asked, asked.answer));
    const [, fact = truth, invitation = ""] = INVITED.exec(truth) ?? [];
    const judged = element("span", { class: "explorable-judged" }, `${verdict} ${fact}`.trim());
    const line = element("p", { class: "explorable-compared", tabindex: -1 }, judged, invitation);
    box.replaceChildren(line);
    if (focused) line.focus({ preventScroll: true });
    const moves = spec.pictures || Object.keys(asked.at).length; // a stream runs to its answer
    reveal(move && moves ? asked.at : undefined);
  };
  const show = (/** @type {Guessed} */ guess, move = true) => {
    sheet.draw(guess);
    const judged = rightness(asked, guess, spec.axes[spec.handles.length]) || whyTempting(asked, guess);
    finish(`${words("yourGuess", { guess: inWords(asked, guess) })} ${judged}`.trim(), move);
  };
  const commit = (/** @type {Guessed} */ guess) => {
    store.set(JSON.stringify(guess));
    show(guess);
    const detail = { id: figure.dataset.explorer, answer: guess };
    figure.dispatchEvent(new CustomEvent("explorable-guessed", { bubbles: true, detail }));
  };
  const repeat = button(words("guessAgain"), () => {
    sheet.draw(null); // the guess before is kept until there is another
    reveal(spec.start);
    open();
    tools.open = false;
    part(box, "input, button").focus({ preventScroll: true });
  });
  const tools = /** @type {HTMLDetailsElement} */ (part(figure, ".explorable-tools"));
  part(tools, "div").prepend(repeat);

  const before = parsed(store.get());
  if (isGuess(asked, before)) show(before, false);
  else open();
  signal.addEventListener("abort", () => {
    repeat.remove();
    box.replaceChildren();
    delete figure.dataset.guess;
  });
  return {
    waits,
    skip() {
      if (!waits()) return;
      sheet.close();
      figure.dataset.guess = "done";
      box.replaceChildren();
    },
    place: (/** @type {Axes[]} */ axes) => sheet.place(axes[spec.handles.length]),
    /**
     * What was asked and guessed speaks of the start, and the verdict of the answer's state, as far as the answer depends
     * on it: it dims anywhere else, also in a figure that comes back with a guess of an earlier visit.
     */
    follow(/** @type {Values} */ values) {
      const differs = (/** @type {string} */ name) => values[name] !== (asked.at[name] ?? spec.start[name]);
      const [there, here] = [true, false].map((moves) => given.filter((name) => name in asked.at === moves).some(differs));
      figure.toggleAttribute("data-elsewhere", here);
      box.toggleAttribute("data-elsewhere", !waits() && there);
    },
  };
}

/**
 * Why a wrong guess tempts, where the author says it.
 * @param {Predict} asked
 * @param {any} guess
 */
function whyTempting({ distractors = [], step }, guess) {
  const near = (/** @type {any} */ value) => Math.abs(value - guess) < step / 2;
  return distractors.find(([value]) => value === guess || near(value))?.[1] ?? "";
}

/**
 * That a guess is right, if it is: a place or a line as well as a hand draws, a number to the last digit typed.
 * @param {Predict} asked
 * @param {any} guess
 * @param {Axes} axes
 */
function rightness(asked, guess, axes) {
  const { kind } = asked;
  const answer = /** @type {any} */ (asked.answer);
  const near = (/** @type {Direction} */ along, /** @type {number} */ one, /** @type {number} */ other) =>
    Math.abs(toFraction(axes, along, one) - toFraction(axes, along, other)) < NEAR;
  const isRight = {
    mark: () => near("x", guess[0], answer[0]) && near("y", guess[1], answer[1]),
    line: () => guess.every((/** @type {number} */ y, /** @type {number} */ index) => near("y", y, answer[index])) && turnsAs(guess, answer),
  }[/** @type {string} */ (kind)] ?? (() => inWords(asked, guess) === inWords(asked, answer));
  if (isRight()) return words("right");
  const decimals = (String(guess).split(".")[1] ?? "").length;
  const isRounded = kind === "number" && Number(answer.toFixed(decimals)) === guess;
  return isRounded && Math.abs(guess - answer) < CLOSE * Math.abs(answer) ? words("rightRounded") : "";
}

/**
 * Whether a drawn line is highest, or lowest, where the true one turns, or in the next place. A true line that turns twice
 * or never asks for its heights alone.
 * @param {number[]} line
 * @param {number[]} truth
 */
export function turnsAs(line, truth) {
  const steps = truth.slice(1).map((y, index) => Math.sign(y - truth[index]));
  const at = steps.findIndex((step) => step !== steps[0]);
  if (at < 0 || steps.slice(at).some((step) => step !== -steps[0])) return true;
  const most = (steps[0] > 0 ? Math.max : Math.min)(...line);
  return ![line[0], line.at(-1)].includes(most) && Math.abs(line.indexOf(most) - at) <= 1;
}

/**
 * A guess as it is read, or the truth.
 * @param {Predict} asked
 * @param {any} guess
 * @returns {string}
 */
function inWords({ kind, unit, step, decimals }, guess) {
  if (kind === "line") return words("dashedLine");
  if (kind === "mark") return `(${guess.map(shortly(decimals)).join(", ")})`;
  if (kind === "order") return guess.join(", ");
  if (kind === "one") return guess;
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return `${minus(String(Number(guess.toFixed(digits))))} ${unit}`.trim();
}

/**
 * The ways in which a reader is asked, below the question.
 * @type {Record<Predict["kind"], (asked: Predict, commit: (guess: Guessed) => void, sheet: Sheet) => HTMLElement[]>}
 */
const ASKED = {
  number({ minimum, maximum, unit, step }, commit) {
    // A field of text: the browser's numbers know one decimal mark. A phone's digits have no minus.
    const inputmode = minimum < 0 ? "text" : "decimal";
    const input = element("input", { inputmode, autocomplete: "off", spellcheck: "false" });
    const label = element("label", {}, words("guess"), " ", input, " ", unit);
    const line = element("p", { role: "alert" });
    const take = () => {
      const lack = whyNot(input.value, { minimum, maximum, whole: Number.isInteger(step) });
      if (!lack) return commit(readNumber(input.value));
      mark(input, line, lack);
      input.focus();
    };
    input.addEventListener("input", () => mark(input, line, ""));
    input.addEventListener("keydown", (event) => {
      if (keyOf(event) === "Enter") take();
    });
    return [label, button(words("commit"), take), line];
  },
  one: (asked, commit) => asked.options.map((option) => button(option, () => commit(option))),
  /** Chips that are pressed in their order; the last one follows by itself. */
  order({ options }, commit) {
    /** @type {string[]} */
    let pressed = [];
    const chips = options.map((option) => button(option, () => press(option)));
    const press = (/** @type {string} */ option) => {
      pressed = pressed.includes(option) ? pressed.filter((each) => each !== option) : [...pressed, option];
      const left = options.filter((each) => !pressed.includes(each));
      if (left.length === 1) commit([...pressed, ...left]);
      else number();
    };
    const number = () => chips.forEach((chip, index) => {
      const place = pressed.indexOf(options[index]) + 1;
      setAttributes(chip, { "data-place": place ? `${place}.` : "", "aria-pressed": String(place > 0) });
    });
    number();
    return [element("p", { class: "explorable-how" }, words("inOrder")), ...chips];
  },
  mark: (_asked, _commit, sheet) => askOnSheet(sheet, words("howToMark"), words("markKeys")),
  line: (_asked, _commit, sheet) => askOnSheet(sheet, words("howToSketch"), words("sketchKeys")),
};

/** @type {(sheet: Sheet, how: string, keys: string) => HTMLElement[]} */
function askOnSheet(sheet, how, keys) {
  const lack = element("p", { role: "alert" });
  sheet.open(`${how} ${keys}`, (lacks) => (lack.textContent = lacks));
  return [element("p", { class: "explorable-how" }, how), button(words("commit"), sheet.commit), lack];
}
