"""Explorers against plain `ipywidgets.interact` in JupyterLab: from input to picture."""

import tempfile
from pathlib import Path

import nbformat
from browser import launch
from lab_server import jupyterlab, open_notebook, run_all
from playwright.sync_api import sync_playwright
from timing import YARDSTICK, browser_of, keep, options, ratios, spread

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
CELL = """import ipywidgets, matplotlib.pyplot as plt
from descent import plotting
from descent.explorers.softmax import scores_to_probabilities as explorer

def redraw(cat):
    with plotting.style():
        update = explorer.draw(plt.figure(figsize=explorer.size))
        update(**{**explorer.start, "cat": cat})
        plt.show()

_ = ipywidgets.interact(redraw, cat=ipywidgets.FloatSlider(min=-10, max=10, step=0.1))"""
"""The usual way to put a slider on a figure: the peer of an explorer."""
PEER = f"%matplotlib inline\n{CELL}"

MEASURE = f"""async ([act, watched, n]) => {{
  const box = document.querySelector(watched);
  const move = new Function("n", act);
  const changed = new Promise((resolve) => {{
    const observer = new MutationObserver(() => {{ observer.disconnect(); resolve(); }});
    observer.observe(box, {{ attributes: true, childList: true, subtree: true }});
  }});
  const start = performance.now();
  move(n);
  await changed;
  const span = performance.now() - start;
  await new Promise((settled) => setTimeout(settled, 250));
  return [span, ({YARDSTICK})()];
}}"""
"""Moves a slider; gives the ms from the input to a change of what is watched, and of a yardstick's
loop."""
OURS = (
    """const input = document.querySelector(".explorable-explorer input[name=cat]");
input.value = String(n / 10);
input.dispatchEvent(new Event("input", { bubbles: true }));""",
    ".explorable-caption",
)
THEIRS = (
    """document.querySelector(".noUi-handle").dispatchEvent(
    new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));""",
    ".widget-interact .jp-OutputArea",
)
"""For both: how the slider is moved, and where the answer is seen."""


def main(rounds: int, results: Path) -> None:
    """Run both in one notebook, in turns."""
    cells = [nbformat.v4.new_code_cell(source) for source in (PEER, "explorer")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "notebooks").mkdir()
        nbformat.write(notebook, folder / "notebooks" / "both.ipynb")
        with jupyterlab(folder) as address:
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            open_notebook(page, address, "both.ipynb")
            run_all(page)
            page.locator(".noUi-handle").first.wait_for(timeout=60_000)
            page.locator(".explorable-explorer input:enabled").first.wait_for(timeout=60_000)
            runs = [
                [page.evaluate(MEASURE, [*each, n]) for each in (OURS, THEIRS)]
                for n in range(rounds)
            ]
            browsers = [browser_of("chromium", f"Chrome/{browser.version}")]
    ours, theirs, loops = zip(
        *((own, other, loop) for (own, loop), (other, _) in runs), strict=True
    )
    times = map(spread, (ours, theirs, ratios(theirs, ours), ratios(ours, loops)))
    keep(
        results, "latency", title="From input to picture in JupyterLab",
        columns=["explorer", "explorer, ms", "interact, ms", "ratio", "explorer in yardsticks"],
        rows=[["scores_to_probabilities", *times]],
        browsers=browsers, packages=["JupyterLab", "Matplotlib"],
        note="The ratio says how many times as long interact takes; median of the rounds and their "
        "range. A yardstick is a loop in JavaScript that adds a million square roots.",
    )  # fmt: skip


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=30).parse_args()))
