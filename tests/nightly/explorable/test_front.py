"""The front end in a browser, as Jupyter mounts it, with Python behind it and no kernel between."""

import itertools
import re

import numpy as np
import pytest
from explorable import Choice, Slider, Time, explorer, interact_manual
from explorable.interaction.figure import Interaction
from playwright.sync_api import expect


@pytest.fixture
def drawn(mount, sketch):
    """A figure with a pad, the pad, its caption, and what is drawn, as the explorer has it."""
    figure = mount(sketch)
    pad = figure.get_by_role("application", name="your drawing")
    return figure, pad, figure.locator(".explorable-caption"), lambda: sketch.value["drawing"]


def across(page, pad, *places):
    """Draw with the mouse through places, in cells."""
    box = pad.bounding_box()
    points = [
        (box["x"] + x * box["width"] / 5, box["y"] + y * box["height"] / 4) for x, y in places
    ]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point)
    page.mouse.up()


def test_the_mouse_draws_and_erases(drawn):
    figure, pad, caption, cells = drawn
    across(figure.page, pad, (0.5, 1.5), (4.5, 1.5))
    expect(caption).to_have_text("5 cells, 1.25 a row")
    np.testing.assert_array_equal(cells(), np.outer([0, 1, 0, 0], np.ones(5)))
    figure.get_by_role("button", name="Erase").click()
    expect(figure.get_by_role("button", name="Erase")).to_have_attribute("aria-pressed", "true")
    across(figure.page, pad, (0.5, 1.5))
    expect(caption).to_have_text("4 cells, 0.94 a row")
    figure.get_by_role("button", name="Clear").click()
    expect(caption).to_have_text("0 cells, 0.00 a row")
    assert pad.locator("path").count() == 0


def test_presets_restore_the_drawing_the_first_is_the_start_and_a_pad_at_rest_is_a_picture(drawn):
    figure, pad, caption, _ = drawn
    figure.get_by_role("button", name="a corner").click()
    expect(caption).to_have_text("1 cells, 0.25 a row")
    expect(pad.locator("path")).to_have_attribute("d", "M0 0h1v1h-1z")
    figure.get_by_role("button", name="Reset").click()
    expect(pad.locator("path")).to_have_count(0)
    expect(caption).to_have_text("0 cells, 0.00 a row")
    html = figure.locator(".explorable-pad")
    figure.page.evaluate("rest()")
    assert html.locator(".explorable-cursor, .explorable-hint, .explorable-heard").count() == 0
    assert html.locator("svg").get_attribute("role") == "img"


def test_the_keyboard_draws_and_hears_where_it_is(drawn):
    figure, pad, caption, cells = drawn
    pad.focus()
    for _ in range(9):
        pad.press("ArrowLeft")
    pad.press("ArrowUp")
    pad.press("ArrowUp")
    pad.press("ArrowUp")
    heard = pad.locator("~ .explorable-heard")
    expect(heard).to_have_text("row 1, column 1: 0%")
    pad.press("Space")
    expect(heard).to_have_text("row 1, column 1: 100%")
    expect(caption).to_contain_text("cells")
    assert cells()[0, 0] == 1 and not cells()[2:].any() and not cells()[:, 2:].any()
    expect(pad.locator(".explorable-cursor")).to_be_visible()
    start = figure.get_by_role("button", name="Reset")
    top = "button => button.getBoundingClientRect().top + scrollY"
    place = start.evaluate(top)
    start.focus()
    expect(pad.locator(".explorable-cursor")).to_be_hidden()
    assert start.evaluate(top) == place, "what is about to be clicked stays where it is"
    pad.focus()
    for _ in range(4):
        pad.press("Shift+ArrowRight")
    expect(caption).to_contain_text("5 cells")
    np.testing.assert_array_equal(cells()[0], np.ones(5))
    pad.press("Delete")
    expect(heard).to_have_text("row 1, column 5: 0%")
    assert cells()[0, 4] == 0
    assert pad.get_attribute("data-lm-suppress-shortcuts") == "true"


