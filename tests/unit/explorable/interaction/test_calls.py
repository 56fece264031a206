"""A function is called as people write it; what it shows is compared with what it showed."""

import sys
import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from bs4 import BeautifulSoup
from explorable.interaction.calls import Calls
from explorable.interaction.figure import Interaction
from explorable.kernel import ipython
from explorable.palette import COLORS
from explorable.picture.style import AS_WRITTEN
from hypothesis import given
from hypothesis import strategies as st

DIVIDED = "RuntimeWarning: divide by zero encountered in log"


def outputs_of(function, **arguments):
    """Return what a call has shown, as it stands on a page."""
    calls = Calls(function, "f")
    calls.call(arguments)
    assert not plt.get_fignums(), "figures are closed"
    return calls.outputs


def put(html, patch):
    """Return a page's HTML after a patch: each group in the place of the one of its name."""
    page = BeautifulSoup(html, "html.parser")
    for name, markup in patch.items():
        page.find(id=name).replace_with(BeautifulSoup(markup, "html.parser"))
    return str(page)


def curve(a=1.0, title="a wave", points=50):
    x = np.linspace(0, 6, points)
    plt.figure()
    plt.plot(x, np.sin(a * x))
    plt.ylim(-1.2, 1.2)
    plt.title(title)
    plt.show()
    print(f"a is {a}")


def test_a_script_s_figure_stands_where_it_is_shown_and_no_window_is_opened(monkeypatch):
    def wait():
        raise AssertionError("a window is open until somebody closes it")

    monkeypatch.setattr(plt, "show", wait)
    picture, words = outputs_of(curve).blocks
    assert "<svg" in picture and "a is 1.0" in words
    assert plt.show is wait, "it opens one in the script itself"


@pytest.mark.parametrize("where", ["above", "within"])
def test_a_figure_is_taken_and_not_closed_of_which_a_film_that_has_ended_hears(where):
    def ended():
        raise AttributeError("a film has no events any more")

    def film():
        plt.figure().canvas.manager.destroy = ended
        print("drawn")

    calls = Calls(print if where == "above" else film, "f")
    if where == "above":
        film()
    calls.call({})
    assert (calls.error, plt.get_fignums()) == (None, [])
    assert len(calls.outputs.figures) == (where == "within")


@pytest.mark.parametrize("wait", [True, False])
def test_what_was_shown_is_cleared(wait):
    def function():
        print("old")
        ipython.clear_output(wait)
        print("new")

    assert outputs_of(function).blocks == ['<pre tabindex="0">new\n</pre>']


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("10 %\r20 %\rdone\n", "done\n"),
        ("10 %\r\nnext\r", "10 %\nnext\r"),
        ("\x1b[1;31mred\x1b[0m plain", "red plain"),
    ],
)
def test_what_is_printed_for_a_terminal_is_seen_as_there(printed, seen):
    outputs = outputs_of(lambda: print(printed, end=""))
    assert outputs.blocks == [f'<pre tabindex="0">{seen}</pre>'] and outputs.words == seen.strip()


def test_what_is_updated_stands_in_its_old_place():
    def function():
        handle = ipython.display("old", display_id=True)
        ipython.display("below")
        handle.update("new")
        ipython.update_display("newer", display_id=handle.display_id)

    assert outputs_of(function).blocks == ["<p>newer</p>", "<p>below</p>"]


def test_what_is_said_of_errors_is_shown_too():
    assert "careful" in outputs_of(lambda: print("careful", file=sys.stderr)).html


def test_a_warning_is_a_note_at_each_call_and_no_words():
    def halve(n):
        logs = np.log(np.zeros(n))
        print(n)
        return logs

    calls = Calls(halve, "f")
    notes = []
    for n in (1, 2):
        with warnings.catch_warnings(action="default"):
            calls.call({"n": n})
        notes += [each for each in calls.outputs.blocks if "<small>" in each]
    assert notes == 2 * [f"<div><p><small>{DIVIDED}</small></p></div>"]
    assert calls.words == "2"
    assert calls.outputs.blocks[-1] == notes[-1], "it stands below what it would push"


