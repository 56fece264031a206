"""Every word that Python says on a page; a book in another language replaces them.

The scripts of a page have theirs in ``page/words.js``. What stands in the markup of an explorer is
of both, under one name.
"""

import re
from collections.abc import Mapping
from html import escape

ENGLISH = {
    # In the markup of an explorer
    "play": "Play",
    "step": "Step",
    "run": "Run",
    "erase": "Erase",
    "clear": "Clear",
    "reset": "Reset",
    "link": "Copy link",
    "code": "Code",
    "fullScreen": "Full screen",
    # Of a cell that is folded
    "figureCode": "The code of this figure",
    "checkCode": "The code of this check",
    "solution": "A solution",
    "hint": "A hint",
    # Of a cell that was run on a page
    "noInstall": "Packages cannot be installed on a page. {elsewhere}",
    "noCommand": "A page runs Python alone, and {command} is a command of Jupyter. {elsewhere}",
    "noPackage": (
        "There is no package {package} on this page: it has NumPy, Matplotlib and what the page "
        "itself imports. {elsewhere}"
    ),
    "elsewhere": "Open this page as a notebook in Jupyter, on your own computer, to do that.",
    "noInput": (
        "input() cannot ask on a page: write the answer into the cell, answer = '…', and run it."
    ),
    "figure": "A figure drawn by this cell",
    "moreOutputs": "… and {count} more outputs, which are not shown",
    "notMade": "Python was started anew: run the code that made this explorer again",
    # Of a book
    "note": (
        "This notebook imports {names}, which come with the book's repository: install them from "
        "there. Then run all cells: until you do, Jupyter does not trust the stored figures and "
        "shows their words alone."
    ),
    "chapter": "Chapter",
    "allChapters": "all",
    "wanted": "Words",
    "oneExplorer": "1 explorer",
    "explorers": "{count} explorers",
    "print": "Print what is open: closed solutions and hints stay out",
    "printSolutions": ".pdf with solutions",
    "disk": (
        "Opened from the disk, this page stays still. To run it, serve its folder (make book does, "
        "or python -m http.server) and open the address that is printed."
    ),
}

_replaced: dict[str, str] = {}
_MARKED = re.compile(r'(<[^<>]* data-word="(\w+)"[^<>]*>)[^<]*')


def use(words: Mapping[str, str]) -> None:
    """Say these words in the place of the English ones, in all that is displayed from now on.

    Parameters
    ----------
    words : mapping of str to str
        By the names of :data:`ENGLISH` and of ``page/words.js``; what is not named stays English.

    Examples
    --------
    >>> use({"reset": "Zurücksetzen"})
    >>> word("reset"), word("play")
    ('Zurücksetzen', 'Play')
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
    return _replaced.get(name, ENGLISH[name]).format(**values)


def translate(english: str) -> str:
    """Return the words that replace these English ones, or these if none do.

    Examples
    --------
    >>> use({"solution": "Eine Lösung"})
    >>> translate("A solution"), translate("The proof")
    ('Eine Lösung', 'The proof')
    >>> use({})
    """
    name = next((name for name, words in ENGLISH.items() if words == english), None)
    return _replaced.get(name, english) if name else english


def replace(html: str, words: Mapping[str, str]) -> str:
    """Return `html` with other words in the elements that are marked ``data-word``.

    Stored outputs of a notebook hold English words: a book says them in its own language.

    Parameters
    ----------
    html : str
    words : mapping of str to str
        By name; what is not named stays. Names of ``page/words.js`` may be among them.

    Examples
    --------
    >>> replace('<button data-word="reset">Reset</button>', {"reset": "Zurück"})
    '<button data-word="reset">Zurück</button>'
    """
    return _MARKED.sub(
        lambda found: found[1] + escape(words[found[2]]) if found[2] in words else found[0], html
    )
