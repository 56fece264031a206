"""The built book, served on a free port, and its readers, as fixtures."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import LIMIT
from explorable.authoring.serve import QuietHandler
from playwright.sync_api import Browser, BrowserContext, expect
from serving import serving
from stored import chapter_of
from visits import touch, unfold, wait_for_arrival, wait_for_memory


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def scripts(site: Path, address: str) -> str:
    """The address of the scripts of living pages."""
    (folder,) = (site / "_static").glob("live-*")
    return f"{address}/_static/{folder.name}"


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


WINDOW = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def reader(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The browser of a reader who has been here: the next visit's Python starts at once."""
    context = browser.new_context(viewport=WINDOW)
    context.set_default_timeout(LIMIT)
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax.html")
    touch(page)
    wait_for_memory(page)
    page.goto(f"{address}/_static/nothing.html")
    yield context
    context.close()


@pytest.fixture
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """The browser of a reader who has been here; with ``first_visit`` of one who has not."""
    if request.node.get_closest_marker("first_visit"):
        with browser.new_context(viewport=WINDOW) as context:
            context.set_default_timeout(LIMIT)
            yield context
    else:
        context = request.getfixturevalue("reader")
        yield context
        context.unroute_all()
        first, *others = context.pages
        for page in others:
            page.close()
        first.evaluate(FORGET)


FORGET = """() => Object.keys(localStorage).filter((key) => !key.startsWith("explorable snapshot "))
  .forEach((key) => localStorage.removeItem(key))"""
"""What a reader has done; how the next visit's Python starts at once stays."""

MOVE_NOTHING = "f => f.dispatchEvent(new CustomEvent('explorable-move', { detail: {} }))"
"""What a reader does who has no guess, and leaves the picture as it is."""


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable]:
    """Give a page of a reader who has never been here; what is given is the browser's."""
    with ExitStack() as contexts:

        def new_page(**options):
            context = browser.new_context(**{"viewport": WINDOW, **options})
            contexts.enter_context(context).set_default_timeout(LIMIT)
            return context.new_page()

        yield new_page


@pytest.fixture
def open_page(new_page: Callable, address: str) -> Callable:
    """Open a page of the book for a reader who has never been here."""

    def open_page(path="chapters/03-softmax.html", **options):
        page = new_page(**options)
        page.goto(f"{address}/{path}")
        return page

    return open_page


@pytest.fixture
def open_explorer(new_page: Callable, address: str) -> Callable:
    """Open a page at one of its explorers, mounted; Python never arrives there.

    A `change` is made to the page's HTML before the browser has it; one who has not `guessed` is
    asked to; what else is given is the browser's: ``viewport``, ``has_touch`` and so on.
    """

    def open_explorer(name, fragment="", change=None, guessed=True, **options):
        page = new_page(**options)
        page.route("**/*.wasm.gz", lambda route: None)
        if change:
            page.route("**/*.html", lambda route: route.fulfill(body=change(route.fetch().text())))
        page.goto(f"{address}/chapters/{chapter_of(name)}.html{fragment}")
        wait_for_arrival(page)
        figure = page.locator(f'[data-explorer="{name}"]').first
        expect(figure.locator("fieldset")).to_be_enabled()
        if not fragment:
            unfold(figure)
        figure.scroll_into_view_if_needed()
        if guessed:
            figure.evaluate(MOVE_NOTHING)
        return page, figure

    return open_explorer
