"""A lecture on paper, a slide a page, and its notes on paper and in a window of their own."""

import re

import gate
import pypdfium2
import pytest
from accessible import grave
from browser import LIMIT
from playwright.sync_api import expect
from print_slides import print_slides

pytestmark = gate.STAGE

CHAPTERS = ["01-scores-and-margins", "03-softmax", "06-convexity"]
EMPTY = 40
"""Letters: whoever prints fewer on a page has printed none but its title."""


@pytest.fixture
def lecture(browser, address):
    contexts = []

    def lecture(chapter="03-softmax", end="?lecture", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(LIMIT)
        context.route("**/*.wasm.gz", lambda route: None)
        page = context.new_page()
        page.goto(f"{address}/chapters/{chapter}.html{end}")
        expect(page.locator(".explorable-lecture")).to_be_visible()
        return page

    yield lecture
    for context in contexts:
        context.close()


def texts(pdf):
    return [
        page.get_textpage().get_text_bounded().replace("\r\n", " ")
        for page in pypdfium2.PdfDocument(pdf)
    ]


def slides_of(page):
    return int(page.locator(".explorable-lecture [role=status] > span").inner_text().split("/")[1])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_prints_every_slide_on_a_page_and_all_that_it_says(
    chapter, browser, site, lecture, tmp_path
):
    (file,) = print_slides(browser, site, tmp_path, chapter)
    pages = texts(file)
    page = lecture(chapter)
    total = slides_of(page)
    numbers = [
        int(found[1]) for text in pages if (found := re.search(rf"(\d+) ?/ ?{total}\b", text))
    ]
    assert numbers == list(range(1, total + 1))
    assert len(pages) <= total + 3  # long notes go on
    assert all(len(text) > EMPTY for text in pages)
    for number, sheet in enumerate(pypdfium2.PdfDocument(file), start=1):
        width, height = sheet.get_size()
        assert width > height
        for each in sheet.get_objects(max_depth=1):
            left, bottom, right, top = each.get_bounds() if each.type != 5 else (1, 1, 2, 2)
            assert left > -1 and right < width + 1 and bottom > -1 and top < height + 1, number


def test_what_the_room_must_not_see_yet_is_in_the_notes_alone(lecture):
    page = lecture()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    slide, notes = (
        page.locator(".explorable-slide").first,
        page.locator(".explorable-notes-of-slide").first,
    )
    asked = page.locator(".explorable-paper > section:has(.explorable-ask)").first
    expect(slide).to_contain_text("What happens to the probability of cat")
    expect(slide).not_to_contain_text("highest near T = 7")
    expect(notes).to_contain_text("Answer: It climbs past one third (gray), is highest near T = 7")
    expect(notes).to_contain_text("A camera looks at a cat")
    expect(asked.locator(".explorable-slide details")).to_have_count(0)
    expect(asked.locator(".explorable-notes-of-slide .explorable-because")).to_contain_text(
        "Softmax of two scores"
    )
    paper = page.locator(".explorable-paper")
    expect(paper).not_to_contain_text("def my_softmax")  # exercises and code are the page's
    expect(paper).not_to_contain_text("One vector has one sum")  # an exercise's hint


def test_each_paragraph_between_slides_is_in_one_note(lecture):
    page = lecture()
    said = page.evaluate(
        """() => [...document.querySelectorAll("article section > p")]
          .filter((each) => !each.closest(".exercise, .solution, .proof, div.cell"))
          .map((each) => each.textContent.trim()).filter((each) => each.length > 60)"""
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    notes = page.locator(".explorable-notes-of-slide").evaluate_all(
        "all => all.map((each) => each.textContent)"
    )
    assert len(said) > 20
    for text in said:
        assert sum(text in note for note in notes) == 1, text


def test_figures_print_as_they_start_and_the_lecture_goes_on(lecture):
    page = lecture()
    page.emulate_media(media="print")
    page.keyboard.press("PageDown")  # the answer
    slide = page.locator("[data-lecture-slide]")
    expect(slide).to_have_attribute("data-guess", "done")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    first = page.locator(".explorable-paper .explorable-explorer").first
    expect(first).to_have_attribute("data-guess", "open")
    expect(first.get_by_text("At T = 1 cat has 0.13")).to_be_visible()
    expect(first.locator(".explorable-caption")).to_be_hidden()
    expect(first.locator("g[id$=-answer]").first).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".explorable-paper")).to_have_count(0)
    expect(slide).to_have_attribute("data-guess", "done")
    expect(slide.locator(".explorable-compared")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator(".explorable-lecture [role=status] > span")).to_have_text(
        re.compile("^2 /")
    )
    page.keyboard.press("Escape")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".explorable-paper")).to_have_count(0)  # the page prints as a page


