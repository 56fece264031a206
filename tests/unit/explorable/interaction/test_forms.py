"""What stands for a control means what it means to ipywidgets, in a kernel and on a page."""

import warnings
from enum import Enum
from fractions import Fraction

import ipywidgets
import numpy as np
import pytest
from explorable import frames
from explorable.controls import Checkbox, Choice, Pad, Slider, Text, Typed, control
from explorable.interaction import jupyter, page
from explorable.interaction.controls import NAMES, control_of
from explorable.interaction.jupyter import interactive
from explorable.kernel import ipython
from explorable.stored import read

Color = Enum("Color", "red green")
SINE = [np.sin, np.cos]
FORMS = {
    "whole ends": (0, 10),
    "ends around 0": (-5, 5),
    "a step": (0, 10, 3),
    "a step that misses the middle": (1, 9, 4),
    "ends": (0.0, 1.0),
    "ends of two kinds": (0.5, 2),
    "ends off the grid": (1.01, 2),
    "an end off the grid": (0, 0.999),
    "ends that no decimal hits": (-np.pi, np.pi, 0.1),
    "an end that no decimal hits": (1 / 3, 2.0),
    "a number that no decimal hits": 8 / 3,
    "a step of a quarter": (0.0, 1.0, 0.25),
    "a step that is no part": (1, 2.5, 0.3),
    "ends nearer than a step": (0.0, 0.01),
    "the smallest range": (0, 1),
    "a whole number": 5,
    "a negative whole number": -3,
    "zero": 0,
    "a number": 2.0,
    "a negative number": -2.5,
    "a zero with a point": 0.0,
    "a number off the grid": 0.333,
    "a small number": 0.04,
    "NumPy's number": np.float64(2),
    "yes": True,
    "no": False,
    "a text": "Hi",
    "an empty text": "",
    "texts": ["a", "b"],
    "numbers": [1.5, 2],
    "a bool among others": [True, "x"],
    "functions": SINE,
    "nothing among others": [None, "l1"],
    "pairs": [(3, 300), (1, 100)],
    "an array": np.arange(3),
    "a range": range(5),
    "a set": {"only"},
    "a mapping": {"one": 1, "two": 2},
    "a mapping to functions": {"sine": np.sin},
    "a type of texts": str,
    "a type of bools": bool,
    "a type of whole numbers": int,
    "a type of numbers": float,
    "an enumeration": Color,
}


def alike(ours, theirs):
    """Whether a control starts where a widget does, with the same values to choose from."""
    if isinstance(ours, Slider):
        ends = (ours.minimum, ours.maximum, ours.step, ours.start)
        return ends == (theirs.min, theirs.max, theirs.step, theirs.value) and (
            ours.whole == isinstance(theirs, ipywidgets.IntSlider)
        )
    if isinstance(ours, Choice):
        values = [ours.argument(each) for each in ours.options]
        return (
            [*map(str, ours.options)] == [*theirs._options_labels]
            and all(a is b or a == b for a, b in zip(values, theirs._options_values, strict=True))
            and (
                ours.argument(ours.start) is theirs.value
                or ours.argument(ours.start) == theirs.value
            )
        )
    return ours.start == theirs.value and type(ours.start) is type(theirs.value)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_starts_where_ipywidgets_starts_it(form):
    theirs = ipywidgets.interactive.widget_from_abbrev(FORMS[form])
    assert alike(control("x", FORMS[form]), theirs)
    assert alike(control_of(theirs), theirs), "a page is told of the kernel's widget"


@pytest.mark.parametrize("form", FORMS)
def test_a_page_has_the_control_that_a_kernels_notebook_keeps(form):
    def still(x): ...

    kept, asked = (home(still, x=FORMS[form]).figure for home in (interactive, page.interactive))
    specs = [each.controls["x"].spec() | {"label": ""} for each in (kept, asked)]
    assert specs[0] == specs[1], "what a page sends its Python understands"
    assert kept.prefix == asked.prefix, "by which a page finds it among others of its name"


