// @ts-check
/**
 * A question comes to life: its HTML gets controls, judges what is handed in, and says what a wrong answer
 * shows. All that is read stands in the HTML already; its data tell only what is right.
 *
 * @typedef {{right: boolean, keys: string[], words?: string[], named?: boolean, unfinished?: boolean}} Verdict
 *   sentences, then the stored words that are said, by their keys; `named` are words that say of what they
 *   are; an `unfinished` answer is not wrong, and no try
 * @typedef {{read: () => any, fits: (answer: any) => boolean, write: (answer: any) => void,
 *   judge: (answer: any) => Verdict, wants?: string, open?: boolean}} Form of an answer: `read` gives
 *   undefined where there is nothing to judge yet, and `wants` says what is missing; `fits` tells
 *   whether an answer that was kept is one of this form; an `open` one is compared by the reader
 * @import { Answer } from "./record.js"
 * @typedef {{get: () => string | null | undefined, set: (state: string) => void}} Store
 */
import { element, keyOf, part } from "./dom.js";
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
  const form = FORMS[/** @type {string} */ (ask.dataset.ask)](ask, sheet, JSON.parse(ask.dataset.right ?? "null"));
  const feedback = element("div", { class: "explorable-feedback", role: "status" }); // and heard
  ask.append(feedback);
  let judged = ""; // the answer of which the verdict speaks
  const standing = () => JSON.stringify(form.read() ?? null);
  /** @type {Answer} */
  let state = { answer: null, right: false, tries: 0, when: 0 };

  /** Tell the style, and a self-test. */
  const mark = () => {
    ask.dataset.state = state.right ? "right" : "wrong";
    ask.dataset.tries = String(state.tries);
  };
  /**
   * Store an answer: what was right stays so, whatever is tried afterwards.
   * @param {any} answer
   * @param {boolean} right
   * @param {boolean} [counts] as a try
   * @param {any} [given] what the reader has answered; null if that was looked up
   */
  const note = (answer, right, counts = true, given = answer) => {
    const tries = state.tries + (counts && !state.right ? 1 : 0);
    if (!state.right || right) state = { answer, right, tries, when: Date.now() };
    store.set(JSON.stringify(state));
    mark();
    const detail = { id: ask.id, answer: given, right, tries };
    ask.dispatchEvent(new CustomEvent("explorable-answered", { bubbles: true, detail }));
  };
  /** Say the verdict on what stands there; it dims as long as something else does. */
  const tell = (/** @type {any} */ answer) => {
    const verdict = form.judge(answer);
    say(ask, feedback, form, verdict);
    judged = standing();
    follow();
    return verdict;
  };
  const follow = () => feedback.toggleAttribute("data-elsewhere", Boolean(judged) && standing() !== judged);
  for (const event of ["input", "change", "explorable-placed"]) sheet.addEventListener(event, follow);
  /** Judge what stands there, if anything does. */
  const check = (counts = true) => {
    const answer = form.read();
    if (answer === undefined) {
      judged = "";
      follow();
      delete feedback.dataset.right;
      return feedback.replaceChildren(element("p", {}, form.wants ?? words("answerFirst")));
    }
    const verdict = tell(answer);
    if (verdict.unfinished) return;
    note(answer, verdict.right, counts);
    if (form.open) part(ask, ".explorable-answer").setAttribute("open", "");
  };
  /** Show what the store holds by now. */
  const restore = () => {
    const stored = answerIn(store.get());
    if (!stored || (stored.answer !== null && !form.fits(stored.answer))) return;
    state = stored;
    mark();
    if (stored.answer === null) return;
    form.write(stored.answer);
    tell(stored.answer);
  };

  const button = element("button", { type: "submit", form: sheet.id }, words(form.open ? "compare" : "check"));
  sheet.after(button);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    check();
  };
  sheet.addEventListener("submit", submit);
  sheet.addEventListener("keydown", (event) => {
    const isField = /** @type {HTMLElement} */ (event.target).localName === "input";
    if (keyOf(event) === "Enter" && isField) submit(event); // JupyterLab keeps a form from submitting
  });
  ask.addEventListener("explorable-ticked", () => check(false));
  // To look an answer up is a try.
  guardAnswer(ask, () => state.tries > 0, () => form.open || note(form.read() ?? null, false, true, null));
  restore();
  return {
    restore,
    /** Whether something stands there that was not handed in. */
    get isWritten() {
      const answer = form.read();
      return answer !== undefined && JSON.stringify(answer) !== JSON.stringify(state.answer);
    },
  };
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
 * Show the answer after a try, or when asked a second time, which gives up.
 * @type {(ask: HTMLElement, isTried: () => boolean, giveUp: () => void) => void}
 */
function guardAnswer(ask, isTried, giveUp) {
  const summary = part(ask, ".explorable-answer > summary");
  let warned = false;
  summary.addEventListener("click", (event) => {
    if (isTried() || summary.matches("[open] > summary")) return;
    if (warned) return giveUp();
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
 * @param {HTMLElement} feedback
 * @param {Form} form
 * @param {Verdict} verdict
 */
function say(ask, feedback, form, { right, keys, words: sentences = [], named }) {
  const [first, ...rest] = [
    ...(right && !form.open ? [copy(part(ask, ".explorable-because"))] : []),
    ...sentences.map((each) => element("p", {}, each)),
    ...keys.map((key) => stored(ask, key, named)),
  ];
  const line = first ?? element("p", {});
  const verdict = words(form.open ? (right ? "allThere" : "tickIt") : right ? "right" : "notYet");
  line.prepend(element("strong", {}, verdict), " ");
  const see = right || form.open ? null : ask.querySelector(".explorable-answer > .explorable-see");
  feedback.dataset.right = String(right);
  feedback.replaceChildren(line, ...rest, ...(see ? [see.cloneNode(true)] : []));
}

/** Copy a word from behind the fold; of a `named` part with its name. */
function stored(/** @type {HTMLElement} */ ask, /** @type {string} */ key, named = false) {
  const item = ask.querySelector(`[data-of="${key}"]`) ?? part(ask, '[data-of="other"]');
  return copy(named ? item : part(item, ":scope > span"));
}

const copy = (/** @type {Element} */ { childNodes }) =>
  element("p", {}, ...[...childNodes].map((each) => each.cloneNode(true)));
