// @ts-check
/**
 * What a reader has written and answered on this page: kept, read, and followed in other tabs
 * (`memory.js` says how). If the book's text changes, the reader's stays.
 *
 * @import { Entry, Place } from "./memory.js"
 */
import { bookOf, entries, keyOf, pageOf, read, remove, write } from "./memory.js";
import { withStorage } from "./storage.js";

/** @typedef {"kept" | "notKept" | "keptDamaged"} News what `status.js` tells the reader */

/** Keep a reader's text, or forget it if it is the book's. */
export function keep(/** @type {Place} */ place, /** @type {string} */ text) {
  const news = withStorage((storage) => {
    write(storage, place, text);
    const told = setting("told", "no");
    if (text === place.stored || storage.getItem(keyOf(told))) return "";
    write(storage, told, "yes"); // once in this browser
    return "kept";
  });
  tell(news ?? "notKept");
}

/** Let the page know that something was kept, and what is to be said of it. */
function tell(/** @type {News | ""} */ word) {
  globalThis.dispatchEvent(new CustomEvent("explorable-keeping", { detail: word }));
}

/**
 * The reader's text, if there is one.
 * @param {Place} place
 */
export function kept(place) {
  return withStorage((storage) => read(storage, place, () => tell("keptDamaged"))?.text ?? null);
}

/**
 * A setting of the whole book.
 * @param {string} number its name
 * @param {string} stored what it is at first
 * @returns {Place}
 */
export function setting(number, stored) {
  return { kind: "setting", page: bookOf(), number, stored };
}

/** Keep a setting: nothing is said of it. */
export function set(/** @type {Place} */ place, /** @type {string} */ text) {
  withStorage((storage) => write(storage, place, text));
}

/**
 * Hear of what the reader does in another tab, at once or when this one comes back from the
 * browser's cache: what is older here must not be written over it.
 * @template {Place} P
 * @param {P[]} places
 * @param {(place: P, text: string) => void} show
 */
export function followOtherTabs(places, show) {
  const reread = (/** @type {P} */ place) => show(place, kept(place) ?? place.stored);
  addEventListener("storage", ({ key }) => {
    for (const place of places) if (key === null || key === keyOf(place)) reread(place);
  });
  addEventListener("pageshow", ({ persisted }) => persisted && places.forEach(reread));
}

/** @param {string} key */
export function forget(key) {
  remove([key]);
}

/**
 * Return the edits of this page's cells: those that the book still has, with their place today, and
 * those whose cell or exercise has changed, by the number that it had.
 * @template {Place & {number: number}} P
 * @param {P[]} places of cells
 */
export function edits(places) {
  /** @type {(Entry & {place: P})[]} */
  const current = [];
  /** @type {(Entry & {number: number})[]} */
  const outdated = [];
  const here = pageOf();
  const found = entries(here);
  if (found?.damaged.length) tell("keptDamaged");
  for (const entry of found?.entries ?? []) {
    if (entry.kind !== "cell" || entry.page !== here) continue;
    const same = places.filter(({ stored, asks }) => stored === entry.stored && asks === entry.asks);
    const place = same.find(({ number }) => number === entry.number) ?? same[0];
    if (place) current.push({ ...entry, place });
    else outdated.push({ ...entry, number: Math.min(Number(entry.number), places.length) });
  }
  return { current, outdated };
}

/**
 * Give an edit the number that its cell has today; it is as old as it was.
 * @param {Entry} entry
 * @param {Place} place
 */
export function move({ key, text, when }, place) {
  if (key === keyOf(place)) return;
  remove([key]);
  withStorage((storage) => write(storage, place, text, when));
}
