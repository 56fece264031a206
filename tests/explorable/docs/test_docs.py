"""The documentation is built by the extension that it describes, and lives; its examples run.

Here in the theme of plain Sphinx; `make docs` has the newest Sphinx and furo.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import gate
import pytest
from playwright.sync_api import expect
from serving import serving

pytestmark = gate.STAGE

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "code" / "explorable" / "docs"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", str(DOCS), str(folder), "-W", "--keep-going"]
    result = subprocess.run(
        [*command, "-D", "html_theme=alabaster"], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "code/explorable/src")}, timeout=900,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_every_page_has_its_place():
    listed = set(re.findall(r"^\w+$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE))
    assert {each.stem for each in DOCS.glob("*.md")} - {"index"} <= listed


SUBJECTS = {
    "start", "gallery", "controls", "guesses", "questions", "exercises", "streams", "print",
    "tests", "accessibility", "security", "compatibility", "how", "api",
}  # fmt: skip
"""What whoever relies on it looks for."""


def test_every_subject_has_its_page():
    assert {each.stem for each in DOCS.glob("*.md")} >= SUBJECTS


def test_a_page_prints_its_figures_as_they_start_with_their_words(pages, browser):
    page = browser.new_page()
    with serving(pages) as address:
        page.goto(f"{address}/print.html")
        figure = page.locator("figure.explorable-explorer")
        expect(figure.locator(".explorable-controls")).to_be_enabled()
        page.emulate_media(media="print")
        expect(figure.locator(".explorable-controls")).to_be_hidden()
        expect(figure.locator(".explorable-caption")).to_have_text("1.0 swings a second")
        still = page.get_by_role("img", name="3.0 swings a second")
        expect(still).to_be_visible()
    page.close()


def test_an_exercise_is_tried_before_it_is_judged(pages, browser):
    page = browser.new_page()
    with serving(pages) as address:
        page.goto(f"{address}/exercises.html")
        cell = page.locator(".cell.tag_exercise")
        expect(cell.locator(".explorable-verdict")).to_have_count(0)
        cell.get_by_role("button", name="Run cell").click()
        expect(cell.locator(".explorable-verdict")).to_contain_text("for a tone of 440 Hz in air")
    page.close()


def test_its_first_figure_is_moved(pages, browser):
    page = browser.new_page()
    with serving(pages) as address:
        page.goto(f"{address}/index.html")
        figure = page.locator("figure.explorable-explorer")
        slider = figure.locator("input[type=range]")
        expect(slider).to_be_enabled()  # mounted
        slider.press("End")
        expect(figure.locator("pre")).to_have_text("5.0 swings a second\n")
        expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")
    page.close()


def test_the_step_to_an_explorer_has_its_gain(pages):
    text = re.sub("<[^>]*>", "", (pages / "step.html").read_text("utf-8"))
    assert re.search(r"anew \d+ ms, moved [\d.]+ ms: \d+ times as fast", text)
