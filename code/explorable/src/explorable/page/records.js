// @ts-check
/**
 * What a reader writes and answers is kept as it is done, each thing alone and with the time, and followed in other
 * tabs: two of them write over nothing but what is older. How it is stored, `storage.js` knows.
 *
 * @import { Store } from "../front/mount.js"
 * @import { Entry, Slot } from "./storage.js"
 * @typedef {"saved" | "notSaved" | "savedDamaged"} News what `status.js` tells the reader
 */
import { bookOf, pageOf } from "./address.js";
import { parsed } from "../front/record.js";
import { entries, followStorage, keyOf, read, remove, withStorage, write } from "./storage.js";

/** Where a page is to be had. */
export function addressOf(/** @type {string} */ page) {
  return page.endsWith("/") ? page : `${page}.html`;
}

/** Whether another tab's text is being shown: who writes that anew would send it back, over what came since. */
let following = false;

/** @type {Map<string, number>} by its key, how old what stands here is; what could not be kept is never out of date */
const own = new Map();

globalThis.addEventListener?.("explorable-renew", (event) => { // see messages.js
  if ([...own.values()].includes(Infinity)) event.preventDefault();
});

/** Keep a reader's text, or forget it if it is the book's. */
export function save(/** @type {Slot} */ slot, /** @type {string} */ text) {
  if (following) return;
  const when = Date.now();
  own.set(keyOf(slot), Infinity);
  const news = withStorage(() => {
    write(slot, text, when);
    own.set(keyOf(slot), when);
    if (text === slot.stored || read(savedBefore())) return "";
    write(savedBefore(), "yes"); // once in this browser
    return "saved";
  });
  tell(news ?? "notSaved");
}

/** Let the page know that something was kept, and what is to be said of it. */
function tell(/** @type {News | ""} */ word) {
  globalThis.dispatchEvent(new CustomEvent("explorable-saved", { detail: word }));
}

/** The reader's text, if there is one. */
export function load(/** @type {Slot} */ slot) {
  const entry = look(slot);
  if (entry) own.set(keyOf(slot), entry.when);
  return entry?.text ?? null;
}

/** The entry of a slot, or a word if it is damaged; nothing, if there is no storage. */
function look(/** @type {Slot} */ slot) {
  return withStorage(() => read(slot, () => tell("savedDamaged")));
}

/**
 * A setting of the whole book.
 * @param {string} number its name
 * @param {string} stored what it is at first
 * @returns {Slot}
 */
export function setting(number, stored) {
  return { kind: "setting", page: bookOf(), number, stored };
}

/** That something of this book is kept: the reader has been told, and a book above this one leaves it alone. */
export const savedBefore = () => setting("told", "no");

/** Keep a setting: nothing is said of it. */
export function set(/** @type {Slot} */ slot, /** @type {string} */ text) {
  withStorage(() => write(slot, text));
}

/**
 * Hear of what the reader does in another tab, at once or when this one comes back from the
 * browser's cache: what is older here must not be written over it.
 * @template {Slot} P
 * @param {P[]} slots
 * @param {(slot: P, text: string) => void} show
 */
export function followOtherTabs(slots, show) {
  const reread = (/** @type {P} */ slot) => {
    const entry = look(slot);
    const when = entry ? entry.when : Infinity; // what was forgotten there
    if (entry === undefined || when <= (own.get(keyOf(slot)) ?? 0)) return; // no newer than what stands here
    if (entry) own.set(keyOf(slot), when);
    following = true;
    try {
      show(slot, entry?.text ?? slot.stored);
    } finally {
      following = false;
    }
  };
  followStorage((concerns) => slots.filter(concerns).forEach(reread));
  addEventListener("pageshow", ({ persisted }) => persisted && slots.forEach(reread));
}

/** What is asked in a guess; the words around it, and where it is drawn, may change. */
const ASKED = ["kind", "answer", "unit", "options", "x"];

/**
 * What keeps a reader's guess; if the book comes to ask for another, the old one is not taken for it.
 * @param {string} number
 * @param {any} predict
 * @returns {Store}
 */
export function guessStore(number, predict) {
  const slot = { kind: "guess", number, stored: JSON.stringify(predict) };
  const asked = (/** @type {string} */ stored) => JSON.stringify(parsed(stored), ASKED);
  const isSame = (/** @type {Entry} */ { stored, ...entry }) =>
    entry.kind === "guess" && entry.page === pageOf() && entry.number === number && asked(stored) === asked(slot.stored);
  return {
    get() {
      const before = load(slot) === null && entries(pageOf())?.entries.find(isSame);
      if (before) move(before, slot);
      return load(slot);
    },
    set: (guess) => save(slot, guess || slot.stored),
  };
}

/**
 * Return the edits of this page's cells: those that the book still has, with their slot today, and
 * those whose cell or exercise has changed, by the number that it had.
 * @template {Slot & {number: number}} P
 * @param {P[]} slots of cells
 */
export function edits(slots) {
  /** @type {(Entry & {slot: P})[]} */
  const current = [];
  /** @type {(Entry & {number: number})[]} */
  const outdated = [];
  const here = pageOf();
  const all = entries(here);
  if (all?.damaged.length) tell("savedDamaged");
  const written = (all?.entries ?? []).filter(({ kind, page }) => kind === "cell" && page === here);
  const free = new Set(slots); // of cells alike each has an edit of its own
  const findSlot = (/** @type {Entry} */ entry, /** @type {P[]} */ among) => {
    const slot = among.find((each) => free.has(each) && each.stored === entry.stored && each.asks === entry.asks);
    if (slot) current.push({ ...entry, slot });
    return slot && free.delete(slot);
  };
  const moved = written
    .filter((entry) => !findSlot(entry, slots.filter(({ number }) => number === entry.number)))
    .sort((one, other) => Number(one.number) - Number(other.number));
  for (const entry of moved)
    if (!findSlot(entry, slots)) outdated.push({ ...entry, number: Math.min(Number(entry.number), slots.length) });
  return { current, outdated };
}

/**
 * Give an edit the number that its cell has today; it is as old as it was.
 * @param {Entry} entry
 * @param {Slot} slot
 */
export function move({ key, text, when }, slot) {
  if (key === keyOf(slot)) return;
  remove(key);
  withStorage(() => write(slot, text, when));
}
