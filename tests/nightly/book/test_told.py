"""What tells a figure's answer is one line while the figure asks; for everybody else it is text."""

import pytest
from playwright.sync_api import expect
from visits import wait_for_arrival

CHAPTER = "chapters/03-softmax.html"
FIGURE, TELLS = "scores_to_probabilities", "ties with the car at a score of 5.1"
THEOREM = "#thm-gibbs"
"""It stands in what tells the lowest point of the cross-entropy, in chapter 4."""


def told(page, text=TELLS):
    return page.locator(".explorable-told", has_text=text)


def line(page, text=TELLS):
    return told(page, text).get_by_text("Guess first, or read on")


def figure(page):
    return page.locator(f'[data-explorer="{FIGURE}"]')


@pytest.fixture
def reading(open_page):
    """A page whose figures ask."""
    page = open_page(CHAPTER)
    wait_for_arrival(page)
    figure(page).scroll_into_view_if_needed()
    expect(figure(page)).to_have_attribute("data-guess", "open")
    return page


def expect_told(page):
    expect(page.get_by_text(TELLS)).to_be_visible()
    expect(line(page)).to_be_hidden()


def expect_folded(page):
    expect(line(page)).to_be_visible()
    expect(page.get_by_text(TELLS)).to_be_hidden()


@pytest.mark.parametrize("button", ["Check my guess", "Just show me"])
def test_it_opens_without_a_title_when_the_answer_is_shown(reading, button):
    expect_folded(reading)
    figure(reading).get_by_role("textbox", name="Your guess").fill("5")
    place = figure(reading).bounding_box()["y"]
    figure(reading).get_by_role("button", name=button).click()
    expect_told(reading)
    assert figure(reading).bounding_box()["y"] == place
    reading.reload()
    wait_for_arrival(reading)
    (expect_told if button == "Check my guess" else expect_folded)(reading)


def test_who_guesses_again_finds_it_folded_and_who_reads_on_opens_it(reading):
    figure(reading).get_by_role("button", name="Just show me").click()
    figure(reading).locator(".explorable-tools > summary").click()
    figure(reading).get_by_role("button", name="Guess again").click()
    expect_folded(reading)
    line(reading).click()
    expect(reading.get_by_text(TELLS)).to_be_visible()


def test_other_figures_fold_theirs_for_themselves(reading):
    figure(reading).get_by_role("button", name="Just show me").click()
    expect_told(reading)
    others = reading.locator(".explorable-told[data-guess=open]")
    assert others.count() == reading.locator("figure[data-guess=open]").count() - 1  # jacobian


@pytest.mark.parametrize("later", [False, True], ids=["arrives", "follows"])
def test_a_link_into_it_opens_it(open_page, later):
    page = open_page("chapters/04-cross-entropy.html" + ("" if later else THEOREM))
    wait_for_arrival(page)
    expect(page.locator('[data-explorer="kl"]')).to_have_attribute("data-guess", "open")
    if later:
        expect(page.locator(THEOREM)).to_be_hidden()
        page.evaluate("to => { location.hash = to; }", THEOREM)
    expect(page.locator(THEOREM)).to_be_in_viewport()


def test_what_the_search_finds_in_it_opens_it(open_page):
    page = open_page("search.html")
    page.evaluate("to => { location.href = to; }", f"{CHAPTER}?highlight=strange")
    expect(page.locator("figure[data-guess=open]").first).to_be_attached()
    expect(page.locator(".explorable-told .highlighted").first).to_be_in_viewport()


def test_it_is_text_without_scripts_and_on_paper(new_page, address, reading):
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}/{CHAPTER}")
    expect_told(page)
    reading.emulate_media(media="print")
    expect_told(reading)
