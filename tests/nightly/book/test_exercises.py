"""An exercise is tried before it is looked up: its hints and its solution wait for the reader."""

import re
from pathlib import Path

import pytest
from _ext import course
from _ext.exercises import line
from explorable.words import word
from playwright.sync_api import expect
from visits import reload, replace_text, wait_for_arrival

PAGE = "03-softmax"
ASKS = "You haven’t tried yet. See the solution anyway?"


@pytest.fixture
def page(context, address):
    page = context.new_page()
    page.goto(f"{address}/chapters/{PAGE}.html")
    wait_for_arrival(page)
    page.locator(".tag_exercise").first.scroll_into_view_if_needed()  # it waits for its reader
    expect(page.locator(".explorable-later").first).to_be_attached()  # solutions ask
    return page


def judged(page):
    """Return the cell of the first exercise that a judge answers, and its solution's fold."""
    cell = page.locator("div.cell.tag_exercise").first
    return cell, page.locator("div.cell.tag_solution > details").first


def hints(page):
    return page.locator("details").filter(
        has=page.locator("summary", has_text=re.compile(r"Hint \d"))
    )


def answer(page, text):
    cell, _ = judged(page)
    cell.scroll_into_view_if_needed()
    replace_text(cell.get_by_role("textbox"), text)
    page.keyboard.press("Shift+Enter")
    return cell


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["exercise", "easy", "compute"], "compute · easy"),
        (["code", "hard"], "code · hard"),
        (["exercise"], ""),
    ],
)
def test_the_line_names_kind_and_grade_in_this_order(words, expected):
    assert line(words) == expected


def test_each_exercise_says_its_kind_and_grade_beside_its_number(site: Path):
    html = (site / "chapters" / f"{PAGE}.html").read_text("utf-8")
    titles = re.findall(
        r'<p class="admonition-title"><span class="caption-number">(Exercise.*?)</p>', html
    )
    number = next(n for n, chapter in course.read().items() if chapter.page == PAGE)
    assert titles
    for count, title in enumerate(titles, start=1):
        text = re.sub("<[^>]+>", "", title)
        kind = "compute|code|explain|prove"
        assert re.fullmatch(rf"Exercise {number}\.{count} · ({kind}) · (easy|middle|hard)", text)


def test_a_hint_is_offered_when_the_one_before_was_opened(page):
    first, second = hints(page).nth(0), hints(page).nth(1)
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    first.locator("summary").press("Enter")
    expect(second).to_be_visible()
    first.locator("summary").click()
    expect(second).to_be_visible()


@pytest.mark.parametrize("key", ["click", "Enter"])
def test_a_solution_asks_once_before_a_try(page, key):
    _, fold = judged(page)
    summary = fold.locator("summary")
    press = summary.click if key == "click" else lambda: summary.press(key)
    press()
    expect(page.get_by_text(ASKS)).to_be_visible()
    expect(fold).not_to_have_attribute("open", "")
    press()
    expect(fold).to_have_attribute("open", "")
    expect(page.get_by_text(ASKS)).to_have_count(0)
    press()
    press()
    expect(fold).to_have_attribute("open", "")


def test_an_exercise_that_has_lost_its_check_says_so(page):
    cell = answer(page, "my_softmax = None")
    said = "Nothing has checked this: the cell has lost the line "
    expect(cell.locator(".explorable-verdict")).to_have_text(
        f"{said}checks.softmax.probabilities(my_softmax)."
    )


def test_a_verdict_dims_when_the_code_that_it_speaks_of_is_edited(page):
    cell = answer(page, "checks.gradient_descent.first_step(1)")
    verdict = cell.locator(".explorable-verdict")
    expect(verdict).to_have_css("opacity", "1")
    replace_text(cell.get_by_role("textbox"), "checks.gradient_descent.first_step(2)")
    expect(verdict).to_have_css("opacity", "0.6")


def test_a_solution_is_open_to_who_has_tried_now_and_after_a_reload(page):
    page.evaluate(
        "addEventListener('explorable-answered', ({ detail }) => (window.heard = detail))"
    )
    cell = answer(page, "checks.gradient_descent.first_step(1)")
    expect(cell.locator(".explorable-verdict")).to_have_attribute("data-verdict", "wrong")
    expect(cell.locator(".explorable-toolbar [role=status]")).to_have_text("")  # nothing is done
    label = page.locator(".exercise[id]:has(~ div.cell.tag_exercise)").first.get_attribute("id")
    assert page.evaluate("heard") == {"id": label, "right": False}
    for _ in range(2):
        _, fold = judged(page)
        fold.locator("summary").click()
        expect(fold).to_have_attribute("open", "")
        expect(page.get_by_text(ASKS)).to_have_count(0)
        page.reload()
        expect(cell.locator(".explorable-mark")).to_have_text(word("tried"))


def test_an_exercise_that_was_solved_says_so_on_the_next_visit(page):
    _, fold = judged(page)
    solution = fold.locator("pre").first.text_content()
    title = page.locator(".exercise[id]:has(~ div.cell.tag_exercise) .admonition-title").first
    expect(title).not_to_contain_text("done")
    cell = answer(page, solution)
    expect(cell.locator(".explorable-verdict")).to_have_attribute("data-verdict", "right")
    for _ in range(2):
        expect(title).to_contain_text("done")
        reload(page)
        page.locator(".tag_exercise").first.scroll_into_view_if_needed()
        expect(cell.locator(".explorable-mark")).to_have_text(word("solved"))


def test_the_book_s_own_cell_is_no_try_but_what_fails_is(page):
    cell, fold = judged(page)
    cell.get_by_role("button", name="Run cell").click()
    expect(cell.locator(".explorable-verdict[role=alert]")).to_be_visible()
    fold.locator("summary").click()
    expect(page.get_by_text(ASKS)).to_be_visible()
    answer(page, "1 / 0")
    expect(page.get_by_text(ASKS)).to_have_count(0)
    fold.locator("summary").click()
    expect(fold).to_have_attribute("open", "")
