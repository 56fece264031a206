"""The front end as anywidget takes it: one module, made of those that a page loads one by one."""

import re
from collections.abc import Iterable
from pathlib import Path

FRONT = Path(__file__).with_name("front")


def join(modules: Iterable[str]) -> str:
    """Return modules of the front end as one, unlinked; each stands after those it imports.

    Examples
    --------
    >>> "const ENGLISH" in join(["english", "words"]), "import {" in join(["english", "words"])
    (True, False)
    """
    text = "\n".join((FRONT / f"{name}.js").read_text("utf-8") for name in modules)
    return re.sub(r"^import\b[^;]*;$|^export (?!default)", "", text, flags=re.MULTILINE)
