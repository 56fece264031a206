"""The Chromium that prints and draws, as `tools.machine` finds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from explorable.authoring.serve import book_server
from playwright.sync_api import Browser, Playwright, sync_playwright

from tools import machine

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def browsing(site: Path) -> Iterator[tuple[Browser, str]]:
    """Give a browser, and the address at which it finds a built site: files have no fonts."""
    with book_server(site, port=0) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = launch(playwright)
        yield browser, f"http://127.0.0.1:{server.server_port}"
        browser.close()
        server.shutdown()


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start it, with more flags."""
    path = find_chromium()
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


def find_chromium() -> str:
    """Return the path of a Chromium, Chrome or Edge.

    Raises
    ------
    RuntimeError
        If there is none; says how to get one.
    """
    path = machine.PARTS["chromium"].find()
    if not path:
        raise RuntimeError(machine.lack("chromium"))
    return path
