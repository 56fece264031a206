/** What was wrong comes back after 1, 3, 7 and 21 days. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { noteAttempt } from "../../../../code/explorable/src/explorable/page/attempts.js";
import { load } from "../../../../code/explorable/src/explorable/page/records.js";
import { entries } from "../../../../code/explorable/src/explorable/page/storage.js";
import { answerIn, turnIn } from "../../../../code/explorable/src/explorable/front/record.js";
import { after, answeredOn, dueAt, turnOf, turnsIn } from "../../../../code/explorable/src/explorable/page/review.js";
import { visit } from "./storage.mjs";

const DAY = 86_400_000;
const NOON = new Date(2026, 0, 10, 12).getTime();
const place = { kind: "exercise", number: "ex-one", stored: "d1" };

beforeEach(() => {
  visit();
});

test("what was right at once never comes", () => {
  assert.equal(turnOf({ right: true, tries: 1, when: NOON }, null), null);
});

test("what was wrong comes at the beginning of the next day", () => {
  const turn = turnOf({ right: false, tries: 1, when: NOON }, null);
  assert.equal(dueAt(turn), new Date(2026, 0, 11).getTime());
  assert.deepEqual(turnOf({ right: true, tries: 2, when: NOON }, null), turn);
});

test("right moves on by 1, 3, 7 and 21 days, and then it is done", () => {
  let turn = { box: 0, when: NOON };
  const waited = [];
  while (dueAt(turn) < Infinity) {
    const due = dueAt(turn);
    waited.push(Math.round((due - turn.when) / DAY + 0.5));
    turn = after(turn, true, due + DAY / 2);
  }
  assert.deepEqual(waited, [1, 3, 7, 21]);
});

test("what a clock that was ahead has dated is asked today", () => {
  const ahead = JSON.stringify({ box: 3, right: false, tries: 1, when: Date.now() + 400 * DAY });
  for (const { when } of [turnIn(ahead), answerIn(ahead)]) assert.ok(dueAt({ box: 3, when }) < Date.now());
});

test("wrong starts over, and right before its day changes nothing", () => {
  const turn = { box: 2, when: NOON };
  assert.deepEqual(after(turn, false, NOON + 5), { box: 0, when: NOON + 5 });
  assert.equal(after(turn, true, NOON + DAY), turn);
  assert.deepEqual(turnOf({ right: false, tries: 4, when: NOON + 9 }, turn), { box: 0, when: NOON + 9 });
});

test("what is no answer and no turn is none", () => {
  for (const text of [null, "", "{", "null", "3", '{"right": 1, "tries": 1, "when": 1}']) assert.equal(answerIn(text), null);
  for (const text of [null, "{", '{"box": -1, "when": 1}', '{"box": 0.5, "when": 1}']) assert.equal(turnIn(text), null);
});

const noted = () => turnsIn(entries("/book/").entries).map(({ answer: { right, tries, when }, turn }) => ({ right, tries, when, ...turn }));

test("an exercise is done from its first right verdict on, and comes back if it was wrong", () => {
  noteAttempt(place, false, NOON);
  noteAttempt(place, false, NOON + 1);
  noteAttempt(place, true, NOON + 2);
  assert.deepEqual(noted(), [{ right: true, tries: 3, when: NOON + 1, box: 0 }]);
  noteAttempt(place, true, NOON + 3);
  assert.equal(noted()[0].box, 0, "it was not due");
  noteAttempt(place, true, NOON + 2 * DAY);
  assert.deepEqual([noted()[0].box, answerIn(load(place)).tries], [1, 3]);
});

test("an exercise that was right at once and is wrong later stays done, yet comes back", () => {
  noteAttempt(place, true, NOON);
  assert.deepEqual(noted(), []);
  noteAttempt(place, false, NOON + DAY);
  assert.deepEqual(noted(), [{ right: true, tries: 1, when: NOON + DAY, box: 0 }]);
});

test("those that are due first come first", () => {
  noteAttempt({ ...place, number: "late" }, false, NOON + 3 * DAY);
  noteAttempt({ ...place, number: "soon" }, false, NOON);
  assert.deepEqual(turnsIn(entries("/book/").entries).map(({ entry }) => entry.number), ["soon", "late"]);
});

test("what was answered again since the morning is of today", () => {
  const now = Date.now();
  const entry = (kind, when) => ({ kind, when: Math.min(when, now), text: JSON.stringify({ box: 0, when }) });
  const turns = [entry("again", now), entry("again", now - DAY), entry("answer", now)];
  assert.equal(answeredOn(now, turns), 1);
  assert.equal(answeredOn(now, [entry("again", now + 30 * DAY)]), 0, "a clock that was ahead");
});
