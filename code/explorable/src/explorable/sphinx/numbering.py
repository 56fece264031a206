"""Theorems and exercises are numbered by chapter: the fourth theorem of 03-waves is 3.4."""

import re

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_CHAPTER = re.compile(r"(\d+)-")


def setup(app: Sphinx) -> None:
    """Replace the numbers that Sphinx counts through the whole book."""
    app.connect("env-get-updated", _number_by_chapter, priority=900)  # after Sphinx has counted


def chapter_of(page: str) -> int | None:
    """Return the chapter's number, which its file's name begins with, or None.

    Examples
    --------
    >>> chapter_of("chapters/08-wave-packets"), chapter_of("chapters/glossary")
    (8, None)
    """
    found = _CHAPTER.match(page.rsplit("/", 1)[-1])
    return int(found[1]) if found else None


def _number_by_chapter(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    for page, kinds in env.toc_fignumbers.items():
        if chapter := chapter_of(page):
            env.toc_fignumbers[page] = {
                kind: by_chapter(numbers, chapter) for kind, numbers in kinds.items()
            }
    return []  # no page but those that Sphinx knows must be written anew


def by_chapter(numbers: dict[str, tuple[int, ...]], chapter: int) -> dict[str, tuple[int, ...]]:
    """Return the numbers of a page's theorems, say, counted from 1 under the chapter's.

    Examples
    --------
    >>> by_chapter({"thm-a": (13,), "thm-b": (14,)}, 3)
    {'thm-a': (3, 1), 'thm-b': (3, 2)}
    """
    in_order = sorted(numbers, key=lambda name: numbers[name])
    return {name: (chapter, count) for count, name in enumerate(in_order, start=1)}
