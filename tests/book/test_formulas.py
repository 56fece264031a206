"""Formulas are MathML, in a font that has all that they need."""

import re
from html import unescape

from explorable.sphinx.formulas import STATIC
from fontTools.ttLib import TTFont

FONT = STATIC / "temml" / "STIXTwoMath.woff2"
LATIN = {
    chr(first + i): chr(0x1D434 + start + i)
    for first, start in ((65, 0), (97, 26))
    for i in range(26)
}
GREEK = {chr(0x3B1 + i): chr(0x1D6FC + i) for i in range(25)}
ITALIC = {**LATIN, **GREEK, "h": "\u210e"}  # Unicode has this one elsewhere


def characters(page: str) -> set[str]:
    """Return what a browser draws of a page's formulas: a lone letter is italic."""
    formulas = "".join(re.findall(r"<math.*?</math>", page, re.DOTALL))
    alone = set(re.findall(r"<mi(?![^>]*normal)[^>]*>(.)</mi>", formulas))
    texts = unescape(re.sub(r"<[^>]+>", "", formulas))
    return set(texts) | {ITALIC[letter] for letter in alone if letter in ITALIC}


def test_the_font_has_every_character(site):
    drawn = set().union(*(characters(path.read_text("utf-8")) for path in site.rglob("*.html")))
    font = {chr(code) for code in TTFont(FONT).getBestCmap()}
    assert len(drawn) > 100
    assert not sorted(drawn - font - {"\n"})


def test_the_font_can_stretch(site):
    assert "MATH" in TTFont(FONT)


def test_formulas_are_mathml_for_eye_and_ear(site):
    page = (site / "chapters" / "notation.html").read_text("utf-8")
    assert page.count("<math") > 10 and "temml-error" not in page
