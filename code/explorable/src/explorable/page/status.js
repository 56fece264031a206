// @ts-check
/**
 * What a page says of Python and of what it keeps: what is loading, how to stop what runs, why nothing
 * comes. Where that stands, `messages.js` decides.
 *
 * @import { Progress } from "../worker/protocol.js"
 * @import { Notice } from "./messages.js"
 * @import { News } from "./records.js"
 * @import { Session } from "./session.js"
 */
import { words } from "../front/words.js";
import { say } from "./messages.js";

/** Longer than this in ms, and what runs can be stopped. */
const PATIENCE = 1000;

/** Percent between two changes of the line: more would be chatter. */
const STEP = 5;

/** Report the state of Python from now on. */
export function reportStatus(/** @type {Session} */ session) {
  let told = { text: "", quiet: false };
  let slow = false;
  let timer = 0;
  let timed = session.running;
  /** Whether a reader waits for an answer. */
  const isAsked = () => [session.running, ...session.waiting].some((each) => each && !each.background);
  /** @returns {Notice | undefined} */
  const notice = () => {
    const retry = session.possible ? { action: words("retry"), act: () => session.retry() } : {};
    const stop = { action: words("stop"), act: () => session.stop() };
    if (session.state === "failed") return { text: words("failed", { reason: session.reason }), ...retry };
    if (session.state === "starting") return { ...told, ...(session.stalled ? retry : isAsked() ? stop : {}) };
    if (slow) return { text: words("running"), ...stop };
  };
  const render = () => {
    document.documentElement.dataset.runtime = session.state; // for who waits for Python
    say("python", notice());
  };
  const watch = () => {
    // Whoever runs something has read it; what is drawn or marked may be asked for by the change that it is about.
    if (["run", "redraw"].includes(session.running?.method ?? "")) say("news");
    if (session.running === timed) return;
    clearTimeout(timer);
    timed = session.running;
    slow = false;
    if (timed) timer = window.setTimeout(() => ((slow = true), render()), PATIENCE);
  };
  session.addEventListener("starting", () => (told = { text: words("loading"), quiet: false }));
  session.addEventListener("progress", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    told = { text: line(detail), quiet: detail.text === "loading" };
  });
  session.addEventListener("restart", () => sayNews("restarted"));
  session.addEventListener("calls", watch);
  const heard = new Set(); // each is said once
  addEventListener("explorable-saved", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (!detail || heard.has(detail)) return;
    heard.add(detail);
    sayNews(detail);
  });
  for (const event of ["starting", "progress", "ready", "failed", "restart", "calls"])
    session.addEventListener(event, render);
  render();
}

/** Say what the reader need do nothing about. */
function sayNews(/** @type {News | "restarted"} */ news) {
  say("news", { text: words(news), action: words("close"), act: () => say("news") });
}

/** How far the download is; of what follows nobody knows how long it takes. */
function line(/** @type {Progress} */ { text, loaded, total }) {
  if (text !== "loading") return words(text);
  const percent = STEP * Math.floor((100 * loaded) / total / STEP);
  return words("progress", { text: words(text), percent, size: (total / 1e6).toFixed(1) });
}
