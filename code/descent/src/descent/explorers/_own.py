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

from explorable import Explorer
from explorable.controls import Control
from explorable.table import Column, columns, written

from descent.explorers._data import FEATURES, Points, counted, points, scores
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
    classes: Sequence[int] = (2, 3),
) -> Adapt:
    """Return how an explorer of points of so many classes takes ``data=``.

    `controls` returns the controls that are different. A preset that sets one of them is dropped.
    In question and heading, ``{0}`` is the name of the first class.
    """

    def change(explorer: Explorer, data: Any) -> dict:
        samples = points(data, classes)
        other = controls(samples, explorer.controls) if controls else {}
        renames = dict(zip(FEATURES, samples.features, strict=True)) | {"photo": "sample"}
        return _suit(explorer, columns(data), samples.names, question, heading, other, renames)

    return Adapt(f"points: 2 features, {counted(classes)} classes", change)


def own_scores(
    question: str,
    heading: str = "",
    sliders: Sequence[str] = (),
    classes: Sequence[int] = (2, 3, 4),
) -> Adapt:
    """Return how an explorer of scores of so many classes takes ``data=``.

    The `sliders` are those of the first classes' scores, and start there, to a tenth.
    """

    def change(explorer: Explorer, data: Any) -> dict:
        example = scores(data, classes)
        starts = example.values.round(1).tolist()
        other = {
            name: explorer.controls[name].changed(start=start)
            for name, start in zip(sliders, starts, strict=False)
        }
        table = [Column("class", list(example.names)), Column("score", example.values.tolist())]
        return _suit(explorer, table, example.names, question, heading, other, {})

    return Adapt(f"scores: {counted(classes)} classes", change)


def _suit(
    explorer: Explorer,
    table: Sequence[Column],
    names: Sequence[str],
    question: str,
    heading: str,
    other: Mapping[str, Control],
    renames: Mapping[str, str],
) -> dict:
    """Return the fields that are different, with the data as a text that a page can carry."""
    renames = dict(zip(NAMES, names, strict=False)) | renames
    controls = {
        name: _reworded(each, renames) for name, each in (explorer.controls | other).items()
    }
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


def _reworded(control: Control, renames: Mapping[str, str]) -> Control:
    """Return a control that speaks of the reader's classes and features, not of the book's."""
    label = re.sub(r"\w+", lambda word: renames.get(word[0], word[0]), control.label)
    return control if label == control.label else control.changed(label=label)
