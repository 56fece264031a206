"""The book on a reader's device: with the host gone, all of it works as before."""

import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from accessible import grave
from browser import LIMIT
from explorable.bundle import precache
from playwright.sync_api import expect
from serving import shuttable
from stored import CONTENTS, LESSON
from visits import answer_a_choice, first_choice, show_controls, wait_for_arrival

ON_THE_HOST = ("lite/", "offline/", "wheels/", "_sources/")
"""What needs the network: JupyterLite, files to take away, notebooks."""
NAMED = re.compile(r' (?:href|src)="([^"]*)"')
IMAGES = "() => [...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src)"
SCOPES = """async () => (await navigator.serviceWorker.getRegistrations()).map(
  ({ scope, active }) => [new URL(scope).pathname, active?.scriptURL.split("/").pop()])"""


def is_passed_over(request):
    """Whether a worker asked, or the page was left meanwhile."""
    return request.service_worker or request.failure == "net::ERR_ABORTED"


def fetch_all(page, address):
    """Fetch the book by the menu of a chapter; return the place that says so."""
    page.goto(f"{address}/chapters/03-softmax.html")
    page.get_by_role("button", name="Take this chapter with you").click()
    link = page.get_by_role("link", name="Keep pages on this device")
    page.goto(link.evaluate("link => link.href"))  # it would open a tab
    box = page.locator(".explorable-offline")
    box.get_by_role("button", name=re.compile(r"Keep the book .*\(\d+\.\d MB\)")).click()
    expect(box.get_by_role("status")).to_have_text(
        "The whole book is on this device.", timeout=8 * LIMIT
    )
    return box


@pytest.fixture(scope="module")
def cut(browser, site):
    """The browser of a reader who has fetched the book and lost its host; and what went wrong."""
    with shuttable(site) as (address, shut), browser.new_context() as context:
        page, trouble = context.new_page(), []
        fetch_all(page, address)
        shut()
        context.on("console", lambda m: m.type == "error" and trouble.append(m.text))
        context.on("weberror", lambda error: trouble.append(str(error.error)))
        context.on("requestfailed", lambda r: is_passed_over(r) or trouble.append(r.url))
        yield context, address, trouble


@pytest.fixture
def visit(cut):
    context, address, trouble = cut

    def visit(path):
        (page,) = context.pages
        page.goto(f"{address}/{path}")
        wait_for_arrival(page)
        return page

    yield visit
    assert not trouble


@pytest.fixture(scope="module")
def listed(site):
    text = (site / precache.WORKER).read_text("utf-8")
    return json.loads(text[text.rindex("serve({") + 6 : text.rindex(")")])["files"]


def test_every_page_is_listed_and_all_that_it_names(site, listed):
    assert {f"{page}.html" for page in CONTENTS} <= {*listed}
    for name in (each for each in listed if each.endswith(".html") and "_static/" not in each):
        for address in {*NAMED.findall((site / name).read_text("utf-8"))}:
            path = unquote(urlsplit(urljoin(f"/{name}", address)).path).lstrip("/")
            if not urlsplit(address).scheme and path and not path.startswith(ON_THE_HOST):
                assert path in listed or f"{path}index.html" in listed, f"{name}: {address}"


def test_its_size_is_that_of_a_few_pictures(site):
    assert 20e6 < json.loads((site / precache.SIZE).read_text("utf-8"))["bytes"] < 80e6


def test_a_chapter_never_opened_moves_and_runs(visit):
    page = visit("chapters/05-gradient-descent.html")
    figure = page.locator("[data-explorer]").first
    figure.scroll_into_view_if_needed()
    show_controls(figure)
    caption = figure.locator(".explorable-caption")
    before = caption.text_content()
    figure.get_by_role("slider").first.press("End")
    expect(caption).not_to_have_text(before)
    expect(page.locator('html[data-runtime="ready"] [data-explorer]').first).to_be_attached()
    cell = page.locator(LESSON).first
    cell.get_by_role("button", name="Edit cell").dispatch_event("click")
    cell.get_by_role("textbox").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("import descent\nprint(descent.load_mnist()[0].shape)")
    cell.get_by_role("button", name="Run cell").first.dispatch_event("click")
    expect(cell.locator(".cell_output")).to_contain_text("(5000, 784)")  # a file opened by Python


def test_a_question_answers(visit):
    page = visit("chapters/02-regularization.html?visited")
    ask = answer_a_choice(first_choice(page))
    expect(ask.locator(".explorable-feedback")).not_to_be_empty()


def test_it_is_searched(visit):
    page = visit("search.html?q=jacobian")
    result = page.locator(
        "#search-results li", has_text=re.compile("Jacobian of the softmax|Softmax")
    )
    expect(result.locator("p.context").first).to_be_visible()  # a sentence of the page itself


def test_pictures_are_there_and_the_root_leads_on(visit, cut):
    page = visit("chapters/gallery.html")
    assert page.evaluate(IMAGES) == []
    with page.expect_navigation(url="**/chapters/intro.html"):
        page.goto(f"{cut[1]}/", wait_until="commit")


def test_the_place_is_accessible_and_fits_a_phone(open_page):
    page = open_page("chapters/offline.html", viewport={"width": 390, "height": 844})
    box = page.locator(".explorable-offline")
    status = box.get_by_role("status")
    box.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("The whole book is on this device.", timeout=8 * LIMIT)
    wait_for_arrival(page)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box.get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("The book is not on this device any more.")
    expect(box.get_by_role("button", name="Keep")).to_be_focused()


def test_jupyterlite_and_the_book_have_a_worker_each(browser, site):
    with shuttable(site) as (address, shut), browser.new_context() as context:
        page = context.new_page()
        fetch_all(page, address)
        page.goto(f"{address}/lite/lab/index.html")
        expect(page.get_by_text("03-softmax.ipynb", exact=True)).to_be_visible(timeout=8 * LIMIT)
        own = page.evaluate("navigator.serviceWorker.ready.then(({ scope }) => scope)")
        assert own == f"{address}/lite/"
        shut()
        page.goto(f"{address}/chapters/04-cross-entropy.html")
        expect(page.locator("article h1")).to_contain_text("Cross-entropy")
        assert sorted(page.evaluate(SCOPES)) == [
            ["/", precache.WORKER],
            ["/lite/", "service-worker.js?enableCache=false"],
        ]
