"""The browser of the tests: one that is installed, else one that is fetched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP book.test 127.0.0.1",  # a name that is not this machine's own
]
LIMIT = 25_000
"""Milliseconds for whatever a page does: reached only where something is wrong, however busy the
machine."""

COMMANDS = [
    "chromium-headless-shell",  # half the work: it has no window to draw
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]


def launch(playwright: Playwright) -> Browser:
    """Start the first browser that can be found."""
    return playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)


def find_chromium(playwright: Playwright) -> str:
    """Return the path of a Chromium, Chrome or Edge; fetch one where none is installed."""
    tried = []
    for name, candidates in (
        ("$CHROMIUM", _named()),
        ("an installed Chromium, Chrome or Edge", _installed()),
        ("apt-get install chromium-headless-shell (as root on Debian)", _from_debian(tried)),
        ("playwright install chromium", _from_playwright(playwright, tried)),
    ):
        tried.append(name)
        for path in candidates:
            if Path(path).exists():
                return str(path)
    pytest.fail("No browser for the tests. Tried: " + "; ".join(tried), pytrace=False)


def _named() -> Iterator[str]:
    if path := os.environ.get("CHROMIUM"):
        yield path


def _installed() -> Iterator[str]:
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from PLACES


def _from_debian(tried: list[str]) -> Iterator[str]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run(["apt-get", "update", "-qq"], tried)
        _run(["apt-get", "install", "-qq", "--yes", COMMANDS[0]], tried)
        yield from filter(None, [shutil.which(COMMANDS[0])])


def _from_playwright(playwright: Playwright, tried: list[str]) -> Iterator[str]:
    _run([sys.executable, "-m", "playwright", "install", "chromium"], tried)
    yield playwright.chromium.executable_path


def _run(command: list[str], tried: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        tried.append(f"{' '.join(command)} said: {result.stderr.strip()[-300:]}")
