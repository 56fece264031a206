"""A reader guesses, in a browser: by mouse, by keys, or not at all."""

import json
import re
from dataclasses import replace

import pytest
from accessible import broken
from asked import ASKED
from explorable import Handle, Slider, explorer, guess
from playwright.sync_api import expect
from visits import swipe


def parts(figure):
    """Return the figure, its form, its caption and what answers."""
    return (
        figure,
        figure.locator(".explorable-guess"),
        figure.locator(".explorable-caption"),
        figure.locator('[id$="-answer"]'),
    )


@pytest.fixture
def asked(mount, falling):
    return parts(mount(falling))


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
        expect(form.get_by_role("alert")).to_contain_text(words)
        expect(number).to_have_attribute("aria-invalid", "true")
        expect(number).to_be_focused()
        expect_open(asked)
    number.fill("5")
    expect(form.get_by_role("alert")).to_have_count(0)
    expect(number).to_have_attribute("aria-invalid", "false")
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
        ({"answer": 6.8}, "7", "You: 7 steps. Right, rounded. ."),
        ({"answer": 0.29}, "0,3", "You: 0.3 steps. Right, rounded. ."),
        ({"answer": 0.29}, "0", "You: 0 steps. ."),
        ({"answer": 6.8}, " 12/2", "You: 6 steps. ."),
        ({"distractors": {5: "That is half of it."}}, "5", "You: 5 steps. That is half of it. ."),
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


def tap_at(figure, *places):
    """Tap with a finger, at fractions of the sheet from its lower left corner."""
    sheet = figure.locator(".explorable-sheet")
    box = sheet.bounding_box()
    for x, y in places:
        sheet.tap(position={"x": x * box["width"], "y": (1 - y) * box["height"]})


AT = "At (7.0, 0.3)."
LINE = "the dashed line."
STRAIGHT = "It is straight."
FALLS = [(0.01, 0.9), (0.5, 0.7), (0.99, 0.2)]


@pytest.mark.parametrize(
    ("falling", "by", "places", "guess", "said"),
    [
        ("mark", press_at, [(0.2, 0.5)], [2, 0.5], f"(2.0, 0.5). {AT}"),
        ("mark", tap_at, [(0.4, 0.9), (0.2, 0.5)], [2, 0.5], f"(2.0, 0.5). {AT}"),
        ("mark", press_at, [(0.7, 0.3)], [7, 0.3], f"(7.0, 0.3). Right. {AT}"),
        ("mark", press_at, [(0.7, 0.4)], [7, 0.4], f"(7.0, 0.4). {AT}"),
        ("line", press_at, FALLS, [0.9, 0.7, 0.2], f"{LINE} {STRAIGHT}"),
        ("line", tap_at, FALLS, [0.9, 0.7, 0.2], f"{LINE} {STRAIGHT}"),
        ("line", press_at, [(0.01, 0.98), (0.99, 0.02)], [1, 0.5, 0], f"{LINE} Right. {STRAIGHT}"),
        ("line", press_at, [(0.01, 0.98), (0.99, 0.2)], [1, 0.6, 0.2], f"{LINE} {STRAIGHT}"),
    ],
    indirect=["falling"],
)
def test_a_place_or_a_line_is_drawn_and_committed(mount, falling, by, places, guess, said):
    asked = parts(mount(falling, has_touch=by is tap_at))
    figure, form, _, _ = asked
    expect_open(asked)
    by(figure, *places)
    expect_open(asked)
    form.get_by_role("button", name="Check my guess").click()
    expect_answered(asked, f"You: {said}", after(falling.predict.at.get("steps", 0)))
    drawn = {"mark": ".explorable-ring", "line": ".explorable-guessed path"}[falling.predict.kind]
    expect(figure.locator(drawn).filter(visible=True)).to_have_count(
        {"mark": 2, "line": 1}[falling.predict.kind]
    )
    assert kept(figure) == pytest.approx(guess, abs=0.03)


