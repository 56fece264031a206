"""A reader opens the chapter on softmax in JupyterLab, runs it and moves a slider by keyboard."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.server import START_MS, jupyterlab, open_notebook, run_all
from playwright.sync_api import Browser, Page, expect

CHAPTER = Path(__file__).parents[2] / "chapters" / "03-softmax.ipynb"
EXPLORER = 'figure.descent-explorer[data-explorer="scores_to_probabilities"]'
RUN_MS = 240_000


@pytest.fixture
def chapter(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """Open the chapter; return the page and the list of what its console complains of."""
    (tmp_path / "notebooks").mkdir()
    shutil.copy(CHAPTER, tmp_path / "notebooks")
    page, trouble = browser.new_page(viewport={"width": 1280, "height": 1000}), []
    page.on("console", lambda m: m.type == "error" and trouble.append(m.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    with jupyterlab(tmp_path) as address:
        open_notebook(page, address, CHAPTER.name)
        yield page, trouble
        page.close()


def test_a_slider_moves_picture_and_caption(chapter):
    page, trouble = chapter
    run_all(page)
    explorer = page.locator(EXPLORER).first
    slider = explorer.locator('input[type="range"][name="cat"]:enabled')
    expect(slider).to_be_attached(timeout=START_MS)
    caption, picture = explorer.locator("figcaption"), explorer.locator(".descent-picture")
    words, drawing = caption.inner_text(), picture.inner_html()
    slider.press("ArrowRight")  # the kernel answers when it is done with the last cell
    expect(caption).not_to_have_text(words, timeout=RUN_MS)
    assert picture.inner_html() != drawing
    assert not trouble
