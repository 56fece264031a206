// @ts-check
/**
 * A formula as a line of text, p_i = (e^(o_i))/(∑_j e^(o_j)): what is copied of it, where a browser would write its signs
 * in a row, and what stands there where a browser draws no MathML, as an iPhone's in Lockdown Mode. Who takes HTML gets
 * the formula itself.
 */

const ACCENTS = new Map(Object.entries({ "‾": "\u0304", "ˆ": "\u0302", "~": "\u0303", "⏟": "", "⏞": "" }));
const BETWEEN = /^[=≠<>≤≥≈≪≫∝∈∉→←↦⪰+−±×]$/;
const ENDS = /[)\]}⟩|‖⌉⌋′!]/;
const ONE = /^[\p{L}\p{M}\p{N}.]*$|^.$|^\([^()]*\)$/u; // a name, a number, a sign; all else needs parentheses

/** What stands between a sum, or a function by its name, and what it is of; of others, nothing. */
const applied = (/** @type {string} */ name) => (/^[∑∏∫]$/.test(name) ? " " : /^\p{L}{2,}$/u.test(name) ? "\u2061" : "");

const grouped = (/** @type {string} */ text) => (ONE.test(text.trim()) ? text.trim() : `(${text.trim()})`);
const marked = (/** @type {string} */ sign) => (/** @type {string} */ base, /** @type {string} */ mark) =>
  base.trim() + (ACCENTS.get(mark.trim()) ?? sign + grouped(mark));
const [low, high] = ["_", "^"].map(marked);
const both = (/** @type {string} */ base, /** @type {string} */ below, /** @type {string} */ above) =>
  high(low(base, below), above);

/** @type {Record<string, (...parts: string[]) => string>} by its tag, how a part of a formula is written */
const FORMS = {
  msub: low, munder: low, msup: high, mover: high, msubsup: both, munderover: both,
  mfrac: (above, below) => `${grouped(above)}/${grouped(below)}`,
  msqrt: (...inner) => `√${grouped(inner.join(""))}`,
  mroot: (inner, degree) => `${grouped(inner)}^(1/${degree})`,
  mtr: (...cells) => cells.join(" "),
  mtable: (...rows) => rows.join("; "),
};

/** @type {(sign: Element) => string} */
function signOf(sign) {
  const text = (sign.textContent ?? "").replace(/[\u2062-\u2064\ufe0e]/g, "").trim();
  if (sign.localName === "mspace") return " ";
  if (text === ",") return ", ";
  const before = sign.previousElementSibling;
  const isBetween = before && (before.localName !== "mo" || ENDS.test(before.textContent ?? ""));
  return isBetween && BETWEEN.test(text) ? ` ${text} ` : text;
}

/** @type {(part: Element) => string} */
function written(part) {
  const parts = [...part.children].map(written);
  if (!parts.length) return signOf(part);
  const form = FORMS[part.localName];
  return form ? form(...parts) + applied(parts[0]) : parts.join("");
}

/** @type {(formula: Element) => string} */
const lineOf = (formula) => written(formula).replace(/\u2061\s*(?=[([{|‖])/g, "").replace(/[\s\u2061]+/g, " ").trim();

function showLines() {
  for (const each of document.querySelectorAll("math:has(*)")) each.textContent = lineOf(each);
}

if (document.createElementNS("http://www.w3.org/1998/Math/MathML", "math").constructor === Element) {
  showLines();
  new MutationObserver(showLines).observe(document.body, { childList: true, subtree: true });
}

document.addEventListener("copy", (event) => {
  const chosen = getSelection();
  if (!chosen?.rangeCount || !event.clipboardData) return;
  const copy = document.createElement("div");
  copy.append(chosen.getRangeAt(0).cloneContents());
  const formulas = copy.querySelectorAll("math");
  if (!formulas.length) return;
  event.clipboardData.setData("text/html", copy.innerHTML);
  for (const each of formulas) each.replaceWith(lineOf(each));
  document.body.append(copy); // its styles break lines
  event.clipboardData.setData("text/plain", copy.innerText.trim());
  copy.remove();
  event.preventDefault();
});

export {};
