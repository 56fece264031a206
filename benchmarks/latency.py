"""Explorers against plain `ipywidgets.interact` in JupyterLab: from input to picture."""

import statistics
import tempfile
from pathlib import Path

import nbformat
from browser import launch
from lab_server import jupyterlab, open_notebook, run_all
from playwright.sync_api import Page, sync_playwright
from timing import options

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
PEER = """%matplotlib inline
import ipywidgets, matplotlib.pyplot as plt
from descent import plotting
from descent.explorers.softmax import scores_to_probabilities as explorer

def redraw(cat):
    with plotting.style():
        update = explorer.draw(plt.figure(figsize=explorer.size))
        update(**{**explorer.start, "cat": cat})
        plt.show()

_ = ipywidgets.interact(redraw, cat=ipywidgets.FloatSlider(min=-10, max=10, step=0.1))"""

MEASURE = """async ([act, watched, times]) => {
  const spans = [];
  const box = document.querySelector(watched);
  const move = new Function("n", act);
  for (let n = 0; n < times; n++) {
    const changed = new Promise((resolve) => {
      const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
      observer.observe(box, { attributes: true, childList: true, subtree: true });
    });
    const start = performance.now();
    move(n);
    await changed;
    spans.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return spans;
}"""
MOVE_OURS = """const input = document.querySelector(".explorable-explorer input[name=cat]");
input.value = String(n / 10);
input.dispatchEvent(new Event("input", { bubbles: true }));"""
MOVE_THEIRS = """document.querySelector(".noUi-handle").dispatchEvent(
    new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));"""


def median(page: Page, act: str, watched: str, times: int) -> float:
    """Return the median time in ms from an input event to a change within `watched`."""
    return statistics.median(page.evaluate(MEASURE, [act, watched, times]))


def main(rounds: int) -> None:
    """Run both in one notebook and print the two medians."""
    cells = [nbformat.v4.new_code_cell(source) for source in (PEER, "explorer")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "notebooks").mkdir()
        nbformat.write(notebook, folder / "notebooks" / "both.ipynb")
        with jupyterlab(folder) as address:
            page = launch(playwright).new_page(viewport={"width": 1280, "height": 1400})
            open_notebook(page, address, "both.ipynb")
            run_all(page)
            page.locator(".noUi-handle").first.wait_for(timeout=60_000)
            page.locator(".explorable-explorer input:enabled").first.wait_for(timeout=60_000)
            ours = median(page, MOVE_OURS, ".explorable-caption", rounds)
            theirs = median(page, MOVE_THEIRS, ".widget-interact .jp-OutputArea", rounds)
    print(
        f"input to picture in JupyterLab: explorer {ours:.0f} ms, plain interact {theirs:.0f} ms:"
    )
    print(f"{theirs / ours:.1f} x")


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=30).parse_args()))
