"""What all trials of a figure have in common: its moves, what is measured of them, the report."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from explorable.declaration import Declaration
from explorable.picture.drawing import Message

HEAVY = 200_000
"""Bytes above which a move is refused: at thirty moves a second it is 6 MB a second."""


class CheckError(AssertionError):
    """What is wrong with an explorer: names it, the control that was moved, and its value."""


@dataclass(frozen=True)
class Report:
    """What `check` has found of an explorer in which nothing is wrong.

    Attributes
    ----------
    name : str
    moves : int
        How many moves were tried.
    whole : int
        How many of them needed the whole picture.
    largest, typical : int
        Bytes of the largest and of the median move.
    move : str
        The largest move, in words.
    advice : str
        Of a function that is called anew for all values: what could be kept, and what of a picture
        a move would then take.
    """

    name: str
    moves: int
    whole: int
    largest: int
    typical: int
    move: str
    advice: str = ""

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.moves} moves, {self.whole} of them drawn whole; "
            f"a typical one takes {self.typical / 1000:.1f} kB, the largest "
            f"{self.largest / 1000:.1f} kB ({self.move})"
        ) + (self.advice and f"; {self.advice}")


class Trial:
    """A figure that is moved; what each move must show is for its kind to say.

    Parameters
    ----------
    figure : Declaration
    """

    kind: ClassVar[str]

    def __init__(self, figure: Declaration):
        self.figure = figure
        self._sizes: list[tuple[int, str]] = []
        self._whole = 0

    def step(self, description: str, values: dict[str, Any]) -> Sequence[Message]:
        """Move the figure, look at what it shows, and return the messages that it took."""
        raise NotImplementedError

    def seen(self, values: dict[str, Any]) -> str:
        """Return what is to be seen for `values`, as markup."""
        raise NotImplementedError

    def advice(self) -> str:
        """Return what could be better, though nothing is wrong."""
        return ""

    def run(self, values: int) -> Report:
        """Try all moves, with so many random ones of each control, and report."""
        self.step("the start", self.figure.start)
        tried = []
        for description, moved in _moves_of(self.figure, values):
            for message in self.step(description, moved):
                self._weigh(description, message)
            tried.append(moved)
        for name in self.figure.controls:
            moves = self._moves_something(name, tried)
            self.demand(moves, f"control {name}", "it moves nothing, at any value")
        sizes = sorted(self._sizes)
        largest, move = sizes[-1] if sizes else (0, "there is nothing to move")
        typical = sizes[len(sizes) // 2][0] if sizes else 0
        return Report(
            self.figure.name, len(sizes), self._whole, largest, typical, move, self.advice()
        )

    def _weigh(self, description: str, message: Message) -> None:
        """Note what a message takes, and refuse one that is too heavy."""
        self._whole += "picture" in message
        size = len(json.dumps(message, default=np.ndarray.tolist))
        self._sizes.append((size, description))
        self.demand(
            size <= HEAVY, description,
            f"a move takes {size / 1000:.0f} kB, more than {HEAVY / 1000:.0f}; draw fewer points, "
            f"or as pixels, with rasterized=True",
        )  # fmt: skip

    def demand(self, holds: Any, description: str, complaint: str) -> None:
        """Complain of the figure and of a move unless something holds."""
        if not holds:
            raise CheckError(f"{self.kind} {self.figure.name} at {description}: {complaint}")

    def _moves_something(self, name: str, tried: list[dict]) -> bool:
        """Whether two values of a control, the others alike, are seen as two.

        Of what is typed no value is known but its start and what presets set it to: without one it
        is trusted.
        """
        control = self.figure.controls[name]
        presets = map(self.figure.validate, self.figure.presets.values())
        points = {*control.ends(), *(values[name] for values in presets if name in values)}
        if not control.sweep(2) and points == {control.start}:
            return True
        return any(
            self.seen(values) != self.seen({**values, name: point})
            for values in [self.figure.start, *tried]
            for point in points
        )


def _moves_of(figure: Declaration, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield moves in words and as all values: control by control, then all at once."""
    rng = random.Random(0)
    for name, control in figure.controls.items():
        for value in [*control.ends(), *(control.sample(rng) for _ in range(count))]:
            yield f"{name}={value!r}", {**figure.start, name: value}
    for _ in range(count):
        values = {name: each.sample(rng) for name, each in figure.controls.items()}
        yield ", ".join(f"{n}={v!r}" for n, v in values.items()), values
    for preset, values in figure.presets.items():
        yield f"preset {preset!r}", {**figure.start, **values}
    yield "the start again", figure.start
    yield "the start, unmoved", figure.start
