"""What tests of several folders share: Hypothesis' profile, skips, times, a browser, the book."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tools import machine

if TYPE_CHECKING:
    from engines import Tab
    from playwright.sync_api import Browser, Playwright

# No deadline: a busy machine is no failure. The same examples in every run: a red test is new.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("nightly", settings.get_profile("default"), max_examples=500)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Python is compiled once in the tests' Chromium and WebKit. Engines compile it a second time, which
# is a third of its start, and pays where it runs for long: Firefox does so here, and each engine in
# the benchmarks.
COMPILED_ONCE = "--js-flags=--liftoff-only"
os.environ.update(JSC_useOMGJIT="0")

REASONS = {machine.lack(part) for part in machine.PARTS}
"""Why a test may be skipped: what this machine lacks, as `tools.machine` says it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let a test fail that is skipped for another reason."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason not in REASONS:
            report.outcome, report.longrepr = "failed", f"skipped, but not for what lacks: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the ten slowest cells and notebooks: a cell has four seconds, a notebook ten."""
    reports = [each for group in terminalreporter.stats.values() for each in group]
    times: Counter[str] = Counter()
    for each in reports:
        if isinstance(each, pytest.TestReport) and ".ipynb::" in each.nodeid:
            times[each.nodeid] += each.duration
            times[each.nodeid.partition("::")[0]] += each.duration
    for kind, is_kind in (
        ("cells", lambda name: "::" in name),
        ("notebooks", lambda name: "::" not in name),
    ):
        slowest = [(name, seconds) for name, seconds in times.most_common() if is_kind(name)][:10]
        if slowest:
            terminalreporter.section(f"slowest {kind}", sep="-")
        for name, seconds in slowest:
            terminalreporter.write_line(f"{seconds:6.1f} s  {name}")


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    from playwright.sync_api import sync_playwright  # not above: most tests need no Playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launched(playwright: "Playwright") -> Iterator[Callable[[str], "Browser"]]:
    """Give Chromium or Firefox by its name, started once."""
    from engines import LAUNCH

    def start(engine: str) -> "Browser":
        flags = [COMPILED_ONCE] if engine == "chromium" else []
        return browsers.enter_context(LAUNCH[engine](playwright, *flags))

    with ExitStack() as browsers:
        yield cache(start)


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
