"""The glossary's terms: which page teaches one, and the index of the sections that refer to it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import nbformat
from docutils import nodes
from docutils.parsers.rst import Directive
from explorable.sphinx.gallery import filter_of
from explorable.sphinx.steps import runs_scripts
from myst_parser.mdit_to_docutils.base import default_slugify
from sphinx.application import Sphinx

from _ext import reference

CHAPTERS = Path(__file__).parents[1]
INDEX = "chapters/terms"
GLOSSARY = "chapters/glossary"

_ENTRY = re.compile(r"^### (.+)\n\n((?:(?!^#).*\n?)+)", re.MULTILINE)
_HOME = re.compile(r"\[Chapter \d+(?:, deeper)?\]\(([\w-]+)\.ipynb\)\.$")
_HEADING_OR_LINK = re.compile(r"^(#{1,3}) (.+)$|\]\(glossary\.md#([\w-]+)\)", re.MULTILINE)


def slug_of(heading: str) -> str:
    """Return the anchor that MyST gives a heading, in which formulas do not count.

    Examples
    --------
    >>> slug_of("Newton's method"), slug_of("What is $2W$ worth?")
    ('newtons-method', 'what-is--worth')
    """
    return default_slugify(re.sub(r"\$[^$]*\$", "", heading))


@cache
def homes() -> dict[str, str | None]:
    """Return for each term the page that teaches it, which the end of its entry names."""
    entries = _ENTRY.findall((CHAPTERS / "glossary.md").read_text("utf-8"))
    links = {term: _HOME.search(text.strip()) for term, text in entries}
    return {term: match and match[1] for term, match in links.items()}


def uses(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each slug of the glossary that a chapter links to, with the section and its anchor."""
    cells = nbformat.read(path, as_version=4).cells
    section = ""
    for cell in cells:
        for match in _HEADING_OR_LINK.finditer(cell.source if cell.cell_type == "markdown" else ""):
            section = match[2] or section
            if match[3]:
                yield match[3], section, slug_of(section)


def lines() -> list[str]:
    """Return the index as a list in Markdown."""
    links: dict[str, dict[str, None]] = {}
    for path in sorted(CHAPTERS.glob("[0-9][0-9]-*.ipynb"), key=lambda path: path.stem):
        for slug, section, anchor in uses(path):
            link = f"[{int(path.stem[:2])} {section}]({path.name}#{anchor})"
            links.setdefault(slug, {})[link] = None
    return [_entry(term, links.get(slug_of(term), ())) for term in homes()]


def _entry(term: str, links: Iterable[str]) -> str:
    link = f"- [{term}](glossary.md#{slug_of(term)})"
    return f"{link}: {', '.join(links)}" if links else link


class CourseTerms(Directive):
    """``course-terms``: the index."""

    def run(self) -> list[nodes.Node]:
        """Return the index as nodes."""
        return reference.parsed(self, lines(), INDEX, "course-terms")


def _offer_filter(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Let a reader filter the glossary by words, where scripts run."""
    if page == GLOSSARY and runs_scripts(app):
        form = filter_of("#glossary > section > section", len(homes()), "1 term", "{count} terms")
        title = next(iter(doctree.findall(nodes.title)))
        title.parent.insert(title.parent.index(title) + 1, form)


def setup(app: Sphinx) -> None:
    """Register the directive, and the glossary's filter."""
    app.connect("doctree-resolved", _offer_filter)
    app.add_directive("course-terms", CourseTerms)
