// @ts-check
/**
 * How what a reader did is stored, which this module alone knows: in the browser's storage, on this machine and nowhere
 * else, one entry for each thing. Its key names this scheme, the kind, the page, which of the page's things it is, and the
 * book's text that it belongs to: what the book has changed is never taken for what the reader has done. It is read at
 * once, as a page asks before it is laid out.
 *
 * @typedef {{kind?: string, page?: string, number: number | string, stored: string, asks?: string}} Slot
 *   a cell, a question or the code of a figure as the book has it: `stored` is the book's text,
 *   `asks` that of the exercise which a cell answers
 * @typedef {{key: string, kind: string, page: string, number: number | string, stored: string,
 *   asks?: string, text: string, when: number}} Entry
 */
import { pageOf, spelled } from "./address.js";
import { answerIn, isGuess, parsed, turnIn } from "../front/record.js";

/** A change of the scheme gets another number: entries of another are not read. */
const SCHEME = "explorable-1";

let isSpelled = false;

/** @type {Set<string>} why nothing is kept: each reason is told once */
const reasons = new Set();

/**
 * Use the storage; a browser may refuse it, or be full: then nothing is kept.
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | undefined}
 */
export function withStorage(use) {
  try {
    if (localStorage.refused === true) throw new Error("this browser refuses its storage"); // see theme/storage.js
    if (!isSpelled) respell(localStorage);
    isSpelled = true;
    return use(localStorage);
  } catch (error) {
    const reason = String(error);
    if (!reasons.has(reason)) console.warn(`Nothing is kept: ${reason}`);
    reasons.add(reason);
  }
}

/** @param {Slot} slot */
export function keyOf({ kind = "cell", page = pageOf(), number, stored, asks }) {
  return JSON.stringify([SCHEME, kind, page, number, stored, ...(asks ? [asks] : [])]);
}

const isText = () => true;

/** @type {Record<string, (text: string, stored: string) => any>} by its kind, whether a text can be what was kept */
const SOUND = {
  cell: isText, figure: isText, setting: isText, answer: answerIn, exercise: answerIn, again: turnIn,
  guess: (text, stored) => isGuess(parsed(stored), parsed(text)),
};

/** @type {(kind: string, text: string, stored: string) => boolean} */
const isSound = (kind, text, stored) => Object.hasOwn(SOUND, kind) && Boolean(SOUND[kind](text, stored));

/**
 * Whatever claims to be an entry, from a file, say, if it is sound; else throw. None is younger than now: one from a
 * clock that was ahead would win for ever.
 * @param {any} given
 * @returns {Entry}
 */
export function entryFrom({ kind, page, number, stored, asks, text, when }) {
  const key = keyOf({ kind, page, number, stored, asks });
  const named = [kind, page, stored, text].every((each) => typeof each === "string");
  if (!named || !["string", "number"].includes(typeof number) || !Number.isFinite(when) || !isSound(kind, text, stored))
    throw new Error(`${key} is damaged`);
  return { key, kind, page, number, stored, ...(asks ? { asks } : {}), text, when: Math.min(when, Date.now()) };
}

/** @type {(key: string, value: string | null) => Entry} */
function entryOf(key, value) {
  const [, kind, page, number, stored, asks] = JSON.parse(key);
  const { text, when } = JSON.parse(value ?? "null") ?? {};
  return { ...entryFrom({ kind, page, number, stored, asks, text, when }), key };
}

/** What a key names, of every entry here. */
const named = (/** @type {Storage} */ storage) =>
  Object.keys(storage).filter((key) => key.startsWith(`["${SCHEME}",`)).map((key) => ({ key, parts: parsed(key) ?? [] }));

