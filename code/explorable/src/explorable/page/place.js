// @ts-check
/**
 * Who comes back to a page, by a reload or by Back, finds it at the line that was left; who follows a link finds its
 * target. Answers come to what stands above while the page arrives, so the place is held until the reader moves.
 */
import { hold, namedBy, unfold } from "./address.js";

const HEADER = 48;
const STILL = 150; // ms from a scroll to rest

/** What stands in the page before any script adds to it, in order. */
const parts = [...document.querySelectorAll("article section > :not(section)")];

/** What a script, and answers, make higher; and the folds in it. */
const growing = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".explorable-ask, .explorable-result")]);
const folds = () => /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".explorable-ask details")]);

function holdTarget() {
  const target = namedBy();
  if (!target) return;
  unfold(target);
  target.scrollIntoView({ behavior: "instant" }); // also of a page that has this one in a frame, once
  const padding = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const top = () => target.getBoundingClientRect().top - (parseFloat(getComputedStyle(target).scrollMarginTop) || 0);
  hold(() => target.getClientRects().length && scrollBy({ top: top() - padding(), behavior: "instant" }));
}

/** Let the tab's history know what stands at the top, and where, how high its questions are, and what is open in them. */
function remember() {
  const part = parts.findIndex((each) => each.getBoundingClientRect().bottom > HEADER);
  const [heights, open] = [growing().map(({ offsetHeight }) => offsetHeight), folds().map((each) => each.open)];
  const place = scrollY && part >= 0 ? { part, top: parts[part].getBoundingClientRect().top, heights, open } : undefined;
  history.replaceState({ ...history.state, place }, "");
  history.scrollRestoration = place ? "manual" : "auto"; // a browser restores pixels, and early
}

/** Open what was open, and keep the room of answers that are still to come: `question.css` gives it until they are there. */
function keepRoom() {
  const { heights = [], open = [] } = history.state?.place ?? {};
  growing().forEach((each, index) => each.style.setProperty("--room", `${heights[index] ?? 0}px`));
  folds().forEach((each, index) => (each.open ||= Boolean(open[index])));
}

/** Lead to the place that the tab's history knows, if it knows one. */
function holdPlace() {
  const { part, top } = history.state?.place ?? {};
  if (!parts[part]) return false;
  const lead = () => scrollBy({ top: parts[part].getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => hold(lead))); // once the room is laid out: nothing moves in sight
  return true;
}

keepRoom();
if (!holdPlace()) holdTarget();
addEventListener("hashchange", holdTarget);
addEventListener("explorable-place", () => (keepRoom(), holdPlace())); // see visit.js
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
for (const event of ["scroll", "toggle", "explorable-answered"]) addEventListener(event, () => { // at its end it is too late for a reload
  clearTimeout(waiting);
  waiting = setTimeout(() => (remember(), markRead(), dispatchEvent(new Event("explorable-rest"))), STILL);
}, { capture: true, passive: true });
