"""The landing page: its map leads where it says, its numbers are true, its figure is seen first."""

import re
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from descent.plotting import CLASSES
from matplotlib.colors import to_rgb
from pages import read
from playwright.sync_api import expect
from visits import answer_a_choice

CHAPTERS = Path(__file__).parents[3] / "chapters"
COURSE = yaml.safe_load((CHAPTERS / "course.yml").read_text("utf-8"))
WRITTEN = [name for name in COURSE if (CHAPTERS / f"{name}.ipynb").exists()]
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "phone"])
def landing(browser, address, request):
    """The landing page, for tests that leave it as it is but for the focus."""
    with browser.new_page(viewport=request.param) as page:
        page.goto(f"{address}/chapters/intro.html")
        yield page


def test_the_map_has_a_link_for_each_written_chapter_after_those_that_it_needs(landing):
    links = landing.locator(".course-map li a")
    expect(links).to_have_count(len(WRITTEN))
    for i, name in enumerate(WRITTEN):
        expect(links.nth(i)).to_have_attribute("href", f"{name}.html")
        expect(links.nth(i)).to_contain_text(COURSE[name]["question"])
        expect(links.nth(i).locator("svg")).to_be_visible()
    expect(landing.locator(".course-map li.coming")).to_have_count(len(COURSE) - len(WRITTEN))
    links.first.focus()
    for name in WRITTEN:  # by keyboard
        expect(landing.locator(f".course-map a[href='{name}.html']")).to_be_focused()
        landing.keyboard.press("Tab")
    links.nth(2).click()
    expect(landing.locator("article h1")).to_contain_text(COURSE[WRITTEN[2]]["title"])
    landing.go_back()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_photos_question_picture_and_field_are_on_the_first_screen(open_page, size):
    page = open_page("chapters/intro.html", viewport=size)
    photos = page.locator("#descent > p img")
    expect(photos).to_have_count(3)
    for photo, name in zip(photos.all(), ("A cat", "A car", "A frog"), strict=True):
        expect(photo).to_have_accessible_name(name)
        assert photo.evaluate("image => image.naturalWidth") == 96
    names = page.locator("#descent > h1 + p em")
    expect(names).to_have_count(len(CLASSES))
    for i, look in enumerate(CLASSES):
        red, green, blue = (round(255 * part) for part in to_rgb(look.color))
        expect(names.nth(i)).to_have_css("color", f"rgb({red}, {green}, {blue})")
    expect(page.locator("#descent > h1 + p")).to_be_in_viewport(ratio=1)
    figure = figure_on_screen(page)
    before = figure.evaluate(PRESSABLE)
    assert len(before) <= 3, before
    figure.get_by_role("button", name="Just show me").click()
    expect(figure.locator(".explorable-controls")).to_be_visible()
    after = figure.evaluate(PRESSABLE)
    assert 3 < len(after) <= 8, after


def figure_on_screen(page):
    """Return the one figure that is seen, whose picture and field are on the first screen."""
    figure = page.locator(".explorable-explorer").filter(visible=True)
    expect(figure.locator(".explorable-picture > svg[role=img]")).to_be_in_viewport(ratio=1)
    expect(figure.locator(".explorable-guess button").first).to_be_in_viewport(ratio=1)
    return figure


def test_what_is_needed_is_said_in_words_and_drawn_where_there_is_room(landing):
    needs = [need for entry in COURSE.values() for need in entry["needs"]]
    leans = [need for entry in COURSE.values() for need in entry.get("leans", {})]
    said = " ".join(landing.locator(".course-map .needs").all_text_contents())
    assert sorted(map(int, re.findall(r"\d+", said))) == sorted(needs + leans)
    arrows = landing.locator(".course-map > svg > path")
    expect(arrows).to_have_count(len(needs))
    expect(landing.locator(".course-map > svg")).to_be_visible(
        visible=landing.viewport_size == WIDE
    )


def test_no_two_chapters_lie_on_each_other_and_no_words_leave_their_box(landing):
    chapters = landing.locator(".course-map li")
    boxes = chapters.evaluate_all("all => all.map((e) => e.getBoundingClientRect().toJSON())")
    for a, b in combinations(boxes, 2):
        beside = a["left"] >= b["right"] or b["left"] >= a["right"]
        assert beside or a["top"] >= b["bottom"] or b["top"] >= a["bottom"]
    assert len(boxes) > 10
    over = "e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1"
    assert chapters.evaluate_all(f"all => all.filter({over}).map((e) => e.innerText)") == []
    assert landing.evaluate("document.documentElement.scrollWidth <= innerWidth")


PRESSABLE = """figure => [
    ...figure.querySelectorAll("a, button, input, select, summary, [tabindex='0']"),
  ]
  .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((each) => !each.closest("details:not([open]) > :not(summary)"))
  .map((each) => each.ariaLabel || each.textContent || each.name)"""