/** Give what was kept under another spelling of its page's address the one that pages go by; the younger of two stays. */
export function respell(/** @type {Storage} */ storage) {
  const here = pageOf();
  for (const { key, parts: [scheme, kind, page, ...rest] } of named(storage).filter(({ parts }) => typeof parts[2] === "string")) {
    const right = spelled(page).toLowerCase() === here.toLowerCase() ? here : spelled(page);
    if (right === page) continue;
    const [slot, text] = [JSON.stringify([scheme, kind, right, ...rest]), storage.getItem(key) ?? ""];
    const when = (/** @type {string} */ value) => Number(parsed(value)?.when ?? 0);
    const known = storage.getItem(slot);
    storage.removeItem(key); // first: a full storage has room for what has left it
    if (known === null || when(text) > when(known)) storage.setItem(slot, text);
  }
}

/**
 * What tells whether a page lies at or below `start` and belongs there. A host may have several books, one of them below
 * another, and each keeps a setting of its own, `told`, with the first thing kept: what lies below is not the upper one's.
 * @param {Storage} storage
 * @param {string} start
 */
export function belonging(storage, start) {
  const lower = named(storage).filter(({ parts: [, kind, , number] }) => kind === "setting" && number === "told")
    .map(({ parts: [, , book] }) => String(book)).filter((book) => book !== start && book.startsWith(start));
  return (/** @type {unknown} */ page) => typeof page === "string" && page.startsWith(start) &&
    !lower.some((book) => page.startsWith(book));
}

/**
 * Every entry of the pages that belong to `start`, and the keys of those that are damaged.
 * @param {string} start a page's path, or a book's
 * @returns {{entries: Entry[], damaged: string[]} | undefined} nothing, if there is no storage
 */
export function entries(start) {
  return withStorage((storage) => {
    /** @type {{entries: Entry[], damaged: string[]}} */
    const all = { entries: [], damaged: [] };
    const belongs = belonging(storage, start);
    for (const { key } of named(storage).filter(({ parts }) => belongs(parts[2])))
      try {
        all.entries.push(entryOf(key, storage.getItem(key)));
      } catch {
        all.damaged.push(key);
      }
    return all;
  });
}

/**
 * Write an entry, or remove it if its text is the book's own; throw where that is refused.
 * @param {Slot} slot
 * @param {string} text
 * @param {number} [when]
 */
export function write(slot, text, when = Date.now()) {
  if (text === slot.stored) localStorage.removeItem(keyOf(slot));
  else localStorage.setItem(keyOf(slot), JSON.stringify({ text, when }));
}

/**
 * The entry of a slot; null if there is none, or it is damaged, which `isDamaged` then hears; throw where that is refused.
 * @param {Slot} slot
 * @param {() => void} [isDamaged]
 */
export function read(slot, isDamaged = () => {}) {
  const key = keyOf(slot);
  const value = localStorage.getItem(key) ?? (slot.kind === "answer" ? bringAlong(slot, key) : null);
  try {
    return value === null ? null : entryOf(key, value);
  } catch (error) {
    console.warn(String(error));
    isDamaged();
    return null;
  }
}

/** The answer to a question that another page of this folder and book asked before: it comes along with the question. */
function bringAlong(/** @type {Slot} */ slot, /** @type {string} */ key) {
  const [, , here, ...same] = JSON.parse(key);
  const belongs = belonging(localStorage, here.replace(/[^/]*$/, ""));
  const before = named(localStorage).find(({ parts: [, kind, page, ...rest] }) =>
    kind === "answer" && belongs(page) && JSON.stringify(rest) === JSON.stringify(same))?.key;
  if (before === undefined) return null;
  const value = /** @type {string} */ (localStorage.getItem(before));
  localStorage.setItem(key, value);
  localStorage.removeItem(before);
  return value;
}

export function remove(/** @type {string[]} */ ...keys) {
  withStorage((storage) => keys.forEach((key) => storage.removeItem(key)));
}

/**
 * Hear of what another tab writes or removes.
 * @param {(concerns: (slot: Slot) => boolean) => void} hear `concerns` whether that may be at a slot
 */
export function followStorage(hear) {
  addEventListener("storage", ({ key }) => hear((slot) => key === null || key === keyOf(slot)));
}
