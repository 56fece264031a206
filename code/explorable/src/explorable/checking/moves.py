"""A test of any explorer: whether a page will show what the author means, at every value."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from explorable.checking.guesses import complaints
from explorable.checking.shown import ShownPicture
from explorable.controls import Text
from explorable.declaration import Declaration
from explorable.picture.drawing import Drawing, Message

HEAVY = 200_000
"""Bytes above which a move is refused: at thirty moves a second it is 6 MB a second."""


_WORDS = re.compile(r' aria-label="[^"]*"')
"""The caption in a picture."""


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


def check(explorer: Declaration | Callable, *, values: int = 2) -> Report:
    """Move every control of an explorer and compare what a page shows with a fresh drawing.

    Each control stands at its start, its ends (all options of a choice, a pad blank and full) and
    random values, then all controls move at once, then to each preset; a text, of which no other
    value is known, stands at its start and at those of presets.
    Pictures are compared as markup, not as pixels: matplotlib would need a browser to paint it,
    Pyodide has none, and equal markup is equal pixels everywhere.
    Two liberties that nobody sees are left to a patch: an artist that has vanished keeps an empty
    place, and what is only defined (clips) stands in no order.

    Parameters
    ----------
    explorer : Explorer
        Or a function that `interact` has shown, or what `interactive` returns: it must show the
        same for the same values, and the report says what of its picture need not be drawn anew.
    values : int
        How many random values each control takes, and how often all move at once.

    Returns
    -------
    Report
        Prints as one line.

    Raises
    ------
    CheckError
        If a patched picture differs from a fresh one; if the same values give other bytes or
        another caption, anew or after other values; if a caption is empty; if a control moves
        nothing; if the page could not find the explorer or read its data; if a move takes more
        than 200 kB; if the start tells what is to be guessed, or the caption does not afterwards.

    Examples
    --------
    >>> from explorable import explorer
    >>> __name__ = "__main__"  # as in a notebook: a page does not look for it in a module
    >>> @explorer(height=(0.0, 1.0, 0.5))
    ... def level(figure):
    ...     '''A level.'''
    ...     line = figure.subplots().axhline(0)
    ...     def update(height):
    ...         line.set_ydata([height, height])
    ...         return f"The line stands at {height:.1f}."
    ...     return update
    >>> check(level).moves
    8
    """
    if not isinstance(explorer, Declaration) or "function" in explorer.spec():
        from explorable.checking.functions import check_function  # which pages need, not figures

        return check_function(explorer, values)
    _check_spec(explorer)
    for where, complaint in complaints(explorer):
        raise CheckError(f"explorer {explorer.name} at {where}: {complaint}")
    return _Trial(explorer).run(moves_of(explorer, values, random.Random(0)))


class _Trial:
    """One page that is patched, and one copy that is drawn whole again and again."""

    def __init__(self, explorer: Declaration):
        self._explorer = explorer
        self._live, self._again, self._page = Drawing(explorer), Drawing(explorer), ShownPicture()
        self._drawn: dict[tuple, Message] = {}
        self._sizes: list[tuple[int, str]] = []
        self._whole = 0

    def run(self, moves: Iterator[tuple[str, dict]]) -> Report:
        self._step("the start", self._explorer.start)
        self._sizes.clear()
        self._whole = 0  # that of the start always is
        tried = []
        for words, values in moves:
            self._step(words, values)
            tried.append(values)
        for name in self._explorer.controls:
            self._demand(
                moves_something(self._explorer, name, tried, self._seen), f"control {name}",
                "it moves nothing in the picture, at any value",
            )  # fmt: skip
        sizes = sorted(self._sizes)
        largest, move = sizes[-1] if sizes else (0, "there is nothing to move")
        typical = sizes[len(sizes) // 2][0] if sizes else 0
        return Report(self._explorer.name, len(sizes), self._whole, largest, typical, move)

    def _step(self, words: str, values: dict) -> None:
        *_, message = self._messages(words, values)
        fresh = self._fresh(values)
        again = self._again.show(values)
        caption = message["caption"]
        self._demand(caption.strip(), words, "the caption is empty")
        for other in (fresh, again):
            self._demand(
                caption == other["caption"], words,
                f"the caption depends on more than the values: {caption!r}, then "
                f"{other['caption']!r}; seed what is random inside update",
            )  # fmt: skip
        self._demand(
            fresh["picture"] == again["picture"], words,
            "the same values give another picture after other values, or in another copy; "
            "update must set all that it changes, and seed what is random",
        )  # fmt: skip
        self._demand(
            self._page.looks_like(fresh["picture"]), words,
            "the patched picture is not the one that is drawn anew; move artists by their "
            "setters, not by changing their arrays in place",
        )  # fmt: skip

    def _fresh(self, values: dict) -> Message:
        """Return what a new copy shows: drawn once, and what comes again is held to it."""
        key = tuple(self._explorer.validate(values).values())
        if key not in self._drawn:
            self._drawn[key] = Drawing(self._explorer).show(values)
        return self._drawn[key]

    def _seen(self, values: dict) -> str:
        return _WORDS.sub("", self._fresh(values)["picture"])

    def _messages(self, words: str, values: dict) -> Iterator[Message]:
        """Show the page all messages of a move; a stream is first begun, left and begun again."""
        if self._live.streams:
            self._page.show(next(self._live.stream(values, since=self._page.revision)))
            fresh = next(Drawing(self._explorer).stream(values))
            self._demand(
                self._page.looks_like(fresh["picture"]), words,
                "the stream begins with another picture after other values, or in another copy; "
                "update must set all that it changes before it first yields",
            )  # fmt: skip
        for message in self._live.stream(values, since=self._page.revision):
            self._page.show(message)
            self._weigh(words, message)
            yield message

    def _weigh(self, words: str, message: Message) -> None:
        self._whole += "picture" in message
        self._sizes.append((size := size_of(message), words))
        self._demand(size <= HEAVY, words, too_heavy(size))

    def _demand(self, holds: Any, words: str, complaint: str) -> None:
        if not holds:
            raise CheckError(f"explorer {self._explorer.name} at {words}: {complaint}")


def moves_something(
    explorer: Declaration, name: str, tried: list[dict], seen: Callable[[dict], str]
) -> bool:
    """Whether two values of a control, the others alike, are seen as two.

    Of a text no value is known but its start and what presets set it to: without one it is trusted.
    """
    control = explorer.controls[name]
    presets = map(explorer.validate, explorer.presets.values())
    stops = {*control.ends(), *(values[name] for values in presets if name in values)}
    if isinstance(control, Text) and stops == {control.start}:
        return True
    return any(
        seen(values) != seen({**values, name: stop})
        for values in [explorer.start, *tried]
        for stop in stops
    )


def size_of(message: Message) -> int:
    """Return how many bytes a message takes."""
    return len(json.dumps(message, default=np.ndarray.tolist))


def too_heavy(size: int) -> str:
    """Return what to do about a move of this size."""
    return (
        f"a move takes {size / 1000:.0f} kB, more than {HEAVY / 1000:.0f}; draw fewer points, "
        f"or as pixels, with rasterized=True"
    )


def moves_of(
    explorer: Declaration, count: int, rng: random.Random
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield moves in words and as all values: control by control, then all at once."""
    for name, control in explorer.controls.items():
        for value in [*control.ends(), *(control.sample(rng) for _ in range(count))]:
            yield f"{name}={value!r}", {**explorer.start, name: value}
    for _ in range(count):
        values = {name: each.sample(rng) for name, each in explorer.controls.items()}
        yield ", ".join(f"{n}={v!r}" for n, v in values.items()), values
    for preset, values in explorer.presets.items():
        yield f"preset {preset!r}", {**explorer.start, **values}
    yield "the start again", explorer.start
    yield "the start, unmoved", explorer.start


def _check_spec(explorer: Declaration) -> None:
    """Refuse what a page could not read, or would look for in vain."""
    name, module = explorer.name, explorer.module
    findable = module != "__main__" and "<locals>" not in explorer.draw.__qualname__
    found = getattr(import_module(module), name, None) if findable else None
    if findable and getattr(found, "draw", None) is not explorer.draw:
        raise CheckError(
            f"explorer {name}: a page looks for {name} in {module} and finds {found!r}; "
            f"give the explorer the name of its drawing function"
        )
    try:
        spec = json.loads(json.dumps(explorer.spec(), default=np.ndarray.tolist, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise CheckError(f"explorer {name}: its spec is no JSON: {error}") from error
    start, back = explorer.start, explorer.bind_data(spec["fixed"])
    if spec["fixed"] and Drawing(back).caption(start) != Drawing(explorer).caption(start):
        raise CheckError(f"explorer {name}: its fixed arguments mean something else after JSON")
