"""Catalogs say all that their sources say; formulas, code and placeholders stay as they are."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from tools.translation import catalogs

BOOK = Path(__file__).parents[2]
LANGUAGES = [folder.name for folder in (BOOK / "locale").iterdir()]
CATALOGS = [
    (each, name)
    for each in LANGUAGES
    for name in (catalogs.FRAME, catalogs.INTERFACE, *catalogs.pages(BOOK, each))
]
KEPT = (
    re.compile(r"\$[^$]+\$"),
    re.compile(r"`[^`]+`"),
    re.compile(r"\]\(([^)]+)\)"),
    re.compile(r"\[\[\w+\]\]"),
)
WORDS_OF_LINKS = re.compile(r"(?<=\}`)[^`<]+(?=<[^`]+>`)")
WORDS_OF_FORMULAS = re.compile(r"\\text\{[^}]*\}")


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """What the book says today, as Sphinx finds it."""
    pages = {page for each in LANGUAGES for page in catalogs.pages(BOOK, each)}
    return catalogs.templates(BOOK, tmp_path_factory.mktemp("gettext"), pages)


def messages(language, name):
    return [each for each in catalogs.read(BOOK, language, name) if each.id]


@pytest.mark.parametrize("name", [catalogs.FRAME, catalogs.INTERFACE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_books_frame_is_translated(language, name, templates):
    """What a page's own catalog lacks is English on the page: no author has to know German."""
    file = catalogs.place(BOOK, language) / f"{name}.po"
    found = messages(language, name)
    known = {(each.context, each.id) for each in found}
    expected = {(each.context, each.id) for each in templates[name] if each.id}
    lacking, left = expected - known, known - expected
    assert not lacking, f"{file} lacks {lacking}: run `make gettext`"
    assert not left, f"{file} has {left}, which nobody says: run `make gettext`"
    wanting = [each.id for each in found if each.fuzzy or not each.string]
    assert not wanting, f"{file}: translate {wanting}, and take `fuzzy` away"


def kept(text):
    """What a translation must not change: formulas and links but for their words, code, gaps."""
    text = WORDS_OF_LINKS.sub("", text)
    found = (match for pattern in KEPT for match in pattern.findall(text))
    return Counter(WORDS_OF_FORMULAS.sub("", each) for each in found)


def placeholders(text):
    return set(re.findall(r"\{\w*\}", re.sub(r"\$[^$]+\$|`[^`]+`", "", text)))


@pytest.mark.parametrize(("language", "name"), CATALOGS)
def test_formulas_code_links_and_placeholders_stay(language, name):
    for each in (each for each in messages(language, name) if each.string):
        assert kept(each.string) == kept(each.id), (name, each.id)
        assert placeholders(each.string) == placeholders(each.id), (name, each.id)


def test_a_catalog_keeps_what_it_has_and_marks_what_changed(tmp_path):
    path = tmp_path / "waves.po"

    def update(*said):
        template = Catalog()
        for each in said:
            template.add(each)
        catalogs.update(path, "de", template)
        with path.open("rb") as file:
            return read_po(file, locale="de")

    update("Waves", "A wave rises and falls again.")
    text = path.read_text("utf-8")
    for said, meant in ("Waves", "Wellen"), ("A wave rises and falls again.", "Auf und ab."):
        text = text.replace(f'msgid "{said}"\nmsgstr ""', f'msgid "{said}"\nmsgstr "{meant}"')
    path.write_text(text, "utf-8")
    catalog = update("Waves", "A wave rises and falls.", "Foam")
    found = [(each.string, each.fuzzy) for each in catalog if each.id]
    assert found == [("Wellen", False), ("Auf und ab.", True), ("", False)]
