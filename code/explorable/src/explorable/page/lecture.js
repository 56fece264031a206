// @ts-check
/**
 * A lecture: the page's figures one at a time, each as large as the window and alive where it stands. `lecture.css`,
 * which comes with it, hides the rest of the page.
 */
import { all, button, element, loaded } from "../front/dom.js";
import { words } from "../front/words.js";
import { targetOf } from "./links.js";

const FIGURES = "figure:not(.explorable-printed), .cell_output img";
const ANSWER = ":scope[data-guess=open] > .explorable-guess > button:last-child";
const [FIGURE, AROUND] = ["data-lecture-figure", "data-lecture-around"];

/** @type {Record<string, number>} how many figures a key goes on; a presenter's clicker sends PageUp and PageDown */
const STEPS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1, " ": 1, Home: -Infinity, End: Infinity };
const TYPED = "input, select, textarea, [contenteditable], [role=slider], [role=application]";

/**
 * How many figures a key goes on: none if what has the focus has a use for it.
 * @param {{key: string, shiftKey?: boolean, altKey?: boolean, ctrlKey?: boolean, metaKey?: boolean}} press
 * @param {{matches: (path: string) => boolean}} focus
 */
export function stepOf({ key, shiftKey, altKey, ctrlKey, metaKey }, focus) {
  if (altKey || ctrlKey || metaKey || (shiftKey && key !== " ") || !Object.hasOwn(STEPS, key)) return 0;
  const isUsed = !key.startsWith("Page") && focus.matches(key === " " ? `${TYPED}, button, summary` : TYPED);
  return isUsed ? 0 : STEPS[key] * (shiftKey ? -1 : 1);
}

/** The figure to begin with: the one that the address names, by its number or as a link does, or the nearest. */
function firstOf(/** @type {HTMLElement[]} */ figures) {
  const number = Math.floor(Number(new URLSearchParams(location.search).get("lecture"))) || 0;
  const target = targetOf(location.hash);
  const linked = figures.findIndex(({ dataset }) => target && dataset.explorer === target.name);
  const boxes = figures.map((each) => each.getBoundingClientRect());
  const distances = boxes.map(({ top, bottom }) => Math.abs(top + bottom - innerHeight));
  if (number > 0) return number - 1;
  return linked >= 0 ? linked : distances.indexOf(Math.min(...distances));
}

/** Show one figure, whose number the address names for a reload, or the page again. */
function show(/** @type {HTMLElement | null} */ figure, number = "") {
  for (const name of [FIGURE, AROUND]) for (const each of all(`[${name}]`)) each.removeAttribute(name);
  figure?.setAttribute(FIGURE, "");
  for (let each = figure?.parentElement; each; each = each.parentElement) each.setAttribute(AROUND, "");
  const address = new URL(location.href);
  if (figure) address.searchParams.set("lecture", number);
  else address.searchParams.delete("lecture");
  history.replaceState(history.state, "", address);
}

/** Begin a lecture; it ends with Escape, with its button, and with the full screen. */
export async function openLecture() {
  const style = element("link", { rel: "stylesheet", media: "screen", href: new URL("lecture.css", import.meta.url).href });
  await loaded(style);
  const figures = all(`article :is(${FIGURES})`).filter((each) => !each.parentElement?.closest(`details, ${FIGURES}`));
  if (!figures.length || document.querySelector(".explorable-lecture")) return style.remove();
  let index = firstOf(figures);
  const end = new AbortController();
  const count = element("span", { role: "status" });
  const go = (/** @type {number} */ step) => {
    const answer = step === 1 && /** @type {HTMLElement | null} */ (figures[index].querySelector(ANSWER));
    if (answer) answer.click(); // before the next figure
    else index = Math.max(0, Math.min(index + step, figures.length - 1));
    show(figures[index], String(index + 1));
    count.textContent = words("figureCount", { number: index + 1, total: figures.length });
    if (!bar.contains(document.activeElement)) bar.focus(); // what had it may be hidden
    figures[index].querySelector(".explorable-compared")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const leave = () => {
    end.abort();
    for (const each of [bar, style]) each.remove();
    show(null);
    if (document.fullscreenElement) void document.exitFullscreen();
    figures[index].scrollIntoView({ block: "center", behavior: "instant" });
  };
  const steps = [button("‹", () => go(-1), words("previous")), count, button("›", () => go(1), words("next"))];
  const attributes = { class: "explorable-lecture", tabindex: -1, role: "region", "aria-label": words("lecture") };
  const bar = element("div", attributes, ...steps, button(words("leave"), leave));
  const press = (/** @type {KeyboardEvent} */ event) => {
    const step = stepOf(event, /** @type {HTMLElement} */ (event.target));
    if (step) go(step);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation(); // a handle has a use for PageDown, too
  };
  addEventListener("keydown", press, { capture: true, signal: end.signal });
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || leave(), { signal: end.signal });
  document.body.append(bar);
  go(0);
}
