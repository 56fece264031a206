// @ts-check
/**
 * Who comes back to a page, by a reload or by Back, finds it at the line that was left; who follows a link finds its
 * target. Answers come to what stands above while the page arrives, so the place is held until the reader moves.
 */
import { namedBy, unfold } from "./address.js";

const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];
const HEADER = 48;

const [ARRIVAL, STILL] = [20_000, 150]; // ms: until all answers have come; from a scroll to rest

/** What stands in the page before any script adds to it, in order. */
const parts = [...document.querySelectorAll("article section > :not(section)")];

/** What a script, and answers, make higher; and what has grown so. */
const growing = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".explorable-ask, .explorable-result")]);
const GROWN = ":has(> form), .explorable-result:not(:empty)";

/** Lead to a place anew whenever something has grown, until the reader moves or all has long come. */
function hold(/** @type {() => void} */ lead) {
  const observer = new ResizeObserver(lead);
  const end = () => observer.disconnect();
  observer.observe(document.body);
  for (const move of MOVES) addEventListener(move, end, { capture: true, once: true, passive: true });
  setTimeout(end, ARRIVAL);
  lead();
}

function holdTarget() {
  const target = namedBy();
  if (!target) return;
  unfold(target);
  target.scrollIntoView({ behavior: "instant" }); // also of a page that has this one in a frame, once
  const padding = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const top = () => target.getBoundingClientRect().top - (parseFloat(getComputedStyle(target).scrollMarginTop) || 0);
  hold(() => target.getClientRects().length && scrollBy({ top: top() - padding(), behavior: "instant" }));
}

/** Let the tab's history know what stands at the top, and where, and how high its questions are. */
function remember() {
  const part = parts.findIndex((each) => each.getBoundingClientRect().bottom > HEADER);
  const heights = growing().map((each) => (each.matches(GROWN) && !each.querySelector("[open]") ? each.offsetHeight : 0));
  const place = scrollY && part >= 0 ? { part, top: parts[part].getBoundingClientRect().top, heights } : undefined;
  history.replaceState({ ...history.state, place }, "");
  history.scrollRestoration = place ? "manual" : "auto"; // a browser restores pixels, and early
}

/** Lead to the place that the tab's history knows, if it knows one; answers that are still to come have their room. */
function holdPlace() {
  const { part, top, heights = [] } = history.state?.place ?? {};
  if (!parts[part]) return false;
  growing().forEach((each, index) => { // until `questions.js` has come
    if (heights[index] && !each.matches(GROWN)) each.style.minHeight = `${heights[index]}px`;
  });
  const lead = () => scrollBy({ top: parts[part].getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => hold(lead))); // once the room is laid out: nothing moves in sight
  return true;
}

if (!holdPlace()) holdTarget();
addEventListener("hashchange", holdTarget);
addEventListener("explorable-place", holdPlace); // see `visit.js`
// A phone that is turned shows what it showed.
matchMedia("(orientation: portrait)").addEventListener("change", holdPlace);
// On a phone the page's contents lie over it.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.closest("dialog a[href^='#']");
  if (link) link.closest("dialog")?.close();
});
/** Mark in the contents what is read: the theme's script does so when a heading comes by, not after a jump. */
function markRead() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("#pst-page-toc-nav a")]);
  const top = (/** @type {HTMLAnchorElement} */ { hash }) =>
    namedBy(hash)?.getBoundingClientRect().top ?? Infinity;
  if (links.some((each) => each.ariaCurrent && top(each) > 0 && top(each) < innerHeight)) return;
  const read = links.findLast((each) => top(each) < innerHeight / 3) ?? null;
  for (const each of links) each.ariaCurrent = each === read ? "true" : null;
  for (const each of document.querySelectorAll("#pst-page-toc-nav :is(a, .toc-entry)"))
    each.classList.toggle("active", each.contains(read));
}

let waiting = 0;
for (const event of ["scroll", "explorable-answered"]) addEventListener(event, () => { // at its end it is too late for a reload
  clearTimeout(waiting);
  waiting = setTimeout(() => (remember(), markRead()), STILL);
}, { passive: true });
