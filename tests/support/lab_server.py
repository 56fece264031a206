"""A JupyterLab of one's own: settings, workspace and notebooks in a folder that goes away."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from json import JSONDecodeError
from pathlib import Path
from socket import create_connection

from jupyter_server.serverapp import list_running_servers
from playwright.sync_api import Page

from tools.lab import SETTINGS

OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.port=0"]
"""Any port that is free: two servers that start at once and look from 8888 on find the same one."""
NO_NEWS = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
START_MS = 240_000
FOLDERS = (
    *("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"),
    *("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"),
)
"""What it writes itself, by the variables that name the places."""


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
    environment = {**os.environ, **{name: str(folder / name) for name in FOLDERS}}
    notebooks = folder / "notebooks"
    options = [*OPTIONS, f"--LabApp.app_settings_dir={notebooks / SETTINGS}"]
    command = [sys.executable, "-m", "jupyter", "lab", *options, str(notebooks)]
    log = folder / "log"
    with log.open("w") as stderr:
        server = subprocess.Popen(command, stderr=stderr, env=environment)
    try:
        yield _address(server, folder / "JUPYTER_RUNTIME_DIR", log)
    finally:
        server.terminate()
        try:
            server.wait(START_MS / 1000)
        except subprocess.TimeoutExpired:  # now and then it waits for a thread of its own for ever
            server.kill()
            server.wait()


def _address(server: subprocess.Popen, runtime: Path, log: Path) -> str:
    """Return the server's address as soon as it answers: before, it has told which it will be."""
    while server.poll() is None:
        with suppress(ConnectionRefusedError, JSONDecodeError):  # what it tells is half written
            for each in list_running_servers(str(runtime)):
                create_connection(("127.0.0.1", each["port"])).close()
                return f"http://127.0.0.1:{each['port']}/lab?token={each['token']}"
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text('utf-8')[-3000:]}")


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook and wait for its kernel."""
    page.goto(address.replace("/lab", f"/lab/tree/{name}", 1), timeout=START_MS)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=START_MS)


def run_all(page: Page) -> None:
    """Run all cells, and go back to the first."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.keyboard.press("Control+Home")
