"""Every word that a page, a widget or a build says; a book in another language replaces them.

Python and the scripts read one table, ``front/english.json``; what only a build writes into pages
stands in ``sphinx/english.json``, so that no page fetches it twice.
"""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

_replaced: dict[str, str] = {}


@cache
def english() -> dict[str, str]:
    """Return the English words by their names.

    The Python of a page has no table: its scripts hand it all words when it starts.
    """
    tables = (Path(__file__).with_name(folder) / "english.json" for folder in ("front", "sphinx"))
    return {name: text for table in tables for name, text in json.loads(table.read_bytes()).items()}


def use(words: Mapping[str, str]) -> None:
    """Say these words in the place of the English ones, in all that is displayed from now on.

    Parameters
    ----------
    words : mapping of str to str
        By the names of :func:`english`; what is not named stays English.

    Examples
    --------
    >>> use({"pause": "Anhalten"})
    >>> word("pause"), word("play")
    ('Anhalten', 'Play')
    >>> use({})
    """
    _replaced.clear()
    _replaced.update(words)


def in_use() -> dict[str, str]:
    """Return the words that replace English ones."""
    return dict(_replaced)


def word(name: str, /, **values: object) -> str:
    """Return the words of this name, each ``{value}`` in them filled in.

    Examples
    --------
    >>> word("moreOutputs", count=3)
    '… and 3 more outputs, which are not shown'
    """
    text = _replaced.get(name) or english()[name]
    return text.format(**values)


def button(does: str, state: str = "", *, says: str = "") -> str:
    """Return a button of an explorer.

    Parameters
    ----------
    does : str
        What scripts know it by.
    state : str
        Further attributes.
    says : str
        The name of its words, if that is another.

    Examples
    --------
    >>> button("play")
    '<button type="button" data-do="play">Play</button>'
    """
    return f'<button type="button" data-do="{does}"{state}>{escape(word(says or does))}</button>'
