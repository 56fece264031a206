// What Sphinx's search finds, and in which order. Sphinx reads this before its own `searchtools.js`.
const wordsOf = (text) => text.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u).filter(Boolean);

// Who asks in a sentence does not ask for these.
stopwords.push(..."avoid can could do does doing from get happens has have how i me my our prevent should so than them us we what when where which who why you your".split(" "));

const MOST = 50; // results: the page of the search fetches what each one quotes
const IN_NAME = 10; // what a hit in a title or a name counts at least, and how much more if that is all of it
const WHOLE_NAME = 20;
const IN_TEXT = 5;
const BEGINNING = 0.5; // of a word: the word itself counts 1

const stems = new Map();
/** By Sphinx's own stemmer, which is slow for each word of the book at each letter that is typed. */
const stemOf = (word) => stems.get(word) ?? stems.set(word, new Stemmer().stemWord(word)).get(word);

let asked = []; // the words of the query, with the pages that have them, and their weights, whose sum is 1

/** Weigh the words of a query: one on few pages tells more than one on many; one that is nowhere keeps no page away. */
const ask = (query, { terms, titleterms, alltitles, objects, docnames }) => {
  const titles = Object.entries(alltitles).map(([title, places]) => [title, places.map(([file]) => file)]);
  const names = Object.values(objects).flat().map(([file, , , , name]) => [name, [file]]); // formulas have names that no text has
  const named = [...titles, ...names].flatMap(([name, files]) => wordsOf(name).map((word) => [word, files]));
  const index = [...Object.entries(terms), ...Object.entries(titleterms), ...named];
  const filesWith = (is) => new Set(index.filter(([word]) => is(word)).flatMap(([, files]) => files));
  const words = wordsOf(query);
  const telling = words.filter((word) => !stopwords.includes(word));
  const found = (telling.length ? telling : words).map((word) => {
    const stem = stemOf(word);
    const is = (other) => other === word || stemOf(other) === stem;
    const begins = (other) => word.length > 2 && other.startsWith(word);
    const [whole, begun] = [filesWith((other) => other === word || other === stem), filesWith(begins)];
    const weight = Math.log((docnames.length + 1) / new Set([...whole, ...begun]).size);
    return { word, is, begins, whole, begun, weight };
  }).filter(({ weight }) => weight < Infinity);
  const sum = found.reduce((total, { weight }) => total + weight, 0);
  asked = found.map((each) => ({ ...each, weight: each.weight / sum }));
};

const total = (amountOf) => asked.reduce((sum, each) => sum + amountOf(each), 0);

/** How well a title or a name fits what was asked: how much of it the name has, and how much else. */
const fitOf = (name) => {
  const words = wordsOf(name);
  const shareOf = ({ is, begins }) => (words.some(is) ? 1 : words.some(begins) ? BEGINNING : 0);
  const letters = total((each) => shareOf(each) && each.word.length);
  return total((each) => each.weight * shareOf(each)) * (IN_NAME + WHOLE_NAME * Math.min(1, letters / words.join("").length));
};

const fitOfText = (file) =>
  IN_TEXT * total(({ weight, whole, begun }) => weight * (whole.has(file) ? 1 : begun.has(file) ? BEGINNING : 0));

const KINDS = ["-practice", "-deeper", ""];

/** Between 0 and 1, for pages alike otherwise: the chapters in their order, each with its core first. */
const orderOf = (page) => {
  const [, number, kind] = /^chapters\/(\d\d)-.*?(-deeper|-practice|)$/.exec(page) ?? [];
  return number ? (KINDS.indexOf(kind) + 1 - number / 100) / 4 : 0;
};

// A result quotes the sentence that was found. Sphinx quotes 240 characters of all that a page shows, and that begins
// with the menu of what one takes from it and the contents for print. That `Search` stands before this, and has this name,
// is its own: https://github.com/sphinx-doc/sphinx/blob/master/sphinx/themes/basic/static/searchtools.js
const PROSE = "p, li, dd, figcaption, td";
const CODE = "h1, h2, h3, pre";
const ANSWERS = ".explorable-answer, .tag_solution";
const FURNITURE = "nav, footer, script, noscript, style, annotation, .headerlink, .noprint, .onlyprint, .chapter-line, " +
  `.stays, .explorable-words, #what-you-will-be-able-to-do, ${ANSWERS}`;

/** What stands before the second part of a formula's sign, and before its third. */
const SIGNS = { msub: "_", munder: "_", msup: "^", msubsup: "_^", munderover: "_^", mfrac: "/" };

