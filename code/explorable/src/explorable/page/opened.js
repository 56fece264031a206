// @ts-check
/**
 * Whether a reader has opened the book before: a page that counts notes it, and one that asks is marked by
 * `data-visit` on its root. The script is asynchronous, so for who comes back, and has it, the mark is early.
 */
import { kept, set, setting } from "./records.js";

const place = setting("opened", "no");
const script = /** @type {HTMLElement} */ (document.querySelector("[data-explorable-opened]"));
if (script.dataset.explorableOpened === "note") set(place, "yes");
else if (kept(place) === "yes") document.documentElement.dataset.visit = "again";
