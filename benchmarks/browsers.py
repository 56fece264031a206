"""What a reader waits for in each engine: a first touch, Python's start on two visits, updates.

Needs a built book (`make build`) and, for WebKit, a screen (`xvfb-run`). Each engine that this
machine has does the same in the same run; the first moves after a start are counted, as a reader
makes them, before any compiler is warm.
"""

import statistics
import sys
from pathlib import Path

from engines import ENGINES, Tab, found
from playwright.sync_api import sync_playwright
from serving import serving
from stored import chapter_of
from visits import KEPT

SITE = Path("_build/html")
EXPLORERS = ["softmax_temperature", "hinge_by_hand", "ravine", "backprop_steps", "l1_path"]
MOVES = 20
READY = "() => document.querySelector('.explorable-controls:enabled')"

MOVE = """async (name, values) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  figure.scrollIntoView({ block: "center", behavior: "instant" });
  const input = figure.querySelector("input[type=range]");
  const shown = figure.querySelectorAll(".explorable-caption, .explorable-picture svg");
  const frame = () => new Promise(requestAnimationFrame);
  const spans = [];
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
  }
  return spans;
}"""
"""Moves an explorer's first slider to fractions of its range; gives the ms until each is shown."""


def open_at(tab: Tab, address: str, explorer: str) -> None:
    """Open the chapter of an explorer and wait until it can be touched."""
    tab.goto(f"{address}/chapters/{chapter_of(explorer)}.html")
    tab.wait(READY)
    tab.wait("() => !document.querySelector('html.explorable-arriving')")


def start_of_python(tab: Tab, explorer: str) -> float:
    """Touch an explorer and return the ms until Python answers."""
    begin = tab.evaluate("() => performance.now()")
    tab.stroke([tab.place(f'[data-explorer="{explorer}"] .explorable-picture', 0.02, 0.02)])
    tab.wait(f"() => document.querySelector('[data-explorer={explorer}][data-runtime=ready]')")
    return tab.evaluate("() => performance.now()") - begin


def measure(tab: Tab, address: str, moves: int) -> dict[str, float]:
    """Return the ms of everything that a reader waits for in one engine."""
    open_at(tab, address, EXPLORERS[0])
    (touch,) = tab.evaluate(MOVE, EXPLORERS[0], [1])
    first = start_of_python(tab, EXPLORERS[0])
    tab.evaluate(KEPT)
    tab.open_another()
    open_at(tab, address, EXPLORERS[0])
    times = {"first touch": touch, "first visit": first}
    times["second visit"] = start_of_python(tab, EXPLORERS[0])
    for explorer in EXPLORERS:
        open_at(tab, address, explorer)
        start_of_python(tab, explorer)
        shares = [0.1 + 0.8 * ((7 * move) % moves) / moves for move in range(moves)]
        spans = tab.evaluate(MOVE, explorer, shares)
        times[f"{explorer}, first {moves} moves"] = statistics.median(spans)
    return times


def main(moves: int = MOVES) -> None:
    """Print a table: what is waited for, and the ms in each engine."""
    engines = list(filter(found, ENGINES))
    with serving(SITE) as address, sync_playwright() as playwright:
        columns = []
        for engine in engines:
            with ENGINES[engine](playwright) as tab:
                columns.append(measure(tab, address, moves))
    print(f"{'ms':40}" + "".join(f"{engine:>10}" for engine in engines))
    for row in columns[0]:
        print(f"{row:40}" + "".join(f"{column[row]:10.0f}" for column in columns))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
