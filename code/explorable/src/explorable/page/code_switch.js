// @ts-check
/** One switch for all code of a page that is folded: of figures and checks, never of solutions. */
import { all, button } from "../front/dom.js";
import { words } from "../front/words.js";
import { offer } from "./menu.js";
import { load, set, setting } from "./records.js";

/** Put the switch among the page's buttons, if code is folded; it is as the reader left it. */
export function addCodeSwitch() {
  const folds = all("div.cell.tag_hide-input > details");
  if (!folds.length) return;
  const slot = setting("code", "folded");
  let open = load(slot) === "open";
  const turn = () => {
    code.textContent = words(open ? "hideCode" : "showCode");
    for (const fold of folds) fold.toggleAttribute("open", open);
  };
  const code = button(words("showCode"), () => {
    open = !open;
    turn();
    set(slot, open ? "open" : "folded");
  });
  code.className = "explorable-code";
  if (open) turn();
  offer(code);
}
