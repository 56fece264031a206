"""A test of a function that is called anew for all values, and what of it could be kept."""

from collections.abc import Callable
from typing import Any

from explorable.checking.trial import CheckError, Report, Trial
from explorable.declaration import Declaration
from explorable.interaction.figure import Interaction
from explorable.picture.difference import parts
from explorable.picture.drawing import Message

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


class _Trial(Trial):
    """A function that is moved, with what it shows at each stop."""

    kind = "function"
    figure: Interaction

    def __init__(self, figure: Interaction):
        super().__init__(figure)
        self._live = figure.drawn()
        self._seen: dict[tuple, str] = {}
        self._pictures: list[str] = []

    def step(self, description: str, values: dict[str, Any]) -> list[Message]:
        message = self._live.show(values, since=self._live.revision)
        if error := self._live.calls.error:
            cause = f"{type(error).__name__}: {error}"
            raise CheckError(f"function {self.figure.name} at {description}: {cause}") from error
        html = self._live.calls.outputs.html
        known = self._seen.setdefault(tuple(values.items()), html)
        self.demand(
            html == known == self._anew(values), description,
            "the same values show something else when they come again; seed what is random in the "
            "function, set all that it changes, and let nothing be counted or remembered",
        )  # fmt: skip
        self._pictures.append(html)
        return [message]

    def seen(self, values: dict[str, Any]) -> str:
        key = tuple(values.items())
        if key not in self._seen:
            self._seen[key] = self._anew(values)
        return self._seen[key]

    def _anew(self, values: dict[str, Any]) -> str:
        again = self.figure.drawn()
        again.show(values)
        return again.calls.outputs.html

    def advice(self) -> str:
        spoken = self._live.calls.words
        hint = "" if spoken else f"it says nothing in words: {self.figure.line}"
        return "; ".join(filter(None, [self._reuse(), hint]))

    def _reuse(self) -> str:
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


def _fraction(share: float) -> str:
    """Return a share in words.

    Examples
    --------
    >>> _fraction(0.11), _fraction(0.04)
    ('a ninth', '4 %')
    """
    whole = round(1 / share) if share else 0
    return _SHARES[whole - 1] if 0 < whole <= len(_SHARES) else f"{share:.0%}".replace("%", " %")
