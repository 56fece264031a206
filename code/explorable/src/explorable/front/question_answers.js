// @ts-check
/** What a typed or ordered answer means; numbers are read as `typed_numbers.py` reads them in a cell. */
import { minus, words } from "./words.js";

/** @type {Record<string, number>} */
const NAMES = { e: Math.E, pi: Math.PI, π: Math.PI };
/** @type {Record<string, (x: number) => number>} */
const FUNCTIONS = {
  sqrt: Math.sqrt, "√": Math.sqrt, exp: Math.exp,
  log: Math.log, ln: Math.log, log2: Math.log2, log10: Math.log10,
};
/** Characters of a text that are looked at. */
const LONGEST = 100;
const FRACTION = /([0-9]?) ?([¼-¾⅐-⅞↉])/g;
const RAISED = /[⁺⁻]?[⁰¹²³⁴-⁹]+/g;
const GROUPED = /(^|[^0-9.,])([0-9]{1,3}(?:[ _'’][0-9]{3})+)(?![0-9])/g;
const THOUSANDS = /(?:^|[^0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])/g;
const BEHIND = /\.[0-9]{3}(?:,[0-9]{3})*,[0-9]{1,3}(?![0-9.,])/g;
const MIXED = /^([-+]?) ?([0-9]+) ([0-9]+) ?\/ ?([0-9]+)$/;
const TOKEN =
  /[0-9]+\.?[0-9]*(?:e[-+]?[0-9]+)?|\.[0-9]+(?:e[-+]?[0-9]+)?|[a-zπ]+[0-9]*|√|\*\*|[-+/*^()]/g;

/**
 * The numbers that a text may mean: a comma is a decimal mark, or parts thousands.
 * @typedef {number | bigint} Exact a whole one is exact, however large it is
 * @param {string} text
 * @returns {Exact[]} none if it is no number, two if it can mean two
 */
export function numbersIn(text) {
  const plain = plainly(text.slice(0, LONGEST));
  const bare = plain.replace(/%$/, "").trim();
  const read = conventions(bare).map(valueOf);
  const [, sign, whole, above, below] = MIXED.exec(bare) ?? [];
  if (Number(above) < Number(below)) read.unshift((sign === "-" ? -1 : 1) * (Number(whole) + Number(above) / Number(below)));
  const found = [...new Set(read.filter((each) => Number.isFinite(Number(each))))];
  return bare === plain ? found : found.map((each) => Number(each) / 100);
}

/** The number that a text means, where nothing speaks against it (`whyNot`). */
export const readNumber = (/** @type {string} */ text) => Number(numbersIn(text)[0]);

/**
 * Why a text is not taken, if it is not: it is no number, can mean two, lies outside, or is not whole where that is asked.
 * @param {string} text
 * @param {{minimum?: number, maximum?: number, whole?: boolean}} [asked]
 */
export function whyNot(text, { minimum = -Infinity, maximum = Infinity, whole = false } = {}) {
  const [meant, other] = numbersIn(text);
  if (meant === undefined) return words("noNumber");
  if (other !== undefined) return words("twoNumbers", { text, first: String(meant), second: String(other) });
  if (meant < minimum || meant > maximum)
    return words("range", { minimum: minus(String(minimum)), maximum: minus(String(maximum)) });
  return whole && !Number.isInteger(Number(meant)) ? words("wholeNumber") : "";
}

/** A text in the signs that a keyboard has, with single blanks. */
const plainly = (/** @type {string} */ text) =>
  text.replace(RAISED, "^$&").replace(FRACTION, "$1 $2").normalize("NFKC").toLowerCase()
    .replace(/[−‐-―]/g, "-").replace(/(^|[^0-9.,])0[·⋅∙](?=[0-9])/g, (_, before) => `${before}0.`)
    .replace(/[⁄∕÷]/g, "/").replace(/[×·⋅∙]/g, "*")
    .replace(/([1-9]) ?x ?(?=[0-9])/g, "$1*")
    .replace(/\s+/g, " ").trim();

/** The text as it is read where a comma is the decimal mark, and where a point is. */
function conventions(/** @type {string} */ text) {
  const joined = text.replace(GROUPED, (_, before, group) => before + group.replace(/[ _'’]/g, ""));
  const drop = (/** @type {string} */ group) => group.replaceAll(",", "");
  const point = joined.replace(BEHIND, drop).replace(THOUSANDS, drop);
  if (!/,|\.[0-9]+\./.test(joined)) return [point];
  const swapped = joined.replace(/[.,]/g, (mark) => (mark === "," ? "." : ","));
  return [swapped.replace(THOUSANDS, drop), point];
}

/** The value of a product, or of a quotient of two; NaN if it is none. */
function valueOf(/** @type {string} */ text) {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.join("") !== text.replaceAll(" ", "")) return NaN;
  const takes = (/** @type {string[]} */ ...wanted) => wanted.includes(tokens[0] ?? "") && !!tokens.shift();
  /** @type {() => Exact} */
  const quotient = () => {
    const above = product();
    if (!takes("/")) return above;
    const below = signed();
    return both(above, below, (a, b) => typeof a === "number" || !b || a % b ? Number(a) / Number(b) : a / b);
  };
  const product = () => {
    let value = signed();
    while (takes("*") || ["π", "pi", ...Object.keys(FUNCTIONS)].includes(tokens[0] ?? "")) value = both(value, signed(), (a, b) => a * b);
    return value;
  };
  /** @type {() => Exact} */
  const signed = () => {
    const isMinus = takes("-");
    if (!isMinus) takes("+");
    const base = atom();
    const value = takes("^", "**") ? both(base, signed(), power) : base;
    return isMinus ? -value : value;
  };
  /** @type {() => Exact} */
  const atom = () => {
    const token = tokens.shift() ?? "?";
    if (token === "(") {
      const inside = quotient();
      return takes(")") ? inside : NaN;
    }
    if (Object.hasOwn(FUNCTIONS, token)) return token === "√" || tokens[0] === "(" ? FUNCTIONS[token](Number(atom())) : NaN;
    return Object.hasOwn(NAMES, token) ? NAMES[token] : literal(token);
  };
  const value = quotient();
  const near = tokens.length ? NaN : Number(value);
  return tokens.length || Number.isSafeInteger(near) ? near : value; // a bigint only where it has to be
}

/**
 * Act on two numbers, exactly if both are whole.
 * @type {(one: Exact, other: Exact, act: (one: any, other: any) => Exact) => Exact}
 */
const both = (one, other, act) => (typeof one === typeof other ? act(one, other) : act(Number(one), Number(other)));

/** A power, a whole one only if it is no larger than a number can be. */
const power = (/** @type {any} */ base, /** @type {any} */ exponent) => {
  const near = Number(base) ** Number(exponent);
  return exponent >= 0 && Number.isFinite(near) ? base ** exponent : near;
};

/** What digits say, with all of them if that is whole. */
function literal(/** @type {string} */ token) {
  const near = Number(token);
  if (!near || !Number.isInteger(near)) return near;
  const [digits, shift = 0] = token.split("e");
  const [whole, rest = ""] = digits.split(".");
  const places = BigInt(shift) - BigInt(rest.length);
  const value = BigInt(whole + rest) * 10n ** (places < 0n ? 0n : places);
  const unit = 10n ** (places < 0n ? -places : 0n);
  return value % unit ? near : value / unit;
}

/**
 * Whether a number lies in a range, but for rounding; one in digits is whole, and beyond what numbers tell apart.
 * @param {Exact} typed
 * @param {[number, number] | [string, string]} range
 */
export function isWithin(typed, [low, high]) {
  if (typeof low === "string" || typeof high === "string") return String(typed) === low;
  const given = Number(typed);
  const isCount = low === high && Number.isSafeInteger(low); // the next one is never right, however large both are
  const slack = Math.min(1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-9), isCount ? 0.4 : Infinity);
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
