"""The documentation is built by the extension that it describes, and lives; its examples run.

Here in the theme of plain Sphinx; `make docs` has the newest Sphinx and furo.
"""

import re
from pathlib import Path

import projects
import pytest
from playwright.sync_api import expect
from serving import serving

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "code" / "explorable" / "docs"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    options = ["-W", "--keep-going", "-D", "html_theme=alabaster"]
    path = str(ROOT / "code" / "explorable" / "src")
    result = projects.sphinx(folder, *options, str(DOCS), ".", PYTHONPATH=path)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture
def page(pages, browser):
    """A page of a browser that finds the documentation by the names of its files."""
    with serving(pages) as address, browser.new_page(base_url=f"{address}/") as page:
        yield page


def test_a_page_prints_its_figures_as_they_start_with_their_words(page):
    page.goto("print.html")
    figure = page.locator("figure.explorable-explorer")
    expect(figure.locator(".explorable-controls")).to_be_enabled()
    page.emulate_media(media="print")
    expect(figure.locator(".explorable-controls")).to_be_hidden()
    expect(figure.locator(".explorable-caption")).to_have_text("1.0 swings a second")
    still = page.get_by_role("img", name="3.0 swings a second")
    expect(still).to_be_visible()


def test_an_exercise_is_tried_before_it_is_judged(page):
    page.goto("exercises.html")
    cell = page.locator(".cell.tag_exercise")
    expect(cell.locator(".explorable-verdict")).to_have_count(0)
    cell.get_by_role("button", name="Run cell").click()
    expect(cell.locator(".explorable-verdict")).to_contain_text("for a tone of 440 Hz in air")


def test_its_first_figure_is_moved(page):
    page.goto("index.html")
    figure = page.locator("figure.explorable-explorer")
    slider = figure.locator("input[type=range]")
    expect(slider).to_be_enabled()  # mounted
    slider.press("End")
    expect(figure.locator("pre")).to_have_text("5.0 swings a second\n")
    expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")


def test_the_step_to_an_explorer_has_its_gain(pages):
    text = re.sub("<[^>]*>", "", (pages / "step.html").read_text("utf-8"))
    assert re.search(r"anew \d+ ms, moved [\d.]+ ms: \d+ times as fast", text)