def test_the_first_stroke_after_a_preset_begins_a_new_drawing(drawn):
    figure, pad, caption, cells = drawn
    corner = figure.get_by_role("button", name="a corner")
    corner.click()
    expect(caption).to_have_text("1 cells, 0.25 a row")
    across(figure.page, pad, (0.5, 3.5), (4.5, 3.5))
    expect(caption).to_have_text("5 cells, 1.25 a row")
    across(figure.page, pad, (0.5, 2.5), (4.5, 2.5))
    expect(caption).to_have_text("10 cells, 2.50 a row")
    np.testing.assert_array_equal(cells(), np.outer([0, 0, 1, 1], np.ones(5)))
    pad.dispatch_event("pointercancel", {"isPrimary": True, "pointerId": 1})
    expect(caption).to_have_text("5 cells, 1.25 a row")
    across(figure.page, pad, (0.5, 1.5), (4.5, 1.5))
    expect(caption).to_have_text("10 cells, 2.50 a row")  # of the reader's own nothing goes
    corner.click()
    figure.get_by_role("button", name="Erase").click()
    across(figure.page, pad, (2.5, 2.5))
    expect(caption).to_have_text("1 cells, 0.25 a row")  # a given drawing can be erased


def test_a_finger_draws_and_the_page_does_not_scroll(mount, sketch):
    figure = mount(sketch, has_touch=True, viewport={"width": 390, "height": 700})
    pad = figure.get_by_role("application")
    assert pad.evaluate("pad => getComputedStyle(pad).touchAction") == "none"
    box = pad.bounding_box()
    assert box["x"] + box["width"] <= 390 and box["width"] > 200
    figure.page.touchscreen.tap(box["x"] + box["width"] / 10, box["y"] + box["height"] / 8)
    expect(figure.locator(".explorable-caption")).to_contain_text("1 cells")
    for button in figure.locator(".explorable-pad button").all():
        assert button.bounding_box()["height"] >= 31


def test_a_stream_runs_to_its_end_when_asked(mount, descend):
    figure = mount(descend)
    button, caption = figure.locator("[data-do=run]"), figure.locator(".explorable-caption")
    expect(button).to_have_text("Run")
    expect(caption).to_have_text("step 5 of 5: 0.000")
    seen = figure.page.evaluate_handle(WATCH)
    figure.get_by_role("button", name="too far").click()
    expect(caption).to_have_text("step 5 of 5: -1.000")
    expect(button).to_have_text("Run")
    expect(figure.locator("progress")).to_be_hidden()
    captions = [f"step {n} of 5: {(-1) ** n:.3f}" for n in range(1, 6)]
    assert seen.json_value() == captions
    button.click()
    figure.page.wait_for_function("seen => seen.length === 10", arg=seen)
    assert seen.json_value() == 2 * captions


WATCH = """() => {
  const caption = document.querySelector(".explorable-caption");
  const seen = [];
  const note = () => seen.push(caption.textContent);
  new MutationObserver(note).observe(caption, { childList: true });
  return seen;
}"""


def test_stop_answers_at_once_and_continue_goes_on(mount, endless):
    figure = mount(endless)
    button, caption = figure.locator("[data-do=run]"), figure.locator(".explorable-caption")
    figure.locator("input[type=range]").press("ArrowRight")
    expect(button).to_have_text("Stop")
    expect(figure.locator("progress")).to_be_visible()
    expect(figure.locator(".explorable-run span")).to_contain_text("picture")
    button.click()
    expect(button).to_have_text("Continue")
    figure.page.wait_for_function("() => !window.asking")
    stopped = caption.inner_text()
    assert stopped.startswith("run 2") and endless.caption == stopped
    button.click()
    expect(caption).not_to_have_text(stopped)
    assert caption.inner_text().startswith("run 2")
    figure.locator("input[type=range]").press("ArrowRight")
    expect(caption).to_contain_text("run 3")
    expect(button).to_have_text("Stop")
    assert endless.value == {"run": 3}


def test_a_second_view_looks_on_and_does_not_drive(mount, endless):
    figure = mount(endless)
    figure.page.evaluate("() => void again()")
    first, second = figure.nth(0), figure.nth(1)
    expect(second.locator("input[type=range]")).to_be_enabled()
    first.locator("input[type=range]").press("ArrowRight")
    expect(second.locator(".explorable-caption")).to_contain_text("run 2")
    expect(second.locator("[data-do=run]")).to_have_text("Run")
    first.locator("[data-do=run]").click()
    expect(first.locator("[data-do=run]")).to_have_text("Continue")
    figure.page.wait_for_function("() => !window.asking")
    stopped = endless.caption
    for each in (first, second):
        expect(each.locator(".explorable-caption")).to_have_text(stopped)
    second.locator("[data-do=run]").click()
    expect(second.locator("[data-do=run]")).to_have_text("Stop")
    expect(first.locator("[data-do=run]")).to_have_text("Run")


