// @ts-check
/**
 * Marks of what a reader has done: how much of what a page asks was answered right, or guessed.
 *
 * @import { Entry } from "./storage.js"
 * @typedef {Record<string, {answers: string[], exercises: Record<string, string>, guesses?: string[]}>} Asked
 *   by page: the digests of its questions, and of its exercises by label; the names of its guesses
 */
import { answerIn, parsed } from "../front/record.js";
import { bookOf } from "./address.js";
import { once } from "../front/once.js";
import { entries, followStorage } from "./storage.js";

/**
 * How many things were answered right, of how many; what the book has changed since is not done.
 * @param {Asked} asked
 * @param {string} page
 * @param {{kind: string, page: string, number: number | string, stored: string, text: string}[]} done
 */
export function countDone(asked, page, done) {
  const isDone = (/** @type {{kind: string, text: string}} */ { kind, text }) =>
    kind === "guess" ? parsed(text) !== undefined : answerIn(text)?.right;
  const right = new Set(done.filter(isDone).map(nameOf));
  const { answers = [], exercises = {}, guesses = [] } = asked[page] ?? {};
  const names = [
    ...answers.map((stored) => ({ kind: "answer", page, number: "", stored })),
    ...Object.entries(exercises).map(([number, stored]) => ({ kind: "exercise", page, number, stored })),
    ...guesses.map((number) => ({ kind: "guess", page, number, stored: "" })),
  ].map(nameOf);
  return { count: names.filter((name) => right.has(name)).length, total: names.length };
}

/** A folder is the page in it. @type {(page: string) => string} */
const folderOf = (page) => page.replace(/(^|\/)index$|\/$/, "");

/** @type {(thing: {kind: string, page: string, number: number | string, stored: string}) => string} */
const nameOf = ({ kind, page, number, stored }) =>
  JSON.stringify([kind, folderOf(page), kind === "answer" ? "" : number, kind === "guess" ? "" : stored]);

const marks = /** @type {NodeListOf<HTMLElement>} */ (
  globalThis.document?.querySelectorAll("[data-explorable-page]") ?? []
);

/** What the book asks, fetched when something is done. */
const asked = once(async () => {
  const response = await fetch(`${bookOf()}_static/explorable-asked.json`, { cache: "no-cache" });
  if (!response.ok) throw new Error(`what the book asks is missing: ${response.status}`);
  return /** @type {Promise<Asked>} */ (response.json());
});

async function fill() {
  const book = bookOf();
  const stored = entries(book)?.entries ?? [];
  const done = stored.filter(({ kind }) => ["answer", "exercise", "guess"].includes(kind));
  if (!done.length && !document.querySelector(".explorable-done:not(:empty)")) return;
  // Most who open a page have done nothing: the words are fetched for those who have.
  const [all, { words }] = await Promise.all([asked(), import("../front/words.js")]);
  const placed = done.map((entry) => ({ ...entry, page: entry.page.slice(book.length) }));
  for (const mark of marks) {
    const { count, total } = countDone(all, mark.dataset.explorablePage ?? "", placed);
    mark.textContent = mark.title = count ? words("doneOf", { count, total }) : "";
    mark.style.setProperty("--done", String(count / Math.max(total, 1)));
    mark.toggleAttribute("data-all", count > 0 && count === total);
  }
  showNext(placed);
}

/** Among marks in their order the next is that of the page worked on last, or the one behind it if all of that is done. */
function showNext(/** @type {{page: string, when: number}[]} */ placed) {
  const way = [...marks].filter((mark) => mark.closest("ol"));
  const last = [...placed].sort((one, other) => one.when - other.when).map(({ page }) =>
    way.findIndex((mark) => folderOf(mark.dataset.explorablePage ?? "") === folderOf(page))).findLast((at) => at >= 0) ?? -1;
  const next = way[last]?.hasAttribute("data-all") ? last + 1 : last;
  way.forEach((mark, at) => mark.toggleAttribute("data-next", at === next));
}

if (marks.length) {
  void fill();
  followStorage(() => void fill());
  for (const event of ["explorable-saved", "explorable-work"]) addEventListener(event, () => void fill());
  addEventListener("pageshow", ({ persisted }) => persisted && void fill());
}
