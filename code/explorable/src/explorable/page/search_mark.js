// @ts-check
// Who comes from the search page wants the place that it found, not the top of a long page:
// Sphinx marks the words a moment after the page is there.
import { withStorage } from "./storage.js";

const searched = (withStorage((storage) => storage.getItem("sphinx_highlight_terms")) ?? "").trim();
const article = document.querySelector("article");

const showFirst = () => {
  const first = article?.querySelector(".highlighted");
  if (!first) return false;
  for (let fold = first.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  first.scrollIntoView({ block: "center" });
  return true;
};

if (searched && article && !location.hash) {
  const marks = new MutationObserver(() => showFirst() && marks.disconnect());
  marks.observe(article, { childList: true, subtree: true });
}
