"""Check my answer: one file a chapter, used by readers and by the tests alike."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

CHAPTERS = tuple(module.name for module in iter_modules(__path__))
"""The modules that hold checks; an exercise imports its own alone."""


def __getattr__(name: str) -> ModuleType:
    if name in CHAPTERS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
