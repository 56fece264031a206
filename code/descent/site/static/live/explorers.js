// @ts-check
/**
 * The explorers of a page: mounted at once, so that their controls answer, while Python is loaded
 * only when a reader shows that they want to play.
 *
 * @import { Spec } from "../front.js"
 * @import { Runtime } from "./client.js"
 */
import { mount } from "../front.js";
import { fragmentOf, targetOf, valuesOf } from "./links.js";
import { pageTransport } from "./transport.js";

/** Longer than this, and an update can be stopped. */
const PATIENCE = 5000;

/** @type {Map<string, number>} */
const copies = new Map();
let keys = 0;

/**
 * Bring one explorer of the page to life.
 * @param {HTMLElement} figure
 * @param {Runtime} runtime
 * @param {{sweeps?: Record<string, string>, home: string, made?: string}} page
 */
export function enliven(figure, runtime, page) {
  const spec = JSON.parse(figure.querySelector("script")?.textContent ?? "");
  const copy = (copies.get(spec.name) ?? 0) + 1;
  copies.set(spec.name, copy);
  const sweep = page.sweeps?.[spec.prefix];
  const url = sweep ? new URL(sweep, page.home).href : null;
  const transport = pageTransport(runtime, spec, `explorer-${++keys}`, page.made, url);
  const rest = mount(figure, spec, transport);
  const forget = reportState(figure, runtime);
  offerLink(figure, () => fragmentOf(spec, transport.values(), copy));
  const follow = () => followLink(figure, spec, copy);
  addEventListener("hashchange", follow);
  follow();
  const end = () => {
    rest();
    forget();
    transport.dispose();
    removeEventListener("hashchange", follow);
  };
  figure.addEventListener("descent-rest", end, { once: true });
}

/** End the life of an explorer that leaves the page. */
export function layToRest(/** @type {Element} */ figure) {
  figure.dispatchEvent(new Event("descent-rest"));
}

/**
 * One line under the picture: what is loading, why it stands still, or how to stop it.
 * @param {HTMLElement} figure
 * @param {Runtime} runtime
 */
function reportState(figure, runtime) {
  const stop = new AbortController();
  const line = statusLine(figure);
  const on = (/** @type {string} */ event, /** @type {(event: any) => void} */ handler) =>
    runtime.addEventListener(event, handler, { signal: stop.signal });
  const note = () => (figure.dataset.runtime = runtime.state);
  for (const event of ["progress", "ready", "failed", "restart"]) on(event, note);
  note();
  on("progress", ({ detail }) => {
    const percent = Math.floor((100 * detail.loaded) / detail.total);
    line.textContent = `${detail.text}: ${percent}% of ${(detail.total / 1e6).toFixed(1)} MB`;
  });
  on("ready", () => (line.textContent = ""));
  const failed = () => (line.textContent = `The picture stays still: ${runtime.reason}.`);
  on("failed", failed);
  on("slow", () => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Stop";
    button.addEventListener("click", () => runtime.restart());
    line.replaceChildren("This takes long. ", button);
  });
  on("answered", () => (line.textContent = ""));
  if (runtime.state === "failed") failed();
  return () => stop.abort();
}

/** @param {HTMLElement} figure */
function statusLine(figure) {
  const found = figure.querySelector(".descent-status");
  if (found) return found;
  const line = document.createElement("p"); // of an explorer that a cell has made
  line.className = "descent-status";
  line.setAttribute("role", "status");
  figure.querySelector(".descent-picture")?.after(line);
  return line;
}

/**
 * Let calls that take long be noticed.
 * @param {Runtime} runtime
 */
export function watchForSlowCalls(runtime) {
  const call = runtime.call.bind(runtime);
  runtime.call = async (...args) => {
    let late = false;
    const timer = setTimeout(() => {
      late = runtime.state === "ready" && runtime.dispatchEvent(new Event("slow"));
    }, PATIENCE);
    const answer = await call(...args);
    clearTimeout(timer);
    if (late) runtime.dispatchEvent(new Event("answered"));
    return answer;
  };
}

/**
 * Put the explorer's values into the address and the clipboard on demand. What a cell has made has
 * no such button: its link would lead nowhere.
 * @param {HTMLElement} figure
 * @param {() => string} fragment
 */
function offerLink(figure, fragment) {
  const button = figure.querySelector("[data-do=link]");
  button?.addEventListener("click", async (event) => {
    event.stopPropagation();
    history.replaceState(null, "", fragment());
    await navigator.clipboard?.writeText(location.href).catch(() => undefined);
    button.textContent = "Link in the address bar";
    button.addEventListener("blur", () => (button.textContent = "Copy link"), { once: true });
  });
}

/**
 * Take the values that the address asks for, if it speaks of this copy of this explorer.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {number} copy
 */
function followLink(figure, spec, copy) {
  const target = targetOf(location.hash);
  if (!target || target.name !== spec.name || target.copy !== copy) return;
  figure.scrollIntoView({ block: "center" });
  const values = valuesOf(spec, target.asked);
  if (values) figure.dispatchEvent(new CustomEvent("descent-move", { detail: values }));
  else {
    const line = figure.querySelector(".descent-status");
    if (line) line.textContent = "The address asks for values that this explorer does not have.";
  }
}
