"""What a translation marks as English, and what it calls the sections that links lead to."""

from types import SimpleNamespace

import pytest
from _ext import language
from docutils import nodes
from docutils.utils import new_document


@pytest.fixture
def prepare():
    """Prepare a document of a language as Sphinx does once it has been read."""

    def prepare(document, spoken):
        heard = {}
        language.setup(
            SimpleNamespace(connect=lambda event, call, **_: heard.update({event: call}))
        )
        env = SimpleNamespace(docname="tides", metadata={"tides": {}})
        app = SimpleNamespace(config=SimpleNamespace(language=spoken), env=env)
        heard["doctree-read"](app, document)
        return env.metadata["tides"]

    return prepare


def page():
    """Return a page and its only prose that is not translated."""
    document = new_document("tides")
    section = nodes.section("", nodes.title("", "Der Mond"), ids=["moon"])
    done, left = nodes.paragraph(translated=True), nodes.paragraph(translated=False)
    without = nodes.math_block(translated=False), nodes.image(translated=False)
    document += section
    section += [done, left, *without]
    return document, left


@pytest.mark.parametrize(("spoken", "marked"), [("de", True), ("en", False)])
def test_only_prose_that_is_not_translated_is_marked_as_english(prepare, spoken, marked):
    document, left = page()
    prepare(document, spoken)
    found = [each for each in document.findall(nodes.Element) if "language-en" in each["classes"]]
    assert found == [left] * marked


def test_a_link_without_words_is_called_by_the_translated_title(prepare):
    document, _ = page()
    document.myst_slugs = {"moon": (3, "moon", "Moon"), "sun": (9, "sun", "Sun")}
    slugs = prepare(document, "de")["myst_slugs"]
    assert slugs == {"moon": (3, "moon", "Der Mond"), "sun": (9, "sun", "Sun")}
