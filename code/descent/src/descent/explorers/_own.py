"""How the book's explorers take a reader's own data.

An explorer of points is declared with ``adapt=own_points(…)``, one of scores with
``adapt=own_scores(…)``. Then a call, ``separable(data=…)``, checks the data once, and the explorer
asks about them: its question, its controls and its presets are theirs, and nothing is guessed whose
answer is that of the book's data.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from explorable import Choice, Explorer
from explorable.controls import Control
from explorable.table import Column, columns, written

from descent.explorers._data import FEATURES, Points, points, score_rows, scores
from descent.explorers._parts import NAMES


class Adapt(NamedTuple):
    """How an explorer takes ``data=``.

    Attributes
    ----------
    takes : str
        What it takes, in words.
    change : callable
        Returns the fields that data change in the explorer.
    """

    takes: str
    change: Callable[[Explorer, Any], dict]

    def __call__(self, explorer: Explorer, data: Any = None) -> dict:
        """Return the fields that are different with these data; without any, none is."""
        return {"fixed": {}} if data is None else self.change(explorer, data)


def own_points(
    question: str,
    heading: str = "",
    controls: Callable[[Points, Mapping[str, Control]], Mapping] | None = None,
    presets: bool = True,
    **expected: Sequence[int],
) -> Adapt:
    """Return how an explorer of points takes ``data=``: see :func:`points` for `expected`.

    `controls` returns the controls that are different. A preset that sets one of them is dropped,
    and without `presets` so is every other.
    In question and heading, ``{0}`` is the name of the first class.
    """

    def change(explorer: Explorer, data: Any) -> dict:
        own = points(data, **expected)
        other = controls(own, explorer.controls) if controls else {}
        words = dict(zip(FEATURES, own.features, strict=False)) | {"photo": "sample"}
        changes = _suit(explorer, columns(data), own.names, question, heading, other, words)
        return changes if presets else changes | {"presets": {}}

    what = _counts(expected, "features", [2]), _counts(expected, "classes", [2, 3])
    return Adapt(f"points: {', '.join(what)}", change)


def own_scores(
    question: str,
    heading: str = "",
    sliders: Sequence[str] = (),
    relative: bool = False,
    presets: bool = True,
    **expected: Any,
) -> Adapt:
    """Return how an explorer of scores takes ``data=``: see :func:`scores` for `expected`.

    The `sliders` are those of the first classes' scores, and start there, to a tenth; if they are
    `relative`, the last class's score is 0.
    """

    def change(explorer: Explorer, data: Any) -> dict:
        own = scores(data, **expected)
        starts = (own.values - relative * own.values[-1]).round(1).tolist()
        other: dict[str, Control] = {
            name: replace(explorer.controls[name], start=start)
            for name, start in zip(sliders, starts, strict=False)
        }
        if "truth" in explorer.controls:
            other["truth"] = Choice(list(own.names), label="true class")
        table = [Column("class", list(own.names)), Column("score", own.values.tolist())]
        changes = _suit(explorer, table, own.names, question, heading, other, {})
        return changes if presets else changes | {"presets": {}}

    return Adapt(f"scores: {_counts(expected, 'classes', [2, 3, 4])}", change)


def own_score_rows(question: str, heading: str) -> Adapt:
    """Return how an explorer of three samples' scores takes ``data=``: see :func:`score_rows`."""

    def change(explorer: Explorer, data: Any) -> dict:
        own = score_rows(data)
        table = [Column(n, each.tolist()) for n, each in zip(own.names, own.values.T, strict=True)]
        return _suit(explorer, table, own.names, question, heading, {}, {"photo": "sample"})

    return Adapt("scores: three samples of 3 classes", change)


def _counts(expected: Mapping[str, Any], what: str, usual: Sequence[int]) -> str:
    """Return how many there may be, as "2 or 3 classes"."""
    allowed = expected.get(what, usual)
    if list(allowed) == [0]:
        return f"no {what}"
    between = " or " if len(allowed) == 2 else " to "
    return f"{between.join(map(str, sorted({allowed[0], allowed[-1]})))} {what}"


def _suit(
    explorer: Explorer,
    table: Sequence[Column],
    names: Sequence[str],
    question: str,
    heading: str,
    other: Mapping[str, Control],
    words: Mapping[str, str],
) -> dict:
    """Return the fields that are different, with the data as a text that a page can carry."""
    words = dict(zip(NAMES, names, strict=False)) | words
    controls = {name: _reworded(each, words) for name, each in (explorer.controls | other).items()}
    changed = {name for name, each in explorer.controls.items() if controls[name] is not each}
    return {
        "fixed": {"data": written(table)},
        "question": question.format(*names),
        "heading": heading.format(*names) or explorer.heading,
        "predict": None,
        "controls": controls,
        "presets": {n: v for n, v in explorer.presets.items() if not changed & v.keys()},
        "handles": tuple(
            replace(handle, label="") if changed & {*handle.names} else handle
            for handle in explorer.handles
        ),
    }


def _reworded(control: Control, words: Mapping[str, str]) -> Control:
    """Return a control that speaks of the reader's classes and features, not of the book's."""

    def reworded(text: str) -> str:
        return re.sub(r"\w+", lambda word: words.get(word[0], word[0]), text)

    changes: dict[str, Any] = {"label": reworded(control.label)}
    if isinstance(control, Choice) and isinstance(control.options, Mapping):
        changes["options"] = {reworded(name): each for name, each in control.options.items()}
        changes["start"] = reworded(control.start)
    same = all(getattr(control, name) == change for name, change in changes.items())
    return control if same else replace(control, **changes)
