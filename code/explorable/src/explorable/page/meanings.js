// @ts-check
/**
 * What a link refers to, below the link: a word's meaning, the first sentence of its entry in the glossary; a formula,
 * a theorem, an exercise, a figure as it stands there. The mouse and the keyboard's focus are shown it while they are
 * on the link; who taps it gets the way there, too.
 */
import { all, element } from "../front/dom.js";
import { words } from "../front/words.js";
import { decoded } from "./address.js";
import { pageAt } from "./fetched.js";

const EDGE = 8;
const box = element("div", { id: "explorable-meaning", role: "tooltip", hidden: "" });
document.body.append(box);

/** What is quoted of each kind of place, in this order; of all others nothing. */
const QUOTED = Object.entries({
  ".explorable-explorer": ":scope > :is(.explorable-question, .explorable-room, .explorable-seen, .explorable-caption)",
  ".proof, .exercise": ":scope > :is(.admonition-title, section)",
  ".math, figure": "",
});

/** @type {HTMLAnchorElement | undefined} */
let quoted;
let tapped = false;

for (const event of ["pointerover", "focusin", "focusout"]) document.addEventListener(event, hideIfLeft);
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !quoted) return;
  if (tapped) quoted.focus();
  hide();
});
document.addEventListener("pointerdown", ({ target }) => tapped && !box.contains(/** @type {Node} */ (target)) && hide());

/** Show what a link refers to, if the reader is still there when it has come; who `taps` goes there if it is nothing. */
export async function show(/** @type {HTMLAnchorElement} */ link, taps = false) {
  const content = await quoteOf(link).catch(() => null); // without it the link is what it was
  if (!content?.length) return void (taps && location.assign(link.href));
  if (!taps && !isOn(link)) return;
  hide();
  [quoted, tapped] = [link, taps];
  const way = element("a", { href: link.href }, words("goThere"));
  box.replaceChildren(...content, ...(taps ? [element("p", {}, way)] : []));
  box.setAttribute("role", taps ? "group" : "tooltip");
  way.addEventListener("click", hide);
  box.hidden = false;
  put(link.getBoundingClientRect());
  if (taps) way.focus({ preventScroll: true });
  else link.setAttribute("aria-describedby", box.id);
}

function hide() {
  quoted?.removeAttribute("aria-describedby");
  quoted = undefined;
  tapped = false;
  box.hidden = true;
}

function hideIfLeft() {
  if (quoted && !tapped && !isOn(quoted) && !box.matches(":hover")) hide();
}

function isOn(/** @type {Element} */ link) {
  return link.matches(":focus-visible") || (link.matches(":hover") && matchMedia("(hover: hover)").matches);
}

/** Put the box below a link, or above it where the screen ends, without a gap that the mouse would fall into. */
function put(/** @type {DOMRect} */ { left, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const y = bottom + height > innerHeight && top > height ? top - height : bottom;
  const x = Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE));
  Object.assign(box.style, { left: `${x + scrollX}px`, top: `${y + scrollY}px` });
}

/** @param {HTMLAnchorElement} link */
async function quoteOf({ href }) {
  const [address, fragment] = href.split("#");
  const page = address === location.href.split("#")[0] ? document : await pageAt(address);
  const [, explorer] = /^explorer=([^&]+)/.exec(fragment) ?? [];
  const place = explorer ? page.querySelector(`[data-explorer="${CSS.escape(explorer)}"]`) : page.getElementById(decoded(fragment));
  if (!place) return null;
  const [, parts] = QUOTED.find(([kind]) => place.matches(kind)) ?? [];
  if (parts !== undefined) return (parts ? all(parts, place) : [place]).map((part) => plain(part, address));
  const entry = address.endsWith("glossary.html") && (place.matches("dt") ? place.nextElementSibling : place)?.querySelector(":scope > p");
  return entry ? [...firstSentence(plain(entry, address)).childNodes] : null;
}

/** A copy without what has a place or does something; pictures are those of its page, without the answer to a guess. */
function plain(/** @type {Element} */ part, /** @type {string} */ address) {
  const copy = document.importNode(part, true);
  for (const each of all('.headerlink, script, [id$="-answer"], .explorable-handle', copy)) each.remove();
  for (const link of all("a", copy)) link.replaceWith(...link.childNodes);
  for (const each of [copy, ...all("[id]", copy)]) if (!each.closest("svg")) each.removeAttribute("id");
  for (const image of /** @type {HTMLImageElement[]} */ (all("img", copy))) image.src = new URL(image.getAttribute("src") ?? "", address).href;
  return copy;
}

function firstSentence(/** @type {Element} */ entry) {
  entry.normalize();
  for (const text of entry.childNodes) {
    const end = text instanceof Text && /[.?!](?=\s|$)/.exec(text.data);
    if (!end) continue;
    const rest = document.createRange();
    rest.setStart(text, end.index + 1);
    rest.setEnd(entry, entry.childNodes.length);
    rest.deleteContents();
    break;
  }
  return entry;
}
