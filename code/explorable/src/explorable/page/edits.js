// @ts-check
/**
 * What a reader has written into the cells and figures of a page, kept in the browser under the
 * page's path, the cell's number and the book's text: if that changes, the reader's text stays.
 *
 * @typedef {{kind?: string, number: number | string, stored: string}} Place a cell, or the code of
 *   a figure, as the book has it
 * @typedef {{key: string, number: number, stored: string, text: string}} Edit
 */
import { withStorage } from "./storage.js";

/**
 * @param {Place} place
 */
function keyOf({ kind = "cell", number, stored }) {
  return JSON.stringify([`explorable-${kind}`, location.pathname, number, stored]);
}

const TOLD = "explorable-told";

/**
 * Keep a reader's text, or forget it if it is the book's.
 * @param {Place} place
 * @param {string} text
 */
export function keep(place, text) {
  const news = withStorage((storage) => {
    if (text === place.stored) storage.removeItem(keyOf(place));
    else storage.setItem(keyOf(place), text);
    if (text === place.stored || storage.getItem(TOLD)) return "";
    storage.setItem(TOLD, "yes"); // once in this browser
    return "kept";
  });
  if (news !== "") tell(news ?? "notKept");
}

/** Let the page say whether it keeps what is written: see `status.js`. */
function tell(/** @type {"kept" | "notKept"} */ word) {
  globalThis.dispatchEvent(new CustomEvent("explorable-keeping", { detail: word }));
}

/**
 * The reader's text, if there is one.
 * @param {Place} place
 */
export function kept(place) {
  return withStorage((storage) => storage.getItem(keyOf(place)));
}

/**
 * Hear of what the reader writes in another tab: one that is older must not write over it.
 * @template {Place} P
 * @param {P[]} places
 * @param {(place: P, text: string) => void} write
 */
export function followOtherTabs(places, write) {
  addEventListener("storage", ({ key, newValue }) => {
    const place = places.find((each) => keyOf(each) === key);
    if (place) write(place, newValue ?? place.stored);
  });
}

/** @param {string} key */
export function forget(key) {
  withStorage((storage) => storage.removeItem(key));
}

/**
 * Return the edits of this page: those of cells that the book still has, by their number today, and
 * those whose cell has changed, by the number that it had.
 * @param {(Place & {number: number})[]} places of cells
 * @returns {{current: Edit[], outdated: Edit[]}}
 */
export function edits(places) {
  const current = [];
  const outdated = [];
  for (const edit of withStorage(all) ?? []) {
    const same = places.filter(({ stored }) => stored === edit.stored);
    const place = same.find(({ number }) => number === edit.number) ?? same[0];
    if (place) current.push({ ...edit, number: place.number });
    else outdated.push({ ...edit, number: Math.min(edit.number, places.length) });
  }
  return { current, outdated };
}

/**
 * @param {Storage} storage
 * @returns {Edit[]}
 */
function all(storage) {
  const start = JSON.stringify(["explorable-cell", location.pathname]).slice(0, -1) + ",";
  const keys = Object.keys(storage).filter((key) => key.startsWith(start));
  return keys.map((key) => {
    const [, , number, stored] = JSON.parse(key);
    return { key, number, stored, text: storage.getItem(key) ?? "" };
  });
}
