"""Numbers as people type them: the table that scripts are tried on, too."""

import json
from pathlib import Path

import pytest
from explorable.typed_numbers import numbers_in

CASES = json.loads((Path(__file__).parent / "js" / "typed_numbers.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "numbers"), CASES.items())
def test_a_text_is_read_as_on_a_page(text, numbers):
    assert numbers_in(text) == pytest.approx(numbers, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((text, 10**30) for text in ("10^30", "10**30", "10³⁰", "1e30", "1" + "0" * 30)),
        ("2^64", 2**64),
        ("3 * 10^23", 3 * 10**23),
        ("10^30 / 10^7", 10**23),
        ("(-2)^63", -(2**63)),
        ("9007199254740993.0", 2**53 + 1),
        ("-(2^64)", -(2**64)),
    ],
)
def test_what_is_whole_is_exact_however_it_is_typed(text, number):
    assert numbers_in(text) == [number]


@pytest.mark.parametrize("text", ["1e999", "9^9^9", "10^300*10^300", "1e99999999999999999999"])
def test_what_no_float_can_be_is_no_number(text):
    assert numbers_in(text) == []
