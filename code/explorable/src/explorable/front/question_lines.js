// @ts-check
/**
 * Lines to be put in order: pressed one after the other, dragged by their grip, or moved by keys.
 * A line keeps its letter wherever it stands.
 *
 * @import { Form, Verdict } from "./question.js"
 */
import { button, element, part, setAttributes } from "./dom.js";
import { isPlace, judgeOrder } from "./question_answers.js";
import { dragLines } from "./question_drag.js";
import { words } from "./words.js";

const letter = (/** @type {number} */ line) => String.fromCharCode(65 + line);

/**
 * `right` has the order of those that belong, and which need which.
 * @type {(ask: HTMLElement, sheet: HTMLFormElement, right: {order: number[], needs: Record<string, number[]>}) => Form}
 */
export function linesForm(ask, sheet, right) {
  const pool = part(sheet, ".explorable-lines");
  const items = /** @type {HTMLLIElement[]} */ ([...pool.children]);
  const order = element("ol", { class: "explorable-lines explorable-order", type: "A", "aria-label": words("yourOrder") });
  pool.setAttribute("aria-label", words("linesLeft"));
  pool.before(element("p", { class: "explorable-how", id: `${ask.id}-how` }, words("linesHow")), order);
  const live = element("span", { class: "explorable-heard", role: "status" });
  sheet.append(live);

  const place = (/** @type {HTMLElement} */ item, /** @type {Element} */ list, /** @type {Element | null} */ before) => {
    list.insertBefore(item, before);
    const taken = list === order;
    item.querySelector("button")?.setAttribute("aria-pressed", String(taken));
    const position = [...order.children].indexOf(item) + 1;
    live.textContent = taken ? words("linePlaced", { position, count: order.children.length }) : words("lineBack");
    sheet.dispatchEvent(new Event("explorable-placed"));
  };
  /** Make a line one that can be pressed, dragged and moved by keys. */
  const equip = (/** @type {HTMLLIElement} */ item, /** @type {number} */ index) => {
    item.value = index + 1; // its letter
    const line = button("", () => {
      place(item, item.parentElement === pool ? order : pool, null);
      line.focus({ preventScroll: true });
    });
    setAttributes(line, { class: "explorable-line", "aria-pressed": "false", "aria-describedby": `${ask.id}-how` });
    line.append(...item.childNodes);
    const move = (/** @type {number} */ step, /** @type {HTMLElement} */ focused) => {
      if (item.parentElement !== order) return;
      const next = step < 0 ? item.previousElementSibling : item.nextElementSibling?.nextElementSibling;
      if (step < 0 && !next) return;
      place(item, order, next ?? null);
      focused.focus({ preventScroll: true });
    };
    const arrow = (/** @type {string} */ sign, /** @type {number} */ step, /** @type {string} */ label) => {
      const made = button(sign, () => move(step, made), label);
      made.className = "explorable-move";
      return made;
    };
    const named = { line: letter(index) };
    item.append(element(
      "div", { class: "explorable-row" }, element("span", { class: "explorable-grip" }), line,
      arrow("↑", -1, words("lineUp", named)), arrow("↓", 1, words("lineDown", named)),
    ));
    item.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      move(event.key === "ArrowUp" ? -1 : 1, /** @type {HTMLElement} */ (event.target));
    });
  };
  items.forEach(equip);
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

/**
 * What is said of an order: the stored words, or which line needs which.
 * @type {(ask: HTMLElement, judged: ReturnType<typeof judgeOrder>) => Verdict}
 */
function verdict(ask, { right, line = 0, needs, missing }) {
  if (right) return { right, keys: [] };
  if (missing) return { right, unfinished: true, keys: [], words: [words("linesMissing", { count: missing })] };
  if (ask.querySelector(`[data-of="${line}"]`)) return { right, keys: [String(line)], named: true };
  const named = { line: letter(line), other: letter(needs ?? 0) };
  return { right, keys: [], words: [words("lineNeeds", named)] };
}
