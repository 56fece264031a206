// @ts-check
/**
 * What every page with explorers or code loads: small, and it asks for nothing heavy before a
 * reader wants to play.
 */
import { all, specOf } from "../front/dom.js";
import { words } from "../front/words.js";
import { hydrateCells } from "./cells.js";
import { CELL, hydrate } from "./explorers.js";
import { offerLecture } from "./lecture_button.js";
import { renewPage, say } from "./messages.js";
import { once } from "../front/once.js";
import "./quoted.js";
import { Session } from "./session.js";
import { reportStatus } from "./status.js";
import { foldTold } from "./told.js";

const script = /** @type {HTMLElement} */ (document.querySelector("[data-explorable-live]"));
const page = JSON.parse(script.dataset.explorableLive ?? "{}");
const home = new URL(page.home, document.baseURI).href;
const figures = all(".explorable-explorer").filter(isWhole);
const modules = figures.map((each) => specOf(each).module).filter((name) => name && name !== CELL);
const session = new Session(home, [...new Set(modules)], page.folder);
reportStatus(session);
session.addEventListener("failed", loadAnew);

/** How long in ms a script may take before the page says so, as `trouble.js` does of the first. */
const PATIENCE = 8000;

/** Do the next piece when the browser has a moment: a page that arrives must not stutter. */
const whenIdle = self.requestIdleCallback ?? ((act) => setTimeout(act));

const order = page.cells ? once(() => hydrateCells(session, home, page.editor)) : undefined;

foldTold(figures);
for (const figure of figures) {
  const live = () => hydrate(figure, session, { ...page, home, order });
  const { top, bottom } = figure.getBoundingClientRect();
  if (bottom > -innerHeight && top < 2 * innerHeight) live(); // it may be what the page asks first
  else whenIdle(live);
}
whenNear(".explorable-ask", async () => (await import("./questions.js")).hydrateQuestions());
if (order) whenIdle(order);
whenNear(".tag_exercise", async () => (await import("./exercise.js")).hydrateExercises());
if (page.lecture && figures.length) whenIdle(offerLecture);
dispatchEvent(new Event("explorable-alive")); // see trouble.js

/** Whether a figure's markup can be read: one that cannot stays still and stops no other. */
function isWhole(/** @type {HTMLElement} */ figure) {
  try {
    return Boolean(specOf(figure));
  } catch (error) {
    reportError(error);
    return false;
  }
}

/**
 * Questions and exercises come to life when a screen or less parts the reader from the first.
 * @param {string} places
 * @param {() => Promise<void>} load
 */
function whenNear(places, load) {
  const near = new IntersectionObserver((entries) => {
    const first = entries.find(({ isIntersecting }) => isIntersecting)?.target;
    if (!first) return;
    near.disconnect();
    void bring(load, first);
  }, { rootMargin: "100%" });
  for (const place of all(places)) near.observe(place);
}

/**
 * Bring a part of the page to life that can wait. What does not come is said where it is missed, and what to do; it is
 * asked for again when the network is back.
 * @param {() => Promise<void>} load
 * @param {Element} place
 */
async function bring(load, place) {
  const reload = { action: words("reload"), act: () => location.reload() };
  const late = setTimeout(() => say("page", { text: words("stillLoading"), ...reload }, place), PATIENCE);
  try {
    await load();
    say("page", undefined, place);
  } catch (error) {
    reportError(error);
    await loadAnew();
    say("page", { text: words("noScripts"), ...reload }, place);
    addEventListener("online", () => void bring(load, place), { once: true });
  }
  clearTimeout(late);
}

/**
 * A page that a tab or the browser has kept over a deployment does not find its scripts any more:
 * if the host has another one by now, take that.
 */
async function loadAnew() {
  const response = await fetch(location.href, { cache: "reload" }).catch(() => undefined);
  const [folder] = /** @type {RegExpExecArray} */ (/live-\w+/.exec(import.meta.url));
  if (response?.ok && !(await response.text()).includes(folder)) renewPage();
}
