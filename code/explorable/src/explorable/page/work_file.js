// @ts-check
/**
 * The file that a reader's work is saved as, and what is taken of one: all of it or, if anything in
 * it is not as it should be, nothing. Pages stand in it as seen from the book, wherever that lies.
 *
 * @import { Entry } from "./storage.js"
 */
import { parsed } from "../front/record.js";
import { words } from "../front/words.js";
import { entryFrom } from "./storage.js";

const FORMAT = "explorable-work";
const VERSION = 1;

/** Why a file is refused, in words. */
export class Refused extends Error {}

/**
 * @param {Entry[]} entries
 * @param {string} title of the book
 * @param {string} book its path, which the pages' paths begin with
 */
export function fileOf(entries, title, book) {
  const saved = entries.map(({ key, page, ...rest }) => ({ ...rest, page: page.slice(book.length) }));
  return JSON.stringify({ format: FORMAT, version: VERSION, book: title, entries: saved }, null, 1);
}

/** Whether a browser would call a page so: what leads elsewhere, or has more than a path, it writes in another way. */
const isPath = (/** @type {string} */ path) => new URL(path, "http://a.host").pathname === path;

/**
 * @param {string} text
 * @param {string} title of the book
 * @param {string} book its path
 * @returns {Entry[]}
 */
export function entriesIn(text, title, book) {
  const file = parsed(text);
  if (file?.format !== FORMAT || !Array.isArray(file.entries)) throw new Refused(words("fileOther"));
  if (file.version !== VERSION) throw new Refused(words("fileVersion", { version: String(file.version) }));
  if (file.book !== title) throw new Refused(words("fileBook", { other: String(file.book), book: title }));
  return file.entries.map((/** @type {any} */ saved, /** @type {number} */ index) => {
    try {
      const page = book + saved.page;
      if (!isPath(page)) throw new Error(`${page} is no page`);
      return entryFrom({ ...saved, page });
    } catch {
      throw new Refused(words("fileDamaged", { number: index + 1 }));
    }
  });
}
