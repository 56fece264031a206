// @ts-check
/**
 * What is kept of a reader's work, in numbers; it can be saved as a file, loaded from one, and
 * forgotten. It never leaves the browser but as that file.
 */
import { button } from "../front/dom.js";
import { words } from "../front/words.js";
import { bookOf, entries, read, remove, write } from "./records.js";
import { withStorage } from "./storage.js";
import { entriesIn, fileOf, Refused } from "./work_file.js";

/** What is counted, and what it is called. */
const KINDS = /** @type {const} */ ({
  answer: "keptAnswers", exercise: "keptExercises", cell: "keptCells", figure: "keptFigures", guess: "keptGuesses",
});

for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".explorable-work")))
  showWork(each, each.dataset.book ?? "");

/**
 * @param {HTMLElement} place
 * @param {string} title of the book
 */
function showWork(place, title) {
  const summary = document.createElement("p");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const tools = document.createElement("p");
  tools.className = "explorable-toolbar";
  const file = picker(async (chosen) => {
    status.textContent = take(await chosen.text(), title);
    change();
  });
  const count = () => (summary.textContent = inNumbers());
  const change = () => {
    count();
    place.dispatchEvent(new CustomEvent("explorable-work", { bubbles: true })); // as `again.js` hears
  };
  const forgetAll = () => {
    const { entries: all = [], damaged = [] } = entries(bookOf()) ?? {};
    remove(...all.map(({ key }) => key), ...damaged);
    status.textContent = words("forgotten");
    change();
  };
  const save = button(words("save"), () => {
    const text = fileOf(entries(bookOf())?.entries ?? [], title, bookOf());
    download(text, `${title.toLowerCase().replace(/\W+/g, "-")}-${today()}.json`);
  });
  tools.append(save, button(words("load"), () => file.click()), asksOnce(words("forgetAll"), forgetAll));
  place.append(summary, tools, file, status);
  addEventListener("storage", count);
  addEventListener("explorable-keeping", count);
  count();
}

/** What is kept, in one sentence. */
function inNumbers() {
  const found = entries(bookOf());
  if (!found) return words("noMemory");
  const counts = Object.entries(KINDS).flatMap(([kind, key]) => {
    const count = found.entries.filter((entry) => entry.kind === kind).length;
    return count ? [words(key, { count })] : [];
  });
  const kept = counts.length ? words("keptHere", { counts: counts.join(", ") }) : words("keptNothing");
  const { length: count } = found.damaged;
  return count ? `${kept} ${words("keptUnread", { count })}` : kept;
}

/**
 * Take what a file has and this browser has not, or only as it was before; say what came of it.
 * @param {string} text
 * @param {string} title
 */
function take(text, title) {
  try {
    const given = entriesIn(text, title, bookOf(), Date.now());
    let taken = 0;
    const done = withStorage((storage) => {
      for (const entry of given) {
        const here = read(storage, entry);
        if (here && here.when >= entry.when) continue;
        write(storage, entry, entry.text, entry.when);
        taken++;
      }
      return true;
    });
    return words(done ? "loaded" : "loadedPart", { taken, count: given.length });
  } catch (error) {
    if (error instanceof Refused) return words(error.key, error.values);
    throw error;
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

const today = () => new Date().toLocaleDateString("sv"); // as in 2026-01-31, by the reader's calendar

/** @param {(file: File) => void} act */
function picker(act) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.hidden = true;
  input.addEventListener("change", () => {
    if (input.files?.[0]) act(input.files[0]);
    input.value = ""; // the same file may be chosen again
  });
  return input;
}

/**
 * A button that asks once before it acts.
 * @param {string} text
 * @param {() => void} act
 */
function asksOnce(text, act) {
  const box = document.createElement("span");
  const close = (/** @type {() => void} */ then) => () => {
    box.replaceChildren(ask);
    ask.focus();
    then();
  };
  const ask = button(text, () => {
    const no = button(words("forgetNo"), close(() => undefined));
    box.replaceChildren(`${words("forgetSure")} `, button(words("forgetYes"), close(act)), " ", no);
    no.focus();
  });
  box.append(ask);
  return box;
}
