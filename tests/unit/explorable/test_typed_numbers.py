"""Numbers as people type them: the tables that scripts are tried on, too."""

import json
from pathlib import Path

import pytest
from explorable.typed_numbers import numbers_in

TABLES = Path(__file__).parent / "js"
CASES, WHOLE = (
    json.loads((TABLES / f"{name}.json").read_text("utf-8"))
    for name in ("typed_numbers", "whole_numbers")
)


@pytest.mark.parametrize(("text", "numbers"), CASES.items())
def test_a_text_is_read_as_on_a_page(text, numbers):
    assert numbers_in(text) == pytest.approx(numbers, rel=1e-15)


@pytest.mark.parametrize(("text", "digits"), WHOLE.items())
def test_what_is_whole_is_exact_however_it_is_typed_and_no_more_than_a_float_can_be(text, digits):
    assert [*map(str, numbers_in(text))] == [digits] * bool(digits)
