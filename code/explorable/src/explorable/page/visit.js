// @ts-check
/** Where a reader has been: a page notes how it was left, and offers the way on; another asks for it. */
import { element } from "../front/dom.js";
import { parsed } from "../front/record.js";
import { bookOf, pageOf } from "./address.js";
import { addressOf, load, set, setting } from "./records.js";
import { entries } from "./storage.js";

const script = /** @type {HTMLElement} */ (document.querySelector("[data-explorable-visit]"));
const { explorableVisit: role, words: label = "", number = "" } = script.dataset;

/** The fragment of an address that leads to where the page was left. */
const LEFT = "#where-you-were";

const left = setting(`left ${pageOf().slice(bookOf().length)}`, "");

/** Note the section that is read, and the place in it. */
function note() {
  const titles = [...document.querySelectorAll("article section section > :is(h2, h3)")];
  const title = titles.findLast((each) => each.getBoundingClientRect().top < innerHeight / 2);
  const name = title?.firstChild?.textContent?.trim();
  const chapter = `${number} ${document.querySelector("article h1")?.firstChild?.textContent?.trim()}`;
  set(left, name ? JSON.stringify({ id: title?.parentElement?.id, name, chapter, place: history.state?.place }) : left.stored);
}

/** Where the reader was on the last visit: what is noted from now on is where this one is. */
const last = placeLeft();

function placeLeft() {
  if (role === "note") return { ...parsed(load(left)), page: pageOf() };
  const all = (entries(bookOf())?.entries ?? []).filter(({ number }) => String(number).startsWith("left "));
  const [newest] = all.sort((one, other) => other.when - one.when);
  return newest && { ...parsed(newest.text), page: bookOf() + String(newest.number).slice("left ".length) };
}

function offer() {
  const box = document.querySelector(".explorable-continue");
  if (!box || !last?.id || location.hash) return;
  const href = addressOf(last.page) + (last.place ? LEFT : `#${last.id}`);
  box.replaceChildren(element("a", { href }, `${label} ${role === "ask" ? last.chapter : last.name}`));
}

/** Lead whoever comes back to the line that was left, by the script that holds places. */
function arrive() {
  if (location.hash !== LEFT || history.state?.place) return;
  history.replaceState({ ...history.state, place: last?.place }, "");
  dispatchEvent(new Event("explorable-place")); // see place.js
}

if (role === "note") {
  addEventListener("explorable-rest", note); // see place.js; a page that ends with its browser hears nothing more
  addEventListener("pagehide", note);
  document.addEventListener("visibilitychange", () => document.hidden && note()); // the last that a phone's page may hear
  addEventListener("hashchange", arrive);
  arrive();
}
if (document.readyState === "loading") addEventListener("DOMContentLoaded", offer);
else offer();
