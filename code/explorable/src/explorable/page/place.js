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

/** Let the tab's history know what stands at the top, and where. */
function remember() {
  const part = parts.findIndex((each) => each.getBoundingClientRect().bottom > HEADER);
  const place = scrollY && part >= 0 ? { part, top: parts[part].getBoundingClientRect().top } : undefined;
  history.replaceState({ ...history.state, place }, "");
}

/** Lead to the place that the tab's history knows, if it knows one. */
function holdPlace() {
  const { part, top } = history.state?.place ?? {};
  if (!parts[part]) return false;
  history.scrollRestoration = "manual"; // a browser restores pixels
  hold(() => scrollBy({ top: parts[part].getBoundingClientRect().top - top, behavior: "instant" }));
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
addEventListener("scroll", () => { // what is said when the page is left comes too late for a reload
  clearTimeout(waiting);
  waiting = setTimeout(() => (remember(), markRead()), STILL);
}, { passive: true });
