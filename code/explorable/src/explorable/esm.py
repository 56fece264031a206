"""The front end as anywidget takes it: one module, made of those that a page loads one by one."""

import re
from collections.abc import Iterable
from pathlib import Path

FRONT = Path(__file__).with_name("front")
TYPESET = Path(__file__).parent / "sphinx" / "typeset"


def typesetter() -> str:
    """Return the script that makes MathML of formulas, as pages have it."""
    scripts = (TYPESET / name for name in ("temml.min.js", "mathml.js"))
    return "\n".join(path.read_text("utf-8") for path in scripts)


def join(modules: Iterable[str]) -> str:
    """Return modules of the front end as one, unlinked; each stands after those it imports.

    Examples
    --------
    >>> "const ENGLISH" in join(["english", "words"]), "import {" in join(["english", "words"])
    (True, False)
    """
    text = "\n".join((FRONT / f"{name}.js").read_text("utf-8") for name in modules)
    return re.sub(r"^import\b[^;]*;$|^export (?!default)", "", text, flags=re.MULTILINE)
