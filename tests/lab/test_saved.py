"""A notebook that was run and saved opens again with its figures, before any kernel runs it."""

import shutil

import nbformat
from lab_server import START_MS, jupyterlab, open_notebook, run_all
from playwright.sync_api import expect

from tools import lab

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
SOURCE = """
from descent.explorers.softmax import softmax_temperature

softmax_temperature
"""


def test_a_saved_notebook_opens_with_its_figures(browser, tmp_path):
    folder = tmp_path / "notebooks"
    lab.save_figures(folder)
    cells = [nbformat.v4.new_code_cell(SOURCE)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / "a.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    figure = page.locator("figure.explorable-explorer")
    with jupyterlab(tmp_path) as address:
        open_notebook(page, address, "a.ipynb")
        run_all(page)
        expect(figure.locator("fieldset:enabled")).to_be_attached(timeout=START_MS)
        right = figure.locator("input[type=number]").first
        assert right.evaluate(RIGHT) <= figure.evaluate(RIGHT)
        page.keyboard.press("Control+s")
        expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
        shutil.copy(folder / "a.ipynb", folder / "b.ipynb")  # which no kernel has ever run
        open_notebook(page, address, "b.ipynb")
        expect(figure.locator("svg").first).to_be_visible(timeout=START_MS)
        expect(page.get_by_text("model not found")).to_have_count(0)
        page.close()


RIGHT = "each => each.getBoundingClientRect().right"
