"""What a reader waits for in each engine: a first touch, Python's start on two visits, updates.

Needs a built book (`make build`) and, for WebKit, a screen (`xvfb-run`). Each engine that this
machine has does the same in the same run; the first moves after a start are counted, as a reader
makes them, before any compiler is warm. A picture of other values that does not say so, or none,
ends the run.
"""

from pathlib import Path

from descent.explorers import catalogue
from engines import ENGINES, Tab
from explorable.controls import Slider
from playwright.sync_api import sync_playwright
from serving import serving
from stored import chapter_of
from timing import AGENT, NAMES, YARDSTICK, browser_of, keep, number, options, ratios, spread
from visits import KEPT

from tools.machine import lacking

SITE = Path("_build/html")
EXPLORERS = ["softmax_temperature", "hinge_by_hand", "ravine", "backprop_steps", "l1_path"]
MOVES = 20
NOTE = """Explorers: the first {rounds} moves after Python has started, as a reader makes them, and
as many later; median and range. Each shows the picture of its values, or the nearest that there is
and says so, as until the browser has compiled well what Python needs; the time of Python's own
picture stands below, of the moves that no other has overtaken. A yardstick is a loop in JavaScript
that adds a million square roots, timed in turns."""

VALUES = """(name, control, shares) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  const input = figure.querySelector(`[data-for="${control}"]`).cloneNode();
  return shares.map((share) => {
    input.value = input.min;
    input.stepUp(Math.round(share * (input.max - input.min) / input.step));
    return Number(input.value);
  });
}"""
"""The values of a slider at fractions of its range."""

LISTEN = """() => {
  const { postMessage } = Worker.prototype;
  const calls = new Map();
  window.drawn = [];
  Worker.prototype.postMessage = function (call, ...more) {
    if (call.method === "show") calls.set(call.id, JSON.parse(call.args[4]));
    if (call.type === "start")
      this.addEventListener("message", ({ data: { type, id } }) => {
        if (type === "answer" && calls.has(id)) drawn.push([calls.get(id), performance.now()]);
      }); // the page has heard it before
    return postMessage.call(this, call, ...more);
  };
}"""
"""Notes which values Python has drawn, and when; for a page on which it has not started."""

MOVE = """async (name, control, moves, waits) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  figure.scrollIntoView({ block: "center", behavior: "instant" });
  const input = figure.querySelector(`[data-for="${control}"]`);
  const box = figure.querySelector(":scope > .explorable-caption");
  const words = () => box.textContent.split(/\\s+/).join(" ").trim();
  const frame = () => new Promise(requestAnimationFrame);
  const yardstick = YARDSTICK;
  const within = (seconds, promise) => Promise.race([promise, new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`${name} shows ${words()}`)), 1000 * seconds))]);
  const starts = [], spans = [], loops = [];
  for (const [value, caption] of moves) {
    await frame();
    const start = performance.now();
    const shown = new Promise((resolve, reject) =>
      figure.addEventListener("explorable-placed", () => queueMicrotask(() => {
        if (words() === caption || words().startsWith("The nearest stored picture")) resolve();
        else reject(new Error(`${name} shows ${words()} at ${value}`));
      }), { once: true }));
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await within(60, shown);
    starts.push(start);
    spans.push(performance.now() - start);
    await new Promise((moved) => setTimeout(moved, 50 - spans.at(-1)));
    loops.push(yardstick());
  }
  if (!waits) return [spans, loops];
  const times = ([value]) => drawn.findLast(([values]) => values[control] === value)?.[1];
  const answered = async () => {
    while (!(times(moves.at(-1)) > starts.at(-1))) await frame();
    if (words() !== moves.at(-1)[1]) throw new Error(`${name} ends with ${words()}`);
  };
  await within(60, answered());
  const own = moves.map((move, n) => times(move) - starts[n]).filter((span) => span > 0);
  return [spans, loops, own];
}""".replace("YARDSTICK", YARDSTICK)
"""Moves a slider to values, twenty times a second as a hand does, and fails if what is shown is
neither of them nor says that it is the nearest. Gives the ms until each is shown and those of as
many yardsticks' loops; if it waits until Python has drawn the last, also those of its pictures."""


def start_of_python(tab: Tab, address: str, explorer: str) -> float:
    """Open the chapter of an explorer, touch it, and return the ms until Python answers."""
    tab.open(f"{address}/chapters/{chapter_of(explorer)}.html")
    tab.evaluate(LISTEN)
    begin = tab.evaluate("() => performance.now()")
    tab.wake(f'[data-explorer="{explorer}"]')
    return tab.evaluate("() => performance.now()") - begin


def move(tab: Tab, explorer: str, shares: list[float], waits: bool) -> list[list[float]]:
    """Move an explorer's first slider to fractions of its range, and return what `MOVE` does."""
    controls = catalogue()[explorer].controls
    name = next(name for name, control in controls.items() if isinstance(control, Slider))
    values = tab.evaluate(VALUES, explorer, name, shares)
    captions = [
        " ".join(catalogue()[explorer].caption_at(**{name: each}).split()) for each in values
    ]
    return tab.evaluate(MOVE, explorer, name, list(zip(values, captions, strict=True)), waits)


def measure(tab: Tab, address: str, rounds: int) -> dict[str, str]:
    """Return everything that a reader waits for in one engine."""
    tab.open(f"{address}/chapters/{chapter_of(EXPLORERS[0])}.html")
    (touch,), _ = move(tab, EXPLORERS[0], [1], waits=False)
    waits = {"a first touch, ms": number(touch)}
    first = start_of_python(tab, address, EXPLORERS[0])
    waits["Python starts, first visit, s"] = number(first / 1000)
    tab.evaluate(KEPT)
    tab.open_another()
    again = start_of_python(tab, address, EXPLORERS[0])
    waits["Python starts, second visit, s"] = number(again / 1000)
    shares = [(7 * each % rounds + 0.5) / rounds for each in range(rounds)]
    for explorer in EXPLORERS:
        start_of_python(tab, address, explorer)
        for moves in (explorer, f"{explorer}, later"):
            spans, loops, own = move(tab, explorer, shares, waits=True)
            waits[f"{moves}, ms"] = spread(spans)
            waits[f"{moves}, yardsticks"] = spread(ratios(spans, loops))
            waits[f"{moves}, by Python, ms"] = spread(own)
    return waits


def main(rounds: int, results: Path) -> None:
    """Measure in each engine that is found; what one has shown is kept before the next begins."""
    columns, browsers = {}, []
    with serving(SITE) as address, sync_playwright() as playwright:
        for engine in [each for each in ENGINES if not lacking([each])]:
            with ENGINES[engine](playwright) as tab:
                columns[NAMES[engine]] = waits = measure(tab, address, rounds)
                browsers.append(browser_of(engine, tab.evaluate(AGENT)))
            keep(
                results, "browsers", title="What a reader waits for, in each engine",
                columns=["wait", *columns], browsers=browsers,
                rows=[[what, *(column[what] for column in columns.values())] for what in waits],
                note=NOTE.format(rounds=rounds),
            )  # fmt: skip


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=MOVES).parse_args()))
