"""Explorers for everybody: by keyboard, by ear, by finger, right to left, at twice the size."""

import json

import pytest
from descent.explorers import catalogue
from playwright.sync_api import expect
from visits import swipe

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ZOOMED = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
GERMAN = {"fullScreen": "Vollbild", "range": "von {minimum} bis {maximum}"}


def values_of(figure):
    return figure.locator("input[data-for]").evaluate_all(
        "all => Object.fromEntries(all.map(each => [each.dataset.for, Number(each.value)]))"
    )


# Handles by keyboard and by ear


def test_a_handle_on_a_rail_is_a_slider_that_carries_its_number_and_is_seen(open_explorer):
    page, figure = open_explorer("softmax_temperature")
    handle = figure.locator(".explorable-handle")
    number = "handle => getComputedStyle(handle, '::after').content"
    assert handle.evaluate(number) == "none"
    control = catalogue()["softmax_temperature"].controls["temperature"]
    expect(handle).to_have_role("slider")
    expect(handle).to_have_accessible_name("temperature T")
    expect(handle).to_have_attribute("aria-valuetext", "temperature T 1.0")
    ends = [float(handle.get_attribute(f"aria-value{end}")) for end in ("min", "max")]
    assert ends == [control.minimum, control.maximum]
    for key, value in [
        ("ArrowRight", control.start + control.step),
        ("ArrowUp", control.start + 2 * control.step),
        ("ArrowLeft", control.start + control.step),
        ("Shift+ArrowRight", control.start + 11 * control.step),
        ("PageDown", control.start + control.step),
        ("PageUp", control.start + 11 * control.step),
        ("Home", control.minimum),
        ("End", control.maximum),
    ]:
        handle.press(key)
        assert values_of(figure)["temperature"] == pytest.approx(value), key
        expect(handle).to_have_attribute("aria-valuetext", f"temperature T {value:.1f}")
        assert float(handle.get_attribute("aria-valuenow")) == pytest.approx(value)
        assert handle.evaluate(number) == f'"{value:.1f}"'
    page.emulate_media(forced_colors="active")
    assert "gradient" in handle.evaluate("e => getComputedStyle(e).backgroundImage")


def test_a_handle_in_the_plane_names_both_numbers(open_explorer):
    _, figure = open_explorer("penalty_ball")
    handle = figure.locator(".explorable-handle").first
    declared = catalogue()["penalty_ball"].handles[0]
    across, up = (catalogue()["penalty_ball"].controls[name] for name in declared.names)
    expect(handle).to_have_attribute("aria-roledescription", "two-way slider")
    said = (
        f"{across.label} {across.start:.{across.decimals}f}, {up.label} {up.start:.{up.decimals}f}"
    )
    expect(handle).to_have_attribute("aria-valuetext", said)
    for key, control in [("ArrowRight", across), ("ArrowUp", up)]:
        before = dict(values_of(figure))
        handle.press(key)
        name = declared.x if control is across else declared.y
        assert values_of(figure)[name] == pytest.approx(before[name] + control.step)
    handle.press("Home")
    assert values_of(figure)[declared.x] == across.minimum


def test_no_name_is_a_python_identifier(open_explorer):
    page, _ = open_explorer("softmax_temperature")
    expect(page.locator(".explorable-controls:disabled")).to_have_count(0)
    names = page.locator(".explorable-handle, .explorable-control :is(input, select)").evaluate_all(
        "all => all.map(each => each.ariaLabel ?? each.labels[0].textContent)"
    )
    assert len(names) > 20
    assert [name for name in names if "_" in name or not name] == []


# By finger


def test_a_swipe_that_begins_on_a_slider_scrolls_and_changes_nothing(open_explorer):
    page, figure = open_explorer("softmax_temperature", **PHONE)
    control = figure.locator("input[type=range]").first
    control.evaluate("input => input.scrollIntoView({block: 'center'})")
    box, top = control.bounding_box(), page.evaluate("scrollY")
    before = values_of(figure)
    x, y = box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2
    swipe(page, [(x, y - 15 * step) for step in range(15)])
    page.wait_for_function("top => scrollY > top + 100", arg=top)
    assert values_of(figure) == before
    expect(figure.locator("input[data-for]").first).to_have_value("1.0")


@pytest.mark.parametrize("name", ["scores_to_probabilities", "polynomial_fit", "ravine"])
def test_a_control_with_its_number_takes_one_row_of_a_phone(open_explorer, name):
    page, figure = open_explorer(name, **PHONE)
    figure.locator(".explorable-more > summary").click()
    for row in figure.locator(".explorable-control:has(input[type=range])").all():
        track, box = (
            row.locator(f"input{kind}").bounding_box() for kind in ("[type=range]", "[data-for]")
        )
        middle = track["y"] + track["height"] / 2
        assert box["y"] < middle < box["y"] + box["height"]
        assert track["width"] > 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_question_picture_and_field_fit_a_phone_and_so_does_a_control_afterwards(open_explorer):
    page, figure = open_explorer("softmax_temperature", guessed=False, **PHONE)
    figure.evaluate("figure => figure.scrollIntoView()")
    page.mouse.wheel(0, -60)  # below the theme's header
    for part in ("question", "guess", "room", "seen"):  # of the picture, what is not empty yet
        expect(figure.locator(f".explorable-{part}")).to_be_in_viewport(ratio=1)
    figure.get_by_role("button", name="Just show me").click()
    for part in ("question", "guess", "picture", "caption", "control >> nth=0"):
        expect(figure.locator(f".explorable-{part}")).to_be_in_viewport(ratio=1)


