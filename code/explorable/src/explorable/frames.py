"""Frames: pictures for other values than the start's, made before anybody asks for them.

A page shows them until its own Python is there, a saved file always. They are made while a notebook
is stored, a book built or a file written, not where somebody works. How many there would be is
counted before one is drawn.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import islice, product
from math import prod
from time import monotonic
from typing import Any

from explorable.declaration import Declaration

STORING = "EXPLORABLE_FRAMES"
"""The variable of the environment that is set where notebooks are stored for pages: it asks for
frames of functions, and holds their `Limits` as JSON."""


@dataclass(frozen=True)
class Limits:
    """How much may be made of one figure.

    Parameters
    ----------
    values : int
        Of one control, from end to end.
    combinations : int
        Of the values of all controls.
    seconds : float
        That drawing takes.
    size : int
        Characters.
    """

    values: int = 24
    combinations: int = 60
    seconds: float = 10.0
    size: int = 300_000

    def ask(self) -> None:
        """Let the kernels that start from now on make frames."""
        os.environ[STORING] = json.dumps(asdict(self))

    def combined(self, sweeps: Mapping[str, list]) -> list[dict[str, Any]] | None:
        """Return all combinations of values, or None of too many."""
        if prod(map(len, sweeps.values())) > self.combinations:
            return None
        return [dict(zip(sweeps, each, strict=True)) for each in product(*sweeps.values())]

    def within(self, frames: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], str]:
        """Return frames as far as time and size go; if that ends them, also which of the two."""
        begun, size = monotonic(), 0
        found: list[dict[str, Any]] = []
        for frame in frames:
            size += len(json.dumps(frame))
            for name, used in {"seconds": monotonic() - begun, "size": size}.items():
                if used > getattr(self, name):
                    return found, name
            found.append(frame)
        return found, ""


def asked() -> Limits | None:
    """Return the limits if frames are asked for."""
    given = os.environ.get(STORING)
    return Limits(**json.loads(given)) if given else None


def stops_of(figure: Declaration, limits: Limits) -> list[dict[str, Any]]:
    """Return the values to draw, as `moved` does: all combinations, or each control's alone.

    Examples
    --------
    >>> from explorable.controls import Checkbox, Slider
    >>> controls = {"n": Slider(0, 3, 1), "up": Checkbox()}
    >>> figure = Declaration(print, controls, {}, "", {}, (), (6, 3))
    >>> len(stops_of(figure, Limits()))
    7
    >>> stops_of(figure, Limits(combinations=7))
    [{'n': 0}, {'n': 2}, {'n': 3}, {'up': True}]
    """
    sweeps = {name: each.sweep(limits.values) for name, each in figure.controls.items()}
    sweeps = {name: stops for name, stops in sweeps.items() if stops}
    found = limits.combined(sweeps)
    if found is None:
        alone = ({name: stop} for name, stops in sweeps.items() for stop in stops)
        found = list(islice(alone, limits.combinations))
    return moved(figure, found)


def named(figure: Declaration) -> list[Mapping[str, Any]]:
    """Return the values that presets set, and those at which a guess is answered."""
    return [*figure.presets.values(), *([figure.predict.at] if figure.predict else [])]


def moved(figure: Declaration, values: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return of all values those that are not the start's; none twice, and not the start."""
    found: list[dict[str, Any]] = []
    for each in map(figure.moved, values):
        if each and each not in found:
            found.append(each)
    return found
