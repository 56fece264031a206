"""What tests of several folders share: what runs and in which order, a browser, the built book."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import gate
import pytest
from gate import pytest_configure, pytest_report_header  # noqa: F401  hooks
from hypothesis import settings

if TYPE_CHECKING:
    from engines import Tab
    from playwright.sync_api import Browser, Playwright

# No deadline: a busy machine is no failure. For a commit the same examples in every run, so that a
# red test is new; `make prove` searches.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("search" if gate.PROVE else "steady")

gc.disable()  # collecting frees nothing: to look for garbage meanwhile takes a third of its time

collect_ignore = [] if sys.platform == "emscripten" else ["descent/models/test_training_cells.py"]
"""They time a page's Python; elsewhere nbval runs these cells whole."""

FIRST = ("tests/lab/", "tests/browsers/", "tests/book/", "tests/explorable/", "chapters/")
"""Where files take long: begun late, the last would keep one core waiting."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take what a commit runs, the long files first."""
    gate.select(config, items)
    ranks = dict(zip(FIRST, range(len(FIRST)), strict=True))
    items.sort(key=lambda item: next((r for f, r in ranks.items() if item.nodeid.startswith(f)), 9))


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but seldom: so many tests are many objects."""
    gc.set_threshold(100_000)
    gc.enable()


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    from playwright.sync_api import sync_playwright  # not above: most tests need no Playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launched(playwright: "Playwright") -> Iterator[Callable[[str], "Browser"]]:
    """Give Chromium or Firefox by its name, started once."""
    from engines import LAUNCH

    with ExitStack() as browsers:
        yield cache(lambda engine: browsers.enter_context(LAUNCH[engine](playwright)))


@pytest.fixture(scope="session")
def browser(launched: Callable[[str], "Browser"]) -> "Browser":
    from browser import LIMIT, needed
    from playwright.sync_api import expect

    expect.set_options(timeout=LIMIT)
    needed("chromium")
    return launched("chromium")


@pytest.fixture(scope="session")
def open_tab(
    playwright: "Playwright", launched: Callable[[str], "Browser"]
) -> Callable[..., AbstractContextManager["Tab"]]:
    """Open a tab of an engine for somebody who has never been here, perhaps through a proxy.

    Chromium and Firefox are started once; WebKit's driver starts one for each.
    """
    from browser import needed
    from engines import ENGINES, LAUNCH, visit

    def open_tab(engine: str, proxy: str | None = None) -> AbstractContextManager["Tab"]:
        needed(engine)
        if engine in LAUNCH:
            return visit(launched(engine), proxy)
        return ENGINES[engine](playwright, proxy)

    return open_tab


@pytest.fixture(scope="session")
def site() -> Path:
    folder = Path(__file__).parents[1] / os.environ.get("SITE", "_build/html")
    if not (folder / "index.html").exists():
        pytest.fail("no built book to test: run `make build`", pytrace=False)
    return folder
