"""A reader guesses, in a browser: by mouse, by keys, or not at all."""

import json
from dataclasses import replace

import pytest
from accessible import broken
from asked import ASKED
from explorable import Handle, Slider, explorer, guess
from playwright.sync_api import expect
from visits import wait_for_frame


@pytest.fixture
def asked(mount, falling):
    """The figure, its form, its caption and what answers."""
    figure = mount(falling)
    return (
        figure,
        figure.locator(".explorable-guess"),
        figure.locator(".explorable-caption"),
        figure.locator('[id$="-answer"]'),
    )


def of(kind):
    return pytest.mark.parametrize("falling", [kind], indirect=True)


def expect_open(asked):
    figure, form, caption, answer = asked
    expect(caption).to_be_hidden()
    expect(answer).to_have_css("visibility", "hidden")
    expect(figure.locator(".explorable-seen")).to_be_visible()
    expect(form.get_by_role("button", name="Just show me")).to_be_visible()
    expect(figure.locator(".explorable-controls")).to_be_hidden()


def expect_answered(asked, words, caption):
    figure, form, said, answer = asked
    expect(form.locator("p")).to_have_text(words)
    expect(said).to_have_text(caption)
    expect(said).to_be_visible()
    expect(answer).to_have_css("visibility", "visible")
    expect(figure.locator(".explorable-seen")).to_be_hidden()
    expect(figure.locator(".explorable-controls")).to_be_visible()
    expect(figure.locator(".explorable-picture svg[role=img]").first).to_have_attribute(
        "aria-label", f"A fall. {caption}"
    )


def after(steps):
    return f"After {steps} steps it has come down, from start by middle to end."


def kept(figure):
    text = figure.page.evaluate("window.state.guess")
    return json.loads(text) if text else None


NO_GUESSES = {
    "": "Enter a number",
    "11": "from 0 to 10",
    "many": "Enter a number",
    "-1": "from 0 to 10",
}


@of("number")
def test_a_number_is_typed_and_both_stand_side_by_side_and_do_so_again(asked):
    expect_open(asked)
    figure, form, _, _ = asked
    picture = figure.locator(".explorable-picture svg[role=img]").first
    expect(picture).to_have_attribute("aria-label", "A fall. The ball starts at height 1.")
    number = form.get_by_role("textbox", name="Your guess: steps")
    for typed, words in NO_GUESSES.items():
        number.fill(typed)
        number.press("Enter")
        assert words in number.evaluate("field => field.validationMessage")
        expect_open(asked)
    number.fill("5")
    assert number.evaluate("field => field.validationMessage") == ""
    number.press("Enter")
    expect_answered(asked, "You: 5 steps. It takes 7 steps.", after(7))
    expect(form.locator("p")).to_be_focused()
    assert kept(figure) == 5
    line, sheet = figure.locator(".explorable-guessed path"), figure.locator(".explorable-picture")
    box, home = line.bounding_box(), sheet.bounding_box()
    axes = figure.page.evaluate(
        "(f) => JSON.parse(f).axes[0].box", figure.locator("script").text_content()
    )
    middle = home["x"] + home["width"] * (axes[0] + axes[2]) / 2
    assert box["x"] + box["width"] / 2 == pytest.approx(middle, abs=1.5)
    figure.page.evaluate("void window.again()")
    second = figure.page.locator("figure.explorable-explorer").nth(1)
    expect(second.locator(".explorable-compared")).to_have_text("You: 5 steps. It takes 7 steps.")
    expect(second.locator(".explorable-caption")).to_be_visible()


@of("number")
@pytest.mark.parametrize(
    ("change", "typed", "said"),
    [
        ({"answer": 7}, "7", "You: 7 steps. Right. ."),
        ({"answer": 6.8}, "7", "You: 7 steps. Right, to its last digit. ."),
        ({"answer": 0.29}, "0,3", "You: 0.3 steps. Right, to its last digit. ."),
        ({"answer": 0.29}, "0", "You: 0 steps. ."),
        ({"answer": 6.8}, " 12/2", "You: 6 steps. ."),
        ({"tempting": {5: "That is half of it."}}, "5", "You: 5 steps. That is half of it. ."),
        (
            {"says": "{answer}, and not a step less than {answer}."},
            "5",
            "You: 5 steps. 7 steps, and not a step less than 7 steps.",
        ),
    ],
)
def test_what_is_said_of_a_guess(mount, falling, change, typed, said):
    asked = replace(falling.predict, **{"step": 0.01, "at": {}, "says": "."} | change)
    form = mount(replace(falling, predict=asked)).locator(".explorable-guess")
    form.get_by_role("textbox").fill(typed)
    form.get_by_role("textbox").press("Enter")
    expect(form.locator("p")).to_have_text(said)


