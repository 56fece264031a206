// @ts-check
/** One switch for all code of a page that is folded: of figures and checks, never of solutions. */
import { words } from "./words.js";

const KEY = "explorable-code";

/** Put the switch among the page's buttons, if code is folded; it is as the reader left it. */
export function addCodeSwitch() {
  const folds = /** @type {NodeListOf<HTMLDetailsElement>} */ (
    document.querySelectorAll("div.cell.tag_hide-input > details")
  );
  const place = document.querySelector(".article-header-buttons, .explorable-toolbar");
  if (!folds.length || !place) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "explorable-code btn btn-sm";
  button.textContent = words("code");
  button.title = words("showCode");
  const turn = (/** @type {boolean} */ open) => {
    button.setAttribute("aria-pressed", String(open));
    for (const fold of folds) fold.open = open;
  };
  const open = remembered() === "open";
  button.setAttribute("aria-pressed", String(open));
  if (open) turn(true);
  button.addEventListener("click", () => {
    const now = button.getAttribute("aria-pressed") !== "true";
    turn(now);
    remember(now ? "open" : "folded");
  });
  place.prepend(button);
}

/** A browser may refuse its storage: then the switch begins anew on each page. */
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} state */
function remember(state) {
  try {
    localStorage.setItem(KEY, state);
  } catch (error) {
    console.warn(`The switch is not remembered: ${error}`);
  }
}