@pytest.mark.parametrize("home", [interactive, page.interactive])
@pytest.mark.parametrize(
    "given",
    [
        Slider(0, 5, 1, label="n"),
        Slider(0.5, 5, 0.001, start=1),
        Choice(["a", "b"], start="b"),
        Choice({"one": 1, "two": 2}, start="two"),
        Checkbox(start=True),
        Text("hi"),
        Text("two\nlines", lines=True),
        Typed(3),
        Typed(0.5),
    ],
    ids=repr,
)
def test_a_control_of_explorers_stands_for_itself(home, given):
    made = home(lambda x: None, x=given)
    assert made.kwargs == {"x": given.argument(given.start)}
    assert alike(made.figure.controls["x"], made.children[0])
    assert made.children[0].description == (given.label or "x")
    assert made.figure.controls["x"].spec().get("lines") == given.spec().get("lines")


def test_a_control_that_no_widget_has_is_named():
    with pytest.raises(ValueError, match="Pad is a control of explorers, and none of interact"):
        interactive(lambda x: None, x=Pad(2, 2))


@pytest.mark.parametrize("form", [(), 3j, (1, 2, 3, 4), [], (1, 2, 0), (2, 1)], ids=repr)
def test_what_stands_for_no_control_is_refused(form):
    with pytest.raises((ValueError, TypeError)):
        control("x", form)


PAIRS = [
    ("IntSlider", {}),
    ("IntSlider", {"value": 7, "min": 5, "max": 9, "step": 2}),
    ("IntSlider", {"min": 5}),
    ("FloatSlider", {}),
    ("FloatSlider", {"value": 1.25, "min": -1, "max": 2, "step": 0.25}),
    ("BoundedFloatText", {"value": 3.0}),
    ("BoundedIntText", {}),
    ("FloatLogSlider", {}),
    ("FloatLogSlider", {"value": 5.0, "min": -1, "max": 1, "step": 0.5}),
    ("Play", {"max": 20}),
    ("IntText", {"value": 4}),
    ("FloatText", {}),
    ("Text", {"value": "hi"}),
    ("Textarea", {}),
    ("Combobox", {"value": "a", "options": ["a", "b"]}),
    ("ColorPicker", {"value": "teal"}),
    ("Checkbox", {"value": True}),
    ("ToggleButton", {}),
    ("Dropdown", {"options": ["a", "b"], "value": "b"}),
    ("RadioButtons", {"options": [("one", 1), ("two", 2)]}),
    ("Select", {"options": {"x": np.sin}}),
    ("SelectionSlider", {"options": [1, 2, 4]}),
    ("ToggleButtons", {"options": ["u", "v"], "value": "v"}),
    ("Textarea", {"value": "\nred\ngreen\n"}),
    ("FloatLogSlider", {"value": 10, "max": 1, "step": 0.3}),
    ("Dropdown", {"options": [("one", 1), ("none", None)], "value": None}),
    ("RadioButtons", {"options": [1, None], "index": 1}),
    ("ToggleButtons", {"options": ["a", "b"], "value": None}),
    ("Select", {"options": ["", "b"], "value": None}),
    ("Dropdown", {"options": [("a", 1), ("b", 2), ("a", 3), ("a", 4)], "index": 3}),
]

RANGES = {"IntRangeSlider", "FloatRangeSlider"}


def test_these_widgets_are_promised():
    boxes = {"Box", "HBox", "VBox", "GridBox", "Tab", "Accordion"}
    assert set(NAMES) == {name for name, _ in PAIRS} | RANGES | boxes
    assert all(hasattr(ipywidgets, name) for name in NAMES)


@pytest.mark.parametrize(("name", "traits"), PAIRS, ids=lambda each: str(each))
def test_a_control_starts_where_its_widget_stands(name, traits):
    widget = getattr(ipywidgets, name)(description="d", **traits)
    made = control_of(widget)
    assert made.argument(made.start) == widget.value and made.label == "d"
    assert len(made.sweep(24)) >= len(getattr(widget, "_options_labels", ()))


