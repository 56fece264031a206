"""The book's explorers, a package a chapter; :func:`catalogue` lists them.

A module holds one explorer and has its name; one that starts with an underscore holds none, but
what several of them use.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from explorable import Explorer

CHAPTERS = tuple(module.name for module in iter_modules(__path__) if module.name[0] != "_")
"""The packages that hold explorers; a page that shows one of them imports no other."""


def __getattr__(name: str) -> ModuleType:
    if name in CHAPTERS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def catalogue() -> dict[str, Explorer]:
    """Return every explorer of the book by name, chapter by chapter.

    Examples
    --------
    >>> "softmax_temperature" in catalogue()
    True
    """
    chapters = (import_module(f"{__name__}.{chapter}") for chapter in CHAPTERS)
    return {
        each.name: each
        for chapter in chapters
        for each in vars(chapter).values()
        if isinstance(each, Explorer)
    }
