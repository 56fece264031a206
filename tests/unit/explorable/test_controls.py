import json
import math
import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from explorable import explorer
from explorable.controls import (
    Checkbox,
    Choice,
    Handle,
    Pad,
    Slider,
    Text,
    Time,
    Typed,
    as_script,
    control,
    made_again,
)

CASES = json.loads((Path(__file__).parent / "js" / "controls.json").read_text("utf-8"))
"""Which value a text of a link means, or that it means none: the pages' scripts are asked, too."""


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [(case["control"], *each) for case in CASES for each in case["means"].items()],
)
def test_a_text_means_a_value(spec, text, value):
    found = made_again(spec).parse("x", text)
    assert found == value and isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("spec", "value", "text"),
    [(case["control"], value, text) for case in CASES for text, value in case["means"].items()],
)
def test_an_option_is_written_as_scripts_write_it(spec, value, text):
    if spec["kind"] == "choice":
        assert as_script(value) == text


def test_true_is_no_option_beside_one():
    with pytest.raises(ValueError, match="x must be one of 1, 2, got True"):
        Choice([1, 2]).validate("x", True)
    assert Choice([1, True]).html("x", "x", True).count(" selected") == 1


@pytest.mark.parametrize(
    ("spec", "text"), [(case["control"], text) for case in CASES for text in case["refuses"]]
)
def test_a_text_means_no_value(spec, text):
    with pytest.raises(ValueError, match="x must be"):
        made_again(spec).parse("x", text)


@pytest.mark.parametrize(
    ("spec", "value", "text"),
    [(case["control"], *each) for case in CASES for each in case.get("shows", {}).items()],
)
def test_a_number_is_shown_in_its_format(spec, value, text):
    slider = made_again(spec)
    assert slider.spec() == spec
    value = slider.validate("x", float(value))
    assert f">{text}</span>" in slider.html("x", "x", value)


@pytest.mark.parametrize("spec", [case["control"] for case in CASES], ids=lambda spec: spec["kind"])
def test_a_control_takes_what_it_gives(spec):
    control = made_again(spec)
    assert {**control.spec(), **spec} == {**spec, **control.spec()}
    rng = random.Random(0)
    given = [*control.ends(), *control.sweep(24), *(control.sample(rng) for _ in range(50))]
    assert [control.validate("x", value) for value in given] == given
    if "decimals" in spec:  # a field shows an end rounded, and one may type what it shows
        for end in control.ends():
            assert control.validate("x", round(end, spec["decimals"])) == end
    if spec["kind"] in ("pad", "text", "number"):  # which have no way from end to end
        assert not control.sweep(24)
    else:
        assert control.sweep(24)[:: len(control.sweep(24)) - 1] == [
            control.ends()[0],
            control.ends()[-1],
        ]


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (Slider(0, 3, 1), [0, 1, 2, 3]),
        (Slider(-1.0, 1.0, 0.5), [-1.0, -0.5, 0.0, 0.5, 1.0]),
        (Slider(0, 50, 20), [0, 20, 40, 50]),
        (Slider(0, 45, 20), [0, 20, 40, 45]),
        (Slider(0.5, 3.0, 0.75), [0.5, 1.25, 2.0, 2.75, 3.0]),
        (Slider(0.0, 0.01, 0.1), [0.0, 0.01]),
        (Choice(["a", "b"]), ["a", "b"]),
        (Checkbox(), [False, True]),
    ],
)
def test_small_controls_are_swept_whole(control, expected):
    assert control.sweep(24) == expected


def test_long_controls_are_swept_from_end_to_end_on_their_steps():
    values = Slider(0.1, 10.0, 0.1).sweep(24)
    assert len(values) == 24
    assert (values[0], values[-1]) == (0.1, 10.0)
    assert values == sorted(set(values))
    assert all(round(value * 10, 9) % 1 == 0 for value in values)


def test_a_whole_slider_keeps_to_whole_numbers():
    assert control("n", (1, 9)).validate("n", np.float64(4.0)) == 4
    assert isinstance(control("n", (1, 9)).validate("n", 4.0), int)


@pytest.mark.parametrize(("form", "start"), [((0.5, 5.0), 2.75), (8 / 3, 8 / 3), ((0, 9, 2), 4)])
def test_a_start_that_nobody_gave_is_not_refused(form, start):
    @explorer(x=form)
    def still(figure, x): ...

    assert still.start == {"x": start}


def test_a_tuple_that_is_no_range_is_a_list_of_options():
    assert control("x", (1, "a")).options == [1, "a"]


def test_a_tiny_step_is_shown_with_all_its_digits():
    slider = Slider(1e-7, 1e-3, 1e-7)
    assert slider.decimals == 7
    assert f"{slider.minimum:.{slider.decimals}f}" == "0.0000001"
    assert slider.start == round(slider.start, 7)


@pytest.mark.parametrize("ends", [(0, 50, 20), (0, 45, 20), (0.0, 0.01, 0.1), (-np.pi, np.pi, 0.1)])
def test_a_browser_s_last_step_is_beyond_an_end_off_the_steps(ends):
    low, high, step = ends
    given = float(re.search(' max="([^"]+)"', Slider(*ends).html("x", "x", low))[1])
    last = low + step * math.floor((given - low) / step)
    assert high < last < high + step
    assert Slider(low, low + 4 * step, step).html("x", "x", low).count(f'"{low + 4 * step}"') == 1


