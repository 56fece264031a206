// @ts-check
/** The way into a lecture: a button in the page's menu, or an address with `?lecture`. */
import { button, fillScreen } from "../front/dom.js";
import { words } from "../front/words.js";
import { offer } from "./menu.js";
import { say } from "./messages.js";

/** Offer the page's figures as a lecture; what that takes is fetched when it begins. */
export function offerLecture() {
  const open = () => import("./lecture.js").then(({ openLecture }) => openLecture())
    .then(() => say("lecture"), () => say("lecture", { text: words("lectureLost"), action: words("retry"), act: open }));
  const present = button(words("present"), () => {
    void fillScreen(); // at once: browsers allow it for a moment after the press
    void open();
  });
  present.title = words("oneByOne");
  offer(present);
  if (new URLSearchParams(location.search).has("lecture")) void open();
}
