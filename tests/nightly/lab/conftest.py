"""A reader's JupyterLab, and notebooks to open in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab_server import complaints, jupyterlab, open_notebook
from nbformat import NotebookNode, write
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

PATIENCE = "const { timeout } = AbortSignal; AbortSignal.timeout = (ms) => timeout(100 * ms);"
"""Anywidget gives a model two seconds to load its script; a busy machine is no failure."""


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """The folder of notebooks that JupyterLab shows."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a window that holds a figure whole; in `trouble` stands what its console says."""
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.add_init_script(PATIENCE)
    page.trouble = complaints(page)
    yield page
    page.close()


@pytest.fixture
def open_it(notebooks: Path, page: Page) -> Iterator[Callable[[str], None]]:
    """Open a notebook of the folder in the page."""
    with jupyterlab(notebooks.parent) as address:
        yield lambda name: open_notebook(page, address, name)


@pytest.fixture
def open_cells(notebooks: Path, open_it: Callable) -> Callable[..., None]:
    """Open a notebook of some cells, each whole or its source."""

    def open_cells(*cells: str | NotebookNode) -> None:
        whole = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        write(new_notebook(cells=whole, metadata=KERNEL), notebooks / "a.ipynb")
        open_it("a.ipynb")

    return open_cells
