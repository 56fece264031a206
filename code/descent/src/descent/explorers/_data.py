"""A reader's own data, checked: points with labels, and scores of named classes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from explorable.table import Column, columns

from descent.datasets import photos
from descent.plotting import CLASSES, GRADIENT, Category

FEWEST_POINTS, MOST_POINTS, MOST_LETTERS, HIGHEST = 6, 200, 10, 10
LOOKS = (*CLASSES, Category("", GRADIENT, "D"))


def looks(names: Sequence[str]) -> tuple[Category, ...]:
    """Return classes of these names, two to four, with the book's colors and markers."""
    short = [name for name in names if not 0 < len(name) <= MOST_LETTERS or "$" in name]
    if short or len({*names}) < len(names):
        raise ValueError(
            f"classes must have names of their own, of 1 to {MOST_LETTERS} letters and without $, "
            f"got {', '.join(map(repr, names))}"
        )
    return tuple(look._replace(name=name) for look, name in zip(LOOKS, names, strict=False))


class Points(NamedTuple):
    """Points of two or three classes.

    Attributes
    ----------
    X : ndarray of shape (N, D)
    labels : ndarray of int, shape (N,)
    classes : tuple of Category
    features : tuple of str
    axes : tuple of str
        What to write at each axis.
    """

    X: np.ndarray
    labels: np.ndarray
    classes: tuple[Category, ...]
    features: tuple[str, ...]
    axes: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes."""
        return tuple(each.name for each in self.classes)


FEATURES = ("shiny", "green")
PHOTOS = Points(
    photos.POINTS, photos.LABELS, CLASSES, FEATURES, tuple(f"{each} (no unit)" for each in FEATURES)
)


def points(data: Any, classes: Sequence[int] = (2, 3), reach: float = 2.0) -> Points:
    r"""Return a reader's points, each feature rescaled so that it runs from −`reach` to `reach`.

    Parameters
    ----------
    data : str, array, tuple, mapping or data frame
        A pasted table with two columns of numbers and one of labels; an array (N, 3) like that; an
        array (N, 2) and N labels; a mapping from names to arrays (n, 2), or from names to columns.
    classes : sequence of int
        How many there may be.
    reach : float

    Raises
    ------
    ValueError
        If `data` is something else, or has too many points.

    Examples
    --------
    >>> own = points({"child": [[110, 20], [120, 25], [140, 40]],
    ...               "adult": [[190, 80], [170, 70], [180, 75]]})
    >>> own.X[[0, 3]].tolist(), own.names, own.axes[0]
    ([[-2.0, -2.0], [2.0, 2.0]], ('child', 'adult'), 'column 1 (−2 is 110, 2 is 190)')
    """
    numbers, names = _split(data)
    count = len(numbers[0].values)
    if not FEWEST_POINTS <= count <= MOST_POINTS:
        raise ValueError(
            f"data must have {FEWEST_POINTS} to {MOST_POINTS} points, one in each row, got {count}"
        )
    distinct = [*dict.fromkeys(names)]
    if len(distinct) not in classes:
        raise ValueError(
            f"data must have points of {counted(classes)} classes, "
            f"got {len(distinct)}: {', '.join(distinct[:5])}"
        )
    X = np.transpose([column.values for column in numbers])
    low, high = X.min(0), X.max(0)
    for column, width in zip(numbers, high / 2 - low / 2, strict=True):
        if not 0 < width < 1e300:
            raise ValueError(
                f"{column.name} must differ from row to row, got one number, or too large ones"
            )
    axes = [
        f"{column.name} (−{reach:g} is {left:.4g}, {reach:g} is {right:.4g})".replace(
            "-", "−"
        ).replace("$", "")
        for column, left, right in zip(numbers, low, high, strict=True)
    ]
    labels = np.array([distinct.index(name) for name in names], int)
    X = reach * (2 * (X - low) / (high - low) - 1)
    return Points(X, labels, looks(distinct), tuple(c.name for c in numbers), tuple(axes))


def _split(data: Any) -> tuple[list[Column], list[str]]:
    """Return the two columns of features, and each row's label as a word."""
    table = columns(data)
    text_columns = [column for column in table if isinstance(column.values[0], str)]
    last = text_columns[0] if text_columns else table[-1]
    numbers = [column for column in table if column is not last]
    if len(text_columns) > 1 or len(numbers) != 2:
        kinds = [
            f"{each.name} ({'words' if each in text_columns else 'numbers'})" for each in table
        ]
        raise ValueError(
            f"data must have 2 columns of numbers and one of labels, got {', '.join(kinds)}"
        )
    return numbers, [_word(label) for label in last.values]


def _word(label: str | float) -> str:
    return label if isinstance(label, str) else str(label).removesuffix(".0")


class Scores(NamedTuple):
    """A score for each of two to four classes.

    Attributes
    ----------
    values : ndarray of shape (C,)
    classes : tuple of Category
    """

    values: np.ndarray
    classes: tuple[Category, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes."""
        return tuple(each.name for each in self.classes)


CAT_PICTURE = Scores(photos.SCORES[0], CLASSES)


def scores(data: Any, classes: Sequence[int] = (2, 3, 4)) -> Scores:
    """Return a reader's scores of named classes.

    Parameters
    ----------
    data : str, array, mapping or data frame
        A mapping from names to scores; a pasted table with a column of names and one of scores, or
        a row of names above one of scores; a list of scores, whose classes are then A, B, ….
    classes : sequence of int
        How many there may be.

    Examples
    --------
    >>> own = scores({"tea": 2.0, "milk": 0.5})
    >>> own.values.tolist(), own.names
    ([2.0, 0.5], ('tea', 'milk'))
    """
    table = columns(data)
    if len(table) == 2 and len(table[0].values) > 1:
        names, values = [_word(each) for each in table[0].values], table[1].values
    elif len(table[0].values) == 1:
        values = [column.values[0] for column in table]
        heads = [column.name for column in table]
        names = heads if "column 1" not in heads else [*"ABCD"][: len(values)]
    else:
        names, values = [*"ABCD"][: len(table[0].values)], table[0].values
    if len(values) not in classes or len(names) < len(values):
        raise ValueError(f"data must have scores of {counted(classes)} classes, got {len(values)}")
    for name, value in zip(names, values, strict=True):
        if isinstance(value, str) or not abs(value) <= HIGHEST:
            raise ValueError(
                f"the score of {name} must be from -{HIGHEST} to {HIGHEST}, got {value!r}"
            )
    return Scores(np.array(values), looks(names))


def counted(classes: Sequence[int]) -> str:
    """Return how many there may be, in words.

    Examples
    --------
    >>> counted([2, 3]), counted([2, 3, 4])
    ('2 or 3', '2 to 4')
    """
    return " or ".join(map(str, classes)) if len(classes) < 3 else f"{classes[0]} to {classes[-1]}"
