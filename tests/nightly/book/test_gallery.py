"""The gallery in the built book."""

import re

import pytest
from descent.explorers import catalogue
from playwright.sync_api import expect


@pytest.fixture
def gallery(open_page):
    return open_page("chapters/gallery.html")


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
    gallery.get_by_label("Keywords").fill("TEMPERATURE between")
    expect(cards).to_have_count(1)
    expect(gallery.locator(".explorable-filter output")).to_have_text("1 explorer")
    gallery.get_by_label("Keywords").fill("no such words")
    expect(cards).to_have_count(0)
    gallery.get_by_label("Keywords").fill("")
    gallery.locator("select[name=chapter]").select_option("Convexity")
    chapter = (site / "chapters" / "06-convexity.html").read_text("utf-8")
    expect(cards).to_have_count(len(set(re.findall(r'data-explorer="(\w+)"', chapter))))


def test_the_glossary_is_filtered_by_words_and_a_link_shows_its_term(open_page):
    page = open_page("chapters/glossary.html")
    terms = page.locator("#glossary > section > section:visible")
    total = terms.count()
    shown = page.locator(".explorable-filter output")
    expect(shown).to_have_text(f"{total} terms")
    page.get_by_label("Keywords").fill("TEMPERATURE chosen")
    expect(page.locator("#temperature-scaling")).to_be_visible()
    assert 0 < terms.count() < 5
    expect(shown).to_have_text(re.compile(rf"^{terms.count()} terms?$"))
    expect(page.locator("#glossary > section:visible")).to_have_count(
        page.locator("#glossary > section:has(> section:visible)").count()
    )
    page.evaluate("location.hash = 'accuracy'")
    expect(page.locator("#accuracy")).to_be_in_viewport()
    expect(terms).to_have_count(total)


@pytest.mark.parametrize("words", ["learning rate", "overfit", "Lipschitz constant", "step size"])
def test_a_word_of_the_glossary_finds_its_explorers(gallery, words):
    gallery.get_by_label("Keywords").fill(words)
    assert gallery.locator(".explorable-gallery > li:visible").count() > 0
