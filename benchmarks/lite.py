"""A peer for the living pages: the same picture in JupyterLite, measured in the same run.

Both run one version of Pyodide, served from this machine, in a browser that has nothing stored.
The peer's notebook imports the softmax chapter's explorers as the chapter does and shows one as a
plain picture, without its widget. Needs a built book (`make build`).
"""

import runpy
import shutil
import statistics
import time
from pathlib import Path

import nbformat
from browser import launch
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, sync_playwright
from serving import serving
from timing import options

from tools.lite import build as jupyterlite
from tools.lite.notebooks import KERNEL

LIVING = runpy.run_path("benchmarks/site.py")  # `import site` is the standard library's
PEER = Path(".cache/peer")
CELL = """from descent.explorers import softmax as explore
from IPython.display import SVG
SVG(explore.softmax_temperature.render())"""
IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'


def build() -> None:
    """Build a site of JupyterLite as the book has it, with a notebook of one cell."""
    shutil.rmtree(PEER, ignore_errors=True)
    shutil.copytree(LIVING["SITE"] / "wheels", PEER / "wheels")
    (PEER / "index.html").touch()
    notebook = new_notebook(cells=[new_code_cell(CELL)], metadata={"kernelspec": KERNEL})
    jupyterlite.build(PEER, Path(".cache"), [("softmax.ipynb", nbformat.writes(notebook).encode())])


def living_page(browser: Browser, address: str) -> tuple[float, float]:
    """Return seconds to the living page's picture from Python: from navigation, from the touch."""
    with browser.new_context() as context:
        start = time.perf_counter()
        touched = LIVING["wake"](LIVING["visit"](context, address)) / 1000
        return time.perf_counter() - start, touched


def lite(browser: Browser, address: str) -> float:
    """Return seconds from navigation to the notebook's picture, run once its kernel is ready."""
    with browser.new_context() as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(f"{address}/lite/lab/index.html?path=softmax.ipynb", wait_until="commit")
        page.locator(IDLE).wait_for(timeout=60_000)
        page.locator(".jp-CodeCell .cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.locator(".jp-RenderedSVG img").wait_for(timeout=60_000)
        return time.perf_counter() - start


def print_medians(runs: list[tuple[float, float, float]]) -> None:
    """Print the table from seconds: the living page's from navigation and touch, and the peer's."""
    opened, touched, notebook = map(statistics.median, zip(*runs, strict=True))
    print("to Python's first picture, cold         JupyterLite takes")
    print(f"JupyterLite, from navigation  {notebook:6.2f} s")
    print(f"living page, from navigation  {opened:6.2f} s  {notebook / opened:6.1f} times as long")
    print(f"living page, from the touch   {touched:6.2f} s  {notebook / touched:6.1f}")


def main(rounds: int) -> None:
    """Build the peer and print the table."""
    build()
    with (
        sync_playwright() as playwright,
        serving(LIVING["SITE"]) as ours,
        serving(PEER) as theirs,
    ):
        browser = launch(playwright)
        runs = [(*living_page(browser, ours), lite(browser, theirs)) for _ in range(rounds)]
        browser.close()
    print_medians(runs)


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=3).parse_args()))