@of("mark")
def test_a_mark_is_moved_by_keys(asked):
    sheet = asked[0].get_by_role("application", name="Mark the spot.")
    sheet.press("ArrowUp")
    sheet.press("ArrowRight")
    expect(sheet).to_have_attribute("aria-description", "5.3, 0.5")
    expect(asked[0].locator(".explorable-heard").first).to_have_text("(5.3, 0.5)")
    sheet.press("Enter")
    expect_answered(asked, "You: (5.3, 0.5). At (7.0, 0.3).", after(7))
    assert kept(asked[0]) == pytest.approx([5.25, 0.525])


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
    said, dot = figure.locator(".explorable-heard").first, figure.locator(".explorable-chosen")
    for key, place in [
        ("ArrowUp", "0: 0.5"), ("ArrowRight", "5: nothing drawn yet"),
        ("ArrowRight", "10: nothing drawn yet"),
        ("ArrowDown", "10: 0.5"), ("ArrowDown", "10: 0.5"), ("Home", "0: 0.5"), ("End", "10: 0.5"),
    ]:  # fmt: skip
        sheet.press(key)
        expect(form.get_by_role("alert")).to_have_count(0)  # there is one now
        expect(said).to_have_text(re.compile(rf"= {place}$"))
    ends = [each.bounding_box() for each in (sheet, dot)]
    assert ends[1]["x"] + ends[1]["width"] / 2 == pytest.approx(
        ends[0]["x"] + ends[0]["width"], rel=0.2
    )
    sheet.press("Enter")
    expect(dot).to_have_count(0)
    expect_answered(asked, "You: the dashed line. It is straight.", after(0))
    assert kept(figure) == pytest.approx([0.525, 0.5125, 0.475])


@of("line")
def test_a_line_is_whole_before_it_is_taken_and_begins_beside_the_axes_too(asked):
    figure, form, _, _ = asked
    for places, drawn in [
        ([(0.5, 0.73)], "0.7"),
        ([(1.01, 0.23)], "0.7, 0.2"),
        ([(-0.02, 0.93)], "0.9, 0.7, 0.2"),
    ]:
        press_at(figure, *places)
        sheet = figure.locator(".explorable-sheet")
        expect(sheet).to_have_attribute("aria-description", drawn)
        if len(drawn.split()) < 3:
            form.get_by_role("button", name="Check my guess").click()
            expect(form.get_by_role("alert")).to_contain_text("from one end of the axis")
            sheet.press("Enter")
            expect(form.get_by_role("alert")).to_contain_text("from one end of the axis")
            expect_open(asked)
    sheet.press("Enter")
    expect_answered(asked, "You: the dashed line. It is straight.", after(0))
    assert kept(figure) == pytest.approx([0.93, 0.73, 0.23], abs=0.03)


DRAWN = ".explorable-guessed path, .explorable-own"
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 600}}


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_a_finger_that_scrolls_past_commits_nothing(mount, falling):
    """It begins on the picture, on the field, and on a button."""
    figure = mount(falling, **PHONE)
    page = figure.page
    page.evaluate("document.body.style.padding = '300px 0 2000px'")
    for part in (".explorable-picture", ".explorable-guess > :first-child", "button:visible"):
        page.evaluate("scrollTo(0, 250)")
        swipe_from(figure.locator(part).first, 0, -150)
        page.wait_for_function("() => scrollY > 350")
        expect_open(parts(figure))
        assert figure.locator(DRAWN).filter(visible=True).count() == 0, part
    assert kept(figure) is None


@pytest.mark.parametrize(
    ("falling", "way"),
    [("mark", (100, -40)), ("line", (100, -40)), ("line", (50, -100))],
    indirect=["falling"],
)
def test_a_finger_that_moves_along_the_picture_draws(mount, falling, way):
    """A line may begin steeply."""
    figure = mount(falling, **PHONE)
    figure.page.evaluate("document.body.style.padding = '300px 0 2000px'")
    figure.page.evaluate("scrollTo(0, 250)")
    swipe_from(figure.locator(".explorable-sheet"), *way)
    sheet = figure.locator(".explorable-sheet")
    expect(sheet).to_have_attribute("aria-description", re.compile(r"\d"))
    assert figure.page.evaluate("scrollY") == 250
    drawn = sheet.get_attribute("aria-description")
    swipe_from(sheet, 0, -150)
    figure.page.wait_for_function("() => scrollY > 350")
    assert sheet.get_attribute("aria-description") == drawn


def swipe_from(target, right, down):
    """Move a finger from the middle of an element."""
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    steps = range(11)
    swipe(target.page, [(x + step * right / 10, y + step * down / 10) for step in steps])


