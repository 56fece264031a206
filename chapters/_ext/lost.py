"""A way back for who is lost: each section of a core names the words that earlier pages teach."""

import re
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from _ext.course import is_chapter, is_deeper
from _ext.terms import homes, slug_of, word_of

MOST = 6
"""The words that a section names: those taught last, as they are the least settled."""
BASICS = 1
"""The chapter whose words every section uses: named in the next chapter, then left out."""


def leans_on(text: str, page: str) -> list[tuple[str, int]]:
    """Return the terms in a section's text that earlier chapters teach, and which chapter does.

    Those taught last come first.
    """
    here = int(page[:2])
    earlier = range(1 if here == BASICS + 1 else BASICS + 1, here)
    taught = [(term, int(home[:2])) for term, home in homes().items() if home]
    slopes = [
        (term, chapter)
        for term, chapter in taught
        if chapter in earlier and re.search(word_of(term), text, re.IGNORECASE)
    ]
    return sorted(slopes, key=lambda each: -each[1])[:MOST]


def _add_ways_back(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put a fold under the title of each section that leans on earlier words."""
    if app.builder.format != "html" or not is_chapter(page) or is_deeper(page):
        return
    name = page.removeprefix("chapters/")
    chapter = next(iter(doctree.findall(nodes.section)))
    sections = [each for each in chapter.children if isinstance(each, nodes.section)]
    for section in sections[1:-1]:  # neither the objectives nor what they have become
        if words := leans_on(_prose(section), name):
            section.insert(1, nodes.raw("", _fold(words), format="html"))


def _prose(section: nodes.section) -> str:
    return "\n".join(paragraph.astext() for paragraph in section.findall(nodes.paragraph))


def _fold(words: list[tuple[str, int]]) -> str:
    links = ", ".join(
        f'<a href="glossary.html#{slug_of(term)}">{escape(term)}</a> ({number})'
        for term, number in words
    )
    return (
        '<details class="lost"><summary>Lost?</summary>'
        f"<p>This section leans on {links}; in brackets, the chapter that teaches it.</p></details>"
    )


def setup(app: Sphinx) -> None:
    """Add the folds when pages are written."""
    app.connect("doctree-resolved", _add_ways_back)
