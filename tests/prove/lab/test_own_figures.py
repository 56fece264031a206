"""The figures that readers finish, in JupyterLab with what every notebook has: nothing of ours."""

from pathlib import Path

import nbformat
from lab_server import START_MS, run_all
from playwright.sync_api import expect

CHAPTERS = Path(__file__).parents[3] / "chapters"
OWN = [
    source
    for path in sorted(CHAPTERS.glob("*-practice.ipynb"))
    for cells in [[c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]]
    for cell in cells
    if "# Your line: " in cell.source
    for source in (cells[0].source, cell.source)
]


def test_each_moves_with_plain_ipywidgets(page, open_cells):
    open_cells(*OWN)
    run_all(page)
    for number in range(1, len(OWN), 2):
        output = page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea").first
        output.scroll_into_view_if_needed()
        picture = output.locator("img")
        expect(picture).to_be_visible(timeout=START_MS)
        assert output.locator("figure.explorable-explorer").count() == 0
        before = picture.get_attribute("src")
        output.locator(".noUi-handle").press("ArrowRight")
        expect(picture).not_to_have_attribute("src", before)
    assert not page.trouble