BAD = [
    *("{}", '{"guess": 5}', "[[1], [2]]", '["start"]', '"5"', "99", "-1", "[1, 2, 3, 4]"),
    *("[null, 1]", "[{}, {}, {}]", "true"),
]


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_a_kept_guess_of_another_shape_counts_for_nothing(mount, falling):
    page = mount(falling).page
    page.evaluate("all => all.forEach((each) => { state.guess = each; again(); })", BAD)
    expect(page.locator("figure[data-guess=open]")).to_have_count(1 + len(BAD))
    expect(page.locator(".explorable-compared")).to_have_count(0)


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_an_automatic_check_finds_nothing_inaccessible(mount, falling):
    figure = mount(falling)
    for _ in range(2):
        assert broken(figure.page, only=PARTS) == []
        if figure.get_by_role("button", name="Just show me").count():
            figure.get_by_role("button", name="Just show me").click()
            figure.locator(".explorable-tools > summary").click()


PARTS = ("label", "button-name", "summary-name", "aria-hidden-focus", "aria-required-children",
         "aria-valid-attr-value", "nested-interactive", "target-size")  # fmt: skip


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
    assert kept(figure) == 5  # until there is another
    expect(caption).to_have_text(after(0))
    form.get_by_role("textbox").fill("6")
    form.get_by_role("button", name="Check my guess").click()
    assert kept(figure) == 6


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


@pytest.fixture
def guessed(mount):
    """The figure of a point on a level, with numbers in it, after a guess along an axis."""

    def guessed(along, given, *handles):
        options = {"maximum": 10, "step": 0.1, "along": along}
        asked = guess.Number(3, **options, seen="A point.", at={"x": 9.0})

        @explorer(x=Slider(0.0, 10.0, 1.0, start=9.0), handles=handles, predict=asked)
        def level(figure):
            """A number in the middle, and numbers beside the axes."""
            axes = figure.subplots()
            axes.set(xlim=(0, 10), ylim=(0, 10), yticks=[0, 2.5, 5, 7.5, 9.4, 10], xticks=[])
            axes.text(5, 5, "0.29", ha="center", va="center")
            (point,) = axes.plot([9], [1], "o")

            def update(x):
                point.set_data([x], [1])
                return f"It stands at {x:.0f}, and 3 is what was asked."

            return update

        figure = mount(level)
        figure.get_by_role("textbox").fill(given)
        figure.get_by_role("textbox").press("Enter")
        expect(figure.locator(".explorable-caption")).to_be_visible()
        return figure

    return guessed


@pytest.mark.parametrize(
    ("along", "given", "crossed"), [("y", "5", 1), ("x", "5", 1), ("x", "0.2", 0)]
)
def test_no_guess_strikes_a_number_out_and_none_is_named_over_one(guessed, along, given, crossed):
    seen = guessed(along, given).evaluate(STRUCK)
    assert seen["crossed"] >= crossed and seen["struck"] == 0 and seen["covered"] == []


def test_a_guess_is_named_where_no_handle_stands(guessed):
    figure = guessed("y", "5", Handle(x="x", y=5.0))
    name, handle = figure.locator(".explorable-yours"), figure.locator(".explorable-handle")
    picture = figure.locator(".explorable-picture").bounding_box()
    middle = picture["x"] + picture["width"] / 2
    assert name.bounding_box()["x"] < middle < handle.bounding_box()["x"]
    handle.press("Home")
    figure.page.wait_for_function("() => !window.asking")
    assert handle.bounding_box()["x"] < middle < name.bounding_box()["x"]


@of("number")
def test_a_verdict_dims_where_the_figure_is_not_as_it_says_also_when_it_comes_back(mount, falling):
    figure, form, _, _ = parts(
        mount(replace(falling, predict=replace(falling.predict, given=("steps",))))
    )
    form.get_by_role("textbox").fill("5")
    form.get_by_role("textbox").press("Enter")
    for values, opacity in [({}, "1"), ({"steps": 3}, "0.6"), ({"steps": 7}, "1")]:
        figure.evaluate("(f, detail) => f.dispatchEvent("
                        "new CustomEvent('explorable-move', { detail }))", values)  # fmt: skip
        expect(form.locator(".explorable-judged")).to_have_css("opacity", opacity)
    expect(figure.locator(".explorable-question")).to_have_css("opacity", "1")
    figure.evaluate("() => void window.again()")
    second = figure.page.locator("figure.explorable-explorer").nth(1)
    expect(second.locator(".explorable-compared")).to_contain_text("You: 5 steps.")
    second.evaluate("f => f.dispatchEvent("
                    "new CustomEvent('explorable-move', { detail: { steps: 0 } }))")  # fmt: skip
    expect(second.locator(".explorable-judged")).to_have_css("opacity", "0.6")