def test_a_text_of_lines_has_an_area_for_them_and_says_so():
    text = Text("\none & two\n", lines=True)
    area = text.html("t", "t", text.start)
    assert "<textarea" in area and ">\n\none &amp; two\n</textarea>" in area
    assert made_again(text.spec()) == text and "lines" not in Text("one").spec()


@pytest.mark.parametrize(
    ("computed", "other"),
    [
        (Choice(["0.3", "0.9000000000000009"]), "0.9"),
        (Choice([0.3, 0.9000000000000009]), 0.9),
        (Choice({"σ 0.9000000000000009": 1}), "σ 0.8999999999999999"),
        (Slider(-0.9999999999999996, 1, 0.5), -0.9999999999999998),
        (Slider(0.0, 1e-30, 1e-31), 1.0000000000000002e-30),
    ],
)
def test_what_a_page_computes_may_differ_in_its_last_digits(computed, other):
    assert computed.validate("x", other) in computed.sweep(24)


@pytest.mark.parametrize(
    ("control", "wrong"),
    [(Choice(["1"]), 1), (Choice([1]), "1"), (Choice(["0.91"]), "0.9"), (Slider(0.0, 1.0), 1.001)],
)
def test_what_differs_in_other_digits_is_another(control, wrong):
    with pytest.raises(ValueError, match="x must be"):
        control.validate("x", wrong)


def test_a_number_that_is_read_has_a_minus_and_one_that_is_typed_a_hyphen():
    html = Slider(-4.0, 6.0, 0.1, start=-1.7).html("score", "score", -1.7)
    assert ">−1.7</span>" in html and html.count('value="-1.7"') == 2


def test_specs_are_plain_data():
    assert Time(0, 5, 1, start=0).spec() == {
        "kind": "time", "minimum": 0, "maximum": 5, "step": 1, "start": 0, "label": "",
        "decimals": 0, "whole": True,
    }  # fmt: skip
    assert Slider(0.0, 1.0, 0.25).spec()["decimals"] == 2
    assert Choice({"a": print}).spec()["options"] == ["a"]
    assert Handle(x=0, y="cat").names == ["cat"]


def test_numpys_numbers_are_pythons():
    for choice in (Choice([np.int64(1), np.int64(2)]), Choice({np.int64(1): "a", 2: "b"})):
        assert type(choice.validate("n", np.int64(2))) is int
        json.dumps(choice.spec())
    assert Checkbox().validate("on", np.True_) is True
    assert type(Handle(np.int64(1), "n").x) is int


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Slider(0, 9, 1, start=4), Slider(0, 9, 1, value=4)),
        (Choice(["a", "b"], start="b"), Choice(["a", "b"], value="b")),
        (Checkbox(start=True), Checkbox(value=True)),
        (Pad(1, 2, start=[[0, 1]]), Pad(1, 2, value=[[0, 1]])),
    ],
)
def test_a_start_may_be_called_a_value_as_in_ipywidgets(ours, theirs):
    assert ours == theirs and replace(theirs, label="other").start == ours.start


def ask(made, value):
    """Return a call that asks a control for a value."""
    return lambda: made.validate("x", value)


FINITE = "of a slider must be a finite number, got"
ROOM = "a slider needs minimum < maximum and step > 0, got"
OPTION = "an option of a choice must be a text, a finite number or a bool, got"
REFUSED = [
    *[(ask(Slider(0.0, 2.0), each), "x must be a number from 0.0 to 2.0, got")
      for each in (np.nan, np.inf, True, "1", None, -0.1, 2.1)],
    (ask(control("x", (1, 9)), 4.5), "x must be a whole number, got 4.5"),
    (ask(Typed(2), 1.5), "x must be a whole number, got 1.5"),
    *[(ask(Typed(2.0), each), "x must be a finite number, got") for each in (np.inf, True, "1")],
    (ask(Choice({"dot": "o", "square": "s"}), "o"), "x must be one of 'dot', 'square', got 'o'"),
    *[(ask(Checkbox(), each), "x must be True or False, got") for each in ("yes", 1, None)],
    (ask(Text(), 1), "x must be a text, got 1"),
    (lambda: Slider(0, 1, 1, start=2), "start must be a number from 0 to 1, got 2"),
    *[(lambda ends=ends: Slider(*ends), f"minimum {FINITE}") for ends in (("0", 1), (np.nan, 1))],
    *[(lambda end=end: Slider(0, end), f"maximum {FINITE}") for end in ("1", np.inf, True)],
    (lambda: Slider(0, 1, "1"), f"step {FINITE}"),
    (lambda: Slider(0, 1, log=True), "a logarithmic slider needs minimum > 0, got 0"),
    *[(lambda ends=ends: Slider(*ends), ROOM)
      for ends in ((1, 1), (2, 1), (0, 1, 0), (0, 1, -1))],
    (lambda: Choice([]), "a choice needs at least one option, got none"),
    *[(lambda each=each: Choice([1.0, each]), OPTION)
      for each in ((1, 2), {1, 2}, np.inf, np.sin, np.ones(2))],
    (lambda: Checkbox(1), "start must be True or False, got 1"),
    *[(lambda form=form: control("x", form), "x must be a control, (min, max), ")
      for form in (object(), 3j, (0, 1, 0.1, 0.5), (), None, bytes)],
    (lambda: explorer(share=Slider(0, 1, 0.3, start=0.5)), "share must start whole steps of 0.3"),
]  # fmt: skip
"""What is no control, or no value of one, and what is said of it."""


@pytest.mark.parametrize(("ask_for_it", "words"), REFUSED)
def test_what_is_refused_is_named(ask_for_it, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        ask_for_it()
