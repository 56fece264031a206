"""The packages of Pyodide's distribution: its own lock, as its makers publish it."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LOCK = Path(__file__).parent / "pyodide" / "pyodide-lock.json"
ALWAYS = ("matplotlib", "numpy")
"""What every page has, as far as its modules are needed; see ``pyodide/third_party.py``."""


@cache
def packages() -> dict[str, dict]:
    """Return each package by its name: its file, the digest of that, and what it depends on."""
    return json.loads(LOCK.read_text("utf-8"))["packages"]


def closure(names: Iterable[str]) -> dict[str, dict]:
    """Return packages with all that they depend on, by name.

    Examples
    --------
    >>> sorted(closure(["pandas"]))
    ['numpy', 'pandas', 'python-dateutil', 'pytz', 'six']
    """
    needed: dict[str, dict] = {}
    todo = list(names)
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()  # as Pyodide's lock has it
        if name not in needed:
            needed[name] = packages()[name]
            todo += needed[name]["depends"]
    return dict(sorted(needed.items()))


def home_of(module: str) -> str | None:
    """Return the package that a module is imported from; None if the distribution has none.

    Examples
    --------
    >>> home_of("sklearn")
    'scikit-learn'
    """
    return next((name for name, each in packages().items() if module in each["imports"]), None)
