"""A living page beside JupyterLite, in each engine that this machine has.

Both show the same figure with a slider, run the same Pyodide, are served from this machine, ask no
other host for anything, and are opened by somebody who has never been there. JupyterLite draws the
figure anew with pyplot, as is usual there.
Needs a built book (`make build`) and, for WebKit, a screen (`xvfb-run`).
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from engines import ENGINES, Tab
from explorable.authoring.serve import TYPES
from latency import CELL
from nbformat.v4 import new_code_cell, new_notebook, writes
from phone import Host, compressed
from playwright.sync_api import Playwright, sync_playwright
from serving import serving
from timing import AGENT, NAMES, YARDSTICK, browser_of, keep, number, options, ratios, spread, timed

from tools.machine import lacking

BOOK = Path("_build/html")
MOVES = 10
IDLE = "() => document.querySelector('#jp-main-statusbar')?.textContent.includes('| Idle')"
RUNS = """async () => {
  const end = performance.now() + 3000;
  const prompt = document.querySelector(".jp-CodeCell .jp-InputPrompt");
  const runs = () => /[*0-9]/.test(prompt.textContent);
  while (!runs() && performance.now() < end) await new Promise(requestAnimationFrame);
  return runs();
}"""
"""Whether the first cell runs: JupyterLite now and then loses a key pressed soon after opening."""
KEY = 'dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }))'
FIGURE = '[data-explorer="scores_to_probabilities"]'
COLUMNS = [
    "where", "first life, s", "ratio", "fetched, MB", "update, ms", "ratio", "update in yardsticks",
]  # fmt: skip
NOTE = f"""First life: from opening a page until Python has drawn its first picture there. Fetched:
until then, compressed. Update: from input to the changed picture, the median of {MOVES} moves, in a
living page once Python answers them, not the pictures that the page brought along. Each
ratio is to the living page in the same browser and round, above 1 is slower; all with the range
over rounds. A yardstick is a loop in JavaScript that adds a million square roots, timed in turns
with the moves in the same page."""


@dataclass(frozen=True)
class Page:
    """One of those compared: how it comes to life, and how its slider is moved, in JavaScript."""

    name: str
    path: str
    live: Callable[[Tab], None]
    move: str
    shown: str


def touch(tab: Tab) -> None:
    """Move the slider of a living page, and wait until Python, not a baked frame, has answered."""
    tab.wait_for_arrival()
    tab.wait("(figure) => document.querySelector(`${figure} fieldset:enabled`)", FIGURE)
    tab.evaluate(
        """(figure) => {
          const input = document.querySelector(`${figure} input[name=cat]`);
          input.value = "7.7";
          input.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        FIGURE,
    )
    answered = """(figure) => {
      const { textContent } = document.querySelector(figure);
      const { runtime } = document.documentElement.dataset;
      return runtime === "ready" && textContent.includes("cat 2208.3");
    }"""
    tab.wait(answered, FIGURE)


def run_cell(tab: Tab) -> None:
    """Run JupyterLite's notebook once its kernel is ready."""
    tab.wait(IDLE)
    for _attempt in range(5):
        tab.click(".jp-CodeCell .cm-content")
        tab.press("Shift+Enter")
        if tab.evaluate(RUNS):
            break
    tab.wait("() => document.querySelector('.widget-interact .jp-RenderedImage img')")


PAGES = [
    Page(
        "living page", "/chapters/03-softmax.html", touch,
        move=f"""const input = document.querySelector('{FIGURE} input[name=cat]');
          input.value = String(2 + n / 10); // each rounds to a number of its own
          input.dispatchEvent(new Event("input", {{ bubbles: true }}))""",
        shown=f"document.querySelector('{FIGURE} .explorable-caption').textContent",
    ),
    Page(
        "JupyterLite", "/lite/lab/index.html?path=peer.ipynb", run_cell,
        move=f'document.querySelector(".noUi-handle").{KEY}',
        shown='document.querySelector(".widget-interact .jp-RenderedImage img")?.src ?? before',
    ),
]  # fmt: skip
UPDATES = """async (moves) => {
  const yardstick = %(yardstick)s;
  const shown = (before) => %(shown)s;
  const move = (n) => { %(move)s };
  const spans = [], loops = [];
  for (let n = 0; n < moves; n++) {
    const before = shown("");
    const start = performance.now();
    const changed = new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        if (shown(before) === before) return;
        observer.disconnect();
        resolve();
      });
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, all);
      setTimeout(() => reject(new Error("no update in 30 seconds")), 30_000);
    });
    move(n);
    await changed;
    spans.push(performance.now() - start);
    await new Promise((settled) => setTimeout(settled, 100));
    loops.push(yardstick());
  }
  return [spans, loops];
}"""