@pytest.fixture
def endless():
    """An explorer whose stream does not end, unless it stands at its start."""

    @explorer(run=Slider(1, 5, 1, start=1))
    def endless(figure):
        """A count."""
        axes = figure.subplots()

        def update(run):
            for step in itertools.count(1) if run > 1 else [1]:
                axes.set_xlim(0, step)
                yield f"run {run}, step {step}"

        return update

    return endless


def test_where_motion_is_unwelcome_pictures_come_slowly(mount, endless):
    figure = mount(endless, reduced_motion="reduce")
    figure.page.clock.install(time=0)
    figure.page.clock.pause_at(10_000)
    caption = figure.locator(".explorable-caption")
    figure.locator("input[type=range]").press("ArrowRight")
    expect(caption).to_have_text("run 2, step 1")
    figure.page.clock.run_for(900)
    assert caption.inner_text() == "run 2, step 1"
    figure.page.clock.run_for(200)
    expect(caption).to_have_text("run 2, step 2")


def test_a_silent_kernel_is_named_until_it_answers(mount, bars, monkeypatch):
    figure = mount(bars)
    page, error = figure.page, figure.locator(".explorable-error")
    page.wait_for_function("() => !window.asking")
    page.clock.install()
    monkeypatch.setattr(bars.widget, "_handle_custom_msg", lambda *_: None)
    figure.locator("input[type=range]").first.press("ArrowRight")
    page.clock.fast_forward(10_000)
    expect(error).to_contain_text("The kernel isn’t responding")
    page.evaluate("() => ends.forEach((end) => end())")
    expect(error).to_contain_text("has stopped. Run its cell again")
    figure.locator("input[type=range]").first.press("ArrowRight")
    expect(error).to_have_count(1)


def test_ids_change_in_tags_and_not_in_what_is_said(mount, bars):
    name = 'set id="w" and url(#a)'
    figure = mount(bars(names=(name, "car")))
    expect(figure.locator("svg text", has_text="set id")).to_have_text(name)


def test_a_choice_among_numbers_shows_the_one_that_stands(mount):
    controls = {"width": Slider(0, 2, 1), "rate": Choice([0.0, 0.5, 1.0])}
    figure = mount(
        Interaction(
            lambda width, rate: print(f"{width} {rate:.1f}"), controls, {}, "", {}, (), (6, 3)
        )
    )
    shown, chosen = figure.locator(".explorable-shown"), figure.locator("select[name=rate]")
    for width, rate in ((1, "0.0"), (2, "1.0")):
        chosen.select_option(rate)
        figure.locator("input[type=range][name=width]").fill(str(width))
        expect(shown).to_have_text(f"{width} {rate}")
        expect(chosen).to_have_value(rate)


def test_the_number_of_a_slider_is_text_until_the_slider_is_touched(mount, bars):
    figure = mount(bars)
    row = figure.locator(".explorable-control:has([name=epoch])")
    slider, text, box = (
        row.locator(p) for p in ("[type=range]", ".explorable-value", "[data-for]")
    )
    expect(text).to_have_text("0")
    expect(box).to_have_css("opacity", "0")
    height = row.bounding_box()["height"]
    text.click()
    expect(box).to_be_focused()
    figure.page.keyboard.type("3")  # the number that stood there is selected
    expect(figure.locator(".explorable-caption")).to_contain_text("epoch 3")
    slider.press("Home")
    expect(text).to_have_css("opacity", "0")
    box.click(trial=True)
    assert row.bounding_box()["height"] == height
    figure.page.keyboard.press("ArrowRight")
    expect(box).to_have_value("1")
    figure.page.keyboard.press("Tab")
    expect(box).to_be_focused()
    for typed in ("2", "7"):  # Enter selects what was typed
        figure.page.keyboard.press("Enter")
        figure.page.keyboard.type(typed)
        expect(figure.locator(".explorable-caption")).to_contain_text(f"epoch {typed}")
    figure.page.keyboard.type(".5")
    lack = row.get_by_role("alert")
    expect(lack).to_have_text("Enter a whole number.")  # steps are whole
    assert row.bounding_box()["height"] == height
    box.press("ControlOrMeta+a")
    figure.page.keyboard.insert_text("1,234")
    expect(lack).to_contain_text("1,234 can mean 1.234 or 1234")
    for written, epoch in (("16/4", 4), ("6,0", 6)):  # numbers as people write them
        box.press("ControlOrMeta+a")
        figure.page.keyboard.type(written)
        expect(figure.locator(".explorable-caption")).to_contain_text(f"epoch {epoch}")
        expect(box).to_have_value(written)
        expect(box).to_have_attribute("aria-invalid", "false")
    box.press("ArrowUp")
    expect(figure.locator(".explorable-caption")).to_contain_text("epoch 7")
    expect(box).to_have_value("7")
    box.fill("99")
    expect(lack).to_be_visible()
    figure.page.keyboard.press("Tab")
    expect(lack).to_have_count(0)
    expect(box).to_have_css("opacity", "0")
    expect(text).to_have_text("7")


