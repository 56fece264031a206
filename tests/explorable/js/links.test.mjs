import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, targetOf, valuesOf } from "../../../code/explorable/src/explorable/page/links.js";

const spec = {
  name: "demo",
  controls: {
    temperature: { kind: "slider", minimum: 0.1, maximum: 10, step: 0.1, decimals: 1 },
    epoch: { kind: "time", minimum: 0, maximum: 50, step: 1, decimals: 0 },
    map: { kind: "choice", options: ["sine", "sum & rest", 32] },
    stable: { kind: "check" },
    drawing: { kind: "pad", rows: 1, columns: 3 },
  },
};

test("a link leads back to the values it was made of", () => {
  const values = { temperature: 0.3, epoch: 7, map: "sum & rest", stable: true, drawing: "00f" };
  for (const copy of [1, 2]) {
    const target = targetOf(fragmentOf(spec, values, copy));
    assert.deepEqual([target.name, target.copy], ["demo", copy]);
    assert.deepEqual(valuesOf(spec, target.asked), values);
  }
});

test("some of the values are enough, and numbers among options stay numbers", () => {
  assert.deepEqual(valuesOf(spec, { map: "32" }), { map: 32 });
  assert.deepEqual(valuesOf(spec, {}), {});
});

for (const [name, text] of [
  ["temperature", "0"], ["temperature", "11"], ["temperature", "NaN"], ["temperature", ""],
  ["temperature", "1;alert(1)"], ["epoch", "1.5"], ["epoch", "Infinity"], ["map", "tanh"],
  ["stable", "yes"], ["constructor", "1"], ["__proto__", "1"], ["unknown", "1"],
  ["drawing", "0g"], ["drawing", "ff00ff0"], ["drawing", "-1"],
])
  test(`${name}=${text} is refused whole`, () => {
    assert.equal(valuesOf(spec, { epoch: "3", [name]: text }), null);
  });

test("equal drawings are equal texts, and a blank one is an empty text", () => {
  assert.deepEqual(valuesOf(spec, { drawing: "ff0000" }), { drawing: "ff" });
  assert.deepEqual(valuesOf(spec, { drawing: "" }), { drawing: "" });
});

test("other fragments are no links to explorers", () => {
  for (const fragment of ["", "#", "#c5-overflow", "#explorers", "#temperature=1"])
    assert.equal(targetOf(fragment), null);
});
