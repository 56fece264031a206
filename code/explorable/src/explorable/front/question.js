// @ts-check
/**
 * A question comes to life: its HTML gets controls, judges what is handed in, and says what a wrong answer
 * shows. All that is read stands in the HTML already; its data tell only what is right.
 *
 * @typedef {{right: boolean, keys: string[], words?: string[], named?: boolean, unfinished?: boolean}} Verdict
 *   sentences, then the stored words that are said, by their keys; `named` are words that say of what they
 *   are; an `unfinished` answer is not wrong, and no try
 * @typedef {{read: () => any, fits: (answer: any) => boolean, write: (answer: any) => void,
 *   judge: (answer: any, tries: number) => Verdict, wants?: string, open?: boolean}} Form of an answer: `read` gives
 *   undefined where there is nothing to judge yet, and `wants` says what is missing; `fits` tells
 *   whether an answer that was kept is one of this form; an `open` one is compared by the reader
 * @import { Answer } from "./record.js"
 * @typedef {{get: () => string | null | undefined, set: (state: string) => void}} Store
 */
import { button, element, part } from "./dom.js";
import { FORMS } from "./question_forms.js";
import { answerIn } from "./record.js";
import { words } from "./words.js";

/**
 * Bring a question to life, wherever it stands; once.
 * @param {HTMLElement} ask the root of its HTML
 * @param {Store} store
 */
export function hydrate(ask, store) {
  const sheet = formOf(ask);
  const make = FORMS[/** @type {string} */ (ask.dataset.ask)];
  const form = make(ask, sheet, JSON.parse(ask.dataset.right ?? "null"));
  const said = element("div", { class: "explorable-said", role: "status" }); // and heard
  ask.append(said);
  const asked = new Asked(ask, form, said, store);
  const check = button(words(form.open ? "compare" : "check"), () => {});
  check.type = "submit";
  check.setAttribute("form", sheet.id);
  sheet.after(check);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    asked.check();
  };
  sheet.addEventListener("submit", submit);
  sheet.addEventListener("keydown", (event) => {
    const isField = /** @type {HTMLElement} */ (event.target).localName === "input";
    if (event.key === "Enter" && isField) submit(event); // JupyterLab keeps a form from submitting
  });
  ask.addEventListener("explorable-ticked", () => asked.check(false));
  guardAnswer(ask, asked);
  asked.restore();
  return asked;
}

/** A question, what was answered, and what is said of it. */
class Asked {
  /** @type {Answer} */
  #state = { answer: null, right: false, tries: 0, when: 0 };

  /**
   * @param {HTMLElement} ask
   * @param {Form} form
   * @param {HTMLElement} said
   * @param {Store} store
   */
  constructor(ask, form, said, store) {
    this.ask = ask;
    this.form = form;
    this.said = said;
    this.store = store;
  }

  get isTried() {
    return this.#state.tries > 0;
  }

  /** Whether something stands there that was not handed in. */
  get isWritten() {
    const answer = this.form.read();
    return answer !== undefined && JSON.stringify(answer) !== JSON.stringify(this.#state.answer);
  }

  /** Judge what stands there, if anything does. */
  check(counts = true) {
    const answer = this.form.read();
    if (answer === undefined) {
      this.said.replaceChildren(element("p", {}, this.form.wants ?? words("answerFirst")));
      return;
    }
    const verdict = this.form.judge(answer, this.#state.tries + 1);
    say(this.ask, this.said, this.form, verdict);
    if (verdict.unfinished) return;
    this.#note(answer, verdict.right, counts);
    if (this.form.open) part(this.ask, ".explorable-answer").setAttribute("open", "");
  }

  /** Note that the answer was looked up: that is a try. */
  giveUp() {
    if (!this.form.open) this.#note(this.form.read() ?? null, false, true, null);
  }

  /** Show what the store holds by now. */
  restore() {
    const kept = answerIn(this.store.get());
    if (!kept) return;
    if (kept.answer !== null && !this.form.fits(kept.answer)) return;
    this.#state = kept;
    this.#mark();
    if (kept.answer === null) return;
    this.form.write(kept.answer);
    say(this.ask, this.said, this.form, this.form.judge(kept.answer, kept.tries));
  }

  /**
   * Keep an answer: what was right stays so, whatever is tried afterwards.
   * @param {any} answer
   * @param {boolean} right
   * @param {boolean} [counts] as a try
   * @param {any} [given] what the reader has answered; null if that was looked up
   */
  #note(answer, right, counts = true, given = answer) {
    const tries = this.#state.tries + (counts && !this.#state.right ? 1 : 0);
    if (!this.#state.right || right) this.#state = { answer, right, tries, when: Date.now() };
    this.store.set(JSON.stringify(this.#state));
    this.#mark();
    const detail = { id: this.ask.id, answer: given, right, tries };
    this.ask.dispatchEvent(new CustomEvent("explorable-answered", { bubbles: true, detail }));
  }

  /** Tell the style, and a self-test. */
  #mark() {
    this.ask.dataset.state = this.#state.right ? "right" : "wrong";
    this.ask.dataset.tries = String(this.#state.tries);
  }
}

/** Put what stands between prompt and folds into a form: Enter in it checks. */
function formOf(/** @type {HTMLElement} */ ask) {
  const form = element("form", { id: `${ask.id}-form`, novalidate: "" });
  const asked = part(ask, ".explorable-asked");
  while (asked.nextElementSibling && asked.nextElementSibling.localName !== "details")
    form.append(asked.nextElementSibling);
  asked.after(form);
  return form;
}

/**
 * Show the answer after a try, or when asked a second time; that counts as a try.
 * @param {HTMLElement} ask
 * @param {Asked} asked
 */
function guardAnswer(ask, asked) {
  const summary = part(ask, ".explorable-answer > summary");
  let warned = false;
  summary.addEventListener("click", (event) => {
    if (asked.isTried) return;
    if (warned) return asked.giveUp();
    event.preventDefault();
    warned = true;
    summary.textContent = words("showUntried");
    summary.addEventListener("blur", () => (summary.textContent = words("answer")), { once: true });
  });
}

/**
 * Say the verdict: why it is right, or what this wrong answer shows and where to read again. The words
 * stand behind the fold already, formulas and all.
 * @param {HTMLElement} ask
 * @param {HTMLElement} said
 * @param {Form} form
 * @param {Verdict} verdict
 */
function say(ask, said, form, { right, keys, words: sentences = [], named }) {
  const [first, ...rest] = [
    ...(right && !form.open ? [copy(part(ask, ".explorable-because"))] : []),
    ...sentences.map((each) => element("p", {}, each)),
    ...keys.map((key) => stored(ask, key, named)),
  ];
  const line = first ?? element("p", {});
  const verdict = words(form.open ? (right ? "allThere" : "tickIt") : right ? "right" : "notYet");
  line.prepend(element("strong", {}, verdict), " ");
  const see = right || form.open ? null : ask.querySelector(".explorable-answer > .explorable-see");
  said.dataset.right = String(right);
  said.replaceChildren(line, ...rest, ...(see ? [see.cloneNode(true)] : []));
}

/** Copy a word from behind the fold; of a `named` part with its name. */
function stored(/** @type {HTMLElement} */ ask, /** @type {string} */ key, named = false) {
  const item = ask.querySelector(`[data-of="${key}"]`) ?? part(ask, '[data-of="other"]');
  return copy(named ? item : part(item, ":scope > span"));
}

const copy = (/** @type {Element} */ { childNodes }) =>
  element("p", {}, ...[...childNodes].map((each) => each.cloneNode(true)));