@pytest.mark.parametrize(
    ("falling", "places", "said"),
    [
        ("mark", [(0.7, 0.3)], "(7.0, 0.3). Right. At"),
        ("mark", [(0.7, 0.4)], "(7.0, 0.4). At"),
        ("line", [(0.01, 0.98), (0.99, 0.02)], "the dashed line. Right. It is"),
        ("line", [(0.01, 0.98), (0.99, 0.2)], "the dashed line. It is"),
    ],
    indirect=["falling"],
)
def test_a_right_place_or_line_is_told_so(asked, places, said):
    press_at(asked[0], *places)
    asked[1].get_by_role("button", name="Check my guess").click()
    expect(asked[1].locator("p")).to_contain_text(said)


@of("one")
def test_a_chip_commits(asked):
    expect_open(asked)
    asked[1].get_by_role("button", name="up").click()
    expect_answered(asked, "You: up. It is down.", after(10))
    assert kept(asked[0]) == "up"


@of("order")
def test_chips_are_pressed_in_their_order(asked):
    form = asked[1]
    expect_open(asked)
    places = [each.bounding_box() for each in form.get_by_role("button").all()]
    form.get_by_role("button", name="middle").click()
    expect(form.get_by_role("button", name="1. middle")).to_have_attribute("aria-pressed", "true")
    assert [each.bounding_box() for each in form.get_by_role("button").all()] == places
    form.get_by_role("button", name="1. middle").click()
    form.get_by_role("button", name="end").press("Enter")
    form.get_by_role("button", name="start").press("Enter")
    words = "You: end, start, middle. It is start, middle, end."
    expect_answered(asked, words, after(0))
    assert kept(asked[0]) == ["end", "start", "middle"]


def press_at(figure, *places):
    """Press and draw with the mouse, at fractions of the sheet from its lower left corner."""
    box = figure.locator(".explorable-sheet").bounding_box()
    mouse = figure.page.mouse
    for x, y in places:
        mouse.move(box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"])
        mouse.down()
    mouse.up()


@of("mark")
def test_a_place_is_pressed(asked):
    expect_open(asked)
    press_at(asked[0], (0.4, 0.9))
    expect_open(asked)
    press_at(asked[0], (0.2, 0.5))
    expect_open(asked)
    asked[1].get_by_role("button", name="Check my guess").click()
    expect_answered(asked, "You: (2.0, 0.5). At (7.0, 0.3).", after(7))
    expect(asked[0].locator(".explorable-guessed path")).to_have_count(2)


@of("mark")
def test_a_mark_is_moved_by_keys(asked):
    sheet = asked[0].get_by_role("application", name="Tap the spot.")
    sheet.press("ArrowUp")
    sheet.press("ArrowRight")
    expect(sheet).to_have_attribute("aria-description", "5.3, 0.5")
    sheet.press("Enter")
    expect_answered(asked, "You: (5.3, 0.5). At (7.0, 0.3).", after(7))
    assert kept(asked[0]) == pytest.approx([5.25, 0.525])


@of("line")
def test_a_line_is_drawn(asked):
    figure, form, _, _ = asked
    press_at(figure, (0.01, 0.9), (0.5, 0.7), (0.99, 0.2))
    expect_open(asked)
    form.get_by_role("button", name="Check my guess").click()
    expect_answered(asked, "You: the dashed line. It is straight.", after(0))
    assert kept(figure) == pytest.approx([0.9, 0.7, 0.2], abs=0.02)


@of("line")
def test_a_line_is_drawn_by_keys(asked):
    figure, form, _, _ = asked
    check = form.get_by_role("button", name="Check my guess")
    place = check.bounding_box()
    check.click()
    sheet = figure.locator(".explorable-sheet")
    expect(form.get_by_role("alert")).to_have_text("There is no guess yet.")
    assert check.bounding_box() == place, "the words come below what was pressed"
    expect(sheet).to_be_focused()
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        sheet.press(key)
    expect_answered(asked, "You: the dashed line. It is straight.", after(0))
    assert kept(figure) == pytest.approx([0.525, 0.5, 0.45])


@pytest.mark.parametrize(
    ("falling", "places", "words"),
    [
        ("mark", [(0.2, 0.5)], "You: (2.0, 0.5). At (7.0, 0.3)."),
        ("line", [(0, 0.9), (0.5, 0.7), (1, 0.2)], "You: the dashed line. It is straight."),
    ],
    indirect=["falling"],
)
def test_a_finger_marks_and_sketches(mount, falling, places, words):
    figure = mount(falling, has_touch=True)
    form, sheet = figure.locator(".explorable-guess"), figure.locator(".explorable-sheet")
    box = sheet.bounding_box()
    for x, y in places:
        right, down = (min(max(part, 0.01), 0.99) for part in (x, 1 - y))
        sheet.tap(position={"x": right * box["width"], "y": down * box["height"]})
    expect(form).not_to_contain_text("You")
    form.get_by_role("button", name="Check my guess").tap()
    expect(form.locator("p")).to_have_text(words)


PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 600}}


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_a_finger_that_scrolls_past_commits_nothing(mount, falling):
    """It begins on the picture, on the field, and on a button."""
    figure = mount(falling, **PHONE)
    page = figure.page
    page.evaluate("document.body.style.padding = '300px 0 2000px'")
    whole = (figure, *(figure.locator(p) for p in (".explorable-guess", ".explorable-caption")))
    asked = (*whole, figure.locator('[id$="-answer"]'))
    for part in (".explorable-picture", ".explorable-guess > :first-child", "button:visible"):
        page.evaluate("scrollTo(0, 250)")
        swipe(page, figure.locator(part).first, 0, -150)
        page.wait_for_function("() => scrollY > 350")
        expect_open(asked)
        assert figure.locator(".explorable-guessed path").count() == 0, part
    assert kept(figure) is None


