"""What tests of several folders share: a browser, and how hypothesis searches."""

from collections.abc import Iterator
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
    from browser import launch  # not above: most tests need no Playwright
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a busy machine is no failure here either
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
