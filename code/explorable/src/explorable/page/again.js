// @ts-check
/**
 * What was wrong before is asked again when its day has come (`review.js`): questions are fetched
 * from the pages that ask them and brought to life here, exercises are linked.
 *
 * @typedef {ReturnType<typeof turnsIn>[number]} Due
 * @typedef {"asked" | "gone" | "in place"} Fate
 */
import { all, element } from "../front/dom.js";
import { answerIn } from "../front/record.js";
import { pageAt } from "./fetched.js";
import { words } from "../front/words.js";
import { bookOf } from "./address.js";
import { addressOf, save } from "./records.js";
import { once } from "../front/once.js";
import { after, answeredOn, DAYS, dueAt, turnsIn } from "./review.js";
import { entries } from "./storage.js";

/** What brings a question to life: fetched when there is one. */
const questions = once(() => import(new URL("./questions.js", import.meta.url).href));

const LANGUAGE = document.documentElement.lang || "en";

/** As many are asked a day, those first that have waited longest: thirty at once are put off. */
const DAILY = 10;

for (const each of all(".explorable-again")) {
  void showDue(each);
  document.addEventListener("explorable-work", () => void showDue(each)); // it was loaded, or forgotten
}

/** @param {HTMLElement} place */
async function showDue(place) {
  const stored = entries(bookOf());
  const turns = turnsIn(stored?.entries ?? []);
  const due = turns.filter((each) => each.due <= Date.now());
  const summary = element("p", { role: "status" });
  const list = element("ol", {});
  place.replaceChildren(summary); // before it speaks
  const nothing = document.querySelector(".explorable-work") ? "" : words("noMemory"); // which is said there
  if (due.length) place.append(list);
  const left = DAILY - answeredOn(Date.now(), stored?.entries ?? []);
  /** @type {Fate[]} */
  const fates = [];
  const count = (/** @type {Fate} */ fate) => fates.filter((each) => each === fate).length;
  while (count("asked") < left && fates.length < due.length) { // what is not asked takes the turn of no other
    const next = due.slice(fates.length, fates.length + left - count("asked"));
    const failed = (/** @type {any} */ error) => (reportError(error), /** @type {Fate} */ ("asked"));
    fates.push(...(await Promise.all(next.map((each) => put(list, each).catch(failed)))));
  }
  const rest = due.length - fates.length + count("asked");
  const next = rest ? [] : await nextOf(turns.filter((each) => !due.includes(each)));
  summary.textContent = stored ? summaryOf(rest, count("asked"), ...next) : nothing;
  if (count("gone")) list.after(element("p", {}, words("againGone", { count: count("gone") })));
}

/**
 * @param {number} due
 * @param {number} asked of those that are due
 * @param {number} [next] the day that the next are due, and how many
 * @param {number} [count]
 */
function summaryOf(due, asked, next, count = 0) {
  const waiting = due > asked ? words("againWaits", { count: due - asked }) : "";
  if (due) return [asked ? words("againDue", { count: asked }) : "", waiting].filter(Boolean).join(" ");
  return next ? words("againLater", { count, date: dateOf(next) }) : words("againNone", { days: new Intl.ListFormat(LANGUAGE).format(DAYS.map(String)) });
}

/**
 * The next day on which something can be asked here, and how much: what stays in its place, or is gone, is not.
 * @param {Due[]} turns those to come
 * @returns {Promise<[day?: number, count?: number]>}
 */
async function nextOf(turns) {
  for (const day of new Set(turns.map(({ due }) => due))) {
    if (day === Infinity) break;
    const sought = await Promise.all(turns.filter(({ due }) => due === day).map(look));
    const count = sought.filter(({ fate }) => fate === "asked").length;
    if (count) return [day, count];
  }
  return [];
}

/**
 * Look for one where it stands: it is gone if the book does not ask it any more, and stays in its
 * place if its cell says that it leans on what only the chapter shows.
 * @param {Due} due
 * @returns {Promise<{fate: Fate, id: string, there?: Document, original?: HTMLElement | null}>}
 */
async function look({ entry: { kind, page, number, stored } }) {
  const there = await pageAt(addressOf(page)).catch(() => null);
  const id = kind === "answer" ? `ask-${stored}` : String(number);
  if (!there) return { fate: "asked", id };
  const original = there.getElementById(id);
  const digest = original?.querySelector(".explorable-digest")?.getAttribute("value");
  const same = original && (kind === "answer" || digest === stored);
  return { fate: !same ? "gone" : original.closest(".tag_in-place") ? "in place" : "asked", id, there, original };
}

/**
 * Put one that is due into the list, if it is asked here.
 * @param {HTMLElement} list
 * @param {Due} due
 */
async function put(list, due) {
  const { kind, page } = due.entry;
  const item = element("li", {});
  list.append(item); // in order, whichever page comes first
  const { fate, id, there, original } = await look(due);
  if (fate !== "asked") return item.remove(), fate;
  if (!there || !original) return item.append(words("againUnreachable", { page: addressOf(page) })), fate;
  const name = there.querySelector("h1")?.firstChild?.textContent ?? page;
  const numbered = original.querySelector(".caption-number")?.textContent?.trim();
  if (kind === "exercise") item.append(linkTo(page, id, `${numbered || id}, ${name}`));
  else {
    const above = quotedBy(original);
    if (above) item.append(document.importNode(above, true));
    await ask(item, document.importNode(original, true), due, linkTo(page, id, name));
  }
  return fate;
}

/** What a question leans on, right above it: the box of its exercise, or what its cell says that it quotes. */
function quotedBy(/** @type {Element} */ question) {
  const cell = question.closest(".cell");
  const above = cell?.previousElementSibling;
  if (!above?.matches(".exercise") && !cell?.matches(".tag_quotes-above")) return null;
  return above?.querySelector(".cell_output") ?? above;
}

/**
 * Ask a question anew: its first answer counts, and the chapter hears when it is right.
 * @param {HTMLElement} item
 * @param {HTMLElement} question
 * @param {Due} due
 * @param {HTMLElement} link to where it stands
 */
async function ask(item, question, { entry, answer, turn }, link) {
  const status = element("p", { role: "status" });
  const home = new URL(addressOf(entry.page), location.href).href;
  const { page, number, stored } = entry;
  let counted = false;
  const hear = (/** @type {string} */ text) => {
    const now = Date.now();
    const given = answerIn(text);
    const right = Boolean(given?.right);
    if (right && !answer.right) save(entry, JSON.stringify({ ...given, tries: answer.tries + 1 }));
    if (counted) return;
    counted = true;
    const next = after(turn, right, now);
    save({ kind: "again", page, number, stored }, JSON.stringify(next));
    const due = dueAt(next);
    status.textContent = due < Infinity ? words("againNext", { date: dateOf(due) }) : words("againDone");
  };
  item.append(question, status);
  for (const each of all("a[href]", item)) each.setAttribute("href", new URL(each.getAttribute("href") ?? "", home).href);
  question.before(link);
  const { hydrateQuestion } = await questions();
  hydrateQuestion(question, { get: () => null, set: hear });
}

function linkTo(/** @type {string} */ page, /** @type {string} */ id, /** @type {string} */ text) {
  return element("a", { href: `${addressOf(page)}#${id}` }, text);
}

function dateOf(/** @type {number} */ time) {
  return new Date(time).toLocaleDateString(LANGUAGE, { weekday: "long", month: "long", day: "numeric" });
}
