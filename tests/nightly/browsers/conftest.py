"""The built book in three engines; `make test-all` gives WebKit a screen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from engines import ENGINES, Tab
from explorable.authoring.serve import QuietHandler
from serving import serving


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine, each in turn; one that this machine lacks is not tried."""
    return request.param


@pytest.fixture
def tab(engine: str, open_tab: Callable[..., AbstractContextManager[Tab]]) -> Iterator[Tab]:
    """A tab of somebody who has never been here."""
    with open_tab(engine) as tab:
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
