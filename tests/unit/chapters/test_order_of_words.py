"""No core uses a word before the chapter that teaches it, but where it looks ahead and says so.

The glossary names the page that teaches a word. A core's paragraph that uses it earlier looks ahead
if it links to a later page, and such links are few.
"""

import re

import pytest
from _ext.terms import slug_of
from prose import CHAPTERS, HOMES, body_of, each_core, uses

OUTLOOKS = 3
"""The most links of a core to later pages, its opening outline and its end not counted."""
_LINK = re.compile(r"\]\(((\d\d)-[\w-]+)\.ipynb")


def looks_ahead(paragraph, path):
    return [page for page, number in _LINK.findall(paragraph) if int(number) > int(path.stem[:2])]


def borrowed(paragraph, path):
    """Return the terms of later pages that a paragraph uses without looking ahead."""
    if looks_ahead(paragraph, path):
        return []
    later = [term for term, home in HOMES.items() if home and home > path.stem]
    plain = re.sub(r"\$[^$]*\$|`[^`]*`|\]\([^)]*\)", " ", paragraph)
    return [term for term in later if any(uses(term, plain))]


@pytest.mark.parametrize("term", HOMES)
def test_an_entry_of_the_glossary_names_the_page_that_teaches_its_word(term):
    home = HOMES[term]
    assert home and (CHAPTERS / f"{home}.ipynb").exists(), term
    text = (CHAPTERS / f"{home}.ipynb").read_text("utf-8")
    assert any(uses(term, text)) or f"glossary.md#{slug_of(term)}" in text, f"{home}: {term}"


@each_core
def test_a_core_borrows_no_word(path):
    found = {text: terms for text in body_of(path).split("\n\n") if (terms := borrowed(text, path))}
    assert not found


@each_core
def test_outlooks_are_few(path):
    links = [page for text in body_of(path).split("\n\n") for page in looks_ahead(text, path)]
    assert len(links) <= OUTLOOKS, links
