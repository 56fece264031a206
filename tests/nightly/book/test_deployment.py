"""A release that is deployed while browsers keep parts of the older one, as most hosts let them."""

import json
import shutil

import pytest
from explorable.authoring.serve import QuietHandler
from playwright.sync_api import expect
from serving import serving

pytestmark = pytest.mark.first_visit

RENAMED = {
    "page/boot.js": ("hydrateCells", "wakeCells"),
    "page/cells.js": ("hydrateCells", "wakeCells"),
    "worker/worker.js": ("startPython", "wakePython"),
    "worker/python.js": ("startPython", "wakePython"),
}
"""Exports of the release before and of the one that is deployed."""


class Host(QuietHandler):
    """Lets browsers keep what they have for ten minutes."""

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@pytest.fixture
def host(site, tmp_path):
    """A copy of the book that can be changed."""
    return shutil.copytree(site, tmp_path / "host", ignore=shutil.ignore_patterns("_sources"))


@pytest.fixture
def address(host):
    with serving(host, Host) as address:
        yield address


def deploy(host):
    """Replace the book by a release with other scripts."""
    (scripts,) = (host / "_static").glob("live-*")
    for name, (old, new) in RENAMED.items():
        text = (scripts / name).read_text("utf-8")
        assert old in text
        (scripts / name).write_text(text.replace(old, new), encoding="utf-8")
    named = "live-0123456789ab"
    for path in [*host.rglob("*.html"), host / "_live" / "manifest.json"]:
        path.write_text(path.read_text("utf-8").replace(scripts.name, named), encoding="utf-8")
    scripts.rename(scripts.with_name(named))
    return named


def explorer(page, name):
    figure = page.locator(f'[data-explorer="{name}"]').first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("fieldset")).to_be_enabled()
    return figure


TOUCH = """setInterval(() => document.querySelectorAll("[data-explorer]").forEach(
  (figure) => figure.dispatchEvent(new Event("pointerover"))), 100)"""
"""A reader whose pointer is always on the way, after the page was loaded anew as well."""


def answers(page, name):
    """Wait until Python answers an explorer."""
    ready = page.locator(f'html[data-runtime="ready"] [data-explorer="{name}"]').first
    expect(ready).to_be_attached()


def release_of(page):
    return page.evaluate(
        "document.querySelector('[data-explorable-live]').src.match(/live-\\w+/)[0]"
    )


@pytest.mark.parametrize("started", [True, False], ids=["started", "read"])
def test_pages_of_both_releases_live(context, address, host, started):
    page = context.new_page()
    page.goto(f"{address}/chapters/04-cross-entropy.html")
    kept = page.locator("[data-explorer]").first.get_attribute("data-explorer")
    explorer(page, kept)
    page.add_init_script(TOUCH)
    if started:
        page.evaluate(TOUCH)
        answers(page, kept)
    new = deploy(host)
    page.goto(f"{address}/chapters/03-softmax.html")
    answers(page, "softmax_temperature")
    assert release_of(page) == new
    page.goto(f"{address}/chapters/04-cross-entropy.html")
    answers(page, kept)


def test_a_tab_that_was_open_heals(context, address, host):
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax.html")
    explorer(page, "softmax_temperature")
    new = deploy(host)
    with page.expect_event("load"):
        explorer(page, "softmax_temperature").locator(".explorable-picture").hover()
    page.evaluate(TOUCH)
    answers(page, "softmax_temperature")
    assert release_of(page) == new


def test_a_host_in_the_middle_of_a_deployment_is_told(context, address, host):
    manifest = host / "_live" / "manifest.json"
    other = json.loads(manifest.read_text("utf-8")) | {"scripts": "live-0123456789ab"}
    manifest.write_text(json.dumps(other), encoding="utf-8")
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax.html")
    figure = explorer(page, "softmax_temperature")
    figure.locator(".explorable-picture").hover()
    status = figure.locator(".explorable-status")
    expect(status).to_contain_text("this page is out of date; reload it")
    expect(status.get_by_role("button", name="Retry")).to_be_visible()
