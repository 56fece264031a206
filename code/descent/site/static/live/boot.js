// @ts-check
/**
 * What every page with explorers or code loads: small, and it asks for nothing heavy before a
 * reader wants to play.
 */
import { enlivenCells } from "./cells.js";
import { Runtime } from "./client.js";
import { enliven, watchForSlowCalls } from "./explorers.js";

const script = /** @type {HTMLElement} */ (document.querySelector("[data-descent-live]"));
const page = JSON.parse(script.dataset.descentLive ?? "{}");
const home = new URL(page.home, document.baseURI).href;
const runtime = new Runtime(home);
watchForSlowCalls(runtime);
wakeOnIntent();

/** Do the next piece when the browser has a moment: a page that arrives must not stutter. */
const whenIdle = self.requestIdleCallback ?? ((act) => setTimeout(act));

for (const figure of document.querySelectorAll(".descent-explorer"))
  whenIdle(() => enliven(/** @type {HTMLElement} */ (figure), runtime, { sweeps: page.sweeps, home }));
if (page.cells) whenIdle(() => enlivenCells(runtime, home, page.editor));

/** Start Python when a reader wants to play: with the pointer over an explorer, by touch or focus. */
function wakeOnIntent() {
  const awake = new AbortController();
  const wake = (/** @type {Event} */ event) => {
    if (!(/** @type {Element} */ (event.target).closest?.(".descent-explorer"))) return;
    runtime.wake();
    awake.abort();
  };
  for (const intent of ["pointerover", "pointermove", "focusin", "touchstart"])
    addEventListener(intent, wake, { passive: true, signal: awake.signal });
}