/** Put the signs into formulas without which their text would be another's: e⁷¹⁰ is no e710. */
const writeSigns = (place) => {
  for (const each of place.querySelectorAll(Object.keys(SIGNS).join())) {
    const parts = [...each.children];
    for (const part of parts.slice(each.localName === "mfrac" ? 0 : 1)) if (part.childElementCount > 1) part.prepend("("), part.append(")");
    parts.slice(1).forEach((part, at) => part.prepend(SIGNS[each.localName][at]));
  }
};

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
    if (known.has(word) || word.length < 4 || Object.hasOwn(terms, stemOf(word))) return word;
    const edits = (other) => editsBetween(word, other);
    const [best] = [...known].sort((one, other) => edits(one) - edits(other));
    return edits(best) <= 2 ? best : word;
  };
  return wordsOf(query).map(nearest).join(" ");
};

if (typeof Search !== "undefined") {
  const run = Search.query;
  // In place of Sphinx's own, for which a page must have every word, and a word's letters within others are a hit. Of
  // what fits alike a formula comes first, then pages and their sections, then functions, whose modules do not count.
  Search._performSearch = (query) => {
    const { alltitles, docnames, filenames, titles } = Search._index;
    ask(query, Search._index);
    const result = (file, name, anchor, fit) =>
      [docnames[file], name, anchor, null, fit && fit + orderOf(docnames[file]), filenames[file]];
    const pages = titles.map((title, file) => result(file, title, "", Math.max(fitOf(title), fitOfText(file))));
    const sections = Object.entries(alltitles).flatMap(([title, places]) =>
      places.filter(([file]) => titles[file] !== title)
        .map(([file, id]) => result(file, `${titles[file]} > ${title}`, `#${id}`, fitOf(title))));
    const objects = asked.flatMap(({ word }) => Search.performObjectSearch(word, new Set([word]))).map((object) => {
      const [page, name, anchor, description, , filename] = object;
      const isFunction = description.startsWith("Python");
      const fit = Math.max(...(isFunction ? [name.split(".").pop()] : name.split(", ")).map(fitOf));
      const isWritten = name.includes("_") && query.trim() === name.split(".").pop(); // as in code: no words mean it then
      return [page, name, anchor, description, fit && fit + (isWritten ? 9 : isFunction ? -1 : 2), filename];
    });
    const found = [...pages, ...sections, ...objects].filter(([, , , , fit]) => fit > 0);
    const once = [...new Map(found.map((each) => [each.slice(0, 3).join(), each])).values()];
    document.getElementById("search-progress")?.replaceChildren();
    return once.sort(_orderResultsByScoreThenName).slice(-MOST); // the best one last
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
  /**
   * The line of a page, or of the place that `anchor` names there, that has most of what was asked, and its section. An
   * answer is not given away by a search for it.
   */
  Search.quote = (page, keywords, anchor) => {
    const named = anchor ? page.querySelector(anchor) : null;
    const holder = (named?.matches("dt") ? named.nextElementSibling : named) || page.querySelector("article");
    const place = holder?.cloneNode(true); // others quote from the page, too
    const answers = [...(place?.querySelectorAll(ANSWERS) ?? [])].map((each) => ({ text: each.textContent }));
    place?.querySelectorAll(FURNITURE).forEach((each) => each.remove());
    if (place) writeSigns(place);
    const wanted = [...keywords].map((each) => each.toLowerCase());
    const beginsIn = (text) => wanted.filter((each) => wordsOf(text).some((word) => word.startsWith(each))).length;
    const matchesIn = (text) => beginsIn(text) + wanted.filter((each) => text.toLowerCase().includes(each)).length / 9;
    const holders = [...(place?.querySelectorAll(PROSE) ?? [])].filter((each) => !each.querySelector(PROSE));
    const linesOf = (each, lines) => lines.map((text) => ({ text, section: each.closest("section section:has(> :is(h2, h3, h4))") }));
    const sentences = holders.flatMap((each) => linesOf(each, sentencesOf(each.textContent).filter((text) => text.includes(" "))));
    const code = [...(place?.querySelectorAll(CODE) ?? [])].flatMap((each) => linesOf(each, each.textContent.split("\n"))); // with titles
    const hasWords = ({ text }) => matchesIn(text);
    const found = [...sentences, ...code].filter(hasWords);
    if (!found.length && answers.some(hasWords)) return { text: "In an answer." };
    return found.sort((one, other) => matchesIn(other.text) - matchesIn(one.text))[0]; // the first of equals
  };
  Search.makeSearchSummary = (html, keywords, anchor) => {
    const best = Search.quote(new DOMParser().parseFromString(html, "text/html"), keywords, anchor);
    return best ? Object.assign(document.createElement("p"), { className: "context", textContent: best.text }) : new DocumentFragment();
  };
}
