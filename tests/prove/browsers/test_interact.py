"""Functions of plain ipywidgets in every engine: keys move them, a button draws, nothing jumps."""

import foreign_book
import pytest
from serving import serving

RAMP, WEIGHT, THROWS, LIFT = (
    f"figure[data-explorer={name}]" for name in ("ramp", "lambda", "throws", "lift")
)
SLIDER = "input[type=range]"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = foreign_book.build("alabaster", tmp_path_factory.mktemp("foreign") / "book")
    with serving(folder) as address:
        yield address


def press(tab, figure, key, control=SLIDER):
    tab.evaluate("(s) => document.querySelector(s).focus()", f"{figure} {control}")
    tab.press(key)


def test_functions_of_plain_ipywidgets_live(tab, book):
    tab.open(f"{book}/tilt.html")
    tab.wait_for_words(f"{LIFT} math", r"^h\s*=\s*2$")  # what is stored is typeset
    stored = tab.text(f"{THROWS} pre")
    assert stored.startswith("5 throws: ")

    press(tab, RAMP, "ArrowRight")
    tab.wait_for_words(f"{RAMP} pre", "^it rises by 1.15$")  # a frame, or what Python says
    tab.wake(RAMP)
    press(tab, RAMP, "End")
    tab.wait_for_words(f"{RAMP} pre", "^it rises by 1.73$")

    press(tab, WEIGHT, "End")
    tab.wait_for_words(f"{WEIGHT} [role=alert]", "ValueError: too heavy")

    press(tab, LIFT, "ArrowRight")
    tab.wait_for_words(f"{LIFT} math", r"^h\s*=\s*3$")
    tab.wait_for_words(f"{LIFT} svg", "3 m")
    assert tab.evaluate("(s) => document.querySelectorAll(s).length", f"{LIFT} svg") == 1
    height = "(s) => document.querySelector(s).offsetHeight"
    before = tab.evaluate(height, f"{LIFT} .explorable-picture")
    press(tab, LIFT, "End")
    tab.wait_for_words(f"{LIFT} [role=alert]", "ValueError: too high")
    assert tab.evaluate(height, f"{LIFT} .explorable-picture") == before

    press(tab, THROWS, "ArrowRight")
    press(tab, LIFT, "Home")
    tab.wait_for_words(f"{LIFT} svg", "0 m")
    assert tab.text(f"{THROWS} pre") == stored, "nothing is drawn until the button is pressed"
    tab.click(f"{THROWS} [data-do=press]")
    tab.wait_for_words(f"{THROWS} pre", "^6 throws: ")
    said = "A page can’t show Audio, but this notebook does in Jupyter."
    assert tab.text(f"{THROWS} .explorable-shown").count(said) == 1
    press(tab, THROWS, "ArrowLeft")
    tab.click(f"{THROWS} [data-do=press]")
    tab.wait_for_words(f"{THROWS} pre", f"^{stored}$")  # the numbers that the build drew
