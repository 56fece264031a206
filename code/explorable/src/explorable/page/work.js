// @ts-check
/**
 * What is kept of a reader's work, in numbers; it can be saved as a file, loaded from one, and
 * forgotten. It never leaves the browser but as that file.
 */
import { all, button, element } from "../front/dom.js";
import { words } from "../front/words.js";
import { bookOf } from "./address.js";
import { savedBefore } from "./records.js";
import { belonging, entries, followStorage, read, remove, withStorage, write } from "./storage.js";
import { entriesIn, fileOf, Refused } from "./work_file.js";

/** What is counted, and what it is called. */
const KINDS = /** @type {const} */ ({
  answer: "keptAnswers", exercise: "keptExercises", cell: "keptCells", figure: "keptFigures", guess: "keptGuesses",
});

for (const each of all(".explorable-work"))
  showWork(each, each.dataset.book ?? "");

/**
 * @param {HTMLElement} place
 * @param {string} title of the book
 */
function showWork(place, title) {
  const summary = element("p", {});
  const status = element("p", { role: "status" });
  const file = element("input", { type: "file", accept: ".json,application/json", hidden: "" });
  file.addEventListener("change", async () => {
    const text = await file.files?.[0].text().catch(() => undefined);
    status.textContent = text === undefined ? words("fileUnread") : take(text, title);
    file.value = ""; // the same file may be chosen again
    change();
  });
  const count = () => (summary.textContent = inNumbers());
  const change = () => {
    count();
    place.dispatchEvent(new CustomEvent("explorable-work", { bubbles: true })); // as again.js hears
  };
  const forgetAll = () => {
    const { entries: sound = [], damaged = [] } = entries(bookOf()) ?? {};
    remove(...sound.map(({ key }) => key), ...damaged);
    status.textContent = words("forgotten");
    change();
  };
  const save = button(words("save"), () => {
    const stored = entries(bookOf());
    if (!stored) return (status.textContent = words("saveDenied"));
    const name = title.toLowerCase().replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, "-");
    const today = new Date().toLocaleDateString("sv"); // as in 2026-01-31, where the reader is
    const [download, text] = [`${name}-${today}.json`, fileOf(stored.entries, title, bookOf())];
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href));
    if (self === top) return;
    status.textContent = words("saveFramed", { file: download }); // a frame is not told what it may not do
    status.append(element("textarea", { readonly: "", "aria-label": download }, text));
  });
  const load = button(words("load"), () => file.click());
  /** Ask once before all is forgotten; a frame may show no dialog of the browser's. */
  const ask = (/** @type {boolean} */ asks) => {
    sure.hidden = !(forget.hidden = asks);
    (asks ? no : forget).focus();
  };
  const forget = button(words("forgetAll"), () => ask(true));
  const no = button(words("forgetNo"), () => ask(false));
  const yes = button(words("forgetYes"), () => (ask(false), forgetAll()));
  const sure = element("span", { hidden: "" }, `${words("forgetSure")} `, yes, " ", no);
  const tools = element("p", { class: "explorable-toolbar" }, save, load, forget, sure);
  place.append(summary, tools, file, status);
  followStorage(count);
  addEventListener("explorable-saved", count);
  count();
}

/** What is kept, in one sentence. */
function inNumbers() {
  const stored = entries(bookOf());
  if (!stored) return words("noMemory");
  const counts = Object.entries(KINDS).flatMap(([kind, key]) => {
    const count = stored.entries.filter((entry) => entry.kind === kind).length;
    return count ? [words(key, { count })] : [];
  });
  const sentence = counts.length ? words("keptHere", { counts: counts.join(", ") }) : words("keptNothing");
  const { length: count } = stored.damaged;
  return count ? `${sentence} ${words("keptUnread", { count })}` : sentence;
}

/**
 * Take what a file has and this browser has not, or only as it was before; say what came of it.
 * @param {string} text
 * @param {string} title
 */
function take(text, title) {
  try {
    const given = entriesIn(text, title, bookOf());
    if (!entries(bookOf())) return words("loadDenied");
    let taken = 0;
    const done = withStorage((storage) => {
      const belongs = belonging(storage, bookOf());
      for (const entry of given.filter(({ page }) => belongs(page))) {
        const here = read(entry);
        if (here && here.when >= entry.when) continue;
        write(entry, entry.text, entry.when);
        taken++;
      }
      write(savedBefore(), "yes");
      return true;
    });
    return words(done ? "loaded" : "loadedPart", { taken, count: given.length });
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}