@pytest.mark.parametrize("falling", ["mark", "line"], indirect=True)
def test_a_finger_that_moves_along_the_picture_draws(mount, falling):
    figure = mount(falling, **PHONE)
    figure.page.evaluate("document.body.style.padding = '300px 0 2000px'")
    figure.page.evaluate("scrollTo(0, 250)")
    swipe(figure.page, figure.locator(".explorable-sheet"), 100, -40)
    expect(figure.locator(".explorable-guessed path").first).to_be_attached()
    assert figure.page.evaluate("scrollY") == 250
    drawn = figure.locator(".explorable-sheet").get_attribute("aria-description")
    swipe(figure.page, figure.locator(".explorable-sheet"), 0, -150)
    figure.page.wait_for_function("() => scrollY > 350")
    assert figure.locator(".explorable-sheet").get_attribute("aria-description") == drawn


def swipe(page, target, right, down):
    """Move a finger from the middle of an element."""
    wait_for_frame(page)
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)
    for step in range(11):
        spot = {"x": x + step * right / 10, "y": y + step * down / 10}
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [spot]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


BAD = [
    {},
    {"guess": 5},
    [[1], [2]],
    ["start"],
    "5",
    99,
    -1,
    [1, 2, 3, 4],
    [None, 1],
    [{}, {}, {}],
    True,
]


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_a_kept_guess_of_another_shape_counts_for_nothing(mount, falling):
    figure = mount(falling)
    for number, bad in enumerate(BAD, start=1):
        figure.page.evaluate("bad => { state.guess = bad; again(); }", json.dumps(bad))
        view = figure.nth(number)
        expect(view).to_have_attribute("data-guess", "open")
        expect(view.locator(".explorable-compared")).to_have_count(0)


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_an_automatic_check_finds_nothing_inaccessible(mount, falling):
    figure = mount(falling)
    for _ in range(2):
        found = [each for each in broken(figure.page) if each["id"] in PARTS]
        assert found == []
        if figure.get_by_role("button", name="Just show me").count():
            figure.get_by_role("button", name="Just show me").click()
            figure.locator(".explorable-tools > summary").click()


PARTS = ("label", "button-name", "summary-name", "aria-hidden-focus", "aria-required-children",
         "aria-valid-attr-value", "nested-interactive", "target-size")  # fmt: skip


def test_a_guess_is_named_where_no_handle_stands(mount):
    @explorer(
        x=Slider(0.0, 10.0, 1.0, start=9.0),
        handles=[Handle(x="x", y=5.0)],
        predict=guess.Number(3, maximum=10, along="y", seen="A point.", at={"x": 9.0}),
    )
    def level(figure):
        """A point on a level."""
        axes = figure.subplots()
        axes.set(xlim=(0, 10), ylim=(0, 10))
        (point,) = axes.plot([9], [5], "o")

        def update(x):
            point.set_data([x], [5])
            return f"It stands at {x:.0f}, and 3 is what was asked."

        return update

    figure = mount(level)
    figure.get_by_role("textbox").fill("5")
    figure.get_by_role("textbox").press("Enter")
    name, handle = figure.locator(".explorable-yours"), figure.locator(".explorable-handle")
    picture = figure.locator(".explorable-picture").bounding_box()
    assert handle.bounding_box()["x"] > picture["x"] + picture["width"] / 2
    assert name.bounding_box()["x"] < picture["x"] + picture["width"] / 2
    handle.press("Home")
    figure.page.wait_for_function("() => !window.asking")
    assert handle.bounding_box()["x"] < picture["x"] + picture["width"] / 2
    assert name.bounding_box()["x"] > picture["x"] + picture["width"] / 2


