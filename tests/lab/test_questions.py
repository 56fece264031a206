"""A reader answers questions in JupyterLab."""

import os
from collections.abc import Iterator
from pathlib import Path

import gate
import nbformat
import pytest
import samples
from lab_server import START_MS, complaints, jupyterlab, open_notebook, run_all
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page, expect

from tools.lab import SETTINGS

pytestmark = gate.STAGE

CELLS = [
    "from samples import SAMPLES, TEST",
    'SAMPLES["choice"]',
    'SAMPLES["number"]',
    'SAMPLES["program"]',
    "TEST",
]


@pytest.fixture
def quiz(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Page, list[str]]]:
    """Run a notebook of questions; return the page and what its console complains of."""
    here = str(Path(samples.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([here, os.environ.get("PYTHONPATH", "")]))
    notebooks = tmp_path / "notebooks"
    (notebooks / SETTINGS).mkdir(parents=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = new_notebook(cells=[*map(new_code_cell, CELLS)], metadata=kernel)
    nbformat.write(notebook, notebooks / "quiz.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 2000})
    trouble = complaints(page)
    with jupyterlab(tmp_path) as address:
        open_notebook(page, address, "quiz.ipynb")
        run_all(page)
        expect(page.locator(".explorable-ask form")).to_have_count(6, timeout=START_MS)
        yield page, trouble
        page.close()


def test_questions_answer_with_formulas_and_keys_of_their_own(quiz):
    page, trouble = quiz
    asks = page.locator(".explorable-ask")
    choice, number, lines = (asks.nth(index) for index in range(3))
    expect(choice.locator(".explorable-asked math")).to_have_text("l", timeout=START_MS)
    choice.locator("label", has_text="it doubles").click()
    choice.get_by_role("button", name="Check").click()
    said = choice.locator(".explorable-feedback")
    expect(said).to_contain_text("Not yet. That is the frequency")
    expect(said.locator("math")).to_have_count(2)
    choice.get_by_role("radio").first.focus()
    for _ in range(3):  # keys that JupyterLab has a use for
        page.keyboard.press("ArrowDown")
    expect(choice.get_by_role("radio").first).to_be_focused()
    choice.locator("label", has_text="it is halved").click()
    choice.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("Right.")
    field = number.get_by_role("textbox")
    field.press_sequentially("1/3")
    field.press("Enter")
    expect(number.locator(".explorable-feedback")).to_contain_text("Right.")
    for text in ("def mean", "total = sum", "return total / len"):
        lines.locator(".explorable-line", has_text=text).press("Enter")
    lines.get_by_role("button", name="Check").press("Enter")
    expect(lines.locator(".explorable-feedback")).to_contain_text("Right.")
    assert not trouble


def test_the_model_keeps_the_answer(quiz):
    page, _ = quiz
    choice = page.locator(".explorable-ask").first
    choice.locator("label", has_text="it doubles").click()
    choice.get_by_role("button", name="Check").click()
    expect(choice.locator(".explorable-feedback")).to_contain_text("Not yet.")
    cell = page.locator(".jp-CodeCell").nth(1)
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    again = cell.locator(".explorable-feedback")
    expect(again).to_have_count(1)
    expect(again).to_contain_text("Not yet.")
    expect(cell.get_by_role("radio", checked=True)).to_have_count(1)
