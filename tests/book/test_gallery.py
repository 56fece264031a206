"""The gallery in the built book."""

import json
import re

import gate
import pytest
from descent.explorers import catalogue
from explorable.picture.drawing import Drawing
from playwright.sync_api import expect

pytestmark = gate.STAGE


@pytest.fixture
def gallery(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/chapters/gallery.html")
    yield page
    page.close()


def test_every_explorer_has_a_card_that_leads_to_its_chapter(site):
    page = (site / "chapters" / "gallery.html").read_text("utf-8")
    links = dict(re.findall(r'href="([\w-]+\.html)#explorer=(\w+)"', page))
    names = re.findall(r'href="[\w-]+\.html#explorer=(\w+)"', page)
    assert sorted(names) == sorted(catalogue())
    for chapter, name in links.items():
        assert f'data-explorer="{name}"' in (site / "chapters" / chapter).read_text("utf-8")


def test_words_and_chapters_filter(gallery, site):
    cards = gallery.locator(".explorable-gallery > li:visible")
    total = len(catalogue())
    expect(cards).to_have_count(total)
    gallery.get_by_label("Keywords").fill("TEMPERATURE middle")
    expect(cards).to_have_count(1)
    expect(gallery.locator(".explorable-filter output")).to_have_text("1 explorer")
    gallery.get_by_label("Keywords").fill("no such words")
    expect(cards).to_have_count(0)
    gallery.get_by_label("Keywords").fill("")
    gallery.locator("select[name=chapter]").select_option("Convexity")
    chapter = (site / "chapters" / "06-convexity.html").read_text("utf-8")
    expect(cards).to_have_count(len(set(re.findall(r'data-explorer="(\w+)"', chapter))))


@pytest.mark.parametrize("words", ["learning rate", "overfit", "Lipschitz constant", "step size"])
def test_a_word_of_the_glossary_finds_its_explorers(gallery, words):
    gallery.get_by_label("Keywords").fill(words)
    assert gallery.locator(".explorable-gallery > li:visible").count() > 0


TEMPERATURE = '.explorable-gallery > li[data-name="softmax_temperature"]'


@pytest.fixture
def card(browser, address):
    """A card of a page whose clock stands still until a test moves it."""
    page = browser.new_page()
    page.clock.install(time=0)
    page.goto(f"{address}/chapters/gallery.html")
    page.clock.pause_at(60_000)
    yield page.locator(TEMPERATURE)
    page.close()


def picture_of(card):
    return card.locator("svg").evaluate("svg => svg.outerHTML")


@pytest.mark.parametrize("ask", ["hover", "focus"])
def test_a_card_that_is_pointed_at_moves_for_one_round(card, ask):
    still = picture_of(card)
    getattr(card.get_by_role("link"), ask)()
    expect(card).to_have_attribute("data-moves", "true")
    card.page.clock.run_for(1000)
    assert picture_of(card) != still
    card.page.clock.run_for(9000)
    expect(card).not_to_have_attribute("data-moves", "true")
    assert picture_of(card) == still


def test_a_card_that_is_left_stands_still_again(card):
    still = picture_of(card)
    card.get_by_role("link").hover()
    expect(card).to_have_attribute("data-moves", "true")
    card.page.clock.run_for(1000)
    card.page.get_by_label("Keywords").hover()
    card.page.clock.run_for(1)
    expect(card).not_to_have_attribute("data-moves", "true")
    assert picture_of(card) == still


def test_a_card_that_is_left_while_its_frames_come_begins_one_round(card):
    page, held = card.page, []
    page.route("**/baked/**", lambda route: held.append(route))
    still, link, away = picture_of(card), card.get_by_role("link"), page.get_by_label("Keywords")
    with page.expect_request("**/baked/**"):
        link.hover()
    for place in (away, link):
        place.hover()
        page.clock.run_for(1)
    held[0].continue_()
    expect(card).to_have_attribute("data-moves", "true")
    away.hover()
    page.clock.run_for(1000)
    expect(card).not_to_have_attribute("data-moves", "true")
    assert picture_of(card) == still


def test_nothing_moves_for_who_asked_for_less_motion(card):
    card.page.emulate_media(reduced_motion="reduce")
    still = picture_of(card)
    with pytest.raises(AssertionError):
        card.get_by_role("link").hover()
        expect(card).to_have_attribute("data-moves", "true", timeout=1000)
    assert picture_of(card) == still


def test_every_card_but_those_of_streams_has_frames_to_show(gallery, site):
    baked = gallery.locator("script[data-explorable-baked]").get_attribute("data-explorable-baked")
    found = json.loads(baked)
    streams = {name for name, each in catalogue().items() if Drawing(each).streams}
    assert sorted(found) == sorted(catalogue().keys() - streams)
    assert all((site / "chapters" / each["url"]).exists() for each in found.values())
