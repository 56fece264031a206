"""A drawing is an array to Python and a short text to a page."""

import copy
import json
import re
from random import Random
from xml.etree import ElementTree

import numpy as np
import pytest
from explorable import Pad, check
from explorable.controls import Cells, control
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

LEVELS = arrays(np.uint8, (3, 4), elements=st.integers(0, 255))


@given(LEVELS)
def test_a_drawing_survives_its_text(levels):
    pad = Pad(3, 4)
    text = pad.validate("drawing", levels / 255)
    np.testing.assert_array_equal(pad.argument(text), levels / 255)
    assert pad.validate("drawing", str(text)) == text and json.loads(json.dumps(text)) == text
    assert len(text) <= 24 and not text.endswith("0")
    assert repr(text) == f"<{(levels > 0).sum()} cells inked>"


def test_a_pad_starts_blank_or_with_what_it_is_given():
    assert Pad(28, 28).start == "" and not Pad(28, 28).argument("").any()
    assert Pad(1, 2, start=np.array([[True, False]])).start == "ff"
    assert Pad(np.int64(2), 1).spec() == {
        "kind": "pad", "rows": 2, "columns": 1, "start": "", "label": "",
    }  # fmt: skip
    assert copy.deepcopy(Pad(1, 1, start=[[1]])) == Pad(1, 1, start="ff")
    assert control("drawing", Pad(2, 2)) == Pad(2, 2)


@pytest.mark.parametrize("shape", [(0, 3), (3, -1), (2.0, 3), (True, 3), ("3", 3)])
def test_a_pad_without_cells_is_refused(shape):
    with pytest.raises(ValueError, match=r"(rows|columns) of a pad must be a whole number from 1"):
        Pad(*shape)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([[0, 1]], r"got an array of shape \(1, 2\)"),
        ([[0, 1], [0, 1.5]], "got 1.5 among them"),
        ([[0, 1], [0, -0.1]], "got -0.1 among them"),
        ([[0, np.nan], [0, 0]], "got nan among them"),
        ([[0, 1], [2]], r"got \[\[0, 1\], \[2\]\]"),
        (None, "got an array of shape"),
        ([["a", "b"], ["c", "d"]], "must be 2 × 2 numbers from 0 to 1"),
        ("0g", "must be at most 8 hexadecimal digits, got '0g'"),
        ("ff" * 5, "must be at most 8 hexadecimal digits"),
    ],
)
def test_what_is_no_drawing_is_refused(value, words):
    with pytest.raises(ValueError, match=words):
        Pad(2, 2).validate("drawing", value)
    if value is not None:
        with pytest.raises(ValueError, match="start must be"):
            Pad(2, 2, start=value)


@given(LEVELS)
def test_ink_stands_where_the_cells_are(levels):
    pad = Pad(3, 4)
    paths = ElementTree.fromstring(f"<g>{pad.ink(pad.validate('drawing', levels / 255))}</g>")
    seen = np.zeros((3, 4))
    for path in paths:
        for x, y in re.findall(r"M(\d) (\d)h1v1h-1z", path.get("d")):
            seen[int(y), int(x)] += float(path.get("fill-opacity"))
    np.testing.assert_allclose(seen, levels / 255, atol=0.0005)


def test_update_is_given_an_array_and_the_explorer_shows_one(sketch):
    cross = np.eye(4, 5)
    assert sketch.caption_at(drawing=cross) == "4 cells, 1.00 a row"
    assert sketch.value["drawing"].shape == (4, 5)
    sketch.value = {"drawing": cross}
    np.testing.assert_array_equal(sketch.value["drawing"], cross)
    assert sketch.caption == sketch.caption_at(drawing=cross)
    assert repr(sketch).startswith("sketch(drawing=<4 cells inked>): 4 cells")
    with pytest.raises(ValueError, match="drawing must be 4 × 5 numbers"):
        sketch.value = {"drawing": cross.T}


def test_check_tries_a_pad_blank_full_and_drawn_at_random(sketch):
    assert check(sketch).moves == 9
    pad, rng = sketch.controls["drawing"], Random(0)
    blank, full = map(pad.argument, pad.ends())
    assert blank.max() == 0 and full.min() == 1
    assert len({pad.sample(rng) for _ in range(4)} - {*pad.ends()}) == 4


def test_values_of_a_pad_are_texts_to_a_page(sketch):
    spec = json.loads(json.dumps(sketch.spec()))
    assert spec["presets"] == {"a corner": {"drawing": "ff"}}
    assert spec["values"] == {"drawing": ""}
    assert isinstance(sketch.start["drawing"], Cells)
