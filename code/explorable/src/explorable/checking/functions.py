"""A test of a function that is called anew for all values, and what of it could be kept."""

import random
from collections.abc import Callable
from typing import Any

from explorable.checking.moves import (
    HEAVY,
    CheckError,
    Report,
    moves_of,
    moves_something,
    size_of,
    too_heavy,
)
from explorable.declaration import Declaration
from explorable.interaction.figure import Interaction, Redrawing
from explorable.picture.difference import parts

MOST = 2 / 3
"""The share of a picture above which nearly all of it moves: with its axes, mostly."""

_SHARES = ("all", "half", "a third", "a quarter", "a fifth", "a sixth", "a seventh", "an eighth",
           "a ninth", "a tenth")  # fmt: skip


def check_function(function: Callable | Declaration, values: int) -> Report:
    """Move every control of a function that `interact` has shown, as `check` does of explorers.

    Raises
    ------
    CheckError
        If it is none; if it fails; if the same values show something else; if a control moves
        nothing; if a move takes more than 200 kB.
    """
    figure: Any = function
    if not isinstance(function, Interaction):
        figure = getattr(getattr(function, "widget", function), "figure", None)
    if not isinstance(figure, Interaction):
        raise CheckError(f"{function!r} is no explorer, and no function that interact has shown")
    return _Trial(figure).run(values)


class _Trial:
    """A function that is moved, with what it shows at each stop."""

    def __init__(self, figure: Interaction):
        self._figure, self._live = figure, figure.drawn()
        self._seen: dict[tuple, str] = {}
        self._pictures: list[str] = []

    def run(self, values: int) -> Report:
        figure = self._figure
        self._show("the start", figure.start)
        sizes, tried, whole = [], [], 0
        for words, moved in moves_of(figure, values, random.Random(0)):
            message = self._show(words, moved)
            size = size_of(message)
            self._demand(size <= HEAVY, words, too_heavy(size))
            sizes.append((size, words))
            tried.append(moved)
            whole += "picture" in message
        for name in figure.controls:
            moves = moves_something(figure, name, tried, self._shown)
            self._demand(moves, f"control {name}", "it changes nothing")
        sizes.sort()
        largest, move = sizes[-1]
        typical = sizes[len(sizes) // 2][0]
        advice = "; ".join(filter(None, [self._kept(), self._words()]))
        return Report(figure.name, len(sizes), whole, largest, typical, move, advice)

    def _show(self, words: str, values: dict[str, Any]) -> Any:
        message = self._live.show(values, since=self._live.revision)
        self._demand_no_error(words, self._live)
        again = self._figure.drawn()
        again.show(values)
        html = self._live.calls.shown.html
        known = self._seen.setdefault(tuple(values.items()), html)
        self._demand(
            html == known == again.calls.shown.html, words,
            "the same values show something else when they come again; set all that the function "
            "changes, and let nothing be counted or remembered",
        )  # fmt: skip
        self._pictures.append(html)
        return message

    def _demand_no_error(self, words: str, drawing: Redrawing) -> None:
        error = drawing.calls.error
        if error:
            told = f"{type(error).__name__}: {error}"
            raise CheckError(f"function {self._figure.name} at {words}: {told}") from error

    def _shown(self, values: dict[str, Any]) -> str:
        key = tuple(values.items())
        if key not in self._seen:
            again = self._figure.drawn()
            again.show(values)
            self._seen[key] = again.calls.shown.html
        return self._seen[key]

    def _kept(self) -> str:
        """Return how many artists no move changes, and what drawing the others would take."""
        start, *others = map(parts, self._pictures)
        if not start:
            return ""
        moved = {name for each in others for name in start if each.get(name) != start[name]}
        artists = f"{len(start) - len(moved)} of {len(start)} artists stay"
        share = sum(len(start[name]) for name in moved) / sum(map(len, start.values()))
        if share > MOST:
            return f"{artists}: limits that are set, such as plt.ylim(0, 1), would let axes stay"
        return f"{artists}: return an update and a move takes {_fraction(share)}"

    def _words(self) -> str:
        calls = self._live.calls
        return f"it says nothing in words: {self._figure.line}" if not calls.words else ""

    def _demand(self, holds: bool, words: str, complaint: str) -> None:
        if not holds:
            raise CheckError(f"function {self._figure.name} at {words}: {complaint}")


def _fraction(share: float) -> str:
    """Return a share in words.

    Examples
    --------
    >>> _fraction(0.11), _fraction(0.04)
    ('a ninth', '4 %')
    """
    whole = round(1 / share) if share else 0
    return _SHARES[whole - 1] if 0 < whole <= len(_SHARES) else f"{share:.0%}".replace("%", " %")
