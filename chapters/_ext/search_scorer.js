// Weighs what a search has found. Sphinx reads this in place of its own numbers, which stand below;
// `score` is ours: a formula found by its whole name stands first, by a part of it further down; behind it a
// name of the package, whose modules do not count. Of pages alike a core comes before Deeper, practice and the rest.
const wordsOf = (text) => text.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u).filter(Boolean);
const asked = wordsOf(new URLSearchParams(location.search).get("q") ?? "");

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
const FURNITURE = "nav, footer, script, noscript, style, annotation, .headerlink, .noprint, .onlyprint, .chapter-line, " +
  ".stays, .explorable-answer, .explorable-words, .tag_solution";

const sentencesOf = (text) =>
  [...new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" }).segment(text)]
    .map(({ segment }) => segment.trim().replace(/\s+/g, " "));

// Sphinx looks words up in plain objects, where `constructor` is always found: an index has its own words alone.
const NO_WORDS = Object.assign(Object.create(null), { hasOwnProperty: Object.prototype.hasOwnProperty });

if (typeof Search !== "undefined") {
  const setIndex = Search.setIndex;
  Search.setIndex = (index) => {
    for (const words of [index.terms, index.titleterms]) Object.setPrototypeOf(words, NO_WORDS);
    setIndex(index);
  };
  Search.makeSearchSummary = (html, keywords, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const place = (anchor && page.querySelector(anchor)) || page.querySelector("article");
    place?.querySelectorAll(FURNITURE).forEach((each) => each.remove());
    place?.querySelectorAll("msup").forEach(({ lastElementChild }) => lastElementChild.prepend("^")); // or e⁷¹⁰ is e710
    const wanted = [...keywords].map((each) => each.toLowerCase());
    const matchesIn = (text) => wanted.filter((each) => text.toLowerCase().includes(each)).length;
    const holders = [...(place?.querySelectorAll(PROSE) ?? [])].filter((each) => !each.querySelector(PROSE));
    const sentences = holders.flatMap((each) => sentencesOf(each.textContent)).filter((each) => each.includes(" "));
    const [best] = sentences.sort((one, other) => matchesIn(other) - matchesIn(one)); // of equals, the first
    return best ? Object.assign(document.createElement("p"), { className: "context", textContent: best }) : null;
  };
}
