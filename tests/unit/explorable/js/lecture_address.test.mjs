import assert from "node:assert/strict";
import { test } from "node:test";
import { asked } from "../../../code/explorable/src/explorable/page/lecture_address.js";

for (const [said, slide] of [["", 0], ["7", 7], ["1.5", 1], ["0.5", 0], ["-3", 0], ["first", 0]])
  test(`a slide has a whole number: ${said}`, () => {
    assert.equal(asked({ search: `?lecture=${said}`, hash: "" }), slide);
  });

test("an address without it asks for no lecture", () => {
  assert.equal(asked({ search: "", hash: "" }), undefined);
});
