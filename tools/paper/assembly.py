"""The book's pages as the sections of one document, in order."""

from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from explorable.sphinx.numbering import chapter_of

from tools.paper import answers, links
from tools.paper.contents import Page, parts
from tools.paper.sections import lower, open_folds, read
from tools.sheets import one


@dataclass(frozen=True)
class Part:
    """A chapter with its deeper pages, hints and answers, or a page that stands alone."""

    title: str
    sections: list[Tag]


def assemble(book: Path, site: Path, only: tuple[str, ...] = ("",)) -> list[Part]:
    """Return the parts of a printed book.

    Parameters
    ----------
    book, site : Path
        The folder with `_toc.yml`, and the built pages.
    only : tuple of str
        How the names of chapters begin that are to be printed.
    """
    pages = [part for part in parts(book) if _is_kept(part, only)]
    read_ones = [[read(site, page) for page in part] for part in pages]
    links.within([each for part in read_ones for each in part], address_of(site))
    made = [_part(sections) for sections in read_ones]
    links.drop_idle([each for part in made for each in part.sections])
    return made


def _is_kept(part: list[Page], only: tuple[str, ...]) -> bool:
    return chapter_of(part[0].stem) is None or part[0].stem.startswith(only)


def address_of(site: Path) -> str:
    """Return the site's address, empty where it has none: what its pages call canonical."""
    page = BeautifulSoup((site / "chapters/intro.html").read_text("utf-8"), "html.parser")
    link = page.select_one("link[rel=canonical]")
    return str(link["href"]).removesuffix("chapters/intro.html") if link else ""


def _part(sections: list[Tag]) -> Part:
    title = one(sections[0], "h1").get_text().strip()
    number = chapter_of(str(sections[0]["data-stem"]))
    if number:
        sections = [*sections, *answers.taken(sections, number)]
    for section in sections[1:]:
        lower(section)
    for section in sections:
        open_folds(section)
    return Part(title, sections)
