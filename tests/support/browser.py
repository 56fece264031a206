"""The browsers of the tests, as `tools.machine` finds them: nobody installs one here."""

import os

import pytest
from playwright.sync_api import Browser, Playwright

from tools import chromium, machine
from tools.chromium import find_chromium as find_chromium

BOOK_TEST = "--host-resolver-rules=MAP book.test 127.0.0.1"
"""A name that is not this machine's own."""
FLAGS = [*chromium.FLAGS, BOOK_TEST]
LIMIT = 60_000
"""Milliseconds for whatever a page does: reached only where something is wrong, however busy the
machine."""


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start the Chromium of tests and benchmarks, with more flags."""
    return chromium.launch(playwright, BOOK_TEST, *flags)


def needed(part: str) -> str:
    """Return the path of a part of the machine; without it the test is skipped, by that reason."""
    path = machine.PARTS[part].find()
    if not path:
        pytest.skip(machine.lack(part))
    if part == "webkit" and not os.environ.get("DISPLAY"):
        pytest.skip("WebKit: no screen (run it under xvfb-run)")
    return path
