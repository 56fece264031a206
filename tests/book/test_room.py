"""Five readers of a room choose, the lecturer's slide draws what they chose, nobody is named."""

import json
import re
from threading import Thread

import gate
import pytest
from accessible import grave
from browser import LIMIT
from playwright.sync_api import expect

from deploy.room.room import room

pytestmark = gate.STAGE

CHAPTER = "chapters/03-softmax.html"
GUESSED = "jacobian"  # its guess is one of three
NUMBER = "scores_to_probabilities"


@pytest.fixture
def place(site):
    """A room with the built book, as a teacher tries it."""
    with room(str(site), port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(browser):
    contexts = []

    def visit(address, posts=None, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(LIMIT)
        context.route("**/*.wasm.gz", lambda route: None)
        page = context.new_page()
        if posts is not None:
            page.on("request", lambda each: each.method == "POST" and posts.append(each))
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()


def in_room(page):
    expect(page.locator(".explorable-in-room")).to_contain_text("is counted, without your name")
    return page


def question(page):
    ask = page.locator(".explorable-ask[data-ask=choice]").first
    ask.scroll_into_view_if_needed()
    expect(ask.get_by_role("button", name="Check")).to_be_visible()
    return ask


def choose(page, option):
    """Answer the first question, and wait until the room has it."""
    ask = question(page)
    ask.get_by_role("radio").nth(option).check()
    with page.expect_response("**/room/") as answered:
        ask.get_by_role("button", name="Check").click()
    assert answered.value.ok


def figure(page, name):
    shown = page.locator(f'[data-explorer="{name}"]')
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_attribute("data-guess", "open")
    return shown


def lecturer_at(visit, place, slide, **options):
    """The lecturer's screen, turned to a slide, with the room's answers."""
    page = visit(f"{place}/{CHAPTER}?lecture&room", **options)
    expect(page.locator(".explorable-lecture")).to_be_visible()
    page.locator("body").evaluate(
        """(_, path) => {
          while (!document.querySelector(`[data-lecture-slide]${path}`))
            dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown" }));
        }""",
        slide,
    )
    page.keyboard.press("r")
    return page


def bars(page):
    return page.locator(".explorable-bars li > :last-child")


def test_five_readers_answer_and_the_lecturer_sees_how_many_chose_what(visit, place):
    posts = []
    readers = [in_room(visit(f"{place}/{CHAPTER}?room", posts)) for _ in range(5)]
    for reader, option in zip(readers, [0, 1, 1, 2, 1], strict=True):
        choose(reader, option)
    lecturer = lecturer_at(visit, place, ".explorable-ask[data-ask=choice]")
    expect(bars(lecturer)).to_have_text(["1 of 5", "3 of 5", "1 of 5"])
    expect(lecturer.locator(".explorable-bars [role=status]")).to_have_text("Answers: 5")
    expect(lecturer.locator(".explorable-bars")).to_contain_text(f"{place}/{CHAPTER}?room")
    choose_again = question(readers[0])
    choose_again.get_by_role("radio").nth(2).check()
    choose_again.get_by_role("button", name="Check").click()
    guess = figure(readers[0], GUESSED)
    with readers[0].expect_response("**/room/"):
        guess.locator(".explorable-guess button").first.click()
    assert len(posts) == 6  # a second try of the same reader is none
    for post in posts:
        told = json.loads(post.post_data)
        assert told.keys() == {"question", "choice"} and re.fullmatch(r"\d", told["choice"])
        assert "cookie" not in post.headers


def test_bars_of_a_guess_follow_the_room_beside_it(visit, place):
    lecturer = lecturer_at(visit, place, f'[data-explorer="{GUESSED}"]')
    expect(bars(lecturer)).to_have_text(["0 of 0"] * 3)
    reader = in_room(visit(f"{place}/{CHAPTER}?room"))
    guess = figure(reader, GUESSED)
    second = guess.locator(".explorable-guess button").nth(1)
    said = second.inner_text()
    second.click()
    expect(bars(lecturer)).to_have_text(["0 of 1", "1 of 1", "0 of 1"])  # it asks again by itself
    expect(lecturer.locator(".explorable-bars li").nth(1)).to_contain_text(said)
    lecturer.keyboard.press("PageDown")  # the answer
    expect(lecturer.locator("[data-lecture-slide]")).to_have_attribute("data-guess", "done")
    expect(bars(lecturer)).to_have_count(3)
    lecturer.keyboard.press("PageDown")
    expect(bars(lecturer)).to_have_count(0)


def test_numbers_are_bars_in_their_order(visit, place):
    for said in ("9", "-2", "9.0"):
        guess = figure(in_room(visit(f"{place}/{CHAPTER}?room")), NUMBER)
        guess.locator("input").first.fill(said)
        with guess.page.expect_response("**/room/"):
            guess.get_by_role("button", name="Check my guess").click()
    lecturer = lecturer_at(visit, place, f'[data-explorer="{NUMBER}"]')
    expect(lecturer.locator(".explorable-bars li > :first-child")).to_have_text(["−2", "9"])
    expect(bars(lecturer)).to_have_text(["1 of 3", "2 of 3"])


def test_without_the_ending_nothing_is_sent_and_nothing_said(visit, place):
    posts = []
    page = visit(f"{place}/{CHAPTER}", posts)
    ask = question(page)
    ask.get_by_role("radio").first.check()
    ask.get_by_role("button", name="Check").click()
    expect(ask.locator(".explorable-said")).not_to_be_empty()
    expect(page.locator(".explorable-in-room")).to_have_count(0)
    assert not posts
    page = visit(f"{place}/{CHAPTER}?lecture")
    expect(page.locator(".explorable-lecture")).to_be_visible()
    expect(page.get_by_role("button", name="Show the room")).to_have_count(0)


def test_a_site_without_a_room_says_so_and_is_sent_nothing(visit, address):
    posts = []
    page = visit(f"{address}/{CHAPTER}?room", posts)
    expect(page.locator(".explorable-in-room")).to_have_text(
        "No room is open on this site, so no answer is counted."
    )
    ask = question(page)
    ask.get_by_role("radio").first.check()
    ask.get_by_role("button", name="Check").click()
    expect(ask.locator(".explorable-said")).not_to_be_empty()
    assert not posts


def lose_an_answer(page):
    """Answer while the room is out of reach; return the line that says so, when it is back."""
    page.route("**/room/", lambda route: route.abort())
    ask = question(page)
    ask.get_by_role("radio").first.check()
    ask.get_by_role("button", name="Check").click()
    line = ask.locator(".explorable-session")
    expect(line).to_contain_text("this answer hasn’t been counted")
    page.unroute("**/room/")
    return line


def test_a_room_that_is_lost_is_said_and_can_be_tried_again(visit, place):
    page = in_room(visit(f"{place}/{CHAPTER}?room"))
    line = lose_an_answer(page)
    with page.expect_response("**/room/") as answered:
        line.get_by_role("button", name="Retry").click()
    assert answered.value.ok
    expect(line).not_to_contain_text("hasn’t been counted")
    lecturer = lecturer_at(visit, place, ".explorable-ask[data-ask=choice]")
    expect(bars(lecturer).first).to_have_text("1 of 1")
    lecturer.route("**/room/*", lambda route: route.abort())
    expect(lecturer.locator(".explorable-bars [role=status]")).to_contain_text("Trying again")
    lecturer.unroute("**/room/*")
    expect(lecturer.locator(".explorable-bars [role=status]")).to_have_text("Answers: 1")


def test_an_answer_that_is_lost_can_be_sent_after_others_have_come(visit, place):
    page = in_room(visit(f"{place}/{CHAPTER}?room"))
    line = lose_an_answer(page)
    with page.expect_response("**/room/"):
        figure(page, GUESSED).locator(".explorable-guess button").first.click()
    with page.expect_response("**/room/") as answered:
        line.get_by_role("button", name="Retry").click()
    assert answered.value.ok
    expect(line).not_to_contain_text("hasn’t been counted")


def test_what_was_looked_up_is_no_answer(visit, place):
    posts = []
    page = in_room(visit(f"{place}/{CHAPTER}?room", posts))
    ask = question(page)
    ask.get_by_role("radio").first.check()
    summary = ask.locator(".explorable-answer > summary")
    summary.click()
    summary.click()
    expect(ask.locator(".explorable-answer")).to_have_attribute("open", "")
    figure(page, GUESSED).get_by_role("button", name="Just show me").click()
    expect(page.locator(f'[data-explorer="{GUESSED}"]')).to_have_attribute("data-guess", "done")
    assert not posts


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bars_are_accessible(visit, place, scheme):
    choose(in_room(visit(f"{place}/{CHAPTER}?room")), 1)
    page = lecturer_at(visit, place, ".explorable-ask[data-ask=choice]", color_scheme=scheme)
    expect(bars(page)).to_have_count(3)
    assert not grave(page, {"exclude": [["math"]]})


def test_a_slide_that_asks_for_neither_choice_nor_number_says_so(visit, place):
    page = lecturer_at(visit, place, ".math")
    expect(page.locator(".explorable-bars")).to_contain_text("this slide asks for neither")
    page.keyboard.press("r")
    expect(page.locator(".explorable-bars")).to_have_count(0)