@of("number")
def test_nothing_dims_where_what_moves_is_what_was_asked(asked):
    figure, form, _, _ = asked
    form.get_by_role("textbox").fill("5")
    form.get_by_role("textbox").press("Enter")
    figure.evaluate("(f, detail) => f.dispatchEvent("
                    "new CustomEvent('explorable-move', { detail }))", {"steps": 3})  # fmt: skip
    expect(figure.get_by_role("slider")).to_have_value("3")
    expect(figure).not_to_have_attribute("data-elsewhere", "")
    expect(form).not_to_have_attribute("data-elsewhere", "")


@of("number")
def test_question_and_guess_dim_where_the_figure_shows_what_was_not_asked(mount, falling):
    says = "It takes {answer}. And from higher up?"
    figure = mount(replace(falling, predict=replace(falling.predict, at={}, says=says)))
    figure.get_by_role("textbox").fill("5")
    figure.get_by_role("textbox").press("Enter")
    judged, line = figure.locator(".explorable-judged"), figure.locator(".explorable-compared")
    expect(judged).to_have_text("You: 5 steps. It takes 7 steps.")
    expect(line).to_have_text("You: 5 steps. It takes 7 steps. And from higher up?")
    dims = [figure.locator(".explorable-question"), judged]  # what invites to move it does not
    for values, opacity in [({"steps": 3}, "0.6"), ({"steps": 0}, "1")]:
        move = "(f, to) => f.dispatchEvent(new CustomEvent('explorable-move', { detail: to }))"
        figure.evaluate(move, values)
        for each in dims:
            expect(each).to_have_css("opacity", opacity)


@explorer(
    steps=Slider(0, 10, 1),
    question="How does it fall?",
    predict=guess.Line([1, 0.5, 0], [0, 5, 10], at={"steps": 10}, seen="A ball."),
)
def low(figure):
    """A fall, low in its picture."""
    axes = figure.add_axes((0.1, 0.2, 0.8, 0.2), xlim=(0, 10), ylim=(0, 1))
    (dot,) = axes.plot([0], [1], "o")
    guess.answer(*axes.plot([0, 10], [1, 0]))

    def update(steps):
        dot.set_data([steps], [1 - steps / 10])
        return f"After {steps} steps."

    return update


ON_TOP = """e => {
  const { x, y } = e.getBoundingClientRect();
  return e.contains(document.elementFromPoint(x + 2, y + 2));
}"""
"""Whether a pointer at its upper corner meets it."""


def test_a_foot_that_only_the_answer_fills_is_no_gap_while_the_figure_asks(mount):
    figure = mount(replace(low, predict=replace(low.predict, foot=0.1)))
    picture, seen = figure.locator(".explorable-picture"), figure.locator(".explorable-seen")
    box, below = picture.bounding_box(), seen.bounding_box()["y"]
    assert below == pytest.approx(box["y"] + 0.9 * box["height"] + 8, abs=1)
    assert seen.evaluate(ON_TOP)
    figure.get_by_role("button", name="Just show me").click()
    caption = figure.locator(".explorable-caption").bounding_box()
    assert caption["y"] >= box["y"] + box["height"]


def test_on_a_phone_low_axes_have_the_picture_s_height_while_they_ask(mount):
    figure = mount(low, viewport=PHONE["viewport"])
    picture, sheet = figure.locator(".explorable-picture"), figure.locator(".explorable-sheet")
    whole = picture.bounding_box()
    assert sheet.bounding_box()["height"] > 0.55 * whole["height"]
    press_at(figure, (0.01, 0.98), (0.99, 0.02))
    figure.get_by_role("button", name="Check my guess").click()
    expect(figure.locator(".explorable-compared")).to_contain_text("Right.")
    assert picture.bounding_box()["height"] == pytest.approx(whole["height"], abs=0.5)
    line, dots = (figure.locator(each) for each in (".explorable-guessed path", "svg use"))
    box, dot = line.bounding_box(), dots.last.bounding_box()
    assert dot["y"] + dot["height"] / 2 == pytest.approx(box["y"] + box["height"], abs=3)
