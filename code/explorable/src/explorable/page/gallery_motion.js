// @ts-check
/**
 * The gallery's pictures move when a reader points at a card or comes to it with the keyboard: one
 * round through the frames that are baked for its explorer, from where it stands to one end, to the
 * other, and back. Who has asked for less motion gets none. What reads the frames is fetched with
 * the first of them.
 *
 * @import { Spec, Values } from "../front/mount.js"
 * @typedef {{url: string, start: Values}} Place
 */
/** Milliseconds: of a way from end to end, and the least and the most that a frame stands. */
const [WAY, SHORTEST, LONGEST] = [2400, 90, 800];

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const script = document.querySelector("script[data-explorable-baked]");
/** @type {Record<string, Place>} */
const baked = JSON.parse(script?.getAttribute("data-explorable-baked") ?? "{}");

for (const card of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".explorable-gallery > li"))) {
  const own = baked[card.dataset.name ?? ""];
  if (own) enliven(card, own);
}

function enliven(/** @type {HTMLElement} */ card, /** @type {Place} */ own) {
  const still = card.querySelector("svg")?.outerHTML ?? "";
  let timer = 0;
  let asked = false;
  /** @type {ReturnType<typeof roundOf> | undefined} */
  let frames;
  const rest = () => {
    clearInterval(timer);
    if (card.dataset.moves) show(card, { picture: still });
    delete card.dataset.moves;
  };
  const leave = () => {
    if (card.matches(":hover, :focus-within")) return;
    asked = false;
    rest();
  };
  const come = async () => {
    if (asked || calm.matches) return;
    asked = true;
    frames ??= roundOf(own, still).catch(() => []);
    const steps = [...(await frames)];
    if (!asked || !steps.length || card.dataset.moves) return; // who came twice meanwhile starts one round
    const pause = Math.min(LONGEST, Math.max(SHORTEST, (2 * WAY) / steps.length));
    card.dataset.moves = "true";
    timer = window.setInterval(() => {
      const frame = steps.shift();
      if (frame) show(card, frame);
      else rest();
    }, pause);
  };
  for (const event of ["pointerenter", "focusin"]) card.addEventListener(event, come);
  for (const event of ["pointerleave", "focusout"])
    card.addEventListener(event, () => setTimeout(leave)); // when the focus is where it goes
}

/**
 * The frames of one round: from the start up to the end, down to the other, and up again.
 * @param {Place} own
 * @param {string} still the picture of the start
 */
async function roundOf({ url, start }, still) {
  const { framesAt } = await import("./baked.js");
  const { along } = await framesAt(url, { start, values: start }, { picture: still });
  const isBehind = (/** @type {[string, any]} */ [name, value]) =>
    typeof value === "number" ? value >= Number(start[name]) : value === start[name];
  const place = along.findIndex(({ values }) => Object.entries(values).every(isBehind));
  const down = along.slice(0, -1).reverse();
  return [...along.slice(place + 1), ...down, ...along.slice(1, place + 1)];
}

/** @type {(card: HTMLElement, change: {picture?: string, patch?: Record<string, string>}) => void} */
function show(card, { picture, patch = {} }) {
  const svg = card.querySelector("svg");
  if (svg && picture) svg.outerHTML = picture;
  for (const [id, markup] of Object.entries(patch)) {
    const group = card.querySelector(`#${CSS.escape(id)}`);
    if (group) group.outerHTML = markup;
  }
}