def test_a_chapter_that_gives_no_lecture_is_named(browser, site, tmp_path):
    with pytest.raises(ValueError, match="page with explorers, 03-softmax, got 'glossary'"):
        print_slides(browser, site, tmp_path, "glossary")


# The notes in a second window.


def notes_of(page):
    """Open the notes by their key."""
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator(".explorable-notes")).to_be_visible()
    return notes


def number(page):
    return page.locator("header [role=status] > span, .explorable-lecture [role=status] > span")


def test_notes_and_lecture_turn_each_other_and_the_answer_comes_first(lecture):
    page = lecture()
    notes = notes_of(page)
    expect(notes.locator(".explorable-notes-of-slide")).to_contain_text("A camera looks at a cat")
    expect(notes.locator(".explorable-follows")).to_have_text("Next: From scores to probabilities")
    expect(notes.get_by_role("button", name="Answer")).to_be_visible()
    notes.keyboard.press("PageDown")
    expect(page.locator("[data-lecture-slide]")).to_have_attribute("data-guess", "done")
    notes.get_by_role("button", name="Next").click()
    for each in (page, notes):
        expect(number(each)).to_have_text(re.compile("^2 /"))
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(notes.locator(".explorable-slide")).to_contain_text("nine times as probable")
    notes.keyboard.press("End")
    expect(number(page)).to_have_text(re.compile(r"^(\d+) / \1$"))
    expect(notes.locator(".explorable-follows")).to_have_text("This is the last slide.")
    expect(notes.get_by_role("timer")).to_have_text(re.compile(r"\d+:\d\d"))
    notes.reload()
    expect(number(notes)).to_have_text(re.compile(r"^(\d+) / \1$"))


def test_notes_without_a_lecture_turn_alone_and_offer_one(lecture):
    page = lecture()
    notes = notes_of(page)
    expect(number(notes)).to_have_text(re.compile("^1 /"))
    page.keyboard.press("Escape")
    line = notes.locator(".explorable-notes > [role=status]")
    expect(line).to_contain_text("so only the notes turn")
    notes.keyboard.press("ArrowRight")
    expect(number(notes)).to_have_text(re.compile("^2 /"))
    with page.context.expect_page() as opened:
        line.get_by_role("link", name="Open the lecture").click()
    expect(number(opened.value)).to_have_text(re.compile("^1 /|^2 /"))
    expect(line).to_have_text("")


def test_a_window_that_is_blocked_is_a_link(lecture):
    page = lecture()
    page.evaluate("window.open = () => null")
    page.locator(".explorable-lecture").get_by_role("button", name="Notes").click()
    line = page.locator(".explorable-lecture > p")
    expect(line).to_contain_text("has blocked the window")
    assert not grave(page, {"include": [[".explorable-lecture"]]})
    with page.context.expect_page() as opened:
        line.get_by_role("link", name="Open the notes").click()
    expect(opened.value.locator(".explorable-notes")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notes_are_accessible(lecture, scheme):
    notes = notes_of(lecture(color_scheme=scheme))
    assert not grave(notes, {"exclude": [["math"]]})
    notes.keyboard.press("End")
    assert not grave(notes, {"exclude": [["math"]]})
    background = notes.locator(".explorable-notes").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    (first, *_) = map(float, re.findall(r"[\d.]+", background))
    assert (first < 60) == (scheme == "dark")


def test_a_page_without_slides_has_no_notes_and_is_read(context, address):
    def bare(route):
        body = re.sub("(?s)(<article.*?>).*</article>", r"\1</article>", route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    page = context.new_page()
    page.route("**/03-softmax.html*", bare)
    page.goto(f"{address}/chapters/03-softmax.html?notes=1.5")
    expect(page).to_have_url(f"{address}/chapters/03-softmax.html")
    expect(page.locator("article")).to_be_attached()


def test_notes_that_do_not_arrive_say_so_and_can_be_tried_again(lecture):
    page = lecture()
    page.context.route("**/lecture_notes.css", lambda route: route.abort())
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    line = notes.locator(".explorable-session")
    expect(line).to_contain_text("The notes did not load.")
    notes.context.unroute("**/lecture_notes.css")
    line.get_by_role("button", name="Retry").click()
    expect(notes.locator(".explorable-notes")).to_be_visible()
