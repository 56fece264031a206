// @ts-check
// Hits while words are typed into a field of the search, by Sphinx's own tools and index, which come when a field gets
// the focus. Where nothing is found, `Search.offer` says what else may be meant, if a book's scorer has that.
import { element } from "../front/dom.js";
import { once } from "../front/once.js";
import { bookOf } from "./address.js";
import { addressOf } from "./records.js";

const HITS = 5;
const TOOLS = ["_static/searchtools.js", "_static/language_data.js", "searchindex.js"];
/** @type {Map<HTMLInputElement, string>} */
const typed = new Map();

const tools = once(async () => {
  Object.assign(globalThis, { SPHINX_HIGHLIGHT_ENABLED: false }); // or they mark what was searched before
  for (const name of TOOLS.filter((each) => !document.querySelector(`script[src*="${each}"]`))) {
    const script = Object.assign(document.createElement("script"), { src: bookOf() + name });
    document.head.append(script);
    await new Promise((loaded) => script.addEventListener("load", loaded));
    for (const [field, text] of typed) field.value ||= text; // one of the tools empties it
  }
});

for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=q]"))) {
  const hits = element("ol", { class: "search-hits" });
  field.form?.after(hits);
  field.addEventListener("focus", tools);
  field.addEventListener("input", async () => {
    typed.set(field, field.value);
    await tools();
    // @ts-expect-error it is a constant of Sphinx's
    const search = Search;
    const query = field.value.trim();
    const isWord = /..|[^ -~]/u.test(query); // one letter of the alphabet is none yet, a Greek one is
    const found = isWord ? search._performSearch(...search._parseQuery(query)) : [];
    const lines = found.slice(-HITS).reverse().map((/** @type {string[]} */ [page, title, anchor, words]) => {
      const link = element("a", { href: addressOf(bookOf() + page) + anchor });
      link.innerHTML = title; // as Sphinx has it on its page of results
      return element("li", {}, link, words ? ` (${words})` : "");
    });
    const other = isWord && !lines.length && search.offer?.(query);
    hits.replaceChildren(...lines, ...(other ? [element("li", {}, other)] : []));
  });
}
