"""The built book in three engines; `make test-browsers` builds it and gives WebKit a screen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import needed
from engines import ENGINES, LAUNCH, Tab, visit
from explorable.authoring.serve import QuietHandler
from playwright.sync_api import Browser, Playwright
from serving import serving


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine, each in turn; one that this machine lacks is not tried."""
    needed(request.param)
    return request.param


@pytest.fixture(scope="session")
def launched(playwright: Playwright) -> Iterator[Callable[[str], Browser]]:
    """Give an engine's browser by its name, started once."""
    with ExitStack() as browsers:
        yield cache(lambda engine: browsers.enter_context(LAUNCH[engine](playwright)))


@pytest.fixture
def reader(
    engine: str, playwright: Playwright, launched: Callable[[str], Browser]
) -> Callable[..., AbstractContextManager[Tab]]:
    """Open a tab of somebody who has never been here, through a proxy if one is given."""
    if engine in LAUNCH:
        return partial(visit, launched(engine))
    return partial(ENGINES[engine], playwright)


@pytest.fixture
def tab(reader: Callable[..., AbstractContextManager[Tab]]) -> Iterator[Tab]:
    """A tab of somebody who has never been here."""
    with reader() as tab:
        yield tab


@pytest.fixture
def served(site: Path) -> Iterator[Callable[..., str]]:
    """Serve the book in one's own way, as ``served(refused=".wasm.gz", folder=…)``.

    Gives the address. What browsers ask for is in ``served.asked``.
    """
    asked = []
    with ExitStack() as servers:

        def served(folder: Path = site, refused: str | None = None) -> str:
            class Handler(QuietHandler):
                def do_GET(self) -> None:
                    self.path = urlsplit(self.path)._replace(scheme="", netloc="").geturl()
                    asked.append(self.path)
                    if refused and refused in self.path:
                        self.send_error(404)
                    else:
                        super().do_GET()

            return servers.enter_context(serving(folder, Handler))

        served.asked = asked
        yield served
