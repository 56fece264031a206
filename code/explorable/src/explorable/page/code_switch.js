// @ts-check
/** One switch for all code of a page that is folded: of figures and checks, never of solutions. */
import { all, button, setAttributes } from "../front/dom.js";
import { words } from "../front/words.js";
import { kept, set, setting } from "./records.js";

/** Put the switch among the page's buttons, if code is folded; it is as the reader left it. */
export function addCodeSwitch() {
  const folds = all("div.cell.tag_hide-input > details");
  const bar = document.querySelector(".article-header-buttons, .explorable-toolbar");
  if (!folds.length || !bar) return;
  const place = setting("code", "folded");
  const turn = (/** @type {boolean} */ open) => {
    code.setAttribute("aria-pressed", String(open));
    for (const fold of folds) fold.toggleAttribute("open", open);
  };
  const code = button(words("code"), () => {
    const open = code.getAttribute("aria-pressed") !== "true";
    turn(open);
    set(place, open ? "open" : "folded");
  });
  setAttributes(code, { class: "explorable-code btn btn-sm", title: words("showCode"), "aria-pressed": "false" });
  if (kept(place) === "open") turn(true);
  bar.prepend(code);
}
