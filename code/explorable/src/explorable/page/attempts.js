// @ts-check
/**
 * What came of a reader's attempts at the exercises of a page: whether one was ever right, after
 * how many tries, and when it is to be tried again.
 *
 * @import { Slot } from "./storage.js"
 */
import { all } from "../front/dom.js";
import { load, save } from "./records.js";
import { answerIn, turnIn } from "../front/record.js";
import { after, turnOf } from "./review.js";

/** Verdicts on an answer: a judge that was given none says what is asked. */
const JUDGED = '.cell_output .explorable-verdict:not([data-verdict="none"])';

/**
 * The exercise that a cell answers: the last one above it.
 * @param {Element} cell
 * @returns {Slot | undefined}
 */
export function exerciseOf(cell) {
  if (!cell.matches(".tag_exercise")) return;
  const exercise = all(".exercise[id]").findLast(
    (each) => each.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const stored = exercise?.querySelector(".explorable-digest")?.getAttribute("value");
  if (exercise && stored) return { kind: "exercise", number: exercise.id, stored };
}

/**
 * Keep what a judge has said of a reader's own answer, and tell the page that there was one.
 * @param {Element} cell
 */
export function noteVerdicts(cell) {
  const slot = exerciseOf(cell);
  if (!slot) return;
  const verdicts = all(JUDGED, cell).map(({ dataset }) => dataset.verdict);
  const right = verdicts.length > 0 && verdicts.every((each) => each === "right");
  if (verdicts.length) noteAttempt(slot, right);
  const detail = { id: slot.number, right };
  cell.dispatchEvent(new CustomEvent("explorable-answered", { bubbles: true, detail }));
}

/**
 * Keep an attempt: what was right once stays done, yet what is wrong later comes again.
 * @param {Slot} slot
 * @param {boolean} right
 * @param {number} [now]
 */
export function noteAttempt(slot, right, now = Date.now()) {
  const before = answerIn(load(slot));
  const tries = (before?.tries ?? 0) + Number(!before?.right);
  if (!before?.right) save(slot, JSON.stringify({ right, tries, when: now }));
  const again = { ...slot, kind: "again" };
  const turn = before && turnOf(before, turnIn(load(again)));
  if (turn || (before && !right))
    save(again, JSON.stringify(after(turn ?? { box: 0, when: now }, right, now)));
}
