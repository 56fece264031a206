"""The works that the book cites can be found."""

import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

WORKS = parse_file(Path(__file__).parents[3] / "chapters" / "references.bib").entries
ADDRESS = {"doi": r"10\.\d{4,9}/\S+", "url": r"https://\S+"}


def address_of(work):
    """Return the DOI or address of a work, or its note that it has none; else nothing."""
    given = {kind: work.fields.get(kind, "") for kind in ADDRESS}
    found = [kind for kind, form in ADDRESS.items() if re.fullmatch(form, given[kind])]
    return found or re.findall(r"without a DOI", work.fields.get("note", ""))


@pytest.mark.parametrize("key", WORKS)
def test_the_work_has_an_address(key):
    assert address_of(WORKS[key]), f"{key}: give a doi or a url"


def test_almost_every_work_has_one():
    assert sum("note" in work.fields for work in WORKS.values()) <= 1
