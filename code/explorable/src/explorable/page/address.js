// @ts-check
/**
 * What an address says, however it is spelled: a host takes %7E for ~, and some take // for / and A for a; mail programs
 * cut an escape in the middle. What readers keep goes by the page as the build has named it. And how its target is found.
 */

const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];
const ARRIVAL = 20_000; // ms until all has come that moves a target

/** A text without its escapes; one whose escapes mean nothing, such as "100%", stays as it is. */
export function decoded(/** @type {string} */ text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The element that the fragment of an address names. */
export function namedBy(fragment = location.hash) {
  return document.getElementById(decoded(fragment.slice(1)));
}

/** Open all that the target of an address is folded in. */
export function unfold(/** @type {Element} */ target) {
  for (const fold of document.querySelectorAll("details")) fold.open ||= fold.contains(target);
}

/** Lead to a place anew whenever something has grown, until the reader moves or all has long come. */
export function hold(/** @type {() => void} */ lead) {
  const observer = new ResizeObserver(lead);
  const end = () => observer.disconnect();
  observer.observe(document.body);
  for (const move of MOVES) addEventListener(move, end, { capture: true, once: true, passive: true });
  setTimeout(end, ARRIVAL);
  lead();
}

/** A path in the one spelling of all that mean the same (RFC 3986, 6.2.2). */
export function spelled(/** @type {string} */ path) {
  const escapes = /(?:%[\da-f]{2})+/gi;
  const plain = (/** @type {string} */ run) => (decoded(run) === run ? run.toUpperCase() : encodeURIComponent(decoded(run)));
  return path.replace(escapes, plain).replace(/\/{2,}/g, "/");
}

/** The path of the book, which all its pages' paths begin with. */
export function bookOf() {
  return spelled(new URL(document.documentElement.dataset.content_root ?? ".", location.href).pathname);
}

/** A page's path, without what hosts let readers leave out. */
export function pageOf(path = pathHere()) {
  return path.replace(/\/index\.html$/, "/").replace(/\.html$/, "");
}

function pathHere() {
  const named = globalThis.document?.querySelector?.("meta[name=explorable-page]")?.getAttribute("content");
  return typeof named === "string" ? spelled(bookOf() + named) : spelled(location.pathname);
}
