"""Numbers as people type them: the table that scripts are tried on, too."""

import json
from pathlib import Path

import pytest
from explorable.typed_numbers import numbers_in

CASES = json.loads((Path(__file__).parent / "js" / "typed_numbers.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "numbers"), CASES.items())
def test_a_text_is_read_as_on_a_page(text, numbers):
    assert numbers_in(text) == pytest.approx(numbers, rel=1e-15)
