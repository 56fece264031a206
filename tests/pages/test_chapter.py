"""Chapter 3 lived through: it is moved, run, answered, left and found again, and only read."""

import re

import pytest
from living import SOFTMAX, answers_as_cpython_does, caption_of, explorer_on
from playwright.sync_api import expect
from stored import stored_explorers
from visits import reload, replace_text, wait_for_arrival


def test_every_explorer_answers_every_control_as_cpython_does(visit):
    answers_as_cpython_does(visit(), SOFTMAX)


def test_cells_run_on_the_page_and_print_what_is_stored(visit):
    page = visit()
    wait_for_arrival(page)
    cells = page.locator("div.cell", has=page.locator(".explorable-toolbar").filter(visible=True))
    numbers = range(cells.count())
    assert len(numbers) > 4
    stored = [cells.nth(i).locator(".cell_output pre").all_inner_texts() for i in numbers]
    for i in reversed(numbers):
        cells.nth(i).get_by_role("button", name="Run cell").dispatch_event("click")
        done = cells.nth(i).locator(".explorable-toolbar [role=status]").filter(has_text="done")
        judged = cells.nth(i).locator(".explorable-verdict[role=alert]")
        expect(done.or_(judged)).to_be_visible()
    again = [cells.nth(i).locator(".cell_output pre").all_inner_texts() for i in numbers]
    assert [["".join(t).strip() for t in cell] for cell in again] == [
        ["".join(t).strip() for t in cell] for cell in stored
    ]


ANSWER = """def my_softmax(scores):
    weights = np.exp(scores)
    return weights / weights.sum(axis=-1, keepdims=True)


checks.softmax.probabilities(my_softmax)"""


def test_a_guess_a_question_and_an_exercise_are_answered_and_found_again(visit, page):
    visit()
    wait_for_arrival(page)
    line = page.get_by_role("textbox", name="Your guess")
    figure = page.locator("figure[data-guess=open]", has=line).first
    name = figure.get_attribute("data-explorer")
    figure.get_by_role("textbox", name="Your guess").fill("1")
    told = page.get_by_text("ties with the car")  # the answer
    expect(told).to_be_hidden()
    figure.get_by_role("button", name="Check my guess").click()
    expect(told).to_be_visible()
    ask = page.locator(".explorable-ask").first
    ask.scroll_into_view_if_needed()
    ask.locator("label").first.click()
    ask.get_by_role("button", name="Check").click()
    expect(ask.locator(".explorable-feedback")).to_have_text(re.compile(r"\w"))
    exercise = page.locator("div.cell.tag_exercise").first
    exercise.scroll_into_view_if_needed()
    replace_text(exercise.get_by_role("textbox"), ANSWER)
    page.keyboard.press("Shift+Enter")
    expect(exercise.locator(".explorable-verdict")).to_contain_text("Correct")
    reload(page)
    expect(explorer_on(page, name)).to_have_attribute("data-guess", "done")
    expect(told).to_be_visible()
    ask.scroll_into_view_if_needed()
    expect(ask.locator("input:checked")).to_have_count(1)
    expect(ask.locator(".explorable-feedback")).to_have_text(re.compile(r"\w"))
    exercise.scroll_into_view_if_needed()
    expect(exercise.get_by_role("textbox")).to_contain_text("weights.sum(axis=-1")
    assert not page.trouble


@pytest.mark.first_visit
def test_a_page_that_is_only_read_asks_for_no_python(visit):
    page = visit()
    page.mouse.wheel(0, 4000)
    expect(explorer_on(page, "softmax_temperature")).to_be_visible()
    of_python = [url for url in page.asked if "/_live/" in url and "/_live/editor-" not in url]
    assert not of_python  # an exercise in view opens as an editor


def test_without_javascript_the_page_reads_with_its_hints_and_nothing_dead_is_seen(
    browser, address
):
    with browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{address}/chapters/{SOFTMAX}.html")
        expect(page.locator("article noscript p")).to_contain_text("Without JavaScript")
        for name in stored_explorers(SOFTMAX):
            figure = page.locator(f'[data-explorer="{name}"]').first
            expect(figure.locator("svg[role=img]")).to_be_visible()
            expect(caption_of(figure)).to_have_text(re.compile(r"\w"))
            expect(figure.locator("fieldset")).to_have_attribute("disabled", "")
        answer = page.locator('[data-explorer="softmax_temperature"] [id$="-answer"]').first
        expect(answer).to_have_css("visibility", "visible")
        expect(page.locator("section > section:last-of-type > h2").last).to_be_visible()
        expect(page.locator("html.explorable-arriving")).to_have_count(0)
        buttons = page.locator("article button")
        assert buttons.count() and not buttons.filter(visible=True).count()
        expect(page.locator("summary", has_text=re.compile(r"Hint 2")).first).to_be_visible()
        solution = page.locator("div.cell.tag_solution > details").first
        solution.locator("summary").click()
        expect(solution).to_have_attribute("open", "")
