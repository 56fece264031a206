"""What a reader waits for in each engine: a first touch, Python's start on two visits, updates.

Needs a built book (`make build`) and, for WebKit, a screen (`xvfb-run`). Each engine that this
machine has does the same in the same run; the first moves after a start are counted, as a reader
makes them, before any compiler is warm.
"""

from pathlib import Path
from statistics import median

from engines import ENGINES, Tab, found
from playwright.sync_api import sync_playwright
from serving import serving
from stored import chapter_of
from timing import options, print_table
from visits import KEPT

SITE = Path("_build/html")
EXPLORERS = ["softmax_temperature", "hinge_by_hand", "ravine", "backprop_steps", "l1_path"]
MOVES = 20

MOVE = """async (name, values) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  figure.scrollIntoView({ block: "center", behavior: "instant" });
  const input = figure.querySelector("input[type=range]");
  const shown = figure.querySelectorAll(".explorable-caption, .explorable-picture svg[role=img]");
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
    await new Promise((moved) => setTimeout(moved, 50 - spans.at(-1)));
  }
  return spans;
}"""
"""Moves an explorer's first slider to fractions of its range, twenty times a second as a hand does;
gives the ms until each is shown."""

LOOP = """(rounds) => Array.from({ length: rounds }, () => {
  const start = performance.now();
  let sum = 0;
  for (let n = 0; n < 3e6; n++) sum += Math.sqrt(n);
  return sum && performance.now() - start;
})"""
"""Times something fixed: machines change their pace, and so do engines."""


def start_of_python(tab: Tab, address: str, explorer: str) -> float:
    """Open the chapter of an explorer, touch it, and return the ms until Python answers."""
    tab.open(f"{address}/chapters/{chapter_of(explorer)}.html")
    begin = tab.evaluate("() => performance.now()")
    tab.wake(f'[data-explorer="{explorer}"]')
    return tab.evaluate("() => performance.now()") - begin


def measure(tab: Tab, address: str, rounds: int) -> dict[str, float]:
    """Return the ms of everything that a reader waits for in one engine."""
    tab.open(f"{address}/chapters/{chapter_of(EXPLORERS[0])}.html")
    (touch,) = tab.evaluate(MOVE, EXPLORERS[0], [1])
    times = {"first touch, a baked frame": touch}
    times["first visit, Python starts"] = start_of_python(tab, address, EXPLORERS[0])
    tab.evaluate(KEPT)
    tab.open_another()
    times["second visit, Python starts"] = start_of_python(tab, address, EXPLORERS[0])
    shares = [(7 * move % rounds + 0.5) / rounds for move in range(rounds)]
    for explorer in EXPLORERS:
        start_of_python(tab, address, explorer)
        times[explorer] = median(tab.evaluate(MOVE, explorer, shares))
    times["a fixed loop"] = median(tab.evaluate(LOOP, rounds))
    return times


def main() -> None:
    """Print a table: what is waited for, and the ms in each engine."""
    rounds = options(main.__doc__, MOVES).parse_args().rounds
    engines = list(filter(found, ENGINES))
    columns = []
    with serving(SITE) as address, sync_playwright() as playwright:
        for engine in engines:
            with ENGINES[engine](playwright) as tab:
                columns.append(measure(tab, address, rounds))
    print(f"in ms; explorers: median of the first {rounds} moves")
    rows = [[what, *(f"{column[what]:.1f}" for column in columns)] for what in columns[0]]
    print_table(["", *engines], rows)


if __name__ == "__main__":
    main()
