// @ts-check
/** The way into lecture mode: a button among the page's, or an address that ends in `?lecture`. */
import { button, fillScreen } from "../front/dom.js";
import { words } from "../front/words.js";

/** Offer the page as a lecture; what that takes is fetched when it begins. */
export function offerLecture() {
  const trouble = document.createElement("span");
  trouble.setAttribute("role", "alert");
  const begin = async () => {
    const begun = await fetched().catch(() => null);
    begun?.();
    if (!begun && document.fullscreenElement) void document.exitFullscreen();
    trouble.textContent = begun ? "" : words("unreachable", { file: "lecture.js" });
  };
  const enter = button(words("lecture"), () => {
    void fillScreen(); // at once: browsers allow it for a moment after the press
    void begin();
  });
  enter.title = words("oneByOne");
  enter.className = "explorable-enter btn btn-sm";
  document.querySelector(".article-header-buttons, .explorable-toolbar")?.prepend(enter, trouble);
  const follow = () => location.hash === "#lecture" && void begin();
  addEventListener("hashchange", follow);
  if (new URLSearchParams(location.search).has("lecture")) void begin();
  else follow();
}

/** What begins a lecture, with its style. */
async function fetched() {
  const { lecture, loadStyle } = await import("./lecture.js");
  const style = await loadStyle();
  return () => lecture(style);
}