@pytest.mark.parametrize(
    ("name", "traits", "text"),
    [
        ("FloatSlider", {"value": 1 / 3, "max": 1, "step": 1 / 30}, "0.33"),
        ("FloatSlider", {"value": 2.5, "step": 0.125}, "2.500"),
        ("FloatSlider", {"value": 5e-9, "max": 1, "step": 1e-9, "readout_format": ".1e"}, "5.0e−9"),
        ("FloatSlider", {"value": 0.25, "max": 1, "step": 0.01, "readout_format": ".0%"}, "25%"),
        ("FloatSlider", {"value": 2.5, "readout_format": "$,.2f"}, "$2.50"),
        ("IntSlider", {"value": 1500, "max": 9000, "readout_format": ",d"}, "1,500"),
        ("IntSlider", {"value": 1500, "max": 9000}, "1500"),
        ("BoundedFloatText", {"value": np.pi, "min": np.pi, "max": 7, "step": 0.1}, "3.14"),
        ("FloatLogSlider", {"value": 300.7064958, "max": 5}, "301"),
        ("FloatLogSlider", {"value": 1, "max": 1, "readout_format": ".1e"}, "1.0e+0"),
        ("FloatLogSlider", {"value": 2, "max": 1, "readout_format": ".0f"}, "2"),
        ("FloatLogSlider", {"value": 2, "max": 1, "readout_format": ".2s"}, "2"),
        ("SelectionSlider", {"options": [("a", 1e-3), ("b", 2)], "value": 2}, "b"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_its_widget_shows_it(name, traits, text):
    made = control_of(getattr(ipywidgets, name)(**traits))
    html = made.html("x", "x", made.start)
    assert f">{text}</span>" in html or f"<option selected>{text}<" in html


def test_an_argument_that_is_none_is_named_with_the_likely_one_to_the_author_alone(capsys):
    def plot_3D(elev=30, azim=20):
        return elev

    interactive(plot_3D, azip=(-180, 180))
    assert "azip is no argument of plot_3D; azim?" in capsys.readouterr().out
    interactive(plot_3D, kernel="linear")
    assert "kernel is no argument of plot_3D; it has elev, azim" in capsys.readouterr().out
    page.interactive(plot_3D, kernel="linear")
    assert not capsys.readouterr().out


@pytest.mark.parametrize("home", [interactive, page.interactive])
def test_an_argument_without_a_control_is_named(home):
    with pytest.raises(ValueError, match="cannot find widget or abbreviation for argument: 'a'"):
        home(lambda a: a)


@pytest.mark.parametrize("name", ["DatePicker", "FileUpload", "SelectMultiple"])
def test_what_pages_do_not_have_is_named(name):
    with pytest.raises(ValueError, match=f"pages have no {name}; they have IntSlider"):
        control_of(getattr(ipywidgets, name)())


@pytest.mark.parametrize(
    ("kind", "limits", "at", "moved"),
    [
        ("IntRangeSlider", {"min": 1900, "max": 2020, "step": 10}, (1950, 2000), (1910, 1950)),
        ("FloatRangeSlider", {"max": 1.0, "step": 0.25}, (0.25, 0.75), (0.0, 0.25)),
    ],
)
def test_a_range_is_two_sliders_whose_function_is_given_both_ends_in_their_order(
    kind, limits, at, moved
):
    widget = getattr(ipywidgets, kind)(value=at, description="from", **limits)
    made = page.interactive(lambda n, ends: (n, ends), n=(0, 4), ends=widget)
    assert made.result == (2, at)
    low, high = (made.figure.controls[f"ends {end}"] for end in "≥≤")
    assert [low.label, low.start, low.minimum] == ["from ≥", at[0], widget.min]
    assert [high.label, high.start, high.step] == ["from ≤", at[1], widget.step]
    assert list(made.figure.controls) == ["n", "ends ≥", "ends ≤"]
    made.figure.drawing.show({"n": 3, "ends ≥": moved[1], "ends ≤": moved[0]})
    assert (made.result, widget.value) == ((3, moved), moved)


@pytest.mark.parametrize(
    ("kind", "traits", "named"),
    [
        ("IntSlider", {"description": "slider 2"}, "IntSlider slider 2"),
        ("Button", {"description": "Run"}, "Button Run"),
        ("IntProgress", {"value": 3}, "IntProgress"),
        ("ToggleButtons", {"options": ["a", "b"]}, "ToggleButtons"),
        ("DatePicker", {"description": 'it\'s "a" (day)'}, 'DatePicker it\'s "a" (day)'),
        ("Text", {"description": "$\\lambda$"}, "Text λ"),
    ],
)
def test_what_moves_no_function_is_named_for_the_build_however_much_a_box_holds(
    monkeypatch, kind, traits, named
):
    sliders = [ipywidgets.IntSlider(n, description=f"slider {n}") for n in range(20)]
    jupyter.interactive_output(lambda **_: None, {f"n{n}": w for n, w in enumerate(sliders)})
    idle = getattr(ipywidgets, kind)(**traits)
    assert not jupyter._advice_on_idle([*sliders, idle])
    monkeypatch.setenv(frames.STORING, "{}")
    advice = read(jupyter._advice_on_idle([*sliders, idle]))["advice"]["words"]
    assert advice.startswith(f"{named} moves nothing on a page")
    assert not jupyter._advice_on_idle(sliders)
    other = type("Map", (ipywidgets.DOMWidget,), {})()  # of another package
    assert not jupyter._advice_on_idle([other, idle])


@pytest.mark.parametrize("words", ["HTML", "Label", "Text"])
@pytest.mark.parametrize("has_function", [True, False])
def test_a_control_that_moves_nothing_is_named_beside_words_and_beside_a_function(
    words, has_function, monkeypatch, capsys
):
    monkeypatch.setenv(frames.STORING, "{}")
    made = jupyter.interactive(lambda n: n, n=(0, 3))
    title = getattr(ipywidgets, words)("a title")
    moved = [made] if has_function else made.children[:1]
    jupyter.bundle_of(ipywidgets.VBox([title, *moved]))
    assert "moves nothing" not in capsys.readouterr().out
    idle = ipywidgets.IntSlider(description="idle")
    jupyter.bundle_of(ipywidgets.VBox([title, ipywidgets.HBox([idle]), *moved]))
    assert (
        "IntSlider idle moves nothing on a page, which leaves it out: no function follows it; "
        in (capsys.readouterr().out)
    )


def test_what_a_button_of_interact_manual_calls_moves_with_its_controls(monkeypatch, capsys):
    monkeypatch.setenv(frames.STORING, "{}")
    options = {"manual": True, "manual_name": "Go"}
    made = jupyter.interactive(lambda n: n, options, n=(0, 3))
    jupyter.bundle_of(ipywidgets.VBox([ipywidgets.Label("a title"), made]))
    assert "moves nothing" not in capsys.readouterr().out
    jupyter.bundle_of(ipywidgets.VBox([made, ipywidgets.Button(description="Other")]))
    assert "Button Other moves nothing on a page" in capsys.readouterr().out


HOMES = [ipywidgets.interactive, interactive, page.interactive]
"""What no test of theirs pins is alike in all three."""


@pytest.mark.parametrize("home", HOMES)
def test_arguments_are_found_and_start_alike(home):
    def function(a, b=2.5, *, c: bool, kind="b", low=30, off=0.1, quarter=0.3, **more):
        return a, b, c, kind, low, off, quarter, more

    found = home(
        function, a=(1, 4), kind=["a", "b"], low=(0, 4), off=(1.01, 2), quarter=(0.0, 1.0, 0.25),
        e=ipywidgets.fixed(Fraction(1, 2)),
    )  # fmt: skip
    values = {"a": 2, "b": 2.5, "c": False, "kind": "b", "low": 4, "off": 1.01, "quarter": 0.3}
    assert found.kwargs == values | {"e": Fraction(1, 2)}
    assert found.result == (*values.values(), {"e": Fraction(1, 2)})
    assert len(found.children) == 8


@pytest.mark.parametrize("home", HOMES)
def test_nothing_is_no_control_and_can_be_fixed(home):
    with pytest.raises(ValueError):
        home(lambda x=None: x)
    assert home(lambda x: x, x=ipywidgets.fixed(None)).kwargs == {"x": None}


@pytest.mark.parametrize("home", HOMES)
def test_an_argument_that_has_only_a_place_is_refused(home):
    with warnings.catch_warnings(action="ignore"), pytest.raises(TypeError):
        home(lambda a, /: a, a=(0, 4))


@pytest.mark.parametrize("home", HOMES)
def test_later_cells_read_dress_and_move_what_was_made(home):
    made = home(lambda n, x: n * x, n=(1, 9), x=2.0)
    made.children[1].readout_format = ".3f"
    made.children[-1].layout.height = "350px"
    assert (made.kwargs, made.result, len(made.children)) == ({"n": 5, "x": 2.0}, 10.0, 3)
    made.children[0].value = 7
    assert (made.kwargs, made.result) == ({"n": 7, "x": 2.0}, 14.0)


@pytest.mark.parametrize("home", [interactive, page.interactive])
def test_interactive_shows_what_is_returned_only_if_asked(home):
    for options, seen in (None, False), ({"auto_display": True}, True):
        made = home(lambda n: n * 111, *filter(None, [options]), n=(0, 4))
        outputs = (made.out if home is interactive else made.figure.drawing).calls.outputs
        assert ("222" in outputs.html) == seen


def test_what_was_shown_stays_if_that_is_asked_for():
    made = interactive(lambda n: print("n is", n), n=(0, 4), clear_output=False)
    made.children[0].value = 3
    drawing = page.interactive(
        lambda n: print("n is", n), n=(0, 4), clear_output=False
    ).figure.drawing
    drawing.show({"n": 3})
    for outputs in made.out.calls.outputs, drawing.calls.outputs:
        assert [each in outputs.html for each in ("n is 2", "n is 3")] == [True, True]


@pytest.mark.parametrize(("wait", "left"), [(True, 1), (False, 0)])
def test_what_is_shown_can_be_cleared_now_or_by_the_next(wait, left):
    out = jupyter.interactive_output(lambda n: print("n is", n), {"n": ipywidgets.IntSlider(2)})
    out.clear_output(wait=wait)
    assert len(out.calls.outputs.blocks) == left


def test_a_widget_moves_two_functions_by_two_names():
    n = ipywidgets.IntSlider(value=2, max=9)
    one, other = interactive(lambda a: a, a=n), interactive(lambda b: -b, b=n)
    n.value = 5
    assert (one.result, other.result) == (5, -5), "ipywidgets' own would forget the first"


@pytest.mark.parametrize("home", [jupyter, page])
def test_an_output_of_widgets_is_called_at_once_and_shows_no_value(home):
    called = []

    def note(**values):
        called.append(values)
        return "not shown"

    n = ipywidgets.IntSlider(value=2, max=9)
    output = home.interactive_output(note, {"n": n})
    n.value = 5
    outputs = (output if home is jupyter else output.figure.drawing).calls.outputs
    assert called == [{"n": 2}, {"n": 5}] and not outputs.blocks


@pytest.mark.parametrize("home", [interactive, page.interactive])
def test_two_functions_of_one_code_are_two_figures(home):
    class Wave:
        def __init__(self, speed):
            self.speed = speed

        def at(self, t):
            return self.speed * t

    def make(wave):
        return lambda t: wave.at(t)

    pairs = [(make(Wave(1)), make(Wave(2))), (Wave(1).at, Wave(2).at), (lambda t: 1, lambda t: 2)]
    for first, second in pairs:
        one, other, again = (home(each, t=(0, 3)).figure for each in (first, second, first))
        assert one.prefix != other.prefix and one.prefix == again.prefix


@pytest.mark.parametrize("home", [interactive, page.interactive])
def test_a_function_that_remembers_stays_the_figure_that_it_is(home):
    def make():
        seen = []
        return lambda t: seen.append(t)

    made = home(make(), t=(0, 3))
    before = made.figure.prefix
    made.update()
    assert made.figure.prefix == before


@pytest.mark.parametrize("home", [interactive, page.interactive])
def test_what_is_made_interactive_in_a_function_stands_there_as_it_starts(home):
    def outer(n):
        inner = home(lambda m: print("inner", n, m), m=(0, n))
        ipython.display(inner, ipywidgets.IntSlider(), ipywidgets.Label("a label"))

    made = home(outer, n=(2, 8))
    outputs = (made.out if home is interactive else made.figure.drawing).calls.outputs
    told = home is interactive  # who writes a notebook is told, who reads a page is not
    assert len(outputs.blocks) == 2 + told and ("stays as it starts" in outputs.html) == told
    assert "inner 5 2" in outputs.blocks[0] and "a label" in outputs.blocks[1]
    assert "fieldset" not in outputs.html
