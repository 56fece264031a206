"""The book's interactive figures, a package or module a chapter; :func:`catalogue` lists them."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from explorable import Explorer

CHAPTERS = tuple(module.name for module in iter_modules(__path__) if module.name != "parts")
"""The modules that hold explorers; a page that shows one of them imports no other."""


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
