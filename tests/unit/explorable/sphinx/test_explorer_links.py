"""Links that set an explorer: what its controls take, and what a build says of the others."""

import pytest
from explorable import Checkbox, Choice, Pad, Slider, explorer
from explorable.sphinx.explorer_links import fragment, values_of


@explorer(
    speed=Slider(0.5, 5.0, 0.5, start=1.0),
    count=Slider(0, 9, 1, start=1),
    kind=Choice(["sine", "sum & rest", 0.01, 2.0]),
    loud=Checkbox(False),
    ink=Pad(1, 2),
    presets={
        "slow & loud": {"speed": 0.5, "loud": True, "kind": "sum & rest"},
        "two": {"kind": 2.0},
    },
)
def sea(figure):
    """A sea."""
    figure.subplots()
    return lambda speed, count, kind, loud, ink: "waves"


SPEC = sea.spec()


@pytest.mark.parametrize(
    ("preset", "values", "expected"),
    [
        (None, {}, "explorer=sea"),
        (None, {"speed": "0.5", "count": "9"}, "explorer=sea&speed=0.5&count=9"),
        (None, {"kind": "0.01", "ink": "ff"}, "explorer=sea&kind=0.01&ink=ff"),
        ("slow & loud", {}, "explorer=sea&speed=0.5&loud=true&kind=sum+%26+rest"),
        ("two", {}, "explorer=sea&kind=2"),  # as JavaScript writes it
    ],
)
def test_a_state_becomes_what_pages_read(preset, values, expected):
    assert fragment(SPEC, values_of(SPEC, preset, values)) == expected


@pytest.mark.parametrize(
    ("preset", "values", "said"),
    [
        ("fast", {}, "its presets are slow & loud, two, got 'fast'"),
        (None, {"depth": "1"}, "its controls are .*, got 'depth'"),
        *(
            (None, {"speed": each}, "speed must be a number from 0.5 to 5.0, got")
            for each in ("0", "5.5", "nan", "", "x")
        ),
        (None, {"count": "1.5"}, "count must be a whole number, got 1.5"),
        (None, {"kind": "cosine"}, "kind must be one of 'sine', .*, got 'cosine'"),
        (None, {"loud": "yes"}, "loud must be True or False, got 'yes'"),
        *(
            (None, {"ink": each}, "ink must be at most 4 hexadecimal digits, got")
            for each in ("0g", "ff00f")
        ),
    ],
)
def test_what_no_control_takes_is_refused(preset, values, said):
    with pytest.raises(ValueError, match=said):
        values_of(SPEC, preset, values)
