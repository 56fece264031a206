// @ts-check
// Who comes from the search page wants its words marked, which a script of Sphinx's does and then
// forgets them, and the place that was found, not the top of a long page.
import { hold, unfold } from "./address.js";

const searched = document.referrer && new URL(document.referrer).pathname.endsWith("/search.html");
const article = document.querySelector("article");

if (searched && !document.querySelector('script[src*="sphinx_highlight.js"]')) { // as on the page of the search itself
  const src = new URL("../../sphinx_highlight.js", import.meta.url).href;
  document.head.append(Object.assign(document.createElement("script"), { src }));
}
if (searched && article && !location.hash) {
  const marks = new MutationObserver(() => {
    const first = article.querySelector(".highlighted");
    if (!first) return;
    marks.disconnect();
    unfold(first);
    hold(() => first.scrollIntoView({ block: "center", behavior: "instant" }));
  });
  marks.observe(article, { childList: true, subtree: true });
}
