"""The questions of the chapters, as data: one file a chapter, named as that of its checks."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

CHAPTERS = tuple(module.name for module in iter_modules(__path__))
"""The modules that hold questions; a page imports its own alone."""


def __getattr__(name: str) -> ModuleType:
    if name in CHAPTERS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
