"""Frames: pictures for other values than the start's, made before anybody asks for them.

A page shows them until its own Python is there, a saved file always. They are made while a notebook
is stored, a book built or a file written, not where somebody works. How many there would be is
counted before one is drawn.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice, product
from math import inf, prod
from time import monotonic
from typing import Any, cast

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
    controls : int or None
        How many are moved, from the first that has ends; all, if that is None.
    """

    values: int = 24
    combinations: int = 60
    seconds: float = 10.0
    size: float = 300_000
    controls: int | None = None

    def ask(self) -> None:
        """Let the kernels that start from now on make frames."""
        os.environ[STORING] = json.dumps(asdict(self))


BAKED = Limits(controls=1, seconds=inf, size=inf)
"""Frames baked for each explorer: a sweep of its first control, every preset, and the state that
answers its guess. The first touch starts Python, which takes seconds; until then the picture
follows the reader through these."""


RUNS = Limits(controls=0, seconds=30.0, size=inf)
"""Frames baked for a stream, each the last picture of a whole run: presets, and the state that
answers its guess."""


def asked() -> Limits | None:
    """Return the limits if frames are asked for."""
    given = os.environ.get(STORING)
    return Limits(**json.loads(given)) if given else None


def frames_of(drawing: Any, limits: Limits) -> tuple[list[dict[str, Any]], str]:
    """Return the frames within limits, and the name of the limit that was reached, or nothing."""
    frames = list(frames_within(drawing, limits))
    beyond = str(frames.pop()) if frames and isinstance(frames[-1], str) else ""
    return cast(list[dict[str, Any]], frames), beyond


def frames_within(drawing: Any, limits: Limits) -> Iterator[dict[str, Any] | str]:
    """Yield the frames of what is drawn, and last the name of the limit that has ended them.

    Each has the ``values`` that differ from the start's, a ``caption``, the ``axes`` of handles,
    and either the ``patch`` that leads to it from the picture of the start, or the whole
    ``picture`` where a patch would not do.

    Parameters
    ----------
    drawing : Drawing or Redrawing
    limits : Limits
    """
    begun, size = monotonic(), 0
    for frame in drawing.frames(states_of(drawing.declaration, limits)):
        size += len(json.dumps(frame))
        for name, used in {"seconds": monotonic() - begun, "size": size}.items():
            if used > getattr(limits, name):
                yield name
                return
        yield frame


def states_of(figure: Declaration, limits: Limits) -> list[dict[str, Any]]:
    """Return the values to draw, those that differ from the start's; none twice.

    They are all combinations, or if there are too many each control's alone; and those of presets,
    and where a guess is answered.

    Examples
    --------
    >>> from explorable.controls import Checkbox, Slider
    >>> controls = {"n": Slider(0, 3, 1), "up": Checkbox()}
    >>> figure = Declaration(print, controls, {}, "", {}, (), (6, 3))
    >>> len(states_of(figure, Limits()))
    7
    >>> states_of(figure, Limits(combinations=7))
    [{'n': 0}, {'n': 2}, {'n': 3}, {'up': True}]
    >>> states_of(figure, Limits(controls=1))
    [{'n': 0}, {'n': 2}, {'n': 3}]
    """
    sweeps = sweeps_of(figure, limits)
    if prod(map(len, sweeps.values())) > limits.combinations:
        alone = ({name: stop} for name, states in sweeps.items() for stop in states)
        grid = list(islice(alone, limits.combinations))
    else:
        grid = [dict(zip(sweeps, each, strict=True)) for each in product(*sweeps.values())]
    named = [*figure.presets.values(), *([figure.predict.at] if figure.predict else [])]
    states: list[dict[str, Any]] = []
    for each in map(figure.moved, [*grid, *named]):
        if each and each not in states:
            states.append(each)
    return states


def sweeps_of(figure: Declaration, limits: Limits) -> dict[str, list]:
    """Return the values of controls from end to end; of no more controls than the limits allow."""
    sweeps = ((name, each.sweep(limits.values)) for name, each in figure.controls.items())
    return dict(islice(((name, states) for name, states in sweeps if states), limits.controls))