def test_nothing_lies_on_the_tools_of_a_phone(open_explorer):
    page, figure = open_explorer("softmax_temperature", **PHONE)
    preset = figure.locator("[data-preset]").last
    page.mouse.wheel(0, 4000)
    page.mouse.wheel(0, -1000)  # the theme offers "Back to top" to those who turn back
    expect(page.locator("#pst-back-to-top")).to_be_hidden()
    preset.click(trial=True)


# Every way of reading


def test_whoever_goes_by_keyboard_sees_where_they_are(open_explorer):
    page, figure = open_explorer("softmax_temperature")
    page.evaluate("scrollTo(0, 0)")
    seen = """() => {
      const at = document.activeElement, style = getComputedStyle(at);
      return [at.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth)];
    }"""
    for _ in range(25):
        page.keyboard.press("Tab")
        what, style, width = page.evaluate(seen)
        assert style != "none" and width >= 2, what
    for part in figure.locator(".explorable-handle, input, summary, button:visible").all():
        part.focus()
        page.keyboard.press("Shift")  # from now on by keyboard
        what, style, width = page.evaluate(seen)
        assert style != "none" and width >= 2, what


def test_from_right_to_left_controls_mirror_and_the_picture_does_not(open_explorer):
    _, figure = open_explorer(
        "softmax_temperature", change=lambda text: text.replace("<html", '<html dir="rtl"', 1)
    )
    label, track, number = (
        figure.locator(part).first.bounding_box()
        for part in (".explorable-control span", "input[type=range]", "input[data-for]")
    )
    assert number["x"] < track["x"] < label["x"]
    handle = figure.locator(".explorable-handle")
    before = handle.bounding_box()["x"]
    handle.press("End")  # where another picture is stored
    caption = figure.locator(".explorable-caption")
    expect(caption).to_contain_text("T = 100.0")  # the picture is there
    assert handle.bounding_box()["x"] > before
    expect(caption).to_have_css("direction", "rtl")
    expect(figure.locator(".explorable-picture")).to_have_css("direction", "ltr")


def test_at_twice_the_size_nothing_is_cut_off(open_explorer):
    page, figure = open_explorer("ravine", **ZOOMED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = page.evaluate("innerWidth")
    for part in figure.locator("input, button:visible, .explorable-caption").all():
        box = part.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
CUT_OFF = """() => [...document.querySelectorAll("article *, header *")].filter((each) =>
  each.checkVisibility() && each.childElementCount === 0 && each.textContent.trim() &&
  /hidden|clip/.test(getComputedStyle(each).overflow) &&
  each.clientWidth > 1 && (each.scrollWidth > each.clientWidth + 1 ||
    each.scrollHeight > each.clientHeight + 1)
).map((each) => each.outerHTML.slice(0, 90))"""


def test_text_may_be_spaced_wider(open_explorer):
    page, figure = open_explorer("softmax_temperature", **PHONE)
    before = page.evaluate(CUT_OFF)
    page.add_style_tag(content=SPACED)
    assert page.evaluate(CUT_OFF) == before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    figure.locator("[data-preset]").last.click(trial=True)


def test_a_phone_may_be_held_either_way(open_explorer):
    page, figure = open_explorer("softmax_temperature", **PHONE)
    page.set_viewport_size({"width": 844, "height": 390})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    control = figure.locator("input[type=range]").first
    control.press("End")
    expect(figure.locator(".explorable-caption")).to_contain_text("T = 100.0")
    expect(figure.locator(".explorable-picture")).to_be_visible()


def test_nothing_moves_by_itself_where_motion_is_unwelcome(open_explorer):
    _, figure = open_explorer("softmax_temperature", reduced_motion="reduce")
    transition = "handle => getComputedStyle(handle, '::before').transitionDuration"
    assert figure.locator(".explorable-handle").evaluate(transition) == "0s"


def test_a_page_says_the_words_of_its_book(open_explorer):
    def german(text):
        table = json.dumps(GERMAN)
        script = f'<script type="application/json" id="explorable-words">{table}</script>'
        return text.replace("</head>", f"{script}</head>")

    _, figure = open_explorer("softmax_temperature", change=german)
    figure.locator(".explorable-tools > summary").click()
    button = figure.locator("[data-do=fullscreen]")
    for says in ("Leave full screen", "Vollbild"):
        button.click()
        expect(button).to_have_text(says)
    typed = figure.locator("input[data-for]").first
    typed.fill("1000")
    expect(figure.get_by_role("alert")).to_have_text("von 0.1 bis 100")
