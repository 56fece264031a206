"""A reader opens the chapter on softmax in JupyterLab, runs it and moves a slider by keyboard."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

CHAPTER = Path(__file__).parents[2] / "chapters" / "03-softmax.ipynb"
EXPLORER = 'figure.descent-explorer[data-explorer="scores_to_probabilities"]'
OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.port_retries=100"]
NO_NEWS = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
START_MS, RUN_MS = 60_000, 240_000


@pytest.fixture
def lab(tmp_path) -> Iterator[str]:
    """Serve a copy of the chapter with JupyterLab; return its address, token and all."""
    (tmp_path / "chapters").mkdir()
    shutil.copy(CHAPTER, tmp_path / "chapters")
    settings = tmp_path / "JUPYTER_CONFIG_DIR" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "page_config.json").write_text(NO_NEWS)
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = {**os.environ, **{name: str(tmp_path / name) for name in folders}}
    command = [sys.executable, "-m", "jupyter", "lab", *OPTIONS, str(tmp_path / "chapters")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    log = []
    try:
        yield next(address for line in server.stderr if (address := read_address(line, log)))
    except StopIteration:
        pytest.fail("JupyterLab did not start:\n" + "".join(log[-30:]), pytrace=False)
    finally:
        Thread(target=server.stderr.read, daemon=True).start()
        server.terminate()
        server.wait()
        server.stderr.close()


def read_address(line: str, log: list[str]) -> str | None:
    """Return the server's address if this line of its log tells it."""
    log.append(line)
    found = re.search(r"http://127\.0\.0\.1:\d+/lab\S*\?token=\w+", line)
    return found.group() if found else None


@pytest.fixture
def chapter(browser: Browser, lab: str) -> Iterator[tuple[Page, list[str]]]:
    """Open the chapter; return the page and the list of what its console complains of."""
    page, trouble = browser.new_page(viewport={"width": 1280, "height": 1000}), []
    page.on("console", lambda m: m.type == "error" and trouble.append(m.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(lab.replace("/lab", f"/lab/tree/{CHAPTER.name}", 1), timeout=START_MS)
    yield page, trouble
    page.close()


def test_a_slider_moves_picture_and_caption(chapter):
    page, trouble = chapter
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=START_MS)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.keyboard.press("Control+Home")
    explorer = page.locator(EXPLORER).first
    slider = explorer.locator('input[type="range"][name="cat"]:enabled')
    expect(slider).to_be_attached(timeout=START_MS)
    caption, picture = explorer.locator("figcaption"), explorer.locator(".descent-picture")
    words, drawing = caption.inner_text(), picture.inner_html()
    slider.press("ArrowRight")  # the kernel answers when it is done with the last cell
    expect(caption).not_to_have_text(words, timeout=RUN_MS)
    assert picture.inner_html() != drawing
    assert not trouble
