"""Frames of a function, kept with its picture: what a page shows before its own Python is there.

They are made while a notebook is stored or a book is built, not where somebody works. How many
there would be is counted before the function is called once more.
"""

import json
import os
from dataclasses import asdict, dataclass
from itertools import islice, product
from math import prod
from time import monotonic
from typing import Any

from explorable.interaction.calls import Calls
from explorable.interaction.figure import Interaction
from explorable.interaction.lacking import STORING
from explorable.interaction.shown import Shown


@dataclass(frozen=True)
class Limits:
    """How much may be made of one function.

    Parameters
    ----------
    values : int
        Of one control.
    combinations : int
        Of the values of all controls. If there would be more, each control moves alone.
    seconds : float
        That its calls take; what has not been called by then is left out.
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


def asked() -> Limits | None:
    """Return the limits if frames are asked for."""
    given = os.environ.get(STORING)
    return Limits(**json.loads(given)) if given else None


def stops_of(figure: Interaction, limits: Limits) -> list[dict[str, Any]]:
    """Return the values to bake, each without those that are the start's.

    Examples
    --------
    >>> from explorable.controls import Checkbox, Slider
    >>> controls = {"n": Slider(0, 3, 1), "up": Checkbox()}
    >>> figure = Interaction(print, controls, {}, "", {}, (), (6, 3))
    >>> len(stops_of(figure, Limits()))
    7
    >>> stops_of(figure, Limits(combinations=7))
    [{'n': 0}, {'n': 2}, {'n': 3}, {'up': True}]
    """
    sweeps = {name: each.sweep(limits.values) for name, each in figure.controls.items()}
    sweeps = {name: stops for name, stops in sweeps.items() if stops}
    if prod(map(len, sweeps.values())) <= limits.combinations:
        found = [dict(zip(sweeps, each, strict=True)) for each in product(*sweeps.values())]
    else:
        alone = ({name: stop} for name, stops in sweeps.items() for stop in stops)
        found = list(islice(alone, limits.combinations))
    return [moved for each in found if (moved := figure.moved(each))]


def bake(figure: Interaction, start: Shown, limits: Limits) -> list[dict[str, Any]]:
    """Call the function for the values of `stops_of` and return the frames, as far as limits go.

    Each has the ``values`` that differ from the start's, a ``caption``, and the ``patch`` that
    leads to it from what the notebook keeps of the start, or the whole ``picture``.
    """
    calls = Calls(figure.draw, figure.prefix, figure.display)
    begun, size = monotonic(), 0
    frames: list[dict[str, Any]] = []
    for values in stops_of(figure, limits):
        calls.call(figure.arguments({**figure.start, **values}))
        change = calls.shown.change(calls.shown.patch(start))
        frame = {"values": values, "caption": calls.said(figure.labelled(values)), **change}
        size += len(json.dumps(frame))
        if size > limits.size or monotonic() - begun > limits.seconds:
            break
        frames.append(frame)
    return frames
