// @ts-check
/**
 * When something is asked again: what was wrong goes into the first of four boxes and comes back
 * after that box's days. Right moves it to the next box, wrong to the first; after the last it is
 * done. Nothing here looks at the clock or the storage.
 *
 * @import { Answer, Turn } from "../front/record.js"
 * @import { Entry } from "./storage.js"
 */
import { answerIn, turnIn } from "../front/record.js";

/** Days after which a box is asked again. */
export const DAYS = [1, 3, 7, 21];

/**
 * The turn of something, or null if it was right at once.
 * @param {Answer} answer
 * @param {Turn | null} before
 * @returns {Turn | null}
 */
export function turnOf(answer, before) {
  const { right, tries, when } = answer;
  if (!before) return right && tries <= 1 ? null : { box: 0, when };
  return !right && when > before.when ? { box: 0, when } : before;
}

/**
 * When a turn is due: at the beginning of a day, as a reader counts days; never, if it is done.
 * @param {Turn} turn
 */
export function dueAt({ box, when }) {
  if (box >= DAYS.length) return Infinity;
  const day = new Date(when);
  day.setHours(0, 0, 0, 0);
  return day.setDate(day.getDate() + DAYS[box]);
}

/**
 * The turn after an answer; right before its time changes nothing.
 * @param {Turn} turn
 * @param {boolean} right
 * @param {number} now
 * @returns {Turn}
 */
export function after(turn, right, now) {
  if (!right) return { box: 0, when: now };
  return now >= dueAt(turn) ? { box: turn.box + 1, when: now } : turn;
}

/**
 * What was ever wrong, with its turn, those first that are due first.
 * @param {Entry[]} entries
 * @returns {{entry: Entry, answer: Answer, turn: Turn, due: number}[]}
 */
export function turnsIn(entries) {
  const name = (/** @type {Entry} */ { page, number, stored }) => JSON.stringify([page, number, stored]);
  const again = entries.filter(({ kind }) => kind === "again");
  const turns = new Map(again.map((entry) => [name(entry), turnIn(entry.text)]));
  const due = entries.filter(({ kind }) => kind === "answer" || kind === "exercise").flatMap((entry) => {
    const answer = answerIn(entry.text);
    const turn = answer && turnOf(answer, turns.get(name(entry)) ?? null);
    return turn ? [{ entry, answer, turn, due: dueAt(turn) }] : [];
  });
  return due.sort((a, b) => a.due - b.due || (a.entry.page < b.entry.page ? -1 : 1));
}

/**
 * How many were asked again and answered since a day began. Their turns tell: an entry of a clock that was ahead is never
 * older than today.
 * @param {number} now
 * @param {Entry[]} entries
 */
export function answeredOn(now, entries) {
  const morning = new Date(now).setHours(0, 0, 0, 0);
  return entries.filter(({ kind, text }) => kind === "again" && (turnIn(text)?.when ?? 0) >= morning).length;
}
