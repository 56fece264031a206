"""A JupyterLab of one's own: settings, workspace and notebooks in a folder that goes away.

Its fixtures are a reader's page of it, and notebooks to open there.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbformat import NotebookNode, write
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page
from serving import listening

from tools.lab import SETTINGS

TOKEN = "reader"
OPTIONS = [
    *("--no-browser", "--allow-root", "--ServerApp.port_retries=0"),
    f"--IdentityProvider.token={TOKEN}",
]
NO_NEWS = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
START_MS = 240_000


ITS_OWN = "_markdownOverlapsToolbar"
"""Where JupyterLab fails by itself, once in a while: it measures a cell that is not drawn yet."""


def complaints(page: Page) -> list[str]:
    """Return the list of what the page's console will complain of, with the way to each error."""
    heard = []
    page.on("console", lambda m: m.type == "error" and heard.append(m.text))
    page.on("pageerror", lambda error: ITS_OWN in str(error.stack) or heard.append(error.stack))
    return heard


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve ``folder / "notebooks"`` with JupyterLab; yield its address, token and all.

    Raises
    ------
    RuntimeError
        If it does not start, with its log.
    """
    settings = folder / "JUPYTER_CONFIG_DIR" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "page_config.json").write_text(NO_NEWS)
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = {**os.environ, **{name: str(folder / name) for name in folders}}
    notebooks = folder / "notebooks"
    options = [*OPTIONS, f"--LabApp.app_settings_dir={notebooks / SETTINGS}", str(notebooks)]
    lab = [sys.executable, "-m", "jupyter", "lab", *options]
    with listening(
        lambda port: [*lab, f"--ServerApp.port={port}"], folder / "said", env=environment
    ) as address:
        yield f"{address}/lab?token={TOKEN}"


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook and wait for its kernel."""
    page.goto(address.replace("/lab", f"/lab/tree/{name}", 1), timeout=START_MS)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=START_MS)


def run_all(page: Page) -> None:
    """Run all cells, and go back to the first."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.keyboard.press("Control+Home")


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
