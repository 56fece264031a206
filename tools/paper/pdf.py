"""The book as one document to print: title, contents, parts, index, with the pages' numbers.

The numbers are known only when it has been printed, so it is printed again with them in, until
they stay as they are.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import Tag

from tools.paper import printed
from tools.paper.assembly import Part
from tools.paper.edition import Edition
from tools.paper.index import GLOSSARY, Pages, at, indexed, uses
from tools.sheets import one

STYLES = [Path(__file__).with_name(name) for name in ("text.css", "pages.css")]
ATTEMPTS = 5
_TURN = re.compile(r'(<a class="turn-to" href="#([^"]+)">)(\w+)</a>')


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a heading, and those below it."""

    title: str
    target: str
    below: "list[Entry]" = field(default_factory=list)


class Document:
    """All of the book's HTML, as a function of the pages' numbers.

    Parameters
    ----------
    parts : sequence of Part
        The last is the glossary's index by sections, in whose place there is one by pages.
    edition : Edition
        What stands on the first pages.
    static : str
        Where the site's `_static` is, from the document.
    """

    def __init__(self, parts: Sequence[Part], edition: Edition, static: str) -> None:
        self.edition, self.static, self.parts = edition, static, parts[:-1]
        self.uses = uses(self.parts)
        self.contents = [*map(_entry, self.parts), Entry("Index", "index")]
        self.bodies = [
            f'<div class="part part-{count}">{"".join(map(str, part.sections))}</div>'
            for count, part in enumerate(self.parts)
        ]

    def html(self, pages: Pages) -> str:
        """Return the document."""
        heads = [_head(number, part.title) for number, part in enumerate(self.parts)]
        body = _TURN.sub(
            lambda found: f"{found[1]}{found[3]} on page {at(found[2], pages)}</a>",
            "".join(self.bodies),
        )
        return _PAGE.format(
            edition=self.edition,
            title=_TITLE.format(edition=self.edition),
            static=self.static,
            style=_style(self.static) + "".join(heads) + _head("index", "Index"),
            contents="".join(_line(each, pages) for each in self.contents),
            body=body,
            index="".join(indexed(term, targets, pages) for term, targets in self.uses.items()),
        )


def cover(edition: Edition, static: str) -> str:
    """Return the first page alone, for a screen; `static` as of :class:`Document`."""
    style = _style(static)
    return _COVER.format(style=style, title=_TITLE.format(edition=edition))


def _style(static: str) -> str:
    style = "".join(path.read_text("utf-8") for path in STYLES)
    return style.replace('url("fonts/', f'url("{static}/fonts/')


_TITLE = """\
<div class="title-page">
<h1>{edition.title}</h1><p class="subtitle">{edition.subtitle}</p>{edition.picture}
</div>
"""
_COVER = """\
<!DOCTYPE html>
<html lang="en" class="cover">
<meta charset="utf-8">
<style>
{style}</style>
{title}
</html>
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en" data-theme="light">
<meta charset="utf-8">
<title>{edition.title}: {edition.subtitle}</title>
<link rel="stylesheet" href="{static}/temml/temml.css">
<link rel="stylesheet" href="{static}/pygments.css">
<link rel="stylesheet" href="{static}/explorable-colors.css">
<style>
{style}</style>
{title}
<div class="colophon">{edition.note}</div>
<div class="contents"><h1>Contents</h1>
<ol>{contents}</ol></div>
{body}
<div class="part part-index"><h1 id="index">Index</h1>
<p>In bold, the page of a word in the glossary.</p>
<ul>
{index}</ul></div>
</html>
"""


def _head(number: int | str, title: str) -> str:
    """Return the style of a part's pages: its title stands at their head."""
    words = title.replace("\\", r"\\").replace('"', r"\"")
    return f"""
.part-{number} {{ page: part-{number}; }}
@page part-{number} {{
  @top-right {{
    content: "{words}";
    color: #555;
    font: 8.5pt "Source Sans 3", sans-serif;
    text-rendering: geometricPrecision;
  }}
}}
"""


def _entry(part: Part) -> Entry:
    """Return a part's title, and those of its sections and of its other pages."""
    first, *others = part.sections
    sections = [] if first["data-stem"] == GLOSSARY else first.find_all("h2")
    below = [heading_of(each) for each in (*sections, *(one(page, "h2") for page in others))]
    return Entry(part.title, str(first["id"]), below)


def heading_of(heading: Tag) -> Entry:
    """Return a line of the contents for a heading, which may hold a formula."""
    return Entry(heading.decode_contents(), str(heading["id"]))


def _line(entry: Entry, pages: Pages) -> str:
    below = "".join(_line(each, pages) for each in entry.below)
    return (
        f'<li><a href="#{entry.target}"><span>{entry.title}</span><span class="dots"></span>'
        f'<span class="number">{at(entry.target, pages)}</span></a>'
        f"{f'<ol>{below}</ol>' if below else ''}</li>"
    )


def write(
    document: Document, html: Path, pdf: Path, print_page: Callable[[Path, Path], None]
) -> None:
    """Print the document until its numbers are those of its pages.

    Raises
    ------
    RuntimeError
        If they do not settle.
    """
    pages: dict[str, int] = {}
    for _ in range(ATTEMPTS):
        html.write_text(document.html(pages), encoding="utf-8")
        print_page(html, pdf)
        found = printed.pages_of(pdf)
        if all(pages.get(name) == page for name, page in found.items()):
            return
        pages |= found
    raise RuntimeError(f"after {ATTEMPTS} prints the page numbers of {pdf} still change")
