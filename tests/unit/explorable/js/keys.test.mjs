/** What a page hears of keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf } from "../../../../code/explorable/src/explorable/front/dom.js";

test("a key that an input method has is none", () => {
  const enter = { key: "Enter", isComposing: false, keyCode: 13 };
  const pressed = [enter, { ...enter, isComposing: true }, { ...enter, keyCode: 229 }];
  assert.deepEqual(pressed.map((event) => keyOf(/** @type {any} */ (event))), ["Enter", "", ""]);
});
