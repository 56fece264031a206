"""Which pages are printed, in the order of the book's table of contents."""

from dataclasses import dataclass
from pathlib import Path

import yaml

SITE_ONLY = {"again"}
"""A page of the course that asks what a reader has done on the site."""
ROOT = "Introduction"
"""The title of the landing page: the book's own is on its first page."""
FOR_REFERENCE = ("notation", "glossary", "bibliography", "terms")


@dataclass(frozen=True)
class Page:
    """A page of the book: where it is built, and its title in the table of contents."""

    stem: str
    title: str = ""
    deeper: bool = False


def parts(book: Path) -> list[list[Page]]:
    """Return the parts of a printed book, each the pages of a chapter or one page alone.

    Parameters
    ----------
    book : Path
        The folder with `_toc.yml`.
    """
    toc = yaml.safe_load((book / "_toc.yml").read_text("utf-8"))
    course = [
        [_page(chapter), *(_page(each, deeper=True) for each in chapter.get("sections", []))]
        for chapter in toc["parts"][0]["chapters"]
    ]
    front, back = [Page(Path(toc["root"]).name, ROOT)], [[Page(each)] for each in FOR_REFERENCE]
    return [front, *(part for part in course if part[0].stem not in SITE_ONLY), *back]


def _page(entry: dict, deeper: bool = False) -> Page:
    return Page(Path(entry["file"]).name, entry.get("title", ""), deeper)
