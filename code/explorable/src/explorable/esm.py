"""The front end as anywidget and a saved figure take it: one module of those that a page loads."""

import re
from collections.abc import Iterable
from pathlib import Path

FRONT = Path(__file__).with_name("front")

FIGURE = (
    "english", "words", "dom", "record", "pad", "kinds", "controls", "frames", "handles", "stream",
    "picture", "pens", "guessed_lines", "sheet", "guess", "mount",
)  # fmt: skip
"""What brings a figure to life, whoever answers; each module after those that it imports."""


def join(modules: Iterable[str]) -> str:
    """Return modules of the front end as one, unlinked; each stands after those it imports.

    Examples
    --------
    >>> "const ENGLISH" in join(["english", "words"]), "import {" in join(["english", "words"])
    (True, False)
    """
    text = "\n".join((FRONT / f"{name}.js").read_text("utf-8") for name in modules)
    return re.sub(r"^import\b[^;]*;$|^export (?!default)", "", text, flags=re.MULTILINE)
