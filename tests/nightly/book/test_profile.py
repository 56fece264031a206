"""Nobody loses anything: the site in a browser that the release 497491e has left."""

import json
import re

import profiles
import pytest
import records
from explorable.bundle import precache
from playwright.sync_api import expect
from serving import Undated, shuttable
from visits import show_controls

ADDRESSES = [line.split() for line in profiles.ADDRESSES.read_text("utf-8").splitlines()]
LEADS_ON = re.compile(r'http-equiv="refresh" content="0; *url=([^"#]+)', re.IGNORECASE)
ANSWERS = {
    "choice": "chapters/01-scores-and-margins.html#ask-d83339fa",
    "number": "chapters/01-scores-and-margins.html#ask-d5e2e522",
    "lines": "chapters/01-scores-and-margins-practice.html#ask-d80436cf",
    "explain": "chapters/01-scores-and-margins-practice.html#ask-df0043ab",
}
"""A question of each kind that stays, as the reader has answered it."""
GONE = ("ask-d00f7fc9", "ask-dfb77e22")
"""One that asked for partners and one for what a program prints, which no page asks any more."""


@pytest.mark.parametrize(("page", "anchors"), [(page, rest) for page, *rest in ADDRESSES])
def test_an_address_that_was_a_link_leads_somewhere(site, page, anchors):
    text = (site / page).read_text("utf-8")
    if forward := LEADS_ON.search(text):
        assert (site / page).parent.joinpath(forward[1]).exists()
    else:
        assert [each for each in anchors if f'id="{each}"' not in text] == []


@pytest.fixture
def returning(browser, site, tmp_path):
    """A page of a reader of that release, who kept the book, and the address of the new site."""
    for each in site.iterdir():
        (tmp_path / each.name).symlink_to(each)
    worker = tmp_path / precache.WORKER
    with shuttable(tmp_path, Undated) as (address, shut), browser.new_context() as context:
        page, trouble = context.new_page(), []
        context.on("weberror", lambda error: trouble.append(str(error.error)))
        profiles.keep_as_497491e(page, site, address, worker)
        profiles.remember_as_497491e(page)
        worker.unlink()
        worker.symlink_to(site / precache.WORKER)
        yield page, address, shut
        assert not trouble


def test_a_reader_finds_the_book_and_all_work_without_the_host(returning):
    page, address, shut = returning
    page.goto(f"{address}/chapters/again.html")
    before = {entry["key"]: entry["text"] for entry in records.entries(page)}
    assert {kind for entry in records.entries(page) if (kind := entry["kind"]) != "setting"} == {
        "answer", "cell", "guess",
    }  # fmt: skip
    page.evaluate(profiles.UPDATE)
    profiles.load_edition(page)
    page.goto(f"{address}/chapters/intro.html")
    expect(page.locator("html")).to_have_attribute("data-visit", "again")
    shut()
    for address_of_one in ANSWERS.values():
        page.goto(f"{address}/{address_of_one}")
        ask = page.locator(f"#{address_of_one.partition('#')[2]}")
        ask.scroll_into_view_if_needed()
        expect(ask.locator(".explorable-feedback")).not_to_be_empty()
    for each in GONE:
        expect(page.locator(f"#{each}")).to_have_count(0)
    page.goto(f"{address}/chapters/03-softmax.html")
    cell = page.locator("div.cell.tag_exercise").first
    cell.scroll_into_view_if_needed()
    expect(cell.get_by_role("textbox")).to_have_text("mine = softmax")
    figure = page.locator('[data-explorer="softmax_temperature"]')
    show_controls(figure)
    figure.locator("[name=temperature]").fill("7.7")  # where no frame is baked: Python answers
    expect(figure.locator(".explorable-caption")).to_contain_text("T = 7.7")
    names = page.evaluate("caches.keys()")
    assert sorted(re.sub(r" \w+$", "", name) for name in names) == [
        "explorable /_live/",
        "explorable offline /",
    ]
    assert "explorable /_live/ 0123456789abcdef" not in names
    page.goto(f"{address}/chapters/again.html")
    expect(page.locator(".explorable-work")).to_contain_text("edited cells 1, guesses 1")
    after = {entry["key"]: entry["text"] for entry in records.entries(page)}
    assert {key: text for key, text in after.items() if key in before} == before


def test_a_file_of_that_release_is_loaded(open_page):
    page = open_page("chapters/again.html")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load a file").click()
    chooser.value.set_files(profiles.FILE)
    count = len(json.loads(profiles.FILE.read_text("utf-8"))["entries"])
    status = page.locator(".explorable-work").get_by_role("status")
    expect(status).to_have_text(f"Loaded: {count} of {count} were new or newer.")
