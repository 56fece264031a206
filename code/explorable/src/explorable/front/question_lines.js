// @ts-check
/**
 * Lines to be put in order: pressed one after the other, dragged by their grip, or moved by keys.
 * A line keeps its letter wherever it stands.
 *
 * @import { Form, Verdict } from "./question.js"
 */
import { button } from "./dom.js";
import { isPlace, judgeOrder } from "./question_answers.js";
import { dragLines } from "./question_drag.js";
import { words } from "./words.js";

const letter = (/** @type {number} */ line) => String.fromCharCode(65 + line);

/**
 * @param {HTMLElement} ask
 * @param {HTMLFormElement} sheet
 * @param {{order: number[], needs: Record<string, number[]>}} right
 * @returns {Form}
 */
export function linesForm(ask, sheet, right) {
  const pool = /** @type {HTMLElement} */ (sheet.querySelector(".explorable-lines"));
  const items = /** @type {HTMLLIElement[]} */ ([...pool.children]);
  const order = document.createElement("ol");
  order.className = "explorable-lines explorable-order";
  order.type = "A";
  order.setAttribute("aria-label", words("yourOrder"));
  pool.setAttribute("aria-label", words("linesLeft"));
  pool.before(howTo(ask), order);
  const live = document.createElement("span");
  live.className = "explorable-heard";
  live.setAttribute("role", "status");
  sheet.append(live);

  const place = (/** @type {HTMLElement} */ item, /** @type {Element} */ list, /** @type {Element | null} */ before) => {
    list.insertBefore(item, before);
    const taken = list === order;
    item.querySelector("button")?.setAttribute("aria-pressed", String(taken));
    const position = [...order.children].indexOf(item) + 1;
    live.textContent = taken ? words("linePlaced", { position, count: order.children.length }) : words("lineBack");
  };
  for (const [index, item] of items.entries()) equip(item, index, ask, order, pool, place);
  dragLines(sheet, [order, pool], place);
  return {
    wants: words("takeLines"),
    read: () => (order.children.length ? [...order.children].map((each) => items.indexOf(/** @type {any} */ (each))) : undefined),
    fits: (answer) => Array.isArray(answer) && answer.every((each) => isPlace(each, items)),
    write(answer) {
      for (const item of items) place(item, pool, null);
      for (const line of answer) place(items[line], order, null);
      live.textContent = "";
    },
    judge: (answer) => verdict(ask, judgeOrder(right, answer)),
  };
}

function howTo(/** @type {HTMLElement} */ ask) {
  const made = document.createElement("p");
  made.className = "explorable-how";
  made.id = `${ask.id}-how`;
  made.textContent = words("linesHow");
  return made;
}

/**
 * Make a line one that can be pressed, dragged and moved by keys.
 * @param {HTMLLIElement} item
 * @param {number} index
 * @param {HTMLElement} ask
 * @param {HTMLElement} order
 * @param {HTMLElement} pool
 * @param {(item: HTMLElement, list: Element, before: Element | null) => void} place
 */
function equip(item, index, ask, order, pool, place) {
  item.value = index + 1; // its letter
  const line = button("", () => {
    place(item, item.parentElement === pool ? order : pool, null);
    line.focus({ preventScroll: true });
  });
  line.className = "explorable-line";
  line.setAttribute("aria-pressed", "false");
  line.setAttribute("aria-describedby", `${ask.id}-how`);
  line.append(...item.childNodes);
  const grip = document.createElement("span");
  grip.className = "explorable-grip";
  const move = (/** @type {number} */ step, /** @type {HTMLElement} */ focused) => {
    if (item.parentElement !== order) return;
    const next = step < 0 ? item.previousElementSibling : item.nextElementSibling?.nextElementSibling;
    if (step < 0 && !next) return;
    place(item, order, next ?? null);
    focused.focus({ preventScroll: true });
  };
  const arrow = (/** @type {string} */ sign, /** @type {number} */ step, /** @type {"lineUp" | "lineDown"} */ name) => {
    const made = button(sign, () => move(step, made), words(name, { line: letter(index) }));
    made.className = "explorable-move";
    return made;
  };
  const row = document.createElement("div");
  row.className = "explorable-row";
  row.append(grip, line, arrow("↑", -1, "lineUp"), arrow("↓", 1, "lineDown"));
  item.append(row);
  item.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1, /** @type {HTMLElement} */ (event.target));
  });
}

/**
 * What is said of an order: the stored words, or which line needs which.
 * @param {HTMLElement} ask
 * @param {ReturnType<typeof judgeOrder>} judged
 * @returns {Verdict}
 */
function verdict(ask, { right, line = 0, needs, missing }) {
  if (right) return { right, keys: [] };
  if (missing) return { right, keys: [], words: [words("linesMissing", { count: missing })] };
  if (ask.querySelector(`[data-of="${line}"]`)) return { right, keys: [String(line)], named: true };
  const named = { line: letter(line), other: letter(needs ?? 0) };
  return { right, keys: [], words: [words("lineNeeds", named)] };
}
