// @ts-check
// Hits while words are typed, by Sphinx's own tools and index, each with the line in which it was found. Where nothing is
// found, `Search.offer` says what else may be meant, and `Search.quote` finds the line, if a book's scorer has them.
import { all, element, heardText, keyOf } from "../front/dom.js";
import { once } from "../front/once.js";
import { bookOf } from "./address.js";
import { pageAt } from "./fetched.js";
import { addressOf } from "./records.js";

const HITS = 5;
const PAUSE = 300; // ms without a letter: pages are fetched for what is meant, not for each letter on the way there
const BEFORE = 30; // letters of a quoted line before the hit: a phone, too, has room for it
const TOOLS = ["_static/searchtools.js", "_static/language_data.js", "searchindex.js"];
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
/** @type {Map<HTMLInputElement, string>} */
const typed = new Map();

const tools = once(async () => {
  Object.assign(globalThis, { SPHINX_HIGHLIGHT_ENABLED: false }); // or they mark a page's words with what was searched before
  for (const name of TOOLS.filter((each) => !document.querySelector(`script[src*="${each}"]`))) {
    const script = Object.assign(document.createElement("script"), { src: bookOf() + name });
    document.head.append(script);
    await new Promise((loaded) => script.addEventListener("load", loaded));
    for (const [field, text] of typed) field.value ||= text; // one of the tools empties it
  }
});

/** A line from shortly before the first of `words` in it. */
function fromHit(/** @type {string} */ line, /** @type {string[]} */ words) {
  const places = words.map((each) => line.toLowerCase().indexOf(each)).filter((each) => each >= 0);
  const start = line.lastIndexOf(" ", Math.min(...places, line.length) - BEFORE) + 1;
  return places.length && start ? `… ${line.slice(start)}` : line;
}

/** Show hits below a field for what is typed into it, and for what has been. */
export function offerHits(/** @type {HTMLInputElement} */ field) {
  const [hits, heard] = [element("ol", { class: "search-hits" }), heardText()];
  let waiting = 0;
  /** @type {((event: Event) => void) | undefined} types what may be meant */
  let take;
  field.form?.after(hits, heard);
  const show = async () => {
    typed.set(field, field.value);
    clearTimeout(waiting);
    await tools();
    // @ts-expect-error it is a constant of Sphinx's
    const search = Search;
    const query = field.value.trim();
    const isWord = /..|[^ -~]/u.test(query); // one letter of the alphabet is none yet, a Greek one is
    const meant = search._parseQuery(query);
    const quotes = /** @type {(() => void)[]} */ ([]);
    const lines = (isWord ? search._performSearch(...meant) : []).slice(-HITS).reverse().map(
      (/** @type {string[]} */ [page, title, anchor, kind]) => {
        const address = addressOf(bookOf() + page);
        const link = element("a", { href: address + anchor });
        link.innerHTML = title; // as on Sphinx's own page of results
        const line = element("p", {}, kind ?? "");
        quotes.push(async () => {
          const found = await pageAt(address).then((here) => search.quote?.(here, meant[1], anchor), () => undefined);
          if (!kind && found) line.textContent = fromHit(found.text, [...meant[1]]);
          const place = `${address}#${found?.section?.id}`;
          if (anchor || !found?.section || hits.querySelector(`[href="${place}"]`)) return; // or it is a hit itself
          link.href = place; // a page is long
          link.append(` > ${found.section.querySelector("h2, h3, h4")?.textContent?.trim()}`);
        });
        return element("li", {}, link, line);
      },
    );
    const other = isWord && !lines.length && search.offer?.(query);
    const [suggested] = other instanceof Element ? all("a", other) : [];
    take = suggested && ((event) => {
      event.preventDefault();
      event.stopPropagation(); // a link that a key presses is pressed nowhere, and so beside the dialog, which would close
      field.value = suggested.textContent ?? "";
      field.focus();
      void show();
    });
    if (take) suggested.addEventListener("click", take);
    hits.replaceChildren(...lines, ...(other ? [element("li", {}, other)] : []));
    waiting = setTimeout(() => {
      heard.textContent = [...hits.children].map((each) => each.firstElementChild?.textContent ?? each.textContent).join(", ");
      quotes.forEach((quote) => quote());
    }, PAUSE);
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => { // a page of results has no more of it
    if (keyOf(event) === "Enter") take?.(event);
  });
  field.form?.parentElement?.addEventListener("keydown", (event) => {
    const stops = [field, ...hits.querySelectorAll("a")];
    const at = stops.findIndex((each) => each === document.activeElement);
    const next = at >= 0 && stops[at + (STEPS[event.key] ?? 0)];
    if (!next || !(event.key in STEPS)) return;
    event.preventDefault();
    next.focus();
  });
  if (field.value && field.closest("dialog")) show();
  else typed.set(field, field.value), tools();
}
