// @ts-check
/** One switch for all code of a page that is folded: of figures and checks, never of solutions. */
import { button } from "../front/dom.js";
import { words } from "../front/words.js";
import { withStorage } from "./storage.js";

const KEY = "explorable-code";

/** Put the switch among the page's buttons, if code is folded; it is as the reader left it. */
export function addCodeSwitch() {
  const folds = /** @type {NodeListOf<HTMLDetailsElement>} */ (
    document.querySelectorAll("div.cell.tag_hide-input > details")
  );
  const place = document.querySelector(".article-header-buttons, .explorable-toolbar");
  if (!folds.length || !place) return;
  const turn = (/** @type {boolean} */ open) => {
    code.setAttribute("aria-pressed", String(open));
    for (const fold of folds) fold.open = open;
  };
  const code = button(words("code"), () => {
    const open = code.getAttribute("aria-pressed") !== "true";
    turn(open);
    withStorage((storage) => storage.setItem(KEY, open ? "open" : "folded"));
  });
  code.className = "explorable-code btn btn-sm";
  code.title = words("showCode");
  code.setAttribute("aria-pressed", "false");
  if (withStorage((storage) => storage.getItem(KEY)) === "open") turn(true);
  place.prepend(code);
}
