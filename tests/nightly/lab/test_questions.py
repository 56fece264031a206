"""A reader answers questions in JupyterLab."""

import os
from pathlib import Path

import pytest
import samples
from lab_server import START_MS, run_all
from playwright.sync_api import expect

CELLS = [
    "from samples import SAMPLES, TEST",
    'SAMPLES["choice"]',
    'SAMPLES["number"]',
    'SAMPLES["program"]',
    "TEST",
]


@pytest.fixture
def samples_at_hand(monkeypatch):
    """Let kernels import the samples: those of a JupyterLab that starts after this."""
    monkeypatch.setenv("PYTHONPATH", str(Path(samples.__file__).parent), prepend=os.pathsep)


def test_questions_answer_with_formulas_and_keys_of_their_own_and_a_cell_keeps_its_answer(
    samples_at_hand, page, open_cells
):
    page.set_viewport_size({"width": 1280, "height": 2000})
    open_cells(*CELLS)
    run_all(page)
    expect(page.locator(".explorable-ask form")).to_have_count(6, timeout=START_MS)
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
    cell = page.locator(".jp-CodeCell").nth(1)
    choice.evaluate("ask => (ask.dataset.old = true)")
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    again = cell.locator(".explorable-ask:not([data-old])")
    expect(again.locator(".explorable-feedback")).to_contain_text("Right.")
    expect(cell.get_by_role("radio", checked=True)).to_have_count(1)
    assert not page.trouble
