"""The scripts as modules: with their tables, in the order of their imports, and joined into one.

Anywidget and a saved figure take one module. Joining needs no node, which a kernel may not have.
"""

import json
import os
import re
from pathlib import Path

from explorable import palette

FRONT = Path(__file__).with_name("front")
TYPESET = Path(__file__).parent / "sphinx" / "typeset"
_IMPORT = re.compile(
    r'^(?:import|export) [^;]*?from "(\.[^"]+)";|^import "(\.[^"]+)";', re.MULTILINE
)
_TABLE = re.compile(r'^import (\w+) from "(.+\.json)" with \{ type: "json" \};$', re.MULTILINE)


def typesetter() -> str:
    """Return the script that makes MathML of formulas, as pages have it."""
    scripts = (TYPESET / name for name in ("temml.min.js", "mathml.js"))
    return "\n".join(path.read_text("utf-8") for path in scripts)


def style(sheet: str) -> str:
    """Return a style sheet of the front end, with the colors that it reads.

    Examples
    --------
    >>> style("front.css").partition(":")[0], "--explorable-blue:" in style("front.css")
    ('', True)
    """
    colors = palette.properties("explorable", palette.COLORS)
    return f"{colors}\n{(FRONT / sheet).read_text('utf-8')}"


def source(script: Path) -> str:
    """Return a module, and in it the tables that it imports as JSON, which older browsers cannot.

    Examples
    --------
    >>> "const ENGLISH = {" in source(FRONT / "words.js")
    True
    """

    def inlined(table: re.Match) -> str:
        data = json.loads((script.parent / table[2]).read_text("utf-8"))
        return f"const {table[1]} = {json.dumps(data, ensure_ascii=False)};"  # lines stay

    return _TABLE.sub(inlined, script.read_text("utf-8"))


def imports(script: Path) -> list[Path]:
    """Return the modules that one imports at once.

    Examples
    --------
    >>> [path.name for path in imports(FRONT / "dom.js")]
    ['words.js']
    """
    named = (one or other for one, other in _IMPORT.findall(script.read_text("utf-8")))
    return [Path(os.path.normpath(script.parent / each)) for each in named]


def order(entry: Path) -> list[Path]:
    """Return a module below all that it needs, each after those that it imports.

    Examples
    --------
    >>> [path.name for path in order(FRONT / "formulas.js")]
    ['words.js', 'dom.js', 'formulas.js']
    """
    needed = (each for script in imports(entry) for each in order(script))
    return list(dict.fromkeys([*needed, entry]))


def join(entry: Path) -> str:
    """Return a module and all that it needs as one, unlinked.

    Examples
    --------
    >>> "function words(" in join(FRONT / "dom.js"), "import {" in join(FRONT / "dom.js")
    (True, False)
    """
    text = "\n".join(map(source, order(entry)))
    return re.sub(r"^import\b[^;]*;$|^export (?!default)", "", text, flags=re.MULTILINE)
