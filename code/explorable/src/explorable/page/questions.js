// @ts-check
/** The questions of a page: alive without Python; what was answered is kept in the browser. */
import { all } from "../front/dom.js";
import { hydrate } from "../front/question.js";
import { hydrateTest } from "../front/question_test.js";
import { followOtherTabs, load, save } from "./records.js";

/**
 * Bring a question to life on this page, or one that was fetched from another.
 * @param {HTMLElement} ask
 * @param {import("../front/question.js").Store} [store]
 */
export function hydrateQuestion(ask, store = storeOf(ask)) {
  const asked = hydrate(ask, store);
  addEventListener("explorable-renew", (event) => asked.isWritten && event.preventDefault()); // see messages.js
  return asked;
}

/** Its name changes with any of its texts: an answer to what was asked before is never taken. */
const slotOf = (/** @type {HTMLElement} */ { id }) => ({ kind: "answer", number: id, stored: id.replace("ask-", "") });

/** @returns {import("../front/question.js").Store} */
function storeOf(/** @type {HTMLElement} */ ask) {
  return { get: () => load(slotOf(ask)), set: (state) => save(slotOf(ask), state) };
}

/** Bring all questions of the page to life. */
export function hydrateQuestions() {
  const slots = all(".explorable-ask").flatMap((ask) => {
    try {
      return [{ ...slotOf(ask), asked: hydrateQuestion(ask) }];
    } catch (error) {
      reportError(error); // of this one: the others live
      return [];
    }
  });
  followOtherTabs(slots, ({ asked }) => asked.restore());
  all(".explorable-selftest").forEach(hydrateTest);
}
