// @ts-check
/**
 * The page's one line about Python: what is loading, how to stop what runs, why nothing comes.
 * It is the page's one live region for this, and changes only when there is something new to say.
 *
 * @import { Progress } from "../worker/protocol.js"
 * @import { News } from "./records.js"
 * @import { Session } from "./session.js"
 * @typedef {{text: string, action?: string, act?: () => void}} Notice
 */
import { button, element } from "../front/dom.js";
import { words } from "../front/words.js";

/** Longer than this in ms, and what runs can be stopped. */
const PATIENCE = 1000;

/** Percent between two changes of the line: more would be chatter. */
const STEP = 5;

/** Put the line at the foot of the page. */
export function reportStatus(/** @type {Session} */ session) {
  const show = statusLine();
  let text = "";
  let slow = false;
  let restarted = false;
  /** @type {News | undefined} */
  let keeping;
  let timer = 0;
  let timed = session.running;
  const forget = () => {
    restarted = false;
    keeping = undefined;
  };
  /** @returns {Notice | undefined} */
  const notice = () => {
    const retry = session.possible ? { action: words("retry"), act: () => session.retry() } : {};
    const stop = { action: words("stop"), act: () => session.stop() };
    if (session.state === "failed") return { text: words("failed", { reason: session.reason }), ...retry };
    if (session.state === "starting") return { text, ...(session.stalled ? retry : isAsked(session) ? stop : {}) };
    if (slow) return { text: words("running"), ...stop };
    const news = restarted ? "restarted" : keeping;
    if (news) return { text: words(news), action: words("close"), act: () => (forget(), render()) };
  };
  const render = () => show(notice());
  const watch = () => {
    // Whoever goes on has read it.
    if (session.running && !session.running.background && session.state === "ready") forget();
    if (session.running === timed) return;
    clearTimeout(timer);
    timed = session.running;
    slow = false;
    if (timed) timer = window.setTimeout(() => ((slow = true), render()), PATIENCE);
  };
  session.addEventListener("starting", () => (text = words("loading")));
  session.addEventListener("progress", (event) => (text = line(/** @type {CustomEvent} */ (event).detail)));
  session.addEventListener("restart", () => (restarted = true));
  session.addEventListener("calls", watch);
  const heard = new Set(); // each is said once
  addEventListener("explorable-keeping", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (!detail || heard.has(detail)) return;
    heard.add((keeping = detail));
    render();
  });
  for (const event of ["starting", "progress", "ready", "failed", "restart", "calls"])
    session.addEventListener(event, render);
  render();
}

/** Whether a reader waits for an answer. */
function isAsked(/** @type {Session} */ { running, waiting }) {
  return [running, ...waiting].some((each) => each && !each.background);
}

function line(/** @type {Progress} */ { text, loaded, total }) {
  if (text === "stalled") return words(text);
  const percent = STEP * Math.floor((100 * loaded) / total / STEP);
  return words("progress", { text: words(text), percent, size: (total / 1e6).toFixed(1) });
}

/** @returns {(notice: Notice | undefined) => void} */
function statusLine() {
  let act = () => {};
  const text = element("span", { role: "status" });
  const press = button("", () => act());
  const box = element("div", { class: "explorable-session" }, text, press);
  document.body.append(box);
  return (notice) => {
    const { text: said = "", action = "", act: does = () => {} } = notice ?? {};
    if (text.textContent !== said) text.textContent = said;
    if (press.textContent !== action) press.textContent = action;
    press.hidden = !action;
    box.dataset.empty = String(!said);
    act = does;
  };
}
