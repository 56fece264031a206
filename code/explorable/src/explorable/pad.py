"""The control to draw on: a grid of cells, each between blank and full of ink."""

from dataclasses import dataclass
from numbers import Integral
from random import Random
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorable.words import button

_FULL = 255
"""The level of a cell full of ink; a level has two hexadecimal digits."""


class Cells(str):
    """A drawing as a page sends it: two hexadecimal digits a cell, row by row.

    Zeros at the end are left out: a blank drawing is an empty text. Equal drawings are equal texts,
    so that they compare, travel and stand in a link as any other value does.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        inked = sum(self[i : i + 2] != "00" for i in range(0, len(self), 2))
        return f"<{inked} cells inked>"


@dataclass(frozen=True)
class Pad:
    """A grid to draw on; ``update`` is given an array of `rows` × `columns` numbers from 0 to 1.

    A value is such an array, kept in 256 levels.

    Parameters
    ----------
    rows, columns : int
    start : array_like, optional
        The first drawing; blank without one.
    label : str

    Raises
    ------
    ValueError
        If there are no cells, or `start` is no drawing of these.

    Examples
    --------
    >>> pad = Pad(2, 3, start=[[0, 0.5, 1], [0, 0, 0]])
    >>> pad.argument(pad.start).round(1)
    array([[0. , 0.5, 1. ],
           [0. , 0. , 0. ]])
    >>> pad.start
    <2 cells inked>
    """

    rows: int
    columns: int
    start: Any = None
    label: str = ""
    kind = "pad"

    def __post_init__(self):
        for name in ("rows", "columns"):
            count = getattr(self, name)
            whole = isinstance(count, Integral) and not isinstance(count, bool)
            if not whole or count < 1:
                raise ValueError(f"{name} of a pad must be a whole number from 1, got {count!r}")
            object.__setattr__(self, name, int(count))
        blank = self.start is None
        object.__setattr__(self, "start", Cells() if blank else self.check("start", self.start))

    def check(self, name: str, value: str | ArrayLike) -> Cells:
        """Return a drawing, an array or already a text, as text, or raise ValueError."""
        if isinstance(value, str):
            return self._check_text(name, value)
        expected = f"{self.rows} × {self.columns} numbers from 0 to 1"
        try:
            cells = np.asarray(value, dtype=float)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} must be {expected}, got {value!r}") from error
        if cells.shape != (self.rows, self.columns):
            raise ValueError(f"{name} must be {expected}, got an array of shape {cells.shape}")
        if not ((cells >= 0) & (cells <= 1)).all():
            wrong = cells[~((cells >= 0) & (cells <= 1))][0]
            raise ValueError(f"{name} must be {expected}, got {wrong} among them")
        return Cells((cells * _FULL).round().astype(np.uint8).tobytes().hex().rstrip("0"))

    def _check_text(self, name: str, text: str) -> Cells:
        most = 2 * self.rows * self.columns
        if len(text) > most or not set(text) <= set("0123456789abcdef"):
            raise ValueError(f"{name} must be at most {most} hexadecimal digits, got {text!r}")
        return Cells(text.rstrip("0"))

    def parse(self, name: str, text: str) -> Cells:
        """Return the drawing that a link means by `text`, or raise ValueError."""
        return self._check_text(name, text)

    def ends(self) -> list[Cells]:
        """Return the blank drawing, and the one full of ink."""
        shape = self.rows, self.columns
        return [self.check("value", full(shape)) for full in (np.zeros, np.ones)]

    def sample(self, rng: Random) -> Cells:
        """Return a drawing at random."""
        cells = [[rng.random() for _ in range(self.columns)] for _ in range(self.rows)]
        return self.check("value", cells)

    def sweep(self, _count: int) -> list[Cells]:
        """Return nothing: drawings have no order."""
        return []

    def _levels(self, cells: str) -> np.ndarray:
        digits = cells.ljust(2 * self.rows * self.columns, "0")
        return np.frombuffer(bytes.fromhex(digits), np.uint8).reshape(self.rows, self.columns)

    def argument(self, value: str) -> np.ndarray:
        """Return what the explorer's update is given for `value`: shape (rows, columns), 0 to 1."""
        return self._levels(value) / _FULL

    def ink(self, value: str) -> str:
        """Return `value` as SVG in the page's own color, each cell one unit wide."""
        levels = self._levels(value)
        return "".join(
            f'<path fill-opacity="{level / _FULL:.3f}" d="{_squares(levels == level)}"/>'
            for level in np.unique(levels[levels > 0])
        )

    def spec(self) -> dict:
        """Return the control as plain data."""
        return {
            "kind": self.kind, "rows": self.rows, "columns": self.columns, "start": self.start,
            "label": self.label,
        }  # fmt: skip

    def html(self, name: str, label: str, value: str) -> str:
        """Return what it is drawn on, on a page; `label` is HTML."""
        tools = button("erase", ' aria-pressed="false"') + button("clear")
        return (
            f'<div class="explorable-pad"><span>{label}</span>'
            f'<svg viewBox="0 0 {self.columns} {self.rows}" role="img" aria-label="{label}">'
            f'<g fill="currentColor">{self.ink(value)}</g></svg>'
            f'<span class="explorable-pad-tools">{tools}</span>'
            f'<input type="hidden" name="{name}" value="{value}" autocomplete="off"></div>'
        )


def _squares(chosen: np.ndarray) -> str:
    return "".join(f"M{x} {y}h1v1h-1z" for y, x in np.argwhere(chosen))
