"""Theorems and exercises are numbered by chapter: the fourth theorem of 03-waves is 3.4.

On a page without a number they are counted from 1.
"""

import re
from collections import Counter

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_CHAPTER = re.compile(r"(\d+)-")

_COUNTED = "explorable_counted"
"""Where the environment keeps, from build to build, the numbers as Sphinx counts them."""

_Numbers = dict[str, dict[str, dict[str, tuple[int, ...]]]]


def setup(app: Sphinx) -> None:
    """Replace the numbers that Sphinx counts through the whole book."""
    app.connect("env-before-read-docs", _count_as_sphinx)
    app.connect("env-get-updated", _number_by_chapter)  # Sphinx, which counts, came first


def chapter_of(page: str) -> int | None:
    """Return the chapter's number, which its file's name begins with, or None.

    Examples
    --------
    >>> chapter_of("chapters/08-wave-packets"), chapter_of("chapters/glossary")
    (8, None)
    """
    number = _CHAPTER.match(page.rsplit("/", 1)[-1])
    return int(number[1]) if number else None


def _count_as_sphinx(_app: Sphinx, env: BuildEnvironment, _pages: list[str]) -> None:
    """Give Sphinx the numbers of the last build as it knows them: others are written anew."""
    env.toc_fignumbers = getattr(env, _COUNTED, env.toc_fignumbers)


def _number_by_chapter(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    setattr(env, _COUNTED, env.toc_fignumbers)
    env.toc_fignumbers = by_chapter(env.toc_fignumbers)
    return []  # no page but those that Sphinx knows must be written anew


def by_chapter(numbers: _Numbers) -> _Numbers:
    """Return the numbers counted from 1 under each chapter's own.

    Parameters
    ----------
    numbers : dict
        Of each page the kinds of what it numbers, of each kind the names and their numbers in the
        order of the whole book. Pages of one chapter are counted through, others by themselves.

    Examples
    --------
    >>> pages = {"03-waves": {"a": (13,), "b": (14,)}, "03-more": {"c": (15,)}, "tea": {"d": (16,)}}
    >>> numbers = by_chapter({page: {"theorem": names} for page, names in pages.items()})
    >>> numbers["03-more"], numbers["tea"]
    ({'theorem': {'c': (3, 3)}}, {'theorem': {'d': (1,)}})
    """
    numbered = sorted(
        (number, page, kind, name)
        for page, kinds in numbers.items()
        for kind, names in kinds.items()
        for name, number in names.items()
    )
    counts: Counter[tuple[int | str, str]] = Counter()
    counted: _Numbers = {page: {} for page in numbers}
    for _, page, kind, name in numbered:
        chapter = chapter_of(page)
        counts[chapter or page, kind] += 1
        count = counts[chapter or page, kind]
        counted[page].setdefault(kind, {})[name] = (chapter, count) if chapter else (count,)
    return counted
