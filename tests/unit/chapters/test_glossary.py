"""Each term of the glossary is introduced where it is read first: by a link, or in italics."""

import pytest
from _ext.terms import slug_of
from prose import CORES, DEEPER, HOMES, UNREAD, body_of, uses

PROSE = {path.stem: UNREAD.sub(" ", body_of(path)) for path in [*CORES, *DEEPER]}
"""Who reads the cores alone meets them in this order."""


@pytest.mark.parametrize("term", HOMES)
def test_the_first_use_introduces_the_term(term):
    found = ((name, *use) for name, prose in PROSE.items() for use in uses(term, prose))
    name, introduced, around = next(found, (None, False, ""))
    assert name, f"no chapter uses {term!r}"
    assert introduced, f"{name} does not link to glossary.md#{slug_of(term)} at: {around}"
