"""The public names of the mathematics: what the rooms of the package offer, and where."""

from importlib import import_module
from inspect import isclass, isfunction

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
