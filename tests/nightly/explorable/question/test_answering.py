"""A reader answers, in a browser: wrong, then right, by mouse, by touch and by keys."""

import json
import re

import pytest
import records
from accessible import broken
from playwright.sync_api import expect
from samples import SAMPLES
from visits import swipe

TOUCH = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 800}}
WAYS = ["mouse", "touch"]


def option(ask, text):
    return ask.locator("li", has_text=text).locator("label")


def press(element):
    """Press an element as the page's reader does."""
    touch = element.page.evaluate("matchMedia('(pointer: coarse)').matches")
    element.tap() if touch else element.click()


def check(ask):
    press(ask.get_by_role("button", name="Check"))


def expect_right(ask, because):
    said = ask.locator(".explorable-feedback")
    expect(said).to_have_text(f"Right. {because}")
    expect(ask).to_have_attribute("data-state", "right")


@pytest.fixture(params=WAYS)
def asked(request, show):
    """Show a question to a reader with a mouse, or one with a finger."""

    def asked(name):
        page = show(name, **(TOUCH if request.param == "touch" else {}))
        return page.locator(".explorable-ask")

    return asked


def test_a_choice_is_judged_by_check_alone(asked):
    ask = asked("choice")
    press(option(ask, "it doubles"))
    expect(ask.locator(".explorable-feedback")).to_be_empty()
    assert ask.page.evaluate("answered") == [], "a slip of the finger is no try"
    check(ask)
    expect(ask.locator(".explorable-feedback")).to_contain_text("Not yet. That is the frequency")
    expect(ask).to_have_attribute("data-state", "wrong")
    expect(ask.locator(".explorable-feedback a")).to_have_attribute("href", "wave.md#der-takt")
    press(option(ask, "it is halved"))
    check(ask)
    expect_right(ask, "Speed is length * frequency, and the speed stays.")
    dims = ask.locator(".explorable-feedback[data-elsewhere]")
    expect(dims).to_have_count(0)
    for text, count in {"it doubles": 1, "it is halved": 0}.items():
        press(option(ask, text))
        expect(dims).to_have_count(count)  # the verdict is that of the answer that was checked
    events = ask.page.evaluate("answered")
    assert [(each["right"], each["tries"]) for each in events] == [(False, 1), (True, 2)]
    assert {each["id"] for each in events} == {ask.get_attribute("id")}
    assert events[0]["answer"] != events[1]["answer"]


def test_a_number_knows_its_slips(asked):
    ask = asked("number")
    field = ask.get_by_role("textbox", name="A wave swings three times")
    for text, said in {
        "3": "Not yet. That is the frequency",
        "7": "Not yet. Three swings fill a second.",
        "one third": "Enter a number, such as 0.25, 1/3 or 2e-3.",
        "0,333": "Right. A second has three of them: 0.33 s.",
    }.items():
        field.fill(text)
        check(ask)
        expect(ask.locator(".explorable-feedback")).to_contain_text(said)
        expect(ask.locator(".explorable-feedback[data-elsewhere]")).to_have_count(0)
    expect(ask).to_have_attribute("data-state", "right")
    assert ask.get_attribute("data-tries") == "3", "what is no number is no try"


def line(ask, text):
    return ask.locator(".explorable-line", has_text=text)


def order(ask):
    return ask.locator(".explorable-order .explorable-line").all_inner_texts()


SPEED, PRODUCT, SO, TWICE = "The speed", "c = l f", "So", "Twice"


PRESSED = [
    ([], "Tap the lines in order first."),
    ([SO, PRODUCT], r"Not yet\..* needs .* which isn’t above it\."),
    ([SO, "Waves"], r"Not yet\..* They are, but nothing follows from it\."),
    (["Waves", TWICE], r"Not yet\..* too early: What \\\(l\\\) is"),
    ([TWICE, SPEED], r"So far, so good\. Lines still missing: 2\."),
    ([SO, TWICE], r"Right\. Each line uses those above\."),
]
"""Lines that are pressed, a second time to take them back, and what is said of them then."""


