"""A notebook opens with its figures before any kernel runs it, trusted or not."""

import shutil

import gate
import nbformat
import pytest
from explorable.picture.figures import show, subplots
from lab_server import START_MS, jupyterlab, open_notebook, run_all
from playwright.sync_api import expect

from tools import lab

pytestmark = gate.STAGE

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
SOURCE = """
from descent.explorers.softmax import softmax_temperature

softmax_temperature
"""


RIGHT = "each => each.getBoundingClientRect().right"


@pytest.fixture
def opened(browser, tmp_path):
    """A page, and what opens a notebook of the folder in it."""
    lab.save_figures(tmp_path / "notebooks")
    cells = [nbformat.v4.new_code_cell(SOURCE)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
    nbformat.write(notebook, tmp_path / "notebooks" / "a.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    with jupyterlab(tmp_path) as address:
        yield page, lambda name: open_notebook(page, address, name)
        page.close()


def test_a_saved_notebook_opens_with_its_figures(opened, tmp_path):
    page, open_it = opened
    figure = page.locator("figure.explorable-explorer")
    open_it("a.ipynb")
    run_all(page)
    expect(figure.locator("fieldset:enabled")).to_be_attached(timeout=START_MS)
    number = figure.locator("input[type=number]").first
    assert number.evaluate(RIGHT) <= figure.evaluate(RIGHT)
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    folder = tmp_path / "notebooks"
    shutil.copy(folder / "a.ipynb", folder / "b.ipynb")  # which no kernel has ever run
    open_it("b.ipynb")
    seen = figure.locator("svg").filter(visible=True)  # not that of the other tab
    expect(seen.first).to_be_visible(timeout=START_MS)
    expect(page.get_by_text("model not found")).to_have_count(0)


def test_a_notebook_that_is_not_trusted_opens_with_its_figures(opened, tmp_path):
    page, open_it = opened
    figure, _ = subplots()
    data, metadata = show(figure, alt="An empty pair of axes")._repr_mimebundle_()
    unsafe = {"image/svg+xml": "<svg/>", "text/plain": "what is left of SVG"}
    cell = nbformat.v4.new_code_cell("it")
    cell.outputs = [
        nbformat.v4.new_output("display_data", data, metadata=metadata),
        nbformat.v4.new_output("display_data", unsafe),
    ]
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL)
    nbformat.write(notebook, tmp_path / "notebooks" / "c.ipynb")
    open_it("c.ipynb")
    expect(page.get_by_text("what is left of SVG")).to_be_visible(timeout=START_MS)
    picture = page.locator(".jp-OutputArea img")
    expect(picture).to_have_count(1)
    expect(picture).to_be_visible()
    assert picture.evaluate("each => each.naturalWidth / each.width") > 1  # it is sharp
