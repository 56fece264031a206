"""What a reader waits for in each engine: a first touch, Python's start on two visits, updates.

Needs a built book (`make build`) and, for WebKit, a screen (`xvfb-run`). Each engine that this
machine has does the same in the same run; the first moves after a start are counted, as a reader
makes them, before any compiler is warm.
"""

from pathlib import Path

from engines import ENGINES, Tab
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
as many later; median and range. A first touch shows a picture that the page brought along, and so
do moves until the browser has compiled well what Python needs: the later ones are all drawn by
Python. A yardstick is a loop in JavaScript that adds a million square roots, timed in turns."""

MOVE = """async (name, values) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  figure.scrollIntoView({ block: "center", behavior: "instant" });
  const input = figure.querySelector("input[type=range]");
  const shown = figure.querySelectorAll(".explorable-caption, .explorable-picture svg[role=img]");
  const frame = () => new Promise(requestAnimationFrame);
  const yardstick = YARDSTICK;
  const spans = [], loops = [];
  for (const share of values) {
    await frame();
    const start = performance.now();
    const changed = new Promise((resolve) => {
      const watch = new MutationObserver(() => resolve(watch.disconnect()));
      const all = { childList: true, subtree: true, attributes: true };
      for (const box of shown) watch.observe(box, all);
      setTimeout(resolve, 3000); // there was nothing to change
    });
    input.value = Number(input.min) + share * (input.max - input.min);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await changed;
    spans.push(performance.now() - start);
    await new Promise((moved) => setTimeout(moved, 50 - spans.at(-1)));
    loops.push(yardstick());
  }
  return [spans, loops];
}""".replace("YARDSTICK", YARDSTICK)
"""Moves an explorer's first slider to fractions of its range, twenty times a second as a hand does;
gives the ms until each is shown, and those of as many yardsticks' loops."""


def start_of_python(tab: Tab, address: str, explorer: str) -> float:
    """Open the chapter of an explorer, touch it, and return the ms until Python answers."""
    tab.open(f"{address}/chapters/{chapter_of(explorer)}.html")
    begin = tab.evaluate("() => performance.now()")
    tab.wake(f'[data-explorer="{explorer}"]')
    return tab.evaluate("() => performance.now()") - begin


def measure(tab: Tab, address: str, rounds: int) -> dict[str, str]:
    """Return everything that a reader waits for in one engine."""
    tab.open(f"{address}/chapters/{chapter_of(EXPLORERS[0])}.html")
    (touch,), _ = tab.evaluate(MOVE, EXPLORERS[0], [1])
    waits = {"a first touch, ms": number(touch)}
    first = start_of_python(tab, address, EXPLORERS[0])
    waits["Python starts, first visit, s"] = number(first / 1000)
    tab.evaluate(KEPT)
    tab.open_another()
    again = start_of_python(tab, address, EXPLORERS[0])
    waits["Python starts, second visit, s"] = number(again / 1000)
    shares = [(7 * move % rounds + 0.5) / rounds for move in range(rounds)]
    for explorer in EXPLORERS:
        start_of_python(tab, address, explorer)
        spans, loops = tab.evaluate(MOVE, explorer, shares)
        waits[f"{explorer}, ms"] = spread(spans)
        waits[f"{explorer}, yardsticks"] = spread(ratios(spans, loops))
        spans, loops = tab.evaluate(MOVE, explorer, shares)
        waits[f"{explorer}, later, ms"] = spread(spans)
        waits[f"{explorer}, later, yardsticks"] = spread(ratios(spans, loops))
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
