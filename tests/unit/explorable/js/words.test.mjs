/** Every word that a script says stands in the table. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import ENGLISH from "../../../../code/explorable/src/explorable/front/english.json" with { type: "json" };
import { replaceWords, words } from "../../../../code/explorable/src/explorable/front/words.js";

const HOME = new URL("../../../../code/explorable/src/explorable/", import.meta.url).pathname;
const scripts = globSync(["front/*.js", "page/*.js", "worker/*.js"].map((each) => HOME + each))
  .map((each) => readFileSync(each, "utf8"))
  .join("\n");

test("each key that is said stands in the table", () => {
  const said = [...scripts.matchAll(/\bwords\(\s*"(\w+)"/g)].map(([, key]) => key);
  assert(said.length > 40);
  assert.deepEqual(said.filter((key) => !(key in ENGLISH)), []);
});

test("no script writes words of its own into the page", () => {
  const written = /\.(?:textContent|title|placeholder) = (?:[^;]*[^"\w])?(["`])(?=[^"`]*[A-Za-z]{2}[^"`]*\1;)/g;
  const found = [...scripts.matchAll(written)].filter(([line]) => !line.includes("words("));
  assert.deepEqual(found.map(([line]) => line), []);
});

test("gaps are filled, and a book's words take the place of English ones", () => {
  replaceWords({ cell: "Zelle {number}" });
  assert.equal(words("cell", { number: 3 }), "Zelle 3");
  assert.equal(words("runsAll", { number: 1, count: 2 }), "cell 1 of 2");
  replaceWords({});
});
