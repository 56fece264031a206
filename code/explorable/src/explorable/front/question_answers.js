// @ts-check
/** What a typed or ordered answer means: pure functions, without a document. */

/**
 * The numbers that a text may mean: a comma is a decimal point, or parts thousands.
 * @param {string} text
 * @returns {number[]} none if it is no number
 */
export function numbersIn(text) {
  const plain = text.replace(/[\s_]/g, "").replace(/[−–]/g, "-");
  const percent = plain.endsWith("%");
  const bare = percent ? plain.slice(0, -1) : plain;
  const texts = bare.includes(".") ? [bare.replaceAll(",", "")] : [bare.replace(",", ".")];
  if (/^[-+]?\d{1,3}(,\d{3})+$/.test(bare)) texts.push(bare.replaceAll(",", ""));
  return texts.map(quotient).filter(Number.isFinite).map((each) => (percent ? each / 100 : each));
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function quotient(/** @type {string} */ text) {
  const parts = text.split("/");
  if (parts.length > 2 || !parts.every((each) => NUMBER.test(each))) return NaN;
  return parts.map(Number).reduce((above, below) => above / below);
}

/** Whether a number lies in a range, but for rounding. */
export function isWithin(/** @type {number} */ given, /** @type {[number, number]} */ [low, high]) {
  const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-9);
  return low - slack <= given && given <= high + slack;
}

/**
 * Judge lines in an order: any is right that has the lines that belong, each after what it needs.
 * @param {{order: number[], needs: Record<string, number[]>}} right
 * @param {number[]} given
 * @returns {{right: boolean, line?: number, needs?: number, missing?: number}} the
 *   first line that is wrong: one that does not belong, or one that stands before what it needs
 */
export function judgeOrder({ order, needs }, given) {
  for (const [index, line] of given.entries()) {
    if (!order.includes(line)) return { right: false, line };
    const above = given.slice(0, index);
    const need = (needs[line] ?? []).find((each) => !above.includes(each));
    if (need !== undefined) return { right: false, line, needs: need };
  }
  const missing = order.length - given.length;
  return { right: missing === 0, ...(missing && { missing }) };
}

/** Whether an answer that was kept is a place in a list. */
export function isPlace(/** @type {any} */ answer, /** @type {ArrayLike<any>} */ list) {
  return Number.isInteger(answer) && answer >= 0 && answer < list.length;
}
