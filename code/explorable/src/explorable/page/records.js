// @ts-check
/**
 * What a reader writes and answers is kept as it is done, each thing alone and with the time, and followed in other
 * tabs: two of them write over nothing but what is older. How it is stored, `storage.js` knows.
 *
 * @import { Store } from "../front/mount.js"
 * @import { Entry, Place } from "./storage.js"
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

globalThis.addEventListener?.("explorable-renew", (event) => { // see `messages.js`
  if ([...own.values()].includes(Infinity)) event.preventDefault();
});

/** Keep a reader's text, or forget it if it is the book's. */
export function save(/** @type {Place} */ place, /** @type {string} */ text) {
  if (following) return;
  const when = Date.now();
  own.set(keyOf(place), Infinity);
  const news = withStorage(() => {
    write(place, text, when);
    own.set(keyOf(place), when);
    if (text === place.stored || read(savedBefore())) return "";
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
export function load(/** @type {Place} */ place) {
  const entry = look(place);
  if (entry) own.set(keyOf(place), entry.when);
  return entry?.text ?? null;
}

/** The entry of a place, or a word if it is damaged; nothing, if there is no storage. */
function look(/** @type {Place} */ place) {
  return withStorage(() => read(place, () => tell("savedDamaged")));
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

/** That something of this book is kept: the reader has been told, and a book above this one leaves it alone. */
export const savedBefore = () => setting("told", "no");

/** Keep a setting: nothing is said of it. */
export function set(/** @type {Place} */ place, /** @type {string} */ text) {
  withStorage(() => write(place, text));
}

/**
 * Hear of what the reader does in another tab, at once or when this one comes back from the
 * browser's cache: what is older here must not be written over it.
 * @template {Place} P
 * @param {P[]} places
 * @param {(place: P, text: string) => void} show
 */
export function followOtherTabs(places, show) {
  const reread = (/** @type {P} */ place) => {
    const entry = look(place);
    const when = entry ? entry.when : Infinity; // what was forgotten there
    if (entry === undefined || when <= (own.get(keyOf(place)) ?? 0)) return; // no newer than what stands here
    if (entry) own.set(keyOf(place), when);
    following = true;
    try {
      show(place, entry?.text ?? place.stored);
    } finally {
      following = false;
    }
  };
  followStorage((concerns) => places.filter(concerns).forEach(reread));
  addEventListener("pageshow", ({ persisted }) => persisted && places.forEach(reread));
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
  const place = { kind: "guess", number, stored: JSON.stringify(predict) };
  const asked = (/** @type {string} */ stored) => JSON.stringify(parsed(stored), ASKED);
  const isSame = (/** @type {Entry} */ { stored, ...entry }) =>
    entry.kind === "guess" && entry.page === pageOf() && entry.number === number && asked(stored) === asked(place.stored);
  return {
    get() {
      const before = load(place) === null && entries(pageOf())?.entries.find(isSame);
      if (before) move(before, place);
      return load(place);
    },
    set: (guess) => save(place, guess || place.stored),
  };
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
  const all = entries(here);
  if (all?.damaged.length) tell("savedDamaged");
  const written = (all?.entries ?? []).filter(({ kind, page }) => kind === "cell" && page === here);
  const free = new Set(places); // of cells alike each has an edit of its own
  const findPlace = (/** @type {Entry} */ entry, /** @type {P[]} */ among) => {
    const place = among.find((each) => free.has(each) && each.stored === entry.stored && each.asks === entry.asks);
    if (place) current.push({ ...entry, place });
    return place && free.delete(place);
  };
  const moved = written
    .filter((entry) => !findPlace(entry, places.filter(({ number }) => number === entry.number)))
    .sort((one, other) => Number(one.number) - Number(other.number));
  for (const entry of moved)
    if (!findPlace(entry, places)) outdated.push({ ...entry, number: Math.min(Number(entry.number), places.length) });
  return { current, outdated };
}

/**
 * Give an edit the number that its cell has today; it is as old as it was.
 * @param {Entry} entry
 * @param {Place} place
 */
export function move({ key, text, when }, place) {
  if (key === keyOf(place)) return;
  remove(key);
  withStorage(() => write(place, text, when));
}
