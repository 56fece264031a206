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


def test_its_first_figure_is_moved(pages, browser):
    page = browser.new_page()
    with serving(pages) as address:
        page.goto(f"{address}/index.html")
        figure = page.locator("figure.explorable-explorer")
        figure.locator("input[type=range]").press("End")
        expect(figure.locator("pre")).to_have_text("5.0 swings a second\n")
        expect(figure).to_have_attribute("data-runtime", "ready")
    page.close()


def test_the_step_to_an_explorer_has_its_gain(pages):
    text = re.sub("<[^>]*>", "", (pages / "step.html").read_text("utf-8"))
    assert re.search(r"anew \d+ ms, moved [\d.]+ ms: \d+ times as fast", text)
