"""The book behind nginx, Apache and Caddy, as deploy/ sets up those that are installed."""

import gzip
import http.client
import re
from urllib.parse import urlsplit

import pytest
from browser import needed
from hosts import COMMANDS, DEPLOY, deployed, running
from playwright.sync_api import expect
from visits import show_controls, wait_for_memory

FOREVER = "public, max-age=31536000, immutable"
FENCE = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"


@pytest.fixture(scope="module")
def folder(site):
    with deployed(site) as folder:
        yield folder


@pytest.fixture(scope="module", params=COMMANDS)
def host(request, folder):
    """The address of the book behind one server."""
    needed(request.param)
    with running(request.param, folder) as address:
        yield address


def ask(address, path, **headers):
    """Ask for a file and return the answer and its body, as they are sent."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def any_of(folder, pattern):
    """Return the path, on the host, of the first file of this pattern."""
    return f"/{next((folder / 'html').glob(pattern)).relative_to(folder / 'html').as_posix()}"


CACHING = {
    "_static/live-*/page/boot.js": FOREVER,
    "_live/packages-*.tar.gz": FOREVER,
    "_live/pyodide-*.mjs": FOREVER,
    "_live/baked/*.json.gz": FOREVER,
    "_live/sources/*.py": FOREVER,
    "_live/manifest.json": "no-cache",
    "_static/book.css": "public, max-age=600",
    "chapters/03-softmax.html": "no-cache",
    "searchindex.js": "no-cache",
}


@pytest.mark.parametrize("pattern", CACHING)
def test_a_browser_keeps_for_good_only_what_never_changes(host, folder, pattern):
    for path in (folder / "html").glob(pattern):
        answer, _ = ask(host, f"/{path.relative_to(folder / 'html').as_posix()}")
        assert answer.status == 200, path
        assert answer.headers.get_all("Cache-Control") == [CACHING[pattern]], path


def test_the_rules_for_netlify_and_cloudflare_are_the_same(folder):
    """As both match: a star at the end stands for anything."""
    rules = (DEPLOY / "_headers").read_text("utf-8").split("\n/")
    assert FENCE in rules[1]
    forever = [rule.partition("*")[0] for rule in rules if FOREVER in rule]
    for pattern, caching in CACHING.items():
        matching = [start for start in forever if any_of(folder, pattern)[1:].startswith(start)]
        assert len(matching) == (caching == FOREVER), pattern


TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "ipynb": "application/x-ipynb+json",
    "woff2": "font/woff2",
    "gz": "application/gzip",
}
"""A script of another type is not run, as pages are told to guess nothing."""


@pytest.mark.parametrize("ending", TYPES)
def test_a_file_has_its_type_and_no_other_host_is_let_in(host, folder, ending):
    answer, _ = ask(host, any_of(folder, f"**/*.{ending}"))
    assert answer.headers.get_content_type() == TYPES[ending]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == FENCE


def test_text_is_sent_compressed(host, folder):
    path = any_of(folder, "chapters/03-softmax.html")
    plain = (folder / "html" / path[1:]).read_bytes()
    answer, body = ask(host, path, **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(body) == plain
    assert len(body) < 0.35 * len(plain)
    assert ask(host, path)[1] == plain


def test_what_the_page_unpacks_is_sent_as_it_is(host, folder):
    path = any_of(folder, "_live/pyodide-*.wasm.gz")
    answer, body = ask(host, path, **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert body == (folder / "html" / path[1:]).read_bytes()


VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


def test_what_has_not_changed_is_not_sent_again(host):
    asked = {"Accept-Encoding": "gzip"}
    first, _ = ask(host, "/chapters/03-softmax.html", **asked)
    kept = {VALIDATORS[name]: first.headers[name] for name in VALIDATORS if name in first.headers}
    again, body = ask(host, "/chapters/03-softmax.html", **asked, **kept)
    assert (again.status, body) == (304, b"")


def test_what_is_missing_is_missing(host):
    """A file of the next release, say, in the middle of a deployment: nobody may keep this."""
    answer, _ = ask(host, "/_static/live-0123456789ab/page/boot.js")
    assert answer.status == 404
    assert answer.headers["Cache-Control"] in (None, "no-cache")


@pytest.mark.parametrize("host", ["nginx"], indirect=True)
def test_a_page_lives_and_the_next_visit_is_sent_almost_nothing(browser, host, folder):
    log = folder / "run" / "said"
    with browser.new_context() as context:
        asked, trouble = [], []
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda m: m.type == "error" and trouble.append(m.text))
        wait_for_memory(_touch(context, f"{host}/chapters/03-softmax.html"))
        first = len(log.read_text("utf-8"))
        wait_for_memory(_touch(context, f"{host}/chapters/03-softmax.html"))
    assert not trouble
    assert all(url.startswith((host, "blob:", "data:")) for url in asked)
    said = log.read_text("utf-8")[first:]
    assert '"GET /chapters/03-softmax.html HTTP/1.1" 304 0' in said
    assert not re.search(r'" 200 \d{4}', said)


def _touch(context, address):
    """Open a chapter and move a control to where no frame is baked."""
    page = context.new_page()
    page.goto(address)
    figure = page.locator('[data-explorer="softmax_temperature"]')
    expect(figure.locator("fieldset")).to_be_enabled()
    figure.scroll_into_view_if_needed()
    show_controls(figure)
    move = "(f, to) => f.dispatchEvent(new CustomEvent('explorable-move', { detail: to }))"
    figure.evaluate(move, {"temperature": 7.7})
    expect(figure.locator(".explorable-caption")).to_contain_text("T = 7.7")
    return page
