"""The public names of the mathematics: what the rooms of the package offer, and where."""

from importlib import import_module
from inspect import isclass, isfunction, signature

import descent

DRAWN = {"checks", "explorers", "images", "plotting"}


def public_names():
    """Return every public function and class of the mathematics by its name."""
    return {
        name: value
        for room in sorted({*descent.ROOMS} - DRAWN)
        for name, value in vars(import_module(f"descent.{room}")).items()
        if (isfunction(value) or isclass(value)) and not name.startswith("_")
        if f"{value.__module__}.".startswith(f"descent.{room}.")
    }


def in_order(function):
    """Return what takes by its place what `function` takes by name, too: a row of a table."""
    names = list(signature(function).parameters)
    return lambda *row, **options: function(**dict(zip(names, row, strict=False)), **options)
