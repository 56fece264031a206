"""Files to take away, listed on the page of the site that is about them.

The page names each in an element with `data-file`, and says how it is made; whoever makes one
lets the page link to it instead: ``python -m tools.paper.listed _build/html``.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from explorable.bundle import precache

PAGE = "chapters/offline.html"
MISSING = "not in this copy of the site"
_SLOT = re.compile(r'(<small data-file="([^"]+)">)(.*?)(</small>)', re.DOTALL)


def tell(site: Path) -> None:
    """Let the page link to all files that are there, with their sizes."""
    lines = {path.name: line(path) for path in (site / "offline").iterdir()}
    page = site / PAGE
    page.write_text(filled(page.read_text("utf-8"), lines), encoding="utf-8")
    precache.renew(site)


def filled(page: str, lines: Mapping[str, str]) -> str:
    """Return the page with its `lines` in the place of each file.

    Examples
    --------
    >>> filled('<small data-file="a.pdf">make it</small>', {"a.pdf": "<b>a</b>"})
    '<small data-file="a.pdf"><b>a</b></small>'
    """
    return _SLOT.sub(lambda slot: slot[1] + lines.get(slot[2], slot[3]) + slot[4], page)


def without(page: str) -> str:
    """Return the page for a copy of the site that comes without the files."""
    return _SLOT.sub(rf"\g<1>{MISSING}\g<4>", page)


def line(path: Path) -> str:
    """Return a link to a file, with its size and, of a PDF, its pages."""
    pages = f", {len(pypdfium2.PdfDocument(path))} pages" if path.suffix == ".pdf" else ""
    size = path.stat().st_size / 1e6
    return f'<a href="../offline/{path.name}">{path.name}</a>, {size:.1f} MB{pages}'


if __name__ == "__main__":
    tell(Path(sys.argv[1]))
