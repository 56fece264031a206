// @ts-check
/**
 * What is kept of a reader's answers, as text: here alone it is read, whoever kept it. What is
 * damaged, or was written by a book of another form, counts as nothing.
 *
 * @typedef {{answer?: any, right: boolean, tries: number, when: number}} Answer to a question or an
 *   exercise: whether it was ever right, after how many tries, and when
 * @typedef {{box: number, when: number}} Turn the box that something is in, and since when
 */

/**
 * @param {string | null | undefined} text
 * @returns {Answer | null}
 */
export function answerIn(text) {
  const { answer = null, right, tries, when } = parsed(text) ?? {};
  const sound = typeof right === "boolean" && isCount(tries) && Number.isFinite(when);
  return sound ? { answer, right, tries, when: known(when) } : null;
}

/**
 * @param {string | null | undefined} text
 * @returns {Turn | null}
 */
export function turnIn(text) {
  const { box, when } = parsed(text) ?? {};
  return isCount(box) && Number.isFinite(when) ? { box, when: known(when) } : null;
}

/**
 * Whether what was kept can be a guess of this kind.
 * @param {any} asked an explorer's `predict`
 * @param {any} guess
 */
export function isGuess({ kind, options, x, minimum = -Infinity, maximum = Infinity } = {}, guess) {
  if (kind === "number") return Number.isFinite(guess) && guess >= minimum && guess <= maximum;
  if (kind === "one") return options.includes(guess);
  if (kind === "order") return Array.isArray(guess) && [...guess].sort().join() === [...options].sort().join();
  return Array.isArray(guess) && guess.length === (kind === "mark" ? 2 : x.length) && guess.every(Number.isFinite);
}

/**
 * What a text of JSON says, or undefined if it is none.
 * @param {string | null | undefined} text
 * @returns {any}
 */
export function parsed(text) {
  try {
    return JSON.parse(text || "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** In ms: a clock that was ahead by more has told no time, and what it dates is asked again today. */
const DAY = 86_400_000;
const known = (/** @type {number} */ when) => (when > Date.now() + DAY ? 0 : when);

const isCount = (/** @type {any} */ each) => Number.isInteger(each) && each >= 0;
