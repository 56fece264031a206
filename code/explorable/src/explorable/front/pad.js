// @ts-check
/**
 * A grid of cells to draw on with mouse, finger, pen or keys. Its value is a text: two hexadecimal
 * digits a cell, row by row, zeros at the end left out. It is an <svg>, as in the markup that reads
 * without a script: its ink has the page's color, whatever that becomes.
 *
 * @import { Control } from "./kinds.js"
 */
import { drawnElement, element, heardText, part, setAttributes } from "./dom.js";
import { words } from "./words.js";

const FULL = 255;

/** @type {Record<string, [number, number]>} which way a key moves the cursor, in columns and rows */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {string} text
 * @param {Control} control
 */
export function levelsOf(text, { rows, columns }) {
  const digits = text.padEnd(2 * rows * columns, "0");
  return Uint8Array.from({ length: rows * columns }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

export function textOf(/** @type {Uint8Array} */ levels) {
  return Array.from(levels, (level) => level.toString(16).padStart(2, "0")).join("").replace(/0+$/, "");
}

/**
 * Draw or erase along a line, with a round brush whose edge is soft.
 * @param {Uint8Array} levels are changed
 * @param {Control} control
 * @param {number[]} from column and row, from the upper left corner
 * @param {number[]} to
 * @param {boolean} erasing
 */
export function stroke(levels, { rows, columns }, from, to, erasing) {
  const radius = Math.max(0.5, Math.min(rows, columns) / 20) * (erasing ? 1.5 : 1);
  levels.forEach((level, cell) => {
    const far = distance([(cell % columns) + 0.5, Math.floor(cell / columns) + 0.5], from, to);
    const ink = Math.round(FULL * Math.min(1, Math.max(0, radius + 0.5 - far)));
    levels[cell] = erasing ? Math.min(level, FULL - ink) : Math.max(level, ink);
  });
}

/**
 * How far a point is from the line between two others.
 * @type {(point: number[], from: number[], to: number[]) => number}
 */
function distance([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1);
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - nearest * dx, y - y0 - nearest * dy);
}

/**
 * Show a value.
 * @param {HTMLElement} box
 * @param {Control} control
 * @param {string} text
 */
export function paintPad(box, control, text) {
  /** @type {Map<number, string>} */
  const squares = new Map();
  levelsOf(text, control).forEach((level, cell) => {
    const [x, y] = [cell % control.columns, Math.floor(cell / control.columns)];
    if (level) squares.set(level, `${squares.get(level) ?? ""}M${x} ${y}h1v1h-1z`);
  });
  part(box, "g").innerHTML = [...squares]
    .map(([level, path]) => `<path fill-opacity="${(level / FULL).toFixed(3)}" d="${path}"/>`)
    .join("");
}

/**
 * Let the reader draw: strokes follow the pointer that began them; keys move a cursor, which is seen
 * while the keyboard is used, and draw or erase where it stands.
 * @param {HTMLElement} box
 * @param {Control} control
 * @param {() => string} value
 * @param {(text: string) => void} change
 * @param {AbortSignal} signal disposes of the pad
 */
export function listenToPad(box, control, value, change, signal) {
  const { rows, columns } = control;
  const sheet = part(box, "svg");
  const eraser = part(box, "[data-do=erase]");
  const erases = () => eraser.getAttribute("aria-pressed") === "true";
  let own = ""; // what strokes have made: the first one on a given drawing begins another
  const draw = (/** @type {number[]} */ from, /** @type {number[]} */ to, erasing = erases()) => {
    const levels = levelsOf(erasing || value() === own ? value() : "", control);
    stroke(levels, control, from, to, erasing);
    own = textOf(levels);
    change(own);
  };
  eraser.addEventListener("click", () => eraser.setAttribute("aria-pressed", String(!erases())), { signal });
  part(box, "[data-do=clear]").addEventListener("click", () => change(""), { signal });

  let [before, ownBefore, last] = ["", "", [0, 0]];
  const place = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    return [((clientX - left) / width) * columns, ((clientY - top) / height) * rows];
  };
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    sheet.setPointerCapture(event.pointerId);
    [before, ownBefore, last] = [value(), own, place(event)];
    draw(last, last);
  }, { signal });
  sheet.addEventListener("pointermove", (event) => {
    if (!sheet.hasPointerCapture(event.pointerId)) return;
    const now = place(event);
    draw(last, now);
    last = now;
  }, { signal });
  // A stroke that the browser takes back was none.
  sheet.addEventListener("pointercancel", ({ isPrimary }) => {
    if (!isPrimary) return;
    own = ownBefore;
    change(before);
  }, { signal });

  const { cursor, heard } = equip(sheet, control, signal);
  let [x, y] = [Math.floor(columns / 2), Math.floor(rows / 2)];
  const say = () => {
    setAttributes(cursor, { x, y });
    const percent = Math.round((100 * levelsOf(value(), control)[y * columns + x]) / FULL);
    heard.textContent = words("padCell", { row: y + 1, column: x + 1, percent });
  };
  sheet.addEventListener("keydown", (event) => {
    const [from, arrow] = [[x + 0.5, y + 0.5], ARROWS[event.key]];
    if (arrow) {
      x = Math.min(columns - 1, Math.max(0, x + arrow[0]));
      y = Math.min(rows - 1, Math.max(0, y + arrow[1]));
    } else if (![" ", "Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    if (!arrow) draw(from, from, event.key !== " " || undefined);
    else if (event.shiftKey) draw(from, [x + 0.5, y + 0.5]);
    say();
  }, { signal });
  sheet.addEventListener("focus", say, { signal });
}

/** What a pad has only while it is alive: a place in the order of focus, a cursor, and words. */
function equip(/** @type {HTMLElement} */ sheet, /** @type {Control} */ { label }, /** @type {AbortSignal} */ signal) {
  const cursor = drawnElement("rect", { class: "explorable-cursor", width: 1, height: 1 });
  const id = `pad-${Math.random().toString(36).slice(2)}`;
  const hint = element("p", { class: "explorable-hint", id }, words("padKeys"));
  const heard = heardText();
  sheet.append(cursor);
  sheet.after(hint, heard);
  setAttributes(sheet, {
    role: "application", tabindex: 0, "aria-label": label, "aria-describedby": id,
    "aria-roledescription": words("pad"),
  });
  signal.addEventListener("abort", () => {
    for (const each of [cursor, hint, heard]) each.remove();
    sheet.removeAttribute("tabindex");
    sheet.setAttribute("role", "img");
  }, { once: true });
  return { cursor, heard };
}
