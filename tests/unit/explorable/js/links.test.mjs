import assert from "node:assert/strict";
import { test } from "node:test";
import CASES from "./controls.json" with { type: "json" };
import { KINDS, whyNotTyped } from "../../../../code/explorable/src/explorable/front/kinds.js";
import { fragmentOf, targetOf, valuesOf } from "../../../../code/explorable/src/explorable/page/links.js";

const spec = {
  name: "demo",
  controls: {
    temperature: { kind: "slider", minimum: 0.1, maximum: 10, step: 0.1, decimals: 1 },
    epoch: { kind: "time", minimum: 0, maximum: 50, step: 1, decimals: 0, whole: true },
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

test("a link that chats and sentences have changed leads where it led", () => {
  const link = fragmentOf(spec, { map: "sum & rest", temperature: 7.2 });
  const escaped = `#${encodeURIComponent(link.slice(1))}`;
  const ends = [".", ")", ").", ">", "%3E", "%20", "…", "%E2%80%9D"];
  const changed = [escaped, `#${encodeURIComponent(escaped.slice(1))}`, link.replaceAll("&", "&amp;"), ...ends.map((end) => link + end)];
  for (const each of changed) {
    const { name, asked } = targetOf(each);
    assert.deepEqual([name, valuesOf(spec, asked)], ["demo", { map: "sum & rest", temperature: 7.2 }], each);
  }
  assert.equal(targetOf("#explorer=demo.").name, "demo");
  assert.equal(targetOf("#100%"), null);
});

test("some of the values are enough, and numbers among options stay numbers", () => {
  assert.deepEqual(valuesOf(spec, { map: "32" }), { map: 32 });
  assert.deepEqual(valuesOf(spec, {}), {});
});

for (const { control, means, refuses, shows = {} } of CASES) {
  const spec = { controls: { it: control } };
  for (const [text, value] of Object.entries(means))
    test(`${control.kind} takes ${text}`, () => assert.deepEqual(valuesOf(spec, { it: text }), { it: value }));
  for (const [value, text] of Object.entries(shows))
    test(`${control.kind} shows ${text}`, () => assert.equal(KINDS.slider.text(Number(value), control), text));
  for (const text of refuses)
    test(`${control.kind} refuses ${text}`, () => assert.equal(valuesOf(spec, { it: text }), null));
}

test("a slider that a browser rounds beyond its end stands there", () =>
  assert.equal(KINDS.slider.read({ value: "0.666666666666667" }, { minimum: 1 / 3, maximum: 2 / 3 }), 2 / 3));

test("what is no control is refused whole", () => {
  for (const name of ["constructor", "__proto__", "unknown"])
    assert.equal(valuesOf(spec, { epoch: "3", [name]: "1" }), null);
});

test("other fragments are no links to explorers", () => {
  for (const fragment of ["", "#", "#c5-overflow", "#explorers", "#temperature=1"])
    assert.equal(targetOf(fragment), null);
});

test("a field that holds no number of its kind has the last one that did", () => {
  const [input, control] = [{ ownerDocument: {} }, { whole: true }];
  KINDS.number.write(input, 3, control);
  for (const value of ["", "1.5", "three", "1,234"]) assert.equal(KINDS.number.read(Object.assign(input, { value }), control), 3, value);
  assert.equal(KINDS.number.read({ ...input, value: "8/2" }, control), 4);
});

test("an end that is typed as it is shown counts, and a third however it is written", () => {
  const control = { kind: "slider", minimum: 1 / 3, maximum: 1, step: 1 / 3, decimals: 2 };
  for (const text of ["0.33", "1/3", "⅓", "0,5", "50%"]) assert.equal(whyNotTyped(text, control), "", text);
  for (const text of ["0.32", "1/4", "1.01", "", "1/", "a third"]) assert.notEqual(whyNotTyped(text, control), "", text);
});

test("a number that is read has a minus, and one in a link a hyphen", () => {
  const control = { kind: "slider", minimum: -4, maximum: 6, step: 0.1, decimals: 1 };
  assert.equal(KINDS.slider.text(-1.7, control), "−1.7");
  assert.match(fragmentOf({ name: "demo", controls: { score: control } }, { score: -1.7 }, 1), /score=-1\.7/);
});
