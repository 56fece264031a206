"""The scripts of living pages, in a folder of the book whose name changes with any of them.

Browsers keep a page and its scripts for as long as a host allows, each on its own. So the scripts
of two releases never share an address, and those of one are found together or not at all. They go
without their comments, which are a third of what would be sent; lines keep their numbers.
"""

import re
import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path

from explorable import esm
from explorable.bundle.download import store

PACKAGE = Path(__file__).parents[1]
FOLDERS = ("front", "page", "worker")
"""Folders of scripts: what runs in a page, in a widget or both, and what runs in the worker."""
STYLES = ("page/lecture.css",)
"""The styles that scripts ask for, beside them."""
_COMMENT = re.compile(
    r"/\*\*.*?\*/|^ *//[^\n]*"
    r"|(?<=[;{}(,)>|&]) // [^\n\"'`]*$",  # behind code: within a text, its end would follow
    re.DOTALL | re.MULTILINE,
)


@cache
def folder() -> str:
    """Return the name of the folder."""
    total = sha256()
    for script in _scripts():
        text = without_comments(esm.source(script))
        total.update(f"{script.relative_to(PACKAGE)} {text}".encode())
    return f"live-{total.hexdigest()[:12]}"


def publish(static: Path) -> None:
    """Put the scripts into the book, where they find each other as here; older ones go.

    Parameters
    ----------
    static : Path
        The folder of the book that holds static files.
    """
    for old in static.glob("live-*"):
        shutil.rmtree(old)
    for script in _scripts():
        is_alone = script.name == "saved.js"  # of a figure that is saved as one file
        text = without_comments(esm.join(script) if is_alone else esm.source(script))
        store(text.encode(), static / folder() / script.relative_to(PACKAGE))


@cache
def imported(entry: str) -> list[str]:
    """Return the scripts that one imports at once, and those that they import, which come first.

    Each names the next: a browser that is not told of all of them asks for one wave after another.

    Parameters
    ----------
    entry : str
        The script, as its path in the package.

    Examples
    --------
    >>> imported("front/dom.js")
    ['front/words.js']
    """
    return [each.relative_to(PACKAGE).as_posix() for each in esm.order(PACKAGE / entry)[:-1]]


def without_comments(script: str) -> str:
    r"""Return a script without what only its readers need.

    Examples
    --------
    >>> without_comments("// words\nf(/** @type {any} */ (x)); // more\ng('; // stays');")
    "\nf( (x));\ng('; // stays');"
    """
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), script)


def _scripts() -> list[Path]:
    scripts = [script for folder in FOLDERS for script in (PACKAGE / folder).glob("*.js")]
    return sorted([*scripts, *(PACKAGE / style for style in STYLES)])
