"""Which explorers the book's notebooks show, as their stored outputs say."""

import json
import re
from functools import cache
from pathlib import Path

from explorable.stored import explorers

FOLDER = Path(__file__).parents[2] / "chapters"
_TOC = (FOLDER.parent / "_toc.yml").read_text("utf-8")
CONTENTS = re.findall(r"^ *(?:root:|- file:) (\S+)$", _TOC, re.MULTILINE)
"""The book's pages, in the order of its contents."""
CHAPTERS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


@cache
def stored_explorers(chapter: str) -> tuple[str, ...]:
    """Return the names of the explorers that a chapter shows, in order, each once."""
    cells = json.loads((FOLDER / f"{chapter}.ipynb").read_text("utf-8"))["cells"]
    return tuple(dict.fromkeys(spec["name"] for spec, _ in explorers(cells)))


def chapter_of(explorer: str) -> str:
    """Return the first chapter that shows an explorer."""
    return next(chapter for chapter in CHAPTERS if explorer in stored_explorers(chapter))


LESSON = "div.cell:has(.explorable-toolbar):not(:has(> details))"
"""A cell whose code the page shows, as a selector."""
