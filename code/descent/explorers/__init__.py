"""The book's interactive figures, a package or module a chapter; :func:`catalogue` lists them."""

from importlib import import_module
from types import ModuleType

from descent.explorers.core import _CATALOGUE, Explorer

CHAPTERS = (
    "scores",
    "regularization",
    "softmax",
    "cross_entropy",
    "gradient_descent",
    "convexity",
    "mnist",
)
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
    for chapter in CHAPTERS:
        import_module(f"{__name__}.{chapter}")
    every = _CATALOGUE.items()
    return {name: each for chapter in CHAPTERS for name, each in every if each.chapter == chapter}
