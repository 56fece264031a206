// @ts-check
/**
 * What a reader writes and answers is kept as one entry for each thing, in the browser's storage, and
 * followed in other tabs. Its key names
 * this scheme, the kind, the page, which of the page's things it is, and the book's text that it
 * belongs to: what the book has changed is never taken for what the reader has done. As each entry
 * is written alone, with the time, two tabs write over nothing but what is older.
 *
 * @typedef {{kind?: string, page?: string, number: number | string, stored: string, asks?: string}} Place
 *   a cell, a question or the code of a figure as the book has it: `stored` is the book's text,
 *   `asks` that of the exercise which a cell answers
 * @typedef {{key: string, kind: string, page: string, number: number | string, stored: string,
 *   asks?: string, text: string, when: number}} Entry
 * @typedef {"kept" | "notKept" | "keptDamaged"} News what `status.js` tells the reader
 */
import { answerIn, isGuess, parsed, turnIn } from "../front/record.js";
import { withStorage } from "./storage.js";

/** A change of the scheme gets another number: entries of another are not read. */
const SCHEME = "explorable-1";

/** A page's path, without what hosts let readers leave out. */
function pageOf(path = location.pathname) {
  return path.replace(/(?<=\/)index\.html$|\.html$/, "");
}

/** Where a page is to be had. */
export function addressOf(/** @type {string} */ page) {
  return page.endsWith("/") ? page : `${page}.html`;
}

/** The path of the book, which all its pages' paths begin with. */
export function bookOf() {
  return new URL(document.documentElement.dataset.content_root ?? ".", location.href).pathname;
}

/** @param {Place} place */
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
 * Read an entry, or throw if it is damaged.
 * @param {string} key
 * @param {string | null} value
 * @returns {Entry}
 */
export function entryOf(key, value) {
  const [, kind, page, number, stored, asks] = JSON.parse(key);
  const { text, when } = JSON.parse(value ?? "null") ?? {};
  const named = [kind, page, stored, text].every((each) => typeof each === "string");
  if (!named || !["string", "number"].includes(typeof number) || !Number.isFinite(when) || !isSound(kind, text, stored))
    throw new Error(`${key} is damaged`);
  return { key, kind, page, number, stored, ...(asks ? { asks } : {}), text, when };
}

/**
 * Every entry of the pages whose paths begin with `start`, and the keys of those that are damaged.
 * @param {string} start
 * @returns {{entries: Entry[], damaged: string[]} | undefined} nothing, if there is no storage
 */
export function entries(start) {
  return withStorage((storage) => {
    /** @type {{entries: Entry[], damaged: string[]}} */
    const found = { entries: [], damaged: [] };
    for (const key of Object.keys(storage).filter((each) => each.startsWith(`["${SCHEME}",`)))
      try {
        const entry = entryOf(key, storage.getItem(key));
        if (entry.page.startsWith(start)) found.entries.push(entry);
      } catch {
        if (key.includes(JSON.stringify(start).slice(0, -1))) found.damaged.push(key);
      }
    return found;
  });
}

/**
 * Write an entry, or remove it if its text is the book's own.
 * @param {Storage} storage
 * @param {Place} place
 * @param {string} text
 * @param {number} [when]
 */
export function write(storage, place, text, when = Date.now()) {
  if (text === place.stored) storage.removeItem(keyOf(place));
  else storage.setItem(keyOf(place), JSON.stringify({ text, when }));
}

/**
 * The entry of a place; null if there is none, or it is damaged, which `isDamaged` then hears.
 * @param {Storage} storage
 * @param {Place} place
 * @param {() => void} [isDamaged]
 */
export function read(storage, place, isDamaged = () => {}) {
  const key = keyOf(place);
  const value = storage.getItem(key);
  try {
    return value === null ? null : entryOf(key, value);
  } catch (error) {
    console.warn(String(error));
    isDamaged();
    return null;
  }
}

export function remove(/** @type {string[]} */ ...keys) {
  withStorage((storage) => keys.forEach((key) => storage.removeItem(key)));
}

/** Whether another tab's text is being shown: who writes that anew would send it back, over what came since. */
let following = false;

/** @type {Map<string, number>} by its key, how old what stands here is; what could not be kept is never out of date */
const own = new Map();

globalThis.addEventListener?.("explorable-renew", (event) => { // see `messages.js`
  if ([...own.values()].includes(Infinity)) event.preventDefault();
});

/** Keep a reader's text, or forget it if it is the book's. */
export function keep(/** @type {Place} */ place, /** @type {string} */ text) {
  if (following) return;
  const when = Date.now();
  own.set(keyOf(place), Infinity);
  const news = withStorage((storage) => {
    write(storage, place, text, when);
    own.set(keyOf(place), when);
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

/** The reader's text, if there is one. */
export function kept(/** @type {Place} */ place) {
  const entry = look(place);
  if (entry) own.set(keyOf(place), entry.when);
  return entry?.text ?? null;
}

/** The entry of a place, or a word if it is damaged; nothing, if there is no storage. */
function look(/** @type {Place} */ place) {
  return withStorage((storage) => read(storage, place, () => tell("keptDamaged")));
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
  addEventListener("storage", ({ key }) => {
    for (const place of places) if (key === null || key === keyOf(place)) reread(place);
  });
  addEventListener("pageshow", ({ persisted }) => persisted && places.forEach(reread));
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
  const written = (found?.entries ?? []).filter(({ kind, page }) => kind === "cell" && page === here);
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
  withStorage((storage) => write(storage, place, text, when));
}
