"""A JupyterLab of one's own: settings, workspace and notebooks in a folder that goes away."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tools.lab import SETTINGS

OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.port=0"]
"""Any port that is free: two servers that start at once and look from 8888 on find the same one."""
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
        If it does not start, with the end of its log.
    """
    settings = folder / "JUPYTER_CONFIG_DIR" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "page_config.json").write_text(NO_NEWS)
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = {**os.environ, **{name: str(folder / name) for name in folders}}
    notebooks = folder / "notebooks"
    options = [*OPTIONS, f"--LabApp.app_settings_dir={notebooks / SETTINGS}"]
    command = [sys.executable, "-m", "jupyter", "lab", *options, str(notebooks)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        address = _address(server.stderr)
        Thread(target=server.stderr.read, daemon=True).start()  # a full pipe would stop it
        _wait_until_it_listens(address)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(START_MS / 1000)
        except subprocess.TimeoutExpired:  # now and then it waits for a thread of its own for ever
            server.kill()
            server.wait()
        server.stderr.close()


def _address(lines: Iterator[str]) -> str:
    log = []
    for line in lines:
        log.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/lab\S*\?token=\w+", line):
            return found.group()
    raise RuntimeError("JupyterLab did not start:\n" + "".join(log[-30:]))


def _wait_until_it_listens(address: str) -> None:
    """Wait for the first connection: the address is printed before it is answered."""
    place = urlsplit(address)
    deadline = time.monotonic() + START_MS / 1000
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((place.hostname, place.port)) == 0:
                return
    raise RuntimeError(f"JupyterLab does not answer at {address}")


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook and wait for its kernel."""
    page.goto(address.replace("/lab", f"/lab/tree/{name}", 1), timeout=START_MS)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=START_MS)


def run_all(page: Page) -> None:
    """Run all cells, and go back to the first."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.keyboard.press("Control+Home")
