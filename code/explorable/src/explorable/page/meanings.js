// @ts-check
/**
 * What a word of the glossary means, below a link to it: the first sentence of its entry, while the mouse or the
 * keyboard's focus is there. A finger follows the link.
 */
import { all, element } from "../front/dom.js";
import { pageAt } from "./fetched.js";

const EDGE = 8;
const box = element("div", { id: "explorable-meaning", role: "tooltip", hidden: "" });
document.body.append(box);

/** @type {HTMLAnchorElement | undefined} */
let word;

for (const event of ["pointerover", "focusin", "focusout"]) document.addEventListener(event, hideIfLeft);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());

/** Show what a word means, if the reader is still there when it has come. */
export async function show(/** @type {HTMLAnchorElement} */ link) {
  const sentence = await meaningOf(link).catch(() => null); // without it the link is what it was
  if (!sentence || !isOn(link)) return;
  hide();
  word = link;
  word.setAttribute("aria-describedby", box.id);
  box.replaceChildren(...sentence.childNodes);
  box.hidden = false;
  put(link.getBoundingClientRect());
}

function hide() {
  word?.removeAttribute("aria-describedby");
  word = undefined;
  box.hidden = true;
}

function hideIfLeft() {
  if (word && !isOn(word) && !box.matches(":hover")) hide();
}

function isOn(/** @type {Element} */ link) {
  return link.matches(":focus-visible") || (link.matches(":hover") && matchMedia("(hover: hover)").matches);
}

/** Put the box below a word, or above it where the screen ends, without a gap that the mouse would fall into. */
function put(/** @type {DOMRect} */ { left, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const y = bottom + height > innerHeight ? top - height : bottom;
  const x = Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE));
  Object.assign(box.style, { left: `${x + scrollX}px`, top: `${y + scrollY}px` });
}

/** @param {HTMLAnchorElement} link */
async function meaningOf({ href }) {
  const [address, anchor] = href.split("#");
  const entry = (await pageAt(address)).getElementById(anchor)?.querySelector(":scope > p");
  return entry ? firstSentence(document.importNode(entry, true)) : null;
}

function firstSentence(/** @type {Element} */ entry) {
  for (const link of all("a", entry)) link.replaceWith(...link.childNodes);
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
