// @ts-check
/**
 * Marks of what a reader has done: how much of what some pages ask was answered right.
 *
 * @import { Entry } from "./storage.js"
 * @typedef {Record<string, {answers: string[], exercises: Record<string, string>}>} Asked
 *   by page: the digests of its questions, and of its exercises by label
 */
import { answerIn } from "../front/record.js";
import { bookOf } from "./address.js";
import { once } from "../front/once.js";
import { entries, followStorage } from "./storage.js";

/**
 * How many things were answered right, of how many; what the book has changed since is not done.
 * @param {Asked} asked
 * @param {string[]} pages
 * @param {{kind: string, page: string, number: number | string, stored: string, text: string}[]} done
 */
export function countDone(asked, pages, done) {
  const right = new Set(done.filter(({ text }) => answerIn(text)?.right).map(nameOf));
  const names = pages.flatMap((page) => {
    const { answers = [], exercises = {} } = asked[page] ?? {};
    const all = Object.entries(exercises).map(([number, stored]) => ({ kind: "exercise", page, number, stored }));
    return [...answers.map((stored) => ({ kind: "answer", page, number: "", stored })), ...all].map(nameOf);
  });
  return { count: names.filter((name) => right.has(name)).length, total: names.length };
}

/** A folder is the page in it. @type {(thing: {kind: string, page: string, number: number | string, stored: string}) => string} */
const nameOf = ({ kind, page, number, stored }) =>
  JSON.stringify([kind, page.replace(/(^|\/)index$|\/$/, ""), kind === "answer" ? "" : number, stored]);

const marks = /** @type {NodeListOf<HTMLElement>} */ (
  globalThis.document?.querySelectorAll("[data-explorable-pages]") ?? []
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
  const done = stored.filter(({ kind }) => kind === "answer" || kind === "exercise");
  if (!done.length && !document.querySelector(".explorable-done:not(:empty)")) return;
  // Most who open a page have done nothing: the words are fetched for those who have.
  const [all, { words }] = await Promise.all([asked(), import("../front/words.js")]);
  const placed = done.map((entry) => ({ ...entry, page: entry.page.slice(book.length) }));
  for (const mark of marks) {
    const { count, total } = countDone(all, (mark.dataset.explorablePages ?? "").split(" "), placed);
    mark.textContent = mark.title = count ? words("doneOf", { count, total }) : "";
    mark.style.setProperty("--done", String(count / Math.max(total, 1)));
    mark.toggleAttribute("data-all", count > 0 && count === total);
  }
}

if (marks.length) {
  void fill();
  followStorage(() => void fill());
  for (const event of ["explorable-saved", "explorable-work"]) addEventListener(event, () => void fill());
  addEventListener("pageshow", ({ persisted }) => persisted && void fill());
}
