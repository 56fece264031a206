// Weighs what a search has found. Sphinx reads this in place of its own numbers, which stand below;
// `score` is ours: a formula found by its whole name stands first, by a part of it further down; behind it a
// name of the package, whose rooms do not count.
const wordsOf = (text) => text.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u).filter(Boolean);
const asked = wordsOf(new URLSearchParams(location.search).get("q") ?? "");

/** How much of a name was asked for, if it has every word that was. */
const shareOf = (name) => {
  const words = wordsOf(name.split(".").pop()).join(" ");
  const share = Math.min(1, asked.join(" ").length / words.length);
  return asked.every((word) => words.includes(word)) ? share : 0;
};

const mostOf = (description) => (description.startsWith("Python") ? 29 : 30);

var Scorer = {
  score: ([, name, , description, score]) =>
    description ? mostOf(description) * Math.max(...name.split(", ").map(shareOf)) ** 2 : score,
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
