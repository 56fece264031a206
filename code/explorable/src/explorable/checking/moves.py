"""A test of any explorer: whether a page will show what the author means, at every value."""

import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import numpy as np

from explorable.checking.functions import check_function
from explorable.checking.guesses import complaints
from explorable.checking.patched import PatchedPicture
from explorable.checking.trial import CheckError, Report, Trial
from explorable.declaration import Declaration
from explorable.picture.drawing import Drawing, Message

_LABEL = re.compile(r' aria-label="[^"]*"')
"""The caption in a picture."""


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
        return check_function(explorer, values)
    _check_spec(explorer)
    for where, complaint in complaints(explorer):
        raise CheckError(f"explorer {explorer.name} at {where}: {complaint}")
    return _Trial(explorer).run(values)


class _Trial(Trial):
    """One page that is patched, and one copy that is drawn whole again and again."""

    kind = "explorer"

    def __init__(self, explorer: Declaration):
        super().__init__(explorer)
        self._live, self._again, self._page = Drawing(explorer), Drawing(explorer), PatchedPicture()
        self._drawn: dict[tuple, Message] = {}

    def step(self, description: str, values: dict[str, Any]) -> list[Message]:
        messages = list(self._messages(description, values))
        fresh = self._fresh(values)
        again = self._again.show(values)
        caption = messages[-1]["caption"]
        self.demand(caption.strip(), description, "the caption is empty")
        for other in (fresh, again):
            self.demand(
                caption == other["caption"], description,
                f"the caption depends on more than the values: {caption!r}, then "
                f"{other['caption']!r}; seed what is random inside update",
            )  # fmt: skip
        self.demand(
            fresh["picture"] == again["picture"], description,
            "the same values give another picture after other values, or in another copy; "
            "update must set all that it changes, and seed what is random",
        )  # fmt: skip
        self.demand(
            self._page.looks_like(fresh["picture"]), description,
            "the patched picture is not the one that is drawn anew; move artists by their "
            "setters, not by changing their arrays in place",
        )  # fmt: skip
        return messages

    def _fresh(self, values: dict) -> Message:
        """Return what a new copy shows: drawn once, and what comes again is held to it."""
        key = tuple(self.figure.validate(values).values())
        if key not in self._drawn:
            self._drawn[key] = Drawing(self.figure).show(values)
        return self._drawn[key]

    def seen(self, values: dict[str, Any]) -> str:
        return _LABEL.sub("", self._fresh(values)["picture"])

    def _messages(self, description: str, values: dict) -> Iterator[Message]:
        """Show the page all messages of a move; a stream is first begun, left and begun again."""
        if self._live.streams:
            self._page.show(next(self._live.stream(values, since=self._page.revision)))
            fresh = next(Drawing(self.figure).stream(values))
            self.demand(
                self._page.looks_like(fresh["picture"]), description,
                "the stream begins with another picture after other values, or in another copy; "
                "update must set all that it changes before it first yields",
            )  # fmt: skip
        for message in self._live.stream(values, since=self._page.revision):
            self._page.show(message)
            yield message


def _check_spec(explorer: Declaration) -> None:
    """Refuse what a page could not read, or would look for in vain."""
    name, module = explorer.name, explorer.module
    findable = module != "__main__" and "<locals>" not in explorer.draw.__qualname__
    attribute = getattr(import_module(module), name, None) if findable else None
    if findable and getattr(attribute, "draw", None) is not explorer.draw:
        raise CheckError(
            f"explorer {name}: a page looks for {name} in {module} and finds {attribute!r}; "
            f"give the explorer the name of its drawing function"
        )
    try:
        spec = json.loads(json.dumps(explorer.spec(), default=np.ndarray.tolist, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise CheckError(f"explorer {name}: its spec is no JSON: {error}") from error
    start, back = explorer.start, explorer.bind_data(spec["fixed"])
    if spec["fixed"] and Drawing(back).caption(start) != Drawing(explorer).caption(start):
        raise CheckError(f"explorer {name}: its fixed arguments mean something else after JSON")
