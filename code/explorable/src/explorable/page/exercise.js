// @ts-check
/**
 * Exercises are tried before they are looked up: a hint is offered when the one before it was
 * opened, and a solution that is opened without a try asks once. What was solved is ticked. Without
 * this script, and on paper, all of them are plain folds.
 */
import { element, part } from "../front/dom.js";
import { answerIn } from "../front/record.js";
import { words } from "../front/words.js";
import { exerciseOf } from "./attempts.js";
import { load } from "./records.js";

/** Take care of all hints and solutions of the page. */
export function hydrateExercises() {
  for (const fold of document.querySelectorAll("details + details")) offerLater(fold);
  /** @type {Element | undefined} */
  let cell;
  for (const each of document.querySelectorAll(".tag_exercise, .tag_solution > details")) {
    if (cell && each instanceof HTMLDetailsElement) askFirst(each, cell);
    cell = each instanceof HTMLDetailsElement ? undefined : each;
    if (cell) tickSolved(cell);
  }
}

/** An exercise that was ever solved says so in its title, now and on every visit. */
function tickSolved(/** @type {Element} */ cell) {
  const slot = exerciseOf(cell);
  const title = slot && document.getElementById(String(slot.number))?.querySelector(".admonition-title");
  if (!title) return;
  const tick = element("span", { class: "explorable-done", "data-all": "" }, words("done"));
  const show = () => (answerIn(load(slot))?.right ? title.append(" ", tick) : tick.remove());
  for (const event of ["explorable-answered", "explorable-work"]) addEventListener(event, show);
  show();
}

/** Of folds with numbers, "Hint 1" and "Hint 2", the second waits for the first. */
function offerLater(/** @type {Element} */ fold) {
  const before = /** @type {HTMLDetailsElement} */ (fold.previousElementSibling);
  const [first, title] = [before, fold].map((each) => part(each, "summary").textContent?.trim() ?? "");
  const second = first.replace(/ (\d+)$/, (_, number) => ` ${Number(number) + 1}`);
  if (first === second || title !== second) return;
  fold.classList.add("explorable-later");
  before.addEventListener("toggle", () => before.open && fold.classList.remove("explorable-later"));
}

/**
 * Let a solution ask once, unless the exercise was tried, now or on another day.
 * @param {HTMLDetailsElement} fold
 * @param {Element} cell
 */
function askFirst(fold, cell) {
  const question = element("p", { class: "explorable-note", role: "alert" });
  let open = false;
  cell.addEventListener("explorable-answered", () => {
    open = true;
    question.remove();
  });
  fold.querySelector("summary")?.addEventListener("click", (event) => {
    const slot = exerciseOf(cell);
    if (open || fold.open || (slot && load(slot))) return question.remove();
    open = true;
    event.preventDefault();
    fold.after(question);
    question.textContent = words("solutionUntried");
  });
}
