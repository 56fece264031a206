"""A notebook opens with its figures before any kernel runs it, trusted or not."""

import nbformat
import pytest
from explorable.picture.figures import show, subplots
from lab_server import START_MS, run_all
from playwright.sync_api import expect

from tools import lab

SOURCE = """
from descent.explorers.softmax import softmax_temperature

softmax_temperature
"""


RIGHT = "each => each.getBoundingClientRect().right"


@pytest.fixture
def notebooks(notebooks):
    """The folder of notebooks, whose figures JupyterLab saves."""
    lab.save_figures(notebooks)
    return notebooks


def saves(answer):
    """Whether this is the answer to a notebook that is saved."""
    return answer.request.method == "PUT" and "/api/contents/" in answer.url


def test_a_saved_notebook_opens_with_its_figures(page, notebooks, open_cells, open_it):
    """At the second try on a busy machine.

    JupyterLab's manager of widgets looks for a model for two seconds, and not once more as they
    end; one that comes in the last tenth of them it gives up though it has it.
    """
    open_cells(SOURCE)
    run_all(page)
    figure = page.locator("figure.explorable-explorer")
    expect(figure.locator("fieldset:enabled")).to_be_attached(timeout=START_MS)
    number = figure.locator("input[data-for]").first
    assert number.evaluate(RIGHT) <= figure.evaluate(RIGHT)
    with page.expect_response(saves):
        page.keyboard.press("Control+s")
    assert "widgets" in nbformat.read(notebooks / "a.ipynb", as_version=4).metadata
    (notebooks / "a.ipynb").rename(notebooks / "b.ipynb")  # which no kernel has ever run
    open_it("b.ipynb")
    lost = page.get_by_text("model not found")
    seen = figure.locator("svg").first
    expect(seen.or_(lost).first).to_be_visible(timeout=START_MS)
    if lost.count():
        open_it("b.ipynb")
    expect(seen).to_be_visible(timeout=START_MS)
    expect(lost).to_have_count(0)


def test_a_notebook_that_is_not_trusted_opens_with_its_figures(page, open_cells):
    figure, _ = subplots()
    data, metadata = show(figure, alt="An empty pair of axes")._repr_mimebundle_()
    unsafe = {"image/svg+xml": "<svg/>", "text/plain": "what is left of SVG"}
    cell = nbformat.v4.new_code_cell("it")
    cell.outputs = [
        nbformat.v4.new_output("display_data", data, metadata=metadata),
        nbformat.v4.new_output("display_data", unsafe),
    ]
    open_cells(cell)
    expect(page.get_by_text("what is left of SVG")).to_be_visible(timeout=START_MS)
    picture = page.locator(".jp-OutputArea img")
    expect(picture).to_have_count(1)
    expect(picture).to_be_visible()
    assert picture.evaluate("each => each.naturalWidth / each.width") > 1  # it is sharp