def test_a_warning_that_the_notebook_ignores_stays_away():
    with warnings.catch_warnings(action="ignore"):
        assert outputs_of(lambda: np.log(0.0)).blocks == []


@given(
    before=st.tuples(st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from(["", "t"]), st.just(50)),
    after=st.tuples(st.sampled_from([0.5, 3.0]), st.sampled_from(["t", "<u>"]), st.just(50)),
)
def test_a_patch_leads_to_the_picture(before, after):
    calls = Calls(curve, "f")
    names = ("a", "title", "points")
    calls.call(dict(zip(names, before, strict=True)))
    html = calls.outputs.html
    patch = calls.call(dict(zip(names, after, strict=True)))
    assert patch is None or put(html, patch) == put(calls.outputs.html, {})


def test_a_curve_that_moves_is_all_that_is_sent():
    calls = Calls(curve, "f")
    calls.call({"a": 1.0})
    patch = calls.call({"a": 2.0})
    assert sum(map(len, patch.values())) < len(calls.outputs.html) / 3
    assert calls.call({"a": 2.0}) == {}


def test_what_it_says_is_what_it_returns_prints_or_is_called():
    def titled():
        plt.plot([1, 2])
        plt.title("A line")

    captions = []
    for function in (lambda: "in words", lambda: print("printed"), titled, lambda: 3):
        calls = Calls(function, "f")
        calls.call({})
        captions.append(calls.caption({"n": 2, "on": True}))
    assert captions == ["in words", "printed", "A line", "n = 2, on = True"]


def test_names_of_functions_are_names_of_figures():
    made = [Interaction(each, {}, {}, "", {}, (), (6, 3)) for each in (lambda: 1, curve)]
    assert [each.name for each in made] == ["lambda", "curve"]
    assert made[0].prefix != Interaction(lambda: 2, {}, {}, "", {}, (), (6, 3)).prefix


LOOKS = {
    "a line": ("plt.rcParams['lines.linewidth'] = 7", "plt.plot([n, 2])", "stroke-width: 7"),
    "a ground": ("plt.rcParams['axes.facecolor'] = '#ffeedd'", "plt.plot([n, 2])", "#ffeedd"),
    "grid() is on": ("", "plt.plot([n, 2]); plt.grid()", "stroke-opacity: 0.15"),
    "grids": ("plt.rcParams['axes.grid'] = True", "plt.plot([n, 2])", ""),
    "no grid": ("", "plt.imshow([[n, 2]])", ""),
    "the seventh": ("", "plt.plot([n, 2], color='C6')", COLORS["purple"].lower()),
    "a style": ("plt.style.use('ggplot')", "plt.plot([n, 2])", "#e5e5e5"),
    "in a style": ("", "with plt.style.context('ggplot'): plt.plot([n, 2])", "#e5e5e5"),
    "in rc": ("", "with plt.rc_context({'lines.linewidth': 7}): plt.plot([n, 2])", "width: 7"),
    "set within": ("", "plt.rcParams['lines.linewidth'] = 7; plt.plot([n, 2])", "stroke-width: 7"),
    "as by default": ("plt.rcdefaults()", "plt.plot([n, 2])", "stroke-width: 1.8"),
}
"""What a cell sets, what the function draws below it, and what of that is seen."""


@pytest.mark.parametrize("look", LOOKS)
def test_an_authors_look_is_the_same_in_a_kernel_and_on_a_page_at_each_move(look):
    def pictures(settings):
        with mpl.rc_context():
            mpl.rcParams.update({name: settings[name] for name in AS_WRITTEN})
            names = {"plt": plt}
            exec(f"{before}\ndef f(n):\n {line}\n plt.show()", names)
            calls = Calls(names["f"], "f")
            for n in (1, 3, 1):
                calls.call({"n": n})
                yield calls.outputs.html

    before, line, seen = LOOKS[look]
    first, moved, again = pictures(mpl.rcParamsDefault)
    assert [first, moved, again] == list(pictures(AS_WRITTEN))
    assert first == again != moved and seen in first
    assert ("stroke-opacity: 0.15" in first) == (
        look in ("grid() is on", "grids", "a style", "in a style")
    )
