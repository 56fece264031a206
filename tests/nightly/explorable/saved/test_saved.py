"""A figure that was saved lives from a disk, and within pages of others, and asks nobody."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from engines import ENGINES
from explorable import Slider, explorer, guess, interactive, interactive_output
from ipywidgets import IntSlider
from playwright.sync_api import expect


@explorer(
    freq=Slider(0.5, 2, 0.5, start=1),
    amp=(0.0, 2.0, 1.0),
    kind=["sin", "cos"],
    presets={"loud": {"amp": 2.0}},
    predict=guess.OneOf("tighter", ["tighter", "taller"], seen="Two waves.", at={"freq": 2}),
)
def wave(figure):
    """A wave."""
    axes = figure.subplots()
    times = np.linspace(0, 2, 50)
    (line,) = axes.plot(times, 0 * times)
    axes.set_ylim(-2.1, 2.1)

    def update(freq, amp, kind):
        line.set_ydata(amp * getattr(np, kind)(2 * np.pi * freq * times))
        return f"{kind} of amplitude {amp:.1f}, frequency {freq:.1f}"

    return update


def sketch(freq=1.0, grid=True):
    times = np.linspace(0, 2, 50)
    plt.plot(times, np.sin(2 * np.pi * freq * times))
    plt.grid(grid)
    plt.title(f"{freq} a second")
    plt.show()
    print("with lines" if grid else "without lines")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A saved figure of each kind."""
    folder = tmp_path_factory.mktemp("saved")
    function = interactive(sketch, freq=(0.5, 2.0, 0.5))
    return {
        "explorer": wave.save(folder / "wave.html"),
        "function": function.save(folder / "sketch.html"),
    }


@pytest.fixture(params=ENGINES)
def tab(request, open_tab):
    with open_tab(request.param) as tab:
        yield tab


def two_lines(n=0):
    for k in (1, 2):
        plt.plot([0, 1], [k, k + 0.5 * (n == k)])
    plt.ylim(0, 3)
    plt.show()


LINES = "() => [...document.querySelectorAll('svg path')].map((it) => it.getAttribute('d')).join()"


def press(tab, control, key):
    tab.evaluate("(it) => document.querySelector(it).focus()", control)
    tab.press(key)


def test_keys_move_an_explorer_picture_and_caption(tab, files):
    tab.open(files["explorer"].as_uri())
    before = tab.evaluate(LINES)
    tab.click(".explorable-guess button:last-child")  # "Just show me": what can be moved opens
    tab.wait_for_words(".explorable-caption", "^sin of amplitude 1.0, frequency 2.0$")
    tab.click("[data-preset='']")
    tab.wait_for_words(".explorable-caption", "^sin of amplitude 1.0, frequency 1.0$")
    press(tab, "[name=freq]", "ArrowRight")
    tab.wait_for_words(".explorable-caption", "^sin of amplitude 1.0, frequency 1.5$")
    assert tab.evaluate(LINES) != before
    tab.click(".explorable-more > summary")
    press(tab, "[name=kind]", "ArrowDown")
    tab.wait_for_words(".explorable-caption", "^cos of amplitude 1.0, frequency 1.5$")
    tab.click("[data-preset=loud]")
    tab.wait_for_words(".explorable-caption", "^sin of amplitude 2.0, frequency 1.0$")
    tab.click("[data-preset='']")
    tab.wait_for_words(".explorable-caption", "^sin of amplitude 1.0, frequency 1.0$")
    assert tab.evaluate(LINES) == before


def test_a_part_that_the_picture_before_has_moved_is_where_it_belongs(tab, tmp_path):
    tab.open(interactive(two_lines, n=(0, 2)).save(tmp_path / "lines.html").as_uri())
    seen = []
    for key, n in (
        ("Home", 0),
        *(("ArrowRight", n) for n in (1, 2)),
        ("ArrowLeft", 1),
        ("Home", 0),
    ):
        press(tab, "[name=n]", key)
        tab.wait_for_words(".explorable-caption", f"n = {n}")
        seen.append(tab.evaluate(LINES).split(","))
    start, *moved, back = seen
    assert back == start
    for lines in moved:
        assert sum(a != b for a, b in zip(lines, start, strict=True)) == 1
    assert moved[0] == moved[2] != moved[1]


