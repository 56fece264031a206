// @ts-check
/** The way into lecture mode: a button among the page's, or an address that ends in `?lecture`. */
import { button, element, fillScreen, setAttributes } from "../front/dom.js";
import { words } from "../front/words.js";

/** Offer the page as a lecture; what that takes is fetched when it begins. */
export function offerLecture() {
  const trouble = element("span", { role: "alert" });
  const start = async () => {
    const begin = await import("./lecture.js").then(({ prepare }) => prepare()).catch(() => null);
    begin?.();
    if (!begin && document.fullscreenElement) void document.exitFullscreen();
    trouble.textContent = begin ? "" : words("unreachable", { file: "lecture.js" });
  };
  const enter = button(words("lecture"), () => {
    void fillScreen(); // at once: browsers allow it for a moment after the press
    void start();
  });
  setAttributes(enter, { class: "explorable-enter btn btn-sm", title: words("oneByOne") });
  document.querySelector(".article-header-buttons, .explorable-toolbar")?.prepend(enter, trouble);
  const follow = () => location.hash === "#lecture" && void start();
  addEventListener("hashchange", follow);
  if (new URLSearchParams(location.search).has("lecture")) void start();
  else follow();
}
