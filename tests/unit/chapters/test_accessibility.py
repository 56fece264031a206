"""The conformance report has each criterion of WCAG 2.1, A and AA, and tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "chapters" / "accessibility.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d", line)
]
GUIDELINES = {  # how many criteria of the levels A and AA each has
    **{"1.1": 1, "1.2": 5, "1.3": 5, "1.4": 9, "2.1": 3, "2.2": 2, "2.3": 1, "2.4": 7},
    **{"2.5": 4, "3.1": 2, "3.2": 4, "3.3": 4, "4.1": 3},
}
NAMES = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
}


def test_each_criterion_has_a_row():
    numbers = [row[0].split()[0] for row in ROWS]
    assert len(set(numbers)) == len(numbers)
    found = [number.rpartition(".")[0] for number in numbers]
    assert {each: found.count(each) for each in found} == GUIDELINES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].split()[0])
def test_what_is_supported_has_evidence_that_exists(row):
    _, level, conformance, how, evidence = row
    assert level in ("A", "AA") and how.endswith(".")
    named = re.findall(r"`(\w+)`", evidence)
    assert set(named) <= NAMES
    assert bool(named) == (conformance in ("Supports", "Partially Supports"))