def test_lines_are_pressed_in_their_order(asked):
    ask = asked("lines")
    for texts, said in PRESSED:
        for text in texts:
            press(line(ask, text))
        check(ask)
        expect(ask.locator(".explorable-feedback")).to_have_text(re.compile(said))
        expect(ask.locator(".explorable-feedback[data-elsewhere]")).to_have_count(0)
    press(line(ask, SO))
    expect(ask.locator(".explorable-feedback[data-elsewhere]")).to_have_count(1)
    press(line(ask, SO))
    expect(ask).to_have_attribute("data-state", "right")
    assert ask.get_attribute("data-tries") == "4", "what is unfinished is no try"
    assert len(order(ask)) == 4


def test_arrows_move_a_line_and_it_keeps_its_letter(asked):
    ask = asked("program")
    for text in ("return total / len(x)", "def mean"):
        press(line(ask, text))
    item = ask.locator("li", has_text="def mean")
    letter = item.get_attribute("value")
    press(item.get_by_role("button", name="up"))
    assert [each.strip() for each in order(ask)] == ["def mean(x):", "return total / len(x)"]
    assert item.get_attribute("value") == letter
    expect(ask.locator(".explorable-heard")).to_have_text("line 1 of 2")
    press(item.get_by_role("button", name="down"))
    assert order(ask)[1] == "def mean(x):"


def drag(ask, start, end, below=0.75):
    """Drag from the middle of an element to a place of another; by mouse, or by a finger."""
    page = ask.page
    start.scroll_into_view_if_needed()
    a, b = start.bounding_box(), end.bounding_box()
    points = [
        (a["x"] + a["width"] / 2, a["y"] + a["height"] / 2),
        (b["x"] + b["width"] / 2, b["y"] + b["height"] / 2),
        (b["x"] + b["width"] / 2, b["y"] + b["height"] * below),
    ]
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        swipe(page, points)
    else:
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=3)
        page.mouse.up()


def test_lines_are_dragged_by_their_grips(asked):
    ask = asked("program")
    grip = lambda text: ask.locator("li", has_text=text).locator(".explorable-grip")  # noqa: E731
    target = ask.locator(".explorable-order")
    drag(ask, grip("def mean"), target)
    expect(target.locator("li")).to_have_count(1)
    drag(ask, grip("return total / len(x)"), target)
    expect(target.locator("li")).to_have_count(2)
    assert order(ask)[0].strip() == "def mean(x):"
    drag(ask, grip("total = sum"), target.locator("li").nth(1), below=0.25)
    expect(target.locator("li")).to_have_count(3)
    check(ask)
    expect_right(ask, "A name is given before it is used.")
    drag(ask, grip("def mean"), ask.locator(".explorable-lines:not(.explorable-order)"))
    expect(target.locator("li")).to_have_count(2)
    assert ask.locator("[data-drop], [data-dragged]").count() == 0


def test_a_free_answer_is_compared_and_ticked(asked):
    ask = asked("explain")
    compare = ask.get_by_role("button", name="Compare")
    press(compare)
    expect(ask.locator(".explorable-feedback")).to_have_text("Choose or write an answer first.")
    ask.get_by_role("textbox").fill("Because the air is soft.")
    press(compare)
    expect(ask.get_by_text("Each swing costs energy")).to_be_visible()
    expect(ask.locator(".explorable-feedback")).to_contain_text("Check off what your answer says")
    for each in ask.locator(".explorable-must label").all():
        press(each)
    expect(ask.locator(".explorable-feedback")).to_have_text("Nothing is missing.")
    expect(ask).to_have_attribute("data-state", "right")
    assert ask.get_attribute("data-tries") == "1"


