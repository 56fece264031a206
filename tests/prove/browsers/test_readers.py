"""What takes an engine long: all chapters, a drag while Python is busy, a pad, the dark."""

import re

import pytest
from reading import LIGHTNESS, TEMPERATURE, caption, wait_for_caption
from stored import LESSON
from walks import first, open_chapters, write

SOFTMAX = "/chapters/03-softmax.html"

RECORD = """(name) => {
  const figure = document.querySelector(name);
  const [shown, words] = ["[data-for=temperature]", ":scope > .explorable-caption"].map(
    (each) => figure.querySelector(each));
  window.moved = [];
  window.seen = [];
  figure.addEventListener("input", () => moved.push(Number(shown.value)));
  const note = () => seen.push(words.textContent);
  new MutationObserver(note).observe(words, { childList: true });
}"""
"""Notes the values that a slider is moved to, and each caption that comes."""


def test_a_drag_while_python_is_busy_shows_the_nearest_picture_and_ends_with_the_value_s(
    tab, served
):
    tab.open(served() + SOFTMAX)
    tab.wake(TEMPERATURE)
    tab.show_controls(TEMPERATURE)
    write(tab, first(tab, LESSON), "while True: pass")
    tab.wait_for_words(".explorable-session [role=status]", r"Python is running\.")
    tab.evaluate(RECORD, TEMPERATURE)
    slider = f"{TEMPERATURE} [name=temperature]"
    tab.stroke([tab.place(slider, across / 100) for across in (50, 53, 57, 61, 66, 71)])
    tab.wait("() => seen.some((words) => words.startsWith('The nearest stored picture'))")
    tab.click(".explorable-session button")
    last = tab.evaluate("() => moved.at(-1)")
    wait_for_caption(tab, TEMPERATURE, caption("softmax_temperature", temperature=last))
    exact = [
        caption("softmax_temperature", temperature=each) for each in tab.evaluate("() => moved")
    ]
    seen = [" ".join(words.split()) for words in tab.evaluate("() => seen")]
    shown = [exact.index(words) for words in seen if not words.startswith("The nearest ")]
    assert shown == sorted(shown), "an older value has come after a newer one"


def test_a_digit_is_drawn(tab, served):
    tab.open(served() + "/chapters/08-mnist-end-to-end.html")
    figure = '[data-explorer="draw_a_digit"]'
    before = tab.text(f"{figure} .explorable-caption")
    pad = f"{figure} svg[tabindex]"
    line = [tab.place(pad, 0.5, down) for down in (0.2, 0.5, 0.8)]
    tab.stroke(line)
    tab.wait_for_words(f"{figure} .explorable-caption", f"^(?!{re.escape(before)}$)")
    ink = tab.evaluate("(s) => document.querySelector(s).value", f"{figure} [name=drawing]")
    wait_for_caption(tab, figure, caption("draw_a_digit", drawing=ink))


def test_in_the_dark_ink_is_light_before_and_after_a_move(tab, served):
    tab.open(served() + SOFTMAX)
    ink = f"{TEMPERATURE} .explorable-picture svg[role=img]"
    assert tab.evaluate(LIGHTNESS, ink) < 0.3
    tab.click(".bd-header-article .theme-switch-button")
    assert tab.evaluate("() => document.documentElement.dataset.theme") == "dark"
    assert tab.evaluate(LIGHTNESS, ink) > 0.7
    tab.wake(TEMPERATURE)
    tab.show_controls(TEMPERATURE)
    tab.click(f"{TEMPERATURE} [name=temperature]")
    tab.press("End")
    wait_for_caption(tab, TEMPERATURE, caption("softmax_temperature", temperature=100.0))
    assert tab.evaluate(LIGHTNESS, ink) > 0.7


@pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)
def test_every_chapter_opens_and_no_parenthesis_hangs_out_of_a_formula(tab, served):
    """WebKit once went down over a paragraph, and hung what opens a line out of its box.

    In Chromium `tests/pages` opens each page.
    """
    open_chapters(tab, served())
