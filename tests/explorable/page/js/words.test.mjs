/** Every word that a script says stands in the table, and the table holds no other. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { replaceWords, words } from "../../../../code/explorable/src/explorable/page/words.js";

const HOME = new URL("../../../../code/explorable/src/explorable/", import.meta.url).pathname;
const TABLE = `${HOME}page/words.js`;
const scripts = globSync(["front.js", "front/*.js", "page/*.js"].map((each) => HOME + each))
  .filter((each) => each !== TABLE)
  .map((each) => readFileSync(each, "utf8"))
  .join("\n");
const markup = readFileSync(`${HOME}markup.py`, "utf8");
const keys = [...readFileSync(TABLE, "utf8").matchAll(/^ {2}(\w+):\s+"/gm)].map(([, key]) => key);

test("each key of the table is said by a script, or stands in the markup", () => {
  assert(keys.length > 60);
  const unused = keys.filter((key) => !scripts.includes(`"${key}"`) && !markup.includes(`"${key}"`));
  assert.deepEqual(unused, []);
});

test("each key that is said stands in the table", () => {
  const said = [...scripts.matchAll(/\bwords\(\s*"(\w+)"/g)].map(([, key]) => key);
  assert(said.length > 40);
  assert.deepEqual(said.filter((key) => !keys.includes(key)), []);
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