def test_time_is_played_and_paused_and_a_preset_is_a_place_whatever_was_moved(mount, bars):
    figure = mount(bars)
    play, caption = figure.locator("[data-do=play]"), figure.locator(".explorable-caption")
    play.click()
    expect(play).to_have_text("Pause")
    expect(caption).to_contain_text(re.compile("epoch [2-9]"))
    play.click()
    expect(play).to_have_text("Play")
    assert figure.locator(".explorable-player").get_by_role("button").count() == 1
    figure.get_by_role("button", name="Reset").click()
    expect(caption).to_contain_text("epoch 0")
    figure.get_by_role("slider", name="epoch").press("End")
    expect(caption).to_contain_text("epoch 10")
    figure.get_by_role("button", name="upside down").click()
    expect(caption).to_contain_text("height -2.0, epoch 0")


def test_time_is_played_to_an_end_that_lies_off_its_steps(mount):
    @explorer(hour=Time(0, 9, 4, start=0))
    def clock(figure):
        (hand,) = figure.subplots().plot([0, 0])

        def update(hour):
            hand.set_ydata([0, hour])
            return f"hour {hour}"

        return update

    figure = mount(clock)
    figure.locator("[data-do=play]").click()
    expect(figure.locator(".explorable-caption")).to_have_text("hour 9")
    expect(figure.locator("[data-do=play]")).to_have_text("Play")


def test_the_menu_is_a_fold_that_keys_open_and_is_not_there_with_nothing_to_offer(mount, bars):
    figure = mount(bars)
    menu, full = figure.locator(".explorable-tools > summary"), figure.get_by_text("Full screen")
    expect(menu).to_have_accessible_name("Menu")
    expect(full).to_be_hidden()
    menu.press("Enter")
    figure.page.keyboard.press("Tab")
    expect(full).to_be_focused()
    figure.page.keyboard.press("Escape")
    expect(full).to_be_hidden()
    expect(menu).to_be_focused()
    figure.page.evaluate("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    figure.page.evaluate("void window.again()")
    expect(figure.nth(1).locator(".explorable-controls")).to_be_visible()
    expect(figure.nth(1).locator(".explorable-tools")).to_be_hidden()


def test_a_right_button_drags_nothing(mount, bars):
    figure = mount(bars)
    box = figure.locator(".explorable-handle").bounding_box()
    mouse, before = figure.page.mouse, bars.value["height"]
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down(button="right")
    mouse.move(box["x"], box["y"] + 60)
    mouse.up(button="right")
    mouse.down()
    mouse.up()
    figure.page.wait_for_function("() => !window.asking")
    assert bars.value["height"] == before


def test_what_is_drawn_by_a_button_waits_for_it_or_for_the_enter_of_a_reader(mount):
    drawn = []

    def draw(n, name):
        drawn.append((n, name))
        print(n, name)

    figure = mount(interact_manual(n=(0, 9), name="a").widget(draw).figure)
    slider, text = figure.locator("input[type=range]"), figure.locator("input[type=text]")
    shown = figure.locator(".explorable-shown")
    expect(shown).to_have_text("4 a")
    slider.press("ArrowRight")
    text.fill("b")
    slider.press("End")
    figure.get_by_role("button", name="Run Interact").click()
    expect(shown).to_have_text("9 b")
    text.fill("c")
    text.dispatch_event("keydown", {"key": "Enter", "isComposing": True})  # an input method's
    text.press("Enter")
    expect(shown).to_have_text("9 c")
    assert drawn == [(4, "a"), (9, "b"), (9, "c")]
