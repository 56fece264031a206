"""The public names of the mathematics: what its modules offer, and where."""

from importlib import import_module
from inspect import isclass, isfunction, signature

import descent

DRAWN = {"checks", "explorers", "images", "plotting"}


def public_names():
    """Return every public function and class of the mathematics by its name."""
    return {
        name: value
        for module in sorted({*descent.MODULES} - DRAWN)
        for name, value in vars(import_module(f"descent.{module}")).items()
        if (isfunction(value) or isclass(value)) and not name.startswith("_")
        if f"{value.__module__}.".startswith(f"descent.{module}.")
    }


def in_order(function):
    """Return what takes by its place what `function` takes by name, too: a row of a table."""
    names = list(signature(function).parameters)
    return lambda *row, **options: function(**dict(zip(names, row, strict=False)), **options)
