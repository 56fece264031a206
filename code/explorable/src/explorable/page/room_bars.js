// @ts-check
/** The room's answers as bars on the lecturer's slide, for as long as they are shown. */
import { element } from "../front/dom.js";
import { words } from "../front/words.js";
import { addressOfRoom } from "./lecture_address.js";
import { countsOf } from "./room.js";
import { barsOf, countedOf } from "./room_choices.js";

/** How often in ms the room is asked. */
const PACE = 1500;

/**
 * Show the bars of a slide, in words too.
 * @param {HTMLElement} slide
 * @param {string} home the folder of what living pages fetch
 * @returns {() => void} what takes them away
 */
export function showBars(slide, home) {
  const counted = countedOf(slide);
  const total = element("p", { role: "status" });
  const list = element("ol", { "aria-label": words("room") });
  const where = element("p", {}, words("roomAt", { address: addressOfRoom() }));
  const box = element("div", { class: "explorable-bars" }, where, total, list);
  slide.append(box);
  if (!counted) {
    total.textContent = words("roomNothing");
    return () => box.remove();
  }
  const ask = async () => {
    const counts = await countsOf(home, counted.id).catch(() => null);
    if (!counts) return void (total.textContent = words("roomWaits"));
    const bars = barsOf(counted, counts);
    const sum = bars.reduce((all, { count }) => all + count, 0);
    const said = words("roomAnswers", { count: sum });
    if (total.textContent !== said) total.textContent = said;
    list.replaceChildren(...bars.map((bar) => drawn(bar, sum)));
  };
  void ask();
  const asking = setInterval(ask, PACE);
  return () => {
    clearInterval(asking);
    box.remove();
  };
}

/** @param {import("./room_choices.js").Bar} bar */
function drawn({ label, count }, /** @type {number} */ total) {
  const share = total ? count / total : 0;
  const line = element("li", {}, element("span", {}, label), element("span", {}, words("roomCount", { count, total })));
  line.style.setProperty("--share", String(share));
  return line;
}
