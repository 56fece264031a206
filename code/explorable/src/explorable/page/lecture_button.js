// @ts-check
/** The way into lecture mode: a button among the page's, or an address that names a slide, `?lecture=7`. */
import { button, fillScreen } from "../front/dom.js";
import { words } from "../front/words.js";
import { asked, enter } from "./lecture_address.js";
import { offer } from "./menu.js";
import { say } from "./messages.js";

/** Offer the page as a lecture; what that takes is fetched when it begins. */
export function offerLecture() {
  const start = async () => {
    const begin = await import("./lecture.js").then(({ prepare }) => prepare()).catch(() => null);
    begin?.();
    if ((!begin || asked() === undefined) && document.fullscreenElement) void document.exitFullscreen();
    say("lecture", begin ? undefined : { text: words("lectureLost"), action: words("retry"), act: open });
  };
  const open = () => {
    if (asked() === undefined) enter(); // once, however often it is pressed
    void start();
  };
  const present = button(words("present"), () => {
    void fillScreen(); // at once: browsers allow it for a moment after the press
    open();
  });
  present.classList.add("explorable-enter");
  present.title = words("oneByOne");
  offer(present);
  const follow = () => {
    if (asked() !== undefined) void start();
    else history.scrollRestoration = "auto"; // the page is read again
  };
  for (const event of ["hashchange", "popstate"]) addEventListener(event, follow);
  follow();
}
