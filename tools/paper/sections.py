"""A page of the site as a section for paper: without what needs a script, all folds open."""

import re
from copy import copy
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tools.paper.contents import Page
from tools.sheets import one

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_NOT_ON_PAPER = ", ".join(
    [
        "noscript, script, nav, form, fieldset, progress, button, [hidden], .headerlink",
        ".sd-summary-state-marker, .explorable-heard, .explorable-toolbar, .explorable-guess",
        ".explorable-status, .explorable-result, .explorable-verdict, .explorable-done",
        ".explorable-seen, .toctree-wrapper, .tag_returning, .course-numbers, details.lost",
        ".tag_figure > details.hide",
    ]
)
_CHAPTER = re.compile(r"^Chapter \d+ · ")


def read(site: Path, page: Page) -> Tag:
    """Return a page's section for paper; hints and solutions are still folded.

    Parameters
    ----------
    site : Path
        The built book.
    page : Page
    """
    html = (site / "chapters" / f"{page.stem}.html").read_text("utf-8")
    section = copy(one(BeautifulSoup(html, "html.parser"), "article > section"))
    section["class"] = "page deeper" if page.deeper else "page"
    section["data-stem"] = page.stem
    for each in section.select(_NOT_ON_PAPER):
        each.decompose()
    _head(section, page.title)
    for cell in section.select(".tag_solution"):
        _drop_announcement(cell)
    for each in section.select(".cell.tried > details"):
        _tell_that_it_was_tried(each)
    return section


def _head(section: Tag, title: str) -> None:
    """Give a page the title that it has in the table of contents, below what it says of itself."""
    heading = one(section, "h1")
    if title:
        heading.string = title
    line = section.select_one(".chapter-line")
    if line and line.contents:
        line.contents[0].replace_with(_CHAPTER.sub("", str(line.contents[0])))


def _drop_announcement(solution: Tag) -> None:
    """Drop the words before a solution: its fold has them as its title."""
    before = solution.find_previous_sibling()
    if before and before.name == "p":
        before.decompose()


def _tell_that_it_was_tried(fold: Tag) -> None:
    """Put one line in the place of a check: what it has found."""
    words = one(fold, ".collapsed")
    words["class"] = "tried-words"
    fold.replace_with(words.extract())


def open_folds(section: Tag) -> None:
    """Put what is left of the folds in their place, below their titles."""
    for fold in section.select("details"):
        title = one(fold, "summary")
        title.name, title["class"] = "p", "fold-title"
        inside = fold.select_one(".sd-summary-content")
        fold.name, fold["class"] = "div", "fold"
        if inside:
            inside.unwrap()


def lower(section: Tag) -> None:
    """Move a section's headings down by one level: it is part of a chapter."""
    for heading in section.find_all(_HEADINGS):
        heading.name = f"h{int(heading.name[1]) + 1}"
