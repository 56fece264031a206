// @ts-check
/**
 * What every page with explorers or code loads: small, and it asks for nothing heavy before a
 * reader wants to play.
 */
import { all, specOf } from "../front/dom.js";
import { enlivenCells } from "./cells.js";
import { CELL, enliven } from "./explorers.js";
import { offerLecture } from "./lecture_button.js";
import { once } from "../front/once.js";
import { Session } from "./session.js";
import { reportStatus } from "./status.js";

const script = /** @type {HTMLElement} */ (document.querySelector("[data-explorable-live]"));
const page = JSON.parse(script.dataset.explorableLive ?? "{}");
const home = new URL(page.home, document.baseURI).href;
const figures = all(".explorable-explorer");
const modules = figures.map((each) => specOf(each).module).filter((name) => name && name !== CELL);
const session = new Session(home, [...new Set(modules)]);
reportStatus(session);
session.addEventListener("failed", loadAnew);

/** Do the next piece when the browser has a moment: a page that arrives must not stutter. */
const whenIdle = self.requestIdleCallback ?? ((act) => setTimeout(act));

const order = page.cells ? once(() => enlivenCells(session, home, page.editor)) : undefined;

for (const figure of figures)
  whenIdle(() => enliven(figure, session, { ...page, home, order }));
awaitQuestions();
if (order) whenIdle(order);
if (document.querySelector(".tag_exercise"))
  void import("./exercise.js").then(({ enlivenExercises }) => enlivenExercises());
if (page.lecture && figures.length) whenIdle(offerLecture);
dispatchEvent(new Event("explorable-alive")); // see `trouble.js`

/** Questions come to life when a screen or less parts the reader from the first. */
function awaitQuestions() {
  const near = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    void import("./questions.js").then(({ enlivenQuestions }) => enlivenQuestions());
  }, { rootMargin: "100%" });
  for (const ask of all(".explorable-ask")) near.observe(ask);
}

/**
 * A page that a tab or the browser has kept over a deployment does not find its scripts any more:
 * if the host has another one by now, take that. What a reader has written is kept.
 */
async function loadAnew() {
  const response = await fetch(location.href, { cache: "reload" }).catch(() => undefined);
  const [folder] = /** @type {RegExpExecArray} */ (/live-\w+/.exec(import.meta.url));
  if (response?.ok && !(await response.text()).includes(folder)) location.reload();
}
