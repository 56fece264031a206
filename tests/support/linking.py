"""Whether a link from one page of the book to another leads somewhere."""

import re

from _ext.terms import slug_of
from prose import CHAPTERS

from tools.references import markdown_of


def anchors_of(page):
    """Return what a link to a page of the book can name: its headings, for MyST knows no label."""
    text = "\n".join(markdown_of(CHAPTERS / page))
    return {slug_of(heading) for heading in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)}


def broken(link):
    """Whether a link within the book leads to no page, or to no part of it."""
    page, _, anchor = link.partition("#")
    path = CHAPTERS / page
    return not path.is_file() or (bool(anchor) and anchor not in anchors_of(page))
