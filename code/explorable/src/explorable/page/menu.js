// @ts-check
/** Where the page's own buttons stand: in the menu of what a reader takes from it, or above its first cell. */
import { element } from "../front/dom.js";

const MENU = ".dropdown-download-buttons > .dropdown-menu";

/** Put a button there. */
export function offer(/** @type {HTMLElement} */ button) {
  const menu = document.querySelector(MENU);
  button.classList.add("btn", "btn-sm", ...(menu ? ["dropdown-item"] : []));
  if (menu) menu.append(element("li", {}, button));
  else document.querySelector(".article-header-buttons, .explorable-toolbar")?.prepend(button);
}
