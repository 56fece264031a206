"""The front end as anywidget and a saved figure take it: one module of those that a page loads."""

import re
from collections.abc import Iterable
from pathlib import Path

from explorable import palette

FRONT = Path(__file__).with_name("front")
TYPESET = Path(__file__).parent / "sphinx" / "typeset"


def typesetter() -> str:
    """Return the script that makes MathML of formulas, as pages have it."""
    scripts = (TYPESET / name for name in ("temml.min.js", "mathml.js"))
    return "\n".join(path.read_text("utf-8") for path in scripts)


FIGURE = (
    "english", "words", "dom", "record", "pad", "kinds", "controls", "axes", "handles", "stream",
    "picture", "pens", "guessed_lines", "sheet", "question_answers", "guess", "mount",
)  # fmt: skip
"""What brings a figure to life, whoever answers; each module after those that it imports."""


def style(sheet: str) -> str:
    """Return a style sheet of the front end, with the colors that it reads.

    Examples
    --------
    >>> style("front.css").partition(":")[0], "--explorable-blue:" in style("front.css")
    ('', True)
    """
    colors = palette.properties("explorable", palette.COLORS)
    return f"{colors}\n{(FRONT / sheet).read_text('utf-8')}"


def join(modules: Iterable[str], room: Path = FRONT) -> str:
    """Return modules of a room as one, unlinked; each stands after those that it imports.

    Examples
    --------
    >>> "const ENGLISH" in join(["english", "words"]), "import {" in join(["english", "words"])
    (True, False)
    """
    text = "\n".join((room / f"{name}.js").read_text("utf-8") for name in modules)
    return re.sub(r"^import\b[^;]*;$|^export (?!default)", "", text, flags=re.MULTILINE)