@contextmanager
def notebook_in(site: Path) -> Iterator[Path]:
    """Give a copy of a site whose JupyterLite has one notebook more."""
    cell = new_notebook(cells=[new_code_cell(CELL)])
    cell.metadata.kernelspec = {"name": "python", "display_name": "Python"}
    with tempfile.TemporaryDirectory(dir=site.parent) as place:
        copy = shutil.copytree(site, Path(place, "site"), copy_function=os.link)
        (copy / "lite" / "files" / "peer.ipynb").write_text(writes(cell), "utf-8")
        listing = copy / "lite" / "api" / "contents" / "all.json"
        known = json.loads(listing.read_text("utf-8"))
        listing.unlink()  # it is one file with the original's
        about = known["content"][0] | {"name": "peer.ipynb", "path": "peer.ipynb"}
        about |= {"type": "notebook", "mimetype": None}
        listing.write_text(json.dumps(known | {"content": [about]}), "utf-8")
        yield copy


def measure(playwright: Playwright, engine: str, page: Page, folder: Path) -> dict | None:
    """Open a page as a stranger; return what its reader waits for, or nothing if it is silent."""
    host = type("Counting", (Host,), {"sent": 0})
    with serving(folder, host) as address:
        try:
            with ENGINES[engine](playwright) as tab:
                return visit(tab, page, address, host)
        except Exception as reason:  # of the page, of its browser, of its driver: the others go on
            print(engine, page.name, reason, sep=": ", file=sys.stderr)
            return None


def visit(tab: Tab, page: Page, address: str, host: type[Host]) -> dict:
    """Bring a page to life, and move its slider."""
    life, _ = timed(lambda: (tab.goto(address + page.path), page.live(tab)))
    sent = host.sent
    script = UPDATES % {"yardstick": YARDSTICK, "shown": page.shown, "move": page.move}
    spans, loops = map(median, tab.evaluate(script, MOVES))
    agent = tab.evaluate(AGENT)
    return {"life": life, "sent": sent, "update": spans, "loops": spans / loops, "agent": agent}


def rows(engine: str, runs: dict[str, list[dict | None]]) -> Iterator[list[str]]:
    """Yield a line of the table for each page: the rounds in which it answered."""
    for name, each in runs.items():
        pairs = [pair for pair in zip(each, runs["living page"], strict=True) if pair[0]]
        yield [f"{engine}, {name}", *(_cells(pairs) if pairs else ["no answer", *[""] * 5])]


def _cells(pairs: list[tuple[dict, dict | None]]) -> list[str]:
    """Return what is told of a page; ratios are those of the rounds in which ours answered, too."""

    def told(what: str) -> list[float]:
        return [own[what] for own, _ in pairs]

    def ratio(what: str) -> str:
        both = [(own[what], living[what]) for own, living in pairs if living]
        return spread(ratios(*zip(*both, strict=True))) if both else ""

    return [
        spread(life / 1000 for life in told("life")),
        ratio("life"),
        number(median(told("sent")) / 1e6),
        spread(told("update")),
        ratio("update"),
        spread(told("loops")),
    ]


def folders(places: ExitStack) -> dict[str, Path]:
    """Return where each page is served from, everything compressed in advance."""
    found = {
        "living page": BOOK,
        "JupyterLite": places.enter_context(notebook_in(BOOK)),
    }
    for folder in found.values():
        for path in folder.rglob("*.*"):
            if path.suffix in TYPES:
                compressed(path)
    return found


def main(rounds: int, results: Path, only: list[str]) -> None:
    """Measure each page in each engine, in turns; keep what there is after each engine."""
    engines = [each for each in ENGINES if not lacking([each]) and each in (only or ENGINES)]
    table, browsers = [], []
    with ExitStack() as places, sync_playwright() as playwright:
        served = folders(places)
        os.environ["LC_ALL"] = "C"  # from `C.UTF-8` WebKit makes a language that is none
        for engine in engines:
            runs = {page.name: [] for page in PAGES}
            for _ in range(rounds):
                for page in PAGES:
                    run = measure(playwright, engine, page, served[page.name])
                    runs[page.name].append(run)
            table += rows(NAMES[engine], runs)
            answered = filter(None, runs["living page"])
            browsers += [browser_of(engine, run["agent"]) for run in answered][:1]
            keep(
                results, "peers", title="A living page beside JupyterLite",
                columns=COLUMNS, rows=table, note=NOTE, browsers=browsers,
            )  # fmt: skip


if __name__ == "__main__":
    parser = options(__doc__, rounds=3)
    parser.add_argument("--only", nargs="*", choices=ENGINES, help="engines; all without it")
    main(**vars(parser.parse_args()))