def test_keys_move_what_a_function_shows(tab, files):
    tab.open(files["function"].as_uri())
    press(tab, "[name=freq]", "End")
    tab.wait_for_words(".explorable-shown", "2.0 a second")
    press(tab, "[name=grid]", " ")
    tab.wait_for_words(".explorable-shown", "without lines")
    tab.wait_for_words(".explorable-shown", "2.0 a second")


def test_a_guess_is_asked_and_answered(browser, files):
    page = browser.new_page()
    page.goto(files["explorer"].as_uri())
    page.get_by_text("tighter", exact=True).click()
    expect(page.locator(".explorable-caption")).to_have_text(re.compile("frequency 2.0"))
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_lives_in_a_frame_of_any_page_in_light_and_dark_and_asks_nobody(
    browser, files, tmp_path, scheme
):
    (tmp_path / "page.html").write_text(
        f'<!doctype html><title>A page</title><iframe title="A wave" width="700" height="560" '
        f'src="{files["explorer"].as_uri()}"></iframe>'
    )
    page = browser.new_page(color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Just show me").click()
    frame.locator("input[type=range][name=freq]").press("ArrowLeft")
    expect(frame.locator(".explorable-caption")).to_have_text("sin of amplitude 1.0, frequency 1.5")
    red = frame.locator("body").evaluate("(it) => Number(/\\d+/.exec(getComputedStyle(it).color))")
    assert (red > 128) is (scheme == "dark")
    assert {url.partition(":")[0] for url in asked} == {"file"} and len(asked) == 2
    page.close()


def test_it_reads_without_scripts(browser, files):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(files["explorer"].as_uri())
    expect(page.locator("svg[role=img]")).to_be_visible()
    expect(page.locator(".explorable-caption")).to_have_text("sin of amplitude 1.0, frequency 1.0")
    page.close()


def test_what_would_be_too_much_is_counted_and_named(tmp_path):
    with pytest.raises(
        ValueError, match=r"4 of freq × 3 of amp × 2 of kind.*save\(…, freq=\[…\]\)"
    ):
        wave.save(tmp_path / "wave.html", limits={"combinations": 23})
    assert not list(tmp_path.iterdir())
    for limit in ("size", "seconds"):
        with pytest.raises(ValueError, match=rf"1 of 23 pictures take .*limits=\{{'{limit}': …\}}"):
            wave.save(tmp_path / "wave.html", limits={limit: 0})


def test_values_that_are_named_are_kept_alone(tmp_path):
    text = wave.save(tmp_path / "w.html", freq=[0.5, 1.0], amp=[2]).read_text("utf-8")
    assert text.count('"values": {') and '<select name="freq"' in text
    assert "amplitude 2.0, frequency 0.5" in text and "frequency 2.0" not in text
    with pytest.raises(ValueError, match="freq must be a number from"):
        wave.save(tmp_path / "w.html", freq=[7])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sketch", r"drawing has no end of values.*drawing=\[…\]"),
        ("descend", "descend streams"),
    ],
)
def test_what_has_no_end_of_pictures_is_refused(request, tmp_path, name, words):
    with pytest.raises(ValueError, match=words):
        request.getfixturevalue(name).save(tmp_path / "w.html")


def test_widgets_that_stand_elsewhere_are_saved_with_what_they_move(tmp_path):
    out = interactive_output(lambda n: print("n is", n), {"n": IntSlider(2, 0, 4)})
    assert "n is 4" in out.save(tmp_path / "w.html").read_text("utf-8")
