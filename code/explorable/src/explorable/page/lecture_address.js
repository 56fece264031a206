// @ts-check
/**
 * A lecture's slide stands in the address, `?lecture=7`: a reload shows it again, a link leads to it, and Back, which
 * on a phone is the way out of what fills the screen, leads to the page as it is read.
 */
const NAME = "lecture";

/** The slide that the address asks for, from 1; 0 if it asks for a lecture alone, nothing if for none. */
export function asked({ search, hash } = location) {
  const slide = new URLSearchParams(search).get(NAME);
  if (slide === null) return hash === `#${NAME}` ? 0 : undefined;
  return Math.max(0, Math.floor(Number(slide)) || 0);
}

/** Begin a lecture in an entry of its own in the tab's history. */
export function enter() {
  history.scrollRestoration = "manual"; // who comes back here is led to the slide shown last
  history.pushState({ [NAME]: true }, "", addressOf("")); // the slide follows
}

/** Let the address name the slide that is shown, from 1. */
export function turnTo(/** @type {number} */ number) {
  history.replaceState(history.state, "", addressOf(String(number)));
}

/** Leave the address as it was before: the entry of a lecture that a button has begun is gone back from. */
export function leave() {
  if (asked() === undefined) return; // it was left by Back
  if (history.state?.[NAME]) history.back();
  else history.replaceState(null, "", addressOf(null));
}

function addressOf(/** @type {string | null} */ slide) {
  const address = new URL(location.href);
  if (slide === null) address.searchParams.delete(NAME);
  else address.searchParams.set(NAME, slide);
  if (address.hash === `#${NAME}`) address.hash = "";
  return address.href;
}