@of("number")
def test_a_move_from_elsewhere_skips_the_guess(asked):
    figure, form, caption, answer = asked
    figure.evaluate(
        "f => f.dispatchEvent(new CustomEvent('explorable-move', { detail: { steps: 1 } }))"
    )
    expect(caption).to_have_text(after(1))
    expect(caption).to_be_visible()
    expect(answer).to_have_css("visibility", "visible")
    expect(form).to_be_empty()
    assert kept(figure) is None


@of("mark")
def test_who_does_not_guess_is_shown_and_asked_in_no_second_view(asked):
    asked[1].get_by_role("button", name="Just show me").click()
    expect_answered(asked, "At (7.0, 0.3).", after(7))
    expect(asked[0].locator(".explorable-sheet, .explorable-guessed path")).to_have_count(0)
    asked[0].page.evaluate("void window.again()")
    second = asked[0].page.locator("figure.explorable-explorer").nth(1)
    expect(second.locator(".explorable-caption")).to_have_text(after(7))
    expect(second.locator(".explorable-caption")).to_be_visible()
    expect(second.locator(".explorable-guess")).to_be_empty()


@of("number")
def test_a_guess_can_be_made_again(asked):
    figure, form, caption, _ = asked
    form.get_by_role("textbox").fill("5")
    form.get_by_role("button", name="Check my guess").click()
    figure.locator(".explorable-tools > summary").click()
    form.page.get_by_role("button", name="Guess again").click()
    expect_open(asked)
    expect(form.get_by_role("textbox")).to_be_focused()
    expect(figure.locator(".explorable-guessed path")).to_have_count(0)
    assert kept(figure) is None
    expect(caption).to_have_text(after(0))


@of("number")
def test_paper_shows_everything_and_a_figure_at_rest_waits_for_nothing(asked):
    figure, form, caption, answer = asked
    expect_open(asked)
    figure.page.emulate_media(media="print")
    expect(caption).to_be_visible()
    expect(answer).to_have_css("visibility", "visible")
    expect(form).to_be_hidden()
    expect(figure.locator(".explorable-seen")).to_be_hidden()
    figure.page.emulate_media(media="screen")
    expect_open(asked)
    figure.page.evaluate("window.rest()")
    expect(caption).to_be_visible()
    expect(form).to_be_empty()


STRUCK = """(figure) => {
  const path = figure.querySelector(".explorable-guessed path");
  const line = path.getBoundingClientRect();
  path.parentElement.style.pointerEvents = "auto";
  Object.assign(path.style, { pointerEvents: "all", strokeDasharray: "none" });
  const name = figure.querySelector(".explorable-yours").getBoundingClientRect();
  const meet = (one, other) => one.left < other.right && other.left < one.right &&
    one.top < other.bottom && other.top < one.bottom;
  const texts = [...figure.querySelectorAll(".explorable-picture svg text")];
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const middle = ({ left, top, width, height }) =>
    line.width > line.height ? [left + width / 2, line.top] : [line.left, top + height / 2];
  const crossed = boxes.filter(([, box]) => meet(box, line)).map(([, box]) => middle(box));
  return {
    crossed: crossed.length,
    struck: crossed.filter(([x, y]) => document.elementsFromPoint(x, y).includes(path)).length,
    covered: boxes.filter(([, box]) => meet(box, name)).map(([words]) => words),
  };
}"""


@pytest.mark.parametrize(
    ("along", "given", "crossed"), [("y", "5", 1), ("x", "5", 1), ("x", "0.2", 0)]
)
def test_no_guess_strikes_a_number_out_and_none_is_named_over_one(mount, along, given, crossed):
    asked = guess.Number(3, maximum=10, along=along, seen="A point.")

    @explorer(x=Slider(0, 10, 1), question="Where?", predict=asked)
    def labelled(figure):
        """A number in the middle, and numbers beside the axes."""
        axes = figure.subplots()
        axes.set(xlim=(0, 10), ylim=(0, 10), yticks=[0, 2.5, 5, 7.5, 9.4, 10], xticks=[])
        axes.text(5, 5, "0.29", ha="center", va="center")
        (point,) = axes.plot([9], [1], "o")

        def update(x):
            point.set_data([x], [1])
            return f"It stands at {x:.0f}, and 3 is what was asked."

        return update

    figure = mount(labelled)
    figure.get_by_role("textbox").fill(given)
    figure.get_by_role("textbox").press("Enter")
    expect(figure.locator(".explorable-caption")).to_be_visible()
    seen = figure.evaluate(STRUCK)
    assert seen["crossed"] >= crossed and seen["struck"] == 0 and seen["covered"] == []
