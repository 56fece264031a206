// @ts-check
// Who comes from the search page wants its words marked, which a script of Sphinx's does and then
// forgets them, and the place that was found, not the top of a long page.
const searched = document.referrer && new URL(document.referrer).pathname.endsWith("/search.html");
const article = document.querySelector("article");

const showFirst = () => {
  const first = article?.querySelector(".highlighted");
  if (!first) return false;
  for (let fold = first.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  first.scrollIntoView({ block: "center" });
  return true;
};

const isHere = document.querySelector('script[src*="sphinx_highlight.js"]'); // as on the page of the search itself

if (searched && !isHere) {
  const script = document.createElement("script");
  script.src = new URL("../../sphinx_highlight.js", import.meta.url).href;
  document.head.append(script);
}
if (searched && article && !location.hash) {
  const marks = new MutationObserver(() => showFirst() && marks.disconnect());
  marks.observe(article, { childList: true, subtree: true });
}