KEYS = {
    "choice": ["Tab", "ArrowDown", "Enter"],
    "number": ["Tab", "3", "Enter"],
    "lines": ["Tab", "Space", "Enter:Check"],
    "bug": ["Tab", "Space", "Enter"],
    "explain": ["Tab", "x", "Enter:Compare"],
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_alone_give_an_answer(show, name):
    page = show(name)
    ask = page.locator(".explorable-ask")
    for key in KEYS[name]:
        key, _, button = key.partition(":")
        while button and page.evaluate("document.activeElement.textContent") != button:
            page.keyboard.press("Tab")
        page.keyboard.press(key)
    expect(ask.locator(".explorable-feedback strong").first).to_be_visible()
    assert len(page.evaluate("answered")) == (name != "lines"), "one line of many is no try yet"


def test_keys_alone_order_lines(show):
    page = show("program")
    ask, keyboard = page.locator(".explorable-ask"), page.keyboard
    for text in ("total = sum", "return total / len", "def mean"):
        line(ask, text).focus()
        keyboard.press("Enter")
        expect(line(ask, text)).to_be_focused()
        expect(line(ask, text)).to_have_attribute("aria-pressed", "true")
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")  # it is the first already
    expect(line(ask, "def mean")).to_be_focused()
    expect(ask.locator(".explorable-heard")).to_have_text("line 1 of 3")
    ask.get_by_role("button", name="Check").press("Enter")
    expect_right(ask, "A name is given before it is used.")


def test_a_hint_opens_before_a_try_and_the_answer_after_it(show):
    ask = show("choice").locator(".explorable-ask")
    ask.get_by_text("A hint").click()
    expect(ask.get_by_text("Draw two waves of one speed.")).to_be_visible()
    assert ask.page.evaluate("answered") == []
    option(ask, "it doubles").click()
    check(ask)
    ask.get_by_text("Answer", exact=True).click()
    expect(ask.locator(".explorable-because")).to_be_visible()
    assert ask.get_attribute("data-tries") == "1"


@pytest.mark.parametrize("key", ["Enter", None])
def test_without_a_try_the_answer_is_shown_when_asked_twice(show, key):
    ask = show("choice").locator(".explorable-ask")
    summary = ask.locator(".explorable-answer > summary")
    ask_for = (lambda: summary.press(key)) if key else summary.click
    ask_for()
    expect(summary).to_have_text("Press again to see it without trying")
    expect(ask.locator(".explorable-because")).to_be_hidden()
    ask_for()
    expect(ask.locator(".explorable-because")).to_be_visible()
    expect(ask).to_have_attribute("data-state", "wrong")
    assert ask.page.evaluate("answered[0].tries") == 1
    assert ask.page.evaluate("answered[0].answer") is None
    summary.blur()
    expect(summary).to_have_text("Answer")


ANSWERS = {
    "choice": lambda ask: (option(ask, "it doubles").click(), check(ask)),
    "number": lambda ask: (ask.get_by_role("textbox").fill("3"), check(ask)),
    "lines": lambda ask: (line(ask, SO).click(), line(ask, SPEED).click(), check(ask)),
    "bug": lambda ask: (option(ask, "total = 0").click(), check(ask)),
    "explain": lambda ask: (
        ask.get_by_role("textbox").fill("Air."),
        ask.get_by_role("button", name="Compare").click(),
        ask.locator(".explorable-must input").first.check(),
    ),
}
SEEN = """(ask) => [
  ask.querySelector(".explorable-feedback").textContent,
  [...ask.querySelectorAll("input, select, textarea")].map((i) => [i.checked, i.value]),
  [...ask.querySelectorAll("ol.explorable-order > li")].map((each) => each.value),
  ask.querySelector(".explorable-steps")?.textContent,
  { ...ask.dataset },
]"""


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_there_again(show, name):
    page = show(name)
    ask = page.locator(".explorable-ask")
    ANSWERS[name](ask)
    expect(ask.locator(".explorable-feedback")).not_to_be_empty()
    before = ask.evaluate(SEEN)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert ask.evaluate(SEEN) == before
    assert page.evaluate("answered") == [], "nobody has answered now"


def test_an_answer_is_kept_under_the_name_of_its_text(show):
    page = show("choice")
    ask = page.locator(".explorable-ask")
    option(ask, "it doubles").click()
    check(ask)
    (entry,) = records.entries(page, "answer")
    assert ask.get_attribute("id") == entry["number"] == f"ask-{entry['stored']}"
    kept = json.loads(entry["text"])
    assert kept.keys() == {"answer", "right", "tries", "when"}
    assert (kept["right"], kept["tries"]) == (False, 1)


def test_what_was_right_stays_right_and_is_so_in_another_tab(show):
    page = show("choice")
    ask, other = page.locator(".explorable-ask"), page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("body[data-ready]")
    option(ask, "it is halved").click()
    check(ask)
    because = "Speed is length * frequency, and the speed stays."
    expect_right(other.locator(".explorable-ask"), because)
    option(ask, "it doubles").click()
    check(ask)
    expect(ask.locator(".explorable-feedback")).to_contain_text("Not yet.")
    expect(ask).to_have_attribute("data-state", "right")
    page.reload()
    expect_right(ask, because)
    assert ask.get_attribute("data-tries") == "1"


def test_a_self_test_counts_first_tries_and_leads_to_what_helps(show_test):
    page = show_test()
    choice, number, lines = page.locator(".explorable-ask").all()
    result = page.locator(".explorable-result")
    option(choice, "it is halved").click()
    check(choice)
    number.get_by_role("textbox").fill("3")
    check(number)
    expect(result).to_be_empty()
    summary = lines.locator(".explorable-answer > summary")
    summary.click()
    summary.click()
    expect(result).to_contain_text("1 of 3 right on the first try.")
    expect(result).to_contain_text("Read again:")
    expect(result.get_by_role("link")).to_have_text(["Der takt"])  # of both
    number.get_by_role("textbox").fill("1/3")
    check(number)
    expect(result).to_contain_text("1 of 3 right on the first try.")
    page.reload()
    expect(result).to_contain_text("1 of 3 right on the first try.")


@pytest.mark.parametrize("options", [{}, TOUCH], ids=WAYS)
def test_nothing_is_wider_than_the_page(show, options):
    page = show(*SAMPLES, **options)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


HEIGHTS = "[...document.querySelectorAll('.explorable-ask')].map((ask) => ask.clientHeight)"


def test_without_scripts_nothing_stands_elsewhere_and_the_answer_is_behind_a_fold(show):
    """Choices have their boxes beside the texts; folds share their row with the button."""
    page = show("choice", "bug", "number")
    alive = page.evaluate(HEIGHTS)
    page.route("**/*.js", lambda route: route.abort())
    page.reload(wait_until="load")
    still = page.evaluate(HEIGHTS)
    assert page.locator("input").count() == 0
    assert still == pytest.approx(alive, abs=2)
    ask = page.locator(".explorable-ask").first
    expect(ask.get_by_text("it is halved")).to_be_visible()
    expect(ask.locator(".explorable-because")).to_be_hidden()
    ask.get_by_text("Answer", exact=True).click()
    expect(ask.locator(".explorable-because")).to_be_visible()


def violations(page):
    return [f"{each['id']}: {node['html']}" for each in broken(page) for node in each["nodes"]]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, TOUCH])
def test_an_automatic_check_finds_nothing_inaccessible(show, options):
    page = show(*SAMPLES, **options)
    page.locator("[data-ask=choice] label").first.click()
    page.locator("[data-ask=lines] .explorable-line").first.click()
    for each in page.locator("summary").all():
        each.click()
        each.click()
    assert violations(page) == []


def test_an_automatic_check_finds_nothing_inaccessible_without_scripts(show):
    page = show(*SAMPLES)
    page.route("**/*.js", lambda route: route.abort())
    page.reload(wait_until="load")
    assert violations(page) == []
