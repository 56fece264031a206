// Weighs what a search has found. Sphinx reads this in place of its own numbers, which stand below;
// `score` is ours: a formula found by its whole name stands first, by a part of it further down; behind it a
// name of the package, whose modules do not count. Of pages alike a core comes before Deeper, practice and the rest.
const wordsOf = (text) => text.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u).filter(Boolean);
let asked = []; // the words of the query

/** How much of a name was asked for, if it has every word that was. */
const shareOf = (name) => {
  const words = wordsOf(name.split(".").pop()).join(" ");
  const share = Math.min(1, asked.join(" ").length / words.length);
  return asked.every((word) => words.includes(word)) ? share : 0;
};

const mostOf = (description) => (description.startsWith("Python") ? 29 : 30);

const KINDS = ["-practice", "-deeper", ""];

/** Between 0 and 1, for pages alike otherwise: the chapters in their order, each with its core first. */
const orderOf = (page) => {
  const [, number, kind] = /^chapters\/(\d\d)-.*?(-deeper|-practice|)$/.exec(page) ?? [];
  return number ? (KINDS.indexOf(kind) + 1 - number / 100) / 4 : 0;
};

var Scorer = {
  score: ([page, name, , description, score]) =>
    description ? mostOf(description) * Math.max(...name.split(", ").map(shareOf)) ** 2 : score + orderOf(page),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};

// A result quotes the sentence that was found. Sphinx quotes 240 characters of all that a page shows, and that begins
// with the menu of what one takes from it and the contents for print. That `Search` stands before this, and has this name,
// is its own: https://github.com/sphinx-doc/sphinx/blob/master/sphinx/themes/basic/static/searchtools.js
const PROSE = "p, li, dd, figcaption, td";
const CODE = "h1, h2, h3, pre";
const FURNITURE = "nav, footer, script, noscript, style, annotation, .headerlink, .noprint, .onlyprint, .chapter-line, " +
  ".stays, .explorable-answer, .explorable-words, .tag_solution";

const sentencesOf = (text) =>
  [...new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" }).segment(text)]
    .map(({ segment }) => segment.trim().replace(/\s+/g, " "));

/** How many letters turn one word into another: taken away, put in or exchanged. */
const editsBetween = (one, other) => {
  let row = [...Array(other.length + 1).keys()];
  for (const letter of one) {
    const next = [row[0] + 1];
    for (let at = 1; at < row.length; at++)
      next[at] = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + (letter !== other[at - 1]));
    row = next;
  }
  return row.at(-1);
};

/** A query with each word that no page has in the spelling of the glossary's or a formula's that is nearest, if it is near. */
const meantBy = (query, { docnames, alltitles, objects, objnames, terms }) => {
  const inGlossary = ([, places]) => places.some(([file]) => docnames[file] === "chapters/glossary");
  const titles = Object.entries(alltitles).filter(inGlossary).map(([title]) => title);
  const formulas = Object.values(objects).flat().filter(([, kind]) => objnames[kind][0] === "formula").map((each) => each[4]);
  const known = new Set([...titles, ...formulas].flatMap(wordsOf));
  const nearest = (word) => {
    if (known.has(word) || word.length < 4 || new Stemmer().stemWord(word) in terms) return word;
    const edits = (other) => editsBetween(word, other);
    const [best] = [...known].sort((one, other) => edits(one) - edits(other));
    return edits(best) <= 2 ? best : word;
  };
  return wordsOf(query).map(nearest).join(" ");
};

if (typeof Search !== "undefined") {
  const { setIndex, query: run, _performSearch: perform } = Search;
  // Sphinx looks words up in plain objects, where `constructor` is always found: an index has its own words alone. And
  // it looks for a word's letters within others unless it has the word: here, unless any page has it.
  Search.setIndex = (index) => {
    const lists = [index.terms, index.titleterms];
    const isWord = (word) => lists.some((list) => Object.hasOwn(list, word));
    for (const list of lists) Object.setPrototypeOf(list, Object.assign(Object.create(null), { hasOwnProperty: isWord }));
    setIndex(index);
  };
  Search._performSearch = (query, ...terms) => {
    asked = wordsOf(query);
    return perform(query, ...terms);
  };
  /** What is said where nothing is found. */
  Search.offer = (query) => {
    const meant = meantBy(query, Search._index);
    if (!Search._performSearch(...Search._parseQuery(meant)).length) return "No page has these words. Fewer or others may find more.";
    const href = `${document.documentElement.dataset.content_root}search.html?q=${encodeURIComponent(meant)}`;
    const box = document.createElement("span");
    box.append("No page has these words. Did you mean ", Object.assign(document.createElement("a"), { href, textContent: meant }), "?");
    return box;
  };
  Search.query = (query) => {
    run(query);
    if (!Search.output.childElementCount) Search.status.replaceChildren(Search.offer(query));
  };
  Search.makeSearchSummary = (html, keywords, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const place = (anchor && page.querySelector(anchor)) || page.querySelector("article");
    place?.querySelectorAll(FURNITURE).forEach((each) => each.remove());
    place?.querySelectorAll("msup").forEach(({ lastElementChild }) => lastElementChild.prepend("^")); // or e⁷¹⁰ is e710
    const wanted = [...keywords].map((each) => each.toLowerCase());
    const beginsIn = (text) => wanted.filter((each) => wordsOf(text).some((word) => word.startsWith(each))).length;
    const matchesIn = (text) => beginsIn(text) + wanted.filter((each) => text.toLowerCase().includes(each)).length / 9;
    const holders = [...(place?.querySelectorAll(PROSE) ?? [])].filter((each) => !each.querySelector(PROSE));
    const sentences = holders.flatMap((each) => sentencesOf(each.textContent)).filter((each) => each.includes(" "));
    const code = [...(place?.querySelectorAll(CODE) ?? [])].flatMap((each) => each.textContent.split("\n")); // with its titles
    const [best] = [...sentences, ...code].filter(matchesIn).sort((one, other) => matchesIn(other) - matchesIn(one)); // the first of equals
    return best ? Object.assign(document.createElement("p"), { className: "context", textContent: best }) : new DocumentFragment();
  };
}