@pytest.mark.parametrize("size", [WIDE, PHONE, SMALL], ids=["wide", "phone", "small"])
def test_who_comes_back_goes_on_where_the_page_began(open_page, address, size):
    page = open_page("chapters/intro.html", viewport=size)
    way = page.locator("#descent > .explorable-continue")
    expect(way.get_by_role("link")).to_have_text("Start with chapter 1: Scores and margins")
    before = way.bounding_box()
    figure = page.locator(".explorable-explorer").filter(visible=True)
    figure.get_by_role("textbox").fill("0.3")
    figure.get_by_role("button", name="Check my guess").click()
    page.goto(f"{address}/chapters/03-softmax.html")
    ask = page.locator(".explorable-ask[data-ask=choice]").first
    ask.scroll_into_view_if_needed()
    expect(answer_a_choice(ask)).to_have_attribute("data-state", re.compile("right|wrong"))
    page.locator("#temperature").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
    page.goto(f"{address}/chapters/intro.html")
    expect(way.get_by_role("link")).to_have_text("Continue: 3 Softmax")
    assert way.bounding_box() == before
    names = max((f"{int(name[:2])} {COURSE[name]['title']}" for name in WRITTEN), key=len)
    way.get_by_role("link").evaluate(
        "(e, words) => e.replaceChildren(words)", f"Continue: {names}, practice"
    )
    assert way.bounding_box() == before
    assert way.get_by_role("link").evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    verdict = page.locator(".explorable-judged", has_text="You: 0.3")
    expect(verdict).to_have_css("opacity", "0.6")  # the figure is not in the state it speaks of
    expect(page.get_by_text("Go on here").filter(visible=True)).to_have_count(1)
    marked = page.locator(".course-map li:has([data-next])")
    expect(marked.get_by_text("Go on here")).to_be_visible()
    expect(marked.locator("strong")).to_contain_text("Softmax")
    expect(page.get_by_text("Start here")).to_be_hidden()


def test_what_needs_deeper_is_folded_on_practice_and_a_link_opens_it(open_page):
    page = open_page("chapters/03-softmax-practice.html")
    exercise = page.locator("#ex-limit")
    expect(exercise).to_be_hidden()
    expect(page.locator(".exercise").first).to_be_visible()
    page.goto(f"{page.url}#ex-limit")
    expect(exercise).to_be_in_viewport()


def test_the_map_begins_where_it_says_and_its_main_line_runs_to_the_right(landing):
    start = landing.locator(".course-map .start")
    expect(start).to_contain_text("Start here")
    expect(start.locator("strong")).to_contain_text(COURSE[WRITTEN[0]]["title"])
    line = [i for i, name in enumerate(WRITTEN) if COURSE[name]["at"][0] == 0]
    items = landing.locator(".course-map li")
    boxes = [items.nth(i).bounding_box() for i in line]
    if landing.viewport_size == WIDE:
        assert len({box["y"] for box in boxes}) == 1
        lefts = [box["x"] for box in boxes]
        assert lefts == sorted(set(lefts))
        room = landing.locator(".course-map").bounding_box()
        assert boxes[-1]["x"] + boxes[-1]["width"] <= room["x"] + room["width"] + 1


LOADED = (
    r'<(?:script|img|iframe|source|link(?! rel="canonical"))\b[^>]*\b(?:src|href)="(https?:[^"]+)"'
)
NUMBERS = {
    "figures": ("gallery", r"#explorer=(\w+)"),
    "exercises": ("[01]*", r'class="exercise [\w ]+" id="([^"]+)"'),
    "theorems": ("[01]*", r'id="tried-([^"]+)"'),
    "requests": ("*", LOADED),
}
"""What the landing page counts, and what of it which pages show."""


@pytest.mark.parametrize("name", NUMBERS)
def test_the_numbers_are_those_of_the_pages(site, name):
    pages, shown = NUMBERS[name]
    texts = (path.read_text("utf-8") for path in (site / "chapters").glob(f"{pages}.html"))
    (number,) = read(site / "chapters" / "intro.html").select(f".course-numbers .{name}")
    assert int(number["value"]) == len(set(re.findall(shown, "".join(texts))))


def test_a_theorem_leads_to_the_cell_that_tries_it(open_page):
    page = open_page()
    check = page.locator("#thm-jacobian summary")
    expect(check).to_contain_text("Checked: 9,000 score vectors, C from 2 to 10")
    check.click()
    expect(page.locator("#thm-jacobian .cell_output")).to_contain_text("Checked:")
    page.locator("#thm-stable").get_by_role("link", name="Checked: 10,000").click()
    expect(page.locator("div.cell:target > details > summary")).to_contain_text("Checked: 10,000")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_chapter_s_head_says_its_number_its_time_what_it_needs_and_its_parts(open_page, size):
    page = open_page("chapters/04-cross-entropy.html", viewport=size)
    line = page.locator(".chapter-line")
    time = r"about \d+ minutes with all there is to do"
    expect(line).to_have_text(re.compile(f"^Chapter 4 · {time} · needs 3$"))
    strip = page.get_by_role("navigation", name="The course in one picture")
    assert strip.bounding_box()["height"] <= 64
    shapes = strip.locator("img").evaluate_all(
        "all => all.map((e) => e.clientWidth / e.clientHeight)"
    )
    assert shapes == pytest.approx([16 / 9] * 5, rel=0.05)  # a fifth of the picture each
    lit = strip.locator("a[aria-current=true]")
    assert [text.strip() for text in lit.all_inner_texts()] == ["loss", "gradient"]
    over = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).length"
    assert strip.locator("a").evaluate_all(over) == 0
    strip.get_by_role("link", name="step").click()
    expect(page).to_have_url(re.compile("05-gradient-descent.html#e1-taylor$"))
    expect(page.locator("section:target, span:target").first).to_be_in_viewport()
    page.go_back()
    line.get_by_role("link", name="3").click()
    expect(page.locator("article h1")).to_contain_text("Softmax")
    page.get_by_role("link", name="Softmax, deeper").last.click()
    expect(line).to_contain_text(re.compile("^Chapter 3 · Deeper · .*needs 3"))
    for side, after in (("left-prev", "03-softmax"), ("right-next", "03-softmax-practice")):
        expect(page.locator(f".prev-next-area .{side}")).to_have_attribute("href", f"{after}.html")
