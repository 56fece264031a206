"""What tests of several folders share: a browser, the built book, and how hypothesis searches."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: a busy machine is no failure. The same examples in every run: a red test is new.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    from browser import LIMIT, launch  # not above: most tests need no Playwright
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LIMIT)
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site() -> Path:
    folder = Path(__file__).parents[1] / os.environ.get("SITE", "_build/html")
    if not (folder / "index.html").exists():
        pytest.fail("no built book to test: run `make build`", pytrace=False)
    return folder
