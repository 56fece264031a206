"""No network, a slow one, a host that forbids: what the reader is told, and the way out."""

import re
from threading import Event

import pytest
from browser import LIMIT
from explorable.authoring.serve import QuietHandler
from playwright.sync_api import expect
from serving import serving
from visits import damaged, lost, missing, touch, wait_for_answers, wait_for_memory

pytestmark = pytest.mark.first_visit

CHAPTER = "chapters/03-softmax.html"
BROWSERS_WORDS = re.compile(
    "failed to fetch|network ?error|load failed|dynamically imported|not defined|violates", re.I
)
SOME_BYTES = 100_000


class Stalling(QuietHandler):
    """Sends the first part of an archive and then, while it stalls, nothing more."""

    stalls = True
    over = Event()

    def copyfile(self, source, outputfile):
        if "/packages-" in self.path and self.stalls:
            outputfile.write(source.read(SOME_BYTES))
            outputfile.flush()
            self.over.wait()
        else:
            super().copyfile(source, outputfile)


class Strict(QuietHandler):
    """Has a policy of its own, as some hosts do, which knows nothing of WebAssembly."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", "script-src 'self' 'unsafe-inline' blob:")
        super().end_headers()


class Lasting(QuietHandler):
    """Lets browsers keep what they have for an hour."""

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


@pytest.fixture
def page(context):
    return context.new_page()


def session_of(page):
    return page.locator(".explorable-session")


def test_a_download_that_stalls_is_said_and_can_be_begun_again(page, site):
    with serving(site, Stalling) as address:
        page.goto(f"{address}/{CHAPTER}")
        figure = touch(page)
        line = session_of(page)
        expect(line).to_contain_text("The Python download has stalled", timeout=2 * LIMIT)
        Stalling.stalls = False
        line.get_by_role("button", name="Retry").click()
        wait_for_answers(figure)
        expect(line.locator("[role=status]")).to_have_text("")
        Stalling.over.set()


def test_a_host_that_forbids_webassembly_is_named_with_what_it_must_allow(page, site):
    with serving(site, Strict) as address:
        page.goto(f"{address}/{CHAPTER}")
        status = touch(page).locator(".explorable-status")
        expect(status).to_contain_text("must allow 'wasm-unsafe-eval' in the script-src")
        assert not BROWSERS_WORDS.search(page.locator("body").inner_text())
        expect(page.get_by_role("button", name="Retry")).to_have_count(0)


def test_without_a_network_python_starts_from_what_an_earlier_visit_has_kept(page, site):
    with serving(site, Lasting) as address:
        page.goto(f"{address}/{CHAPTER}")
        wait_for_answers(touch(page))
        wait_for_memory(page)
        page.reload()
        page.context.set_offline(True)
        wait_for_answers(touch(page))
        page.context.set_offline(False)


@pytest.mark.parametrize(
    ("file", "mishap", "notice"),
    [
        ("manifest.json", missing, "manifest.json is missing (404)"),
        ("third-party-*", missing, "is missing (404)"),
        ("pyodide-*.mjs", lost, "Python couldn’t start"),
        ("packages-*.gz", damaged, "is corrupted"),
        ("*.wasm.gz", damaged, "is corrupted"),
        ("worker.js", lost, "Python couldn’t start"),
    ],
)
def test_what_does_not_come_is_said_once_in_the_pages_words_with_a_way_out(
    page, address, file, mishap, notice
):
    page.context.route(f"**/{file}", mishap)
    page.goto(f"{address}/{CHAPTER}")
    figure = touch(page)
    line = figure.locator(".explorable-status")
    expect(line).to_contain_text("Python couldn’t start")
    expect(page.get_by_text(notice).filter(visible=True)).to_have_count(1)
    expect(figure.locator("svg[role=img]")).to_be_visible()
    assert not BROWSERS_WORDS.search(page.locator("body").inner_text())
    retry = page.get_by_role("button", name="Retry").filter(visible=True)
    expect(retry).to_have_count(1)
    page.context.unroute_all()
    retry.click()
    wait_for_answers(figure)
