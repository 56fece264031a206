// @ts-check
/**
 * The explorers of a page: mounted at once, so that their controls answer, while Python is loaded
 * only when a reader means to play. The one that is touched is drawn first, others when they are
 * in view.
 *
 * @import { Spec, Values } from "../front/mount.js"
 * @import { Order } from "./order.js"
 * @import { Session } from "./session.js"
 * @import { Source } from "./transport.js"
 */
import { all, element, offer, ownPart, specOf } from "../front/dom.js";
import { unfold } from "./address.js";
import { storedIn } from "./baked.js";
import { guessStore } from "./records.js";
import { mount } from "../front/mount.js";
import { words } from "../front/words.js";
import { typeset } from "./latex.js";
import { fragmentOf, targetOf, valuesOf } from "./links.js";
import { offerSource } from "./source.js";
import { Transport } from "./transport.js";

/** The module of what a cell defines, which cannot be imported. */
export const CELL = "__main__";

/** What shows that a reader means to play. */
const INTENT = ["pointerover", "pointermove", "focusin", "touchstart"];

/** How long in ms a button says that it has done what it does. */
const SAID = 4000;

let keys = 0;

/**
 * @typedef {{home: string, order?: () => Order, baked?: Record<string, string>,
 *   sources?: Record<string, string>, editor?: string, runtimeName?: string, address?: string,
 *   taken?: Record<string, [string, boolean]>}} Page what stands around a figure: the order of the
 *   page's cells, if it has any, and what was baked; `runtimeName` is what Python calls a figure that
 *   code of the page defines; `taken` are the figures' own pages, and whether their names stay
 */

/**
 * Bring one explorer of the page to life.
 * @param {HTMLElement} figure
 * @param {Session} session
 * @param {Page} page
 */
export function hydrate(figure, session, page) {
  const spec = specOf(figure);
  const copy = all(`[data-explorer="${spec.name}"]`).indexOf(figure) + 1;
  const source = page.sources?.[spec.prefix];
  if (source) {
    const origin = {
      url: new URL(source, page.home).href, key: `edited-${spec.name}-${copy}`,
      title: spec.title, module: spec.module, fixed: JSON.stringify(spec.fixed),
    };
    const loadEditor = () => import(new URL(page.editor ?? "", page.home).href).catch(() => null);
    offerSource(figure, origin, session, loadEditor, (children, runtimeName) => {
      dispose(figure);
      for (const each of [...figure.children])
        if (!each.matches(".explorable-source")) each.remove();
      figure.prepend(...children);
      figure.append(ownPart(figure, ".explorable-status"));
      live(figure, session, { ...page, runtimeName }, copy);
      figure.dispatchEvent(new CustomEvent("explorable-move", { detail: {} })); // nobody guesses twice
    });
  }
  live(figure, session, page, copy);
}

/**
 * @param {HTMLElement} figure
 * @param {Session} session
 * @param {Page} page
 * @param {number} copy which of several on the page, from 1
 */
function live(figure, session, page, copy) {
  const spec = specOf(figure);
  const frames = page.baked?.[spec.prefix];
  const framesUrl = frames ? new URL(frames, page.home).href : null;
  const end = new AbortController();
  const { signal } = end;
  const source = sourceOf(page, figure, spec);
  const transport = new Transport(session, spec, storedIn(figure, spec), source, framesUrl, signal);
  const typesetAll = () => all(".explorable-formula", figure).forEach((each) => void typeset(each));
  figure.addEventListener("explorable-placed", typesetAll, { signal });
  mount(figure, spec, transport, guessStore(`${spec.name}-${copy}`, spec.predict), signal);
  watchReader(figure, transport, signal);
  if (!page.runtimeName) followLinks(figure, spec, transport, copy, signal);
  ownPart(figure, "fieldset").querySelector(".explorable-tools")?.addEventListener("toggle", async () =>
    (await import("./taken.js").catch(() => null))?.offerTaken(figure, spec, page.runtimeName ? undefined : page), { signal });
  figure.addEventListener("explorable-dispose", () => end.abort(), { once: true });
}

/**
 * How Python finds a figure: by its runtime name, if code of the page defines it, or by import.
 * @param {Page} page
 * @param {HTMLElement} figure
 * @param {Spec & {module: string}} spec
 * @returns {Source}
 */
function sourceOf({ runtimeName, order }, figure, spec) {
  const { repeatable } = spec;
  const key = `explorer-${++keys}`;
  if (spec.module !== CELL)
    return {
      isDefinedOnPage: Boolean(runtimeName),
      find: async () => (runtimeName ? [runtimeName, "", runtimeName] : [key, spec.module, spec.name]),
    };
  if (runtimeName) order?.().names.set(figure, runtimeName);
  const find = async (/** @type {() => Values} */ values) => {
    if (!order) throw new Error(words("noMaker"));
    const name = await order().nameOf(figure, spec, values);
    return [name, "", name];
  };
  const isAsStored = () => Boolean(repeatable && !runtimeName && order?.().isAsStored());
  return { isDefinedOnPage: true, find, isAsStored };
}

/**
 * Tell the transport when the reader turns to the explorer, and when it comes into view.
 * @param {HTMLElement} figure
 * @param {Transport} transport
 * @param {AbortSignal} signal
 */
function watchReader(figure, transport, signal) {
  const observer = new IntersectionObserver((entries) =>
    transport.see(entries[entries.length - 1].isIntersecting),
  );
  observer.observe(figure);
  signal.addEventListener("abort", () => observer.disconnect());
  for (const intent of INTENT)
    figure.addEventListener(intent, () => transport.touch(), { passive: true, once: true, signal });
}

/** Dispose of an explorer that leaves the page. */
export function dispose(/** @type {Element} */ figure) {
  figure.dispatchEvent(new Event("explorable-dispose"));
}

/**
 * Put the explorer's values into the address and the clipboard on demand, and take those that an address
 * asks for, if it speaks of this copy; what is defined on the page has no links: they would lead nowhere.
 * @param {HTMLElement} figure
 * @param {Spec} spec
 * @param {Transport} transport
 * @param {number} copy
 * @param {AbortSignal} signal
 */
function followLinks(figure, spec, transport, copy, signal) {
  const link = /** @type {HTMLElement | null} */ (figure.querySelector("[data-do=link]"));
  if (link) {
    let timer = 0;
    offer(link);
    link.onclick = async () => {
      history.replaceState(null, "", fragmentOf(spec, transport.values(), copy));
      const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
      link.textContent = words(copied ? "linkCopied" : self === top ? "linked" : "linkFramed"); // the address of a frame is not seen
      link.style.minWidth = `${link.offsetWidth}px`; // its neighbors stay where a pointer may press one
      clearTimeout(timer);
      timer = window.setTimeout(() => (link.textContent = words("link")), SAID);
    };
  }
  const bad = element("span", { role: "alert" });
  const follow = () => {
    const target = targetOf(location.hash);
    if (!target || target.name !== spec.name || target.copy !== copy) return;
    bad.remove();
    unfold(figure);
    figure.scrollIntoView({ block: "center" });
    const values = valuesOf(spec, target.asked);
    if (values && !Object.keys(values).length) return; // the reader is asked first
    if (values) return figure.dispatchEvent(new CustomEvent("explorable-move", { detail: values }));
    bad.textContent = words("badLink");
    ownPart(figure, ".explorable-status").prepend(bad);
  };
  addEventListener("hashchange", follow, { signal });
  follow();
}
