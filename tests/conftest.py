"""What tests of several folders share: a browser, and how hypothesis searches."""

from collections.abc import Iterator

import pytest
from browser import launch
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# No deadline: a busy machine is no failure. The same examples in every run: a red test is new.
settings.register_profile("descent", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("descent")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
