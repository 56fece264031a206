import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, askedForNotes } from "../../../code/explorable/src/explorable/page/lecture_address.js";

for (const [said, slide, notes] of [["", 0, 1], ["7", 7, 7], ["1.5", 1, 1], ["0.5", 0, 1], ["-3", 0, 1], ["first", 0, 1]])
  test(`a slide has a whole number: ${said}`, () => {
    assert.equal(asked({ search: `?lecture=${said}`, hash: "" }), slide);
    assert.equal(askedForNotes({ search: `?notes=${said}` }), notes);
  });

test("an address without them asks for neither", () => {
  assert.equal(asked({ search: "", hash: "" }), undefined);
  assert.equal(askedForNotes({ search: "" }), undefined);
});
