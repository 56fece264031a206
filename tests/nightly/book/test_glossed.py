"""A word of the glossary shows the first sentence of its entry to the mouse and to the keyboard."""

import re

import pytest
from accessible import grave
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from visits import unfold, wait_for_arrival

WORD = "log-sum-exp"


def word_in(page):
    wait_for_arrival(page)
    return page.locator(f"article a[href$='glossary.html#{WORD}']").first


@pytest.fixture
def word(open_page):
    return word_in(open_page())


@pytest.fixture(scope="module")
def entry(site):
    html = (site / "chapters/glossary.html").read_text("utf-8")
    return BeautifulSoup(html, "html.parser").find(id=WORD).p.get_text()


def letters(text):
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_mouse_is_shown_the_first_sentence(word, address, entry, width):
    page = word.page
    page.set_viewport_size({"width": width, "height": 800})
    meaning = page.get_by_role("tooltip")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    word.hover()
    expect(meaning).to_be_visible()
    sentence = meaning.text_content()
    assert sentence.endswith(".") and len(sentence) < len(entry)
    assert letters(entry).startswith(letters(sentence))
    assert f"{address}/chapters/glossary.html" in asked
    assert not [url for url in asked if not url.startswith(address)]
    box = meaning.bounding_box()
    place = word.bounding_box()
    below, above = box["y"] - place["y"] - place["height"], place["y"] - box["y"] - box["height"]
    assert min(abs(below), abs(above)) < 2
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    meaning.hover()
    expect(meaning).to_be_visible()
    page.mouse.move(1, 1)
    expect(meaning).to_be_hidden()


def test_the_keyboard_is_shown_it_until_escape(word):
    page = word.page
    word.scroll_into_view_if_needed()
    page.keyboard.press("Tab")  # so that the focus is one of the keyboard
    word.focus()
    meaning = page.get_by_role("tooltip")
    expect(meaning).to_be_visible()
    expect(word).to_have_attribute("aria-describedby", meaning.get_attribute("id"))
    assert not grave(page)
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/glossary.html#{WORD}")


def test_a_finger_is_shown_it_with_the_way_there(open_page, entry):
    word = word_in(
        open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    )
    page, meaning = word.page, word.page.locator("#explorable-meaning")
    word.tap()
    expect(meaning).to_be_visible()
    assert letters(meaning.locator("a").text_content()) == "Gothere"
    assert meaning.evaluate("(it) => it.getBoundingClientRect().right <= innerWidth")
    page.touchscreen.tap(388, 200)  # beside the text
    expect(meaning).to_be_hidden()
    word.tap()
    meaning.get_by_role("link", name="Go there").tap()
    page.wait_for_url(f"**/glossary.html#{WORD}")


@pytest.mark.parametrize(
    ("chapter", "target", "shows", "touch"),
    [
        ("01-scores-and-margins-practice", "01-scores-and-margins.html#equation-", "math", False),
        (
            "01-scores-and-margins-deeper",
            "01-scores-and-margins.html#thm-scale",
            "[class$=content]",
            True,
        ),
        ("06-convexity-deeper", "06-convexity.html#def-convex", "[class$=content]", False),
        ("teachers", "#ex-hinge", "[class$=content], section", False),
    ],
)
def test_a_formula_a_theorem_a_definition_and_an_exercise_are_shown_where_they_are_named(
    open_page, address, chapter, target, shows, touch
):
    page = open_page(f"chapters/{chapter}.html", has_touch=touch, is_mobile=touch)
    wait_for_arrival(page)
    link = page.locator(f"article a[href*='{target}']").first
    unfold(link)
    link.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")  # editors have come: the link stays under the mouse
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    link.tap() if touch else link.hover()
    quote = page.locator("#explorable-meaning")
    expect(quote).to_be_visible()
    expect(quote.locator(shows).first).to_be_visible()
    assert not quote.locator("[id]:not(svg *)").count()
    assert not grave(page)
    assert all(url.startswith(f"{address}/") for url in asked)
