"""A reader's own data, in whatever form, as columns with names: a pasted table, arrays, a frame."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

SEPARATORS = "\t;,"
_NUMBER = r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?"
_COMMA = r"[-+]?\d*,\d+"
_THOUSANDS = r"[-+]?[1-9]\d{0,2},\d{3}"
"""What may be a number with a decimal comma, or a thousand and more."""


class Column(NamedTuple):
    """One column: floats if every cell is a number, else the cells as they are."""

    name: str
    values: list


def columns(data: Any) -> list[Column]:
    r"""Return what a table, an array, a mapping or a data frame holds, column by column.

    A first row without any number above columns of numbers is a header; columns without one are
    named by their place.

    Raises
    ------
    ValueError
        If there is nothing in it, rows differ in length, or a number can be read in two ways.

    Examples
    --------
    >>> for column in columns("height;species\n1,5;cat\n2;frog"):
    ...     print(column.name, column.values)
    height [1.5, 2.0]
    species ['cat', 'frog']
    """
    rows = [[str(cell).strip() for cell in row] for row in _rows(data)]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise ValueError("data must hold numbers, got nothing")
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ValueError(
                f"data must have {len(rows[0])} cells in each row, as in the first, "
                f"got {len(row)} in row {i + 1}: {row}"
            )
    upright = [cells for cells in zip(*rows, strict=True) if any(cells)]
    comma = _decimal_comma(cell for cells in upright for cell in cells)
    parsed = [[_number(cell, comma) for cell in cells] for cells in upright]
    heads = all(numbers[0] is None for numbers in parsed)
    below = [numbers[1:] for numbers in parsed] if heads else parsed
    if not any(numbers and None not in numbers for numbers in below):
        heads, below = False, parsed
    return [
        Column((heads and cells[0]) or f"column {i + 1}", _values(cells[heads:], numbers))
        for i, (cells, numbers) in enumerate(zip(upright, below, strict=True))
    ]


def written(table: Sequence[Column]) -> str:
    r"""Return columns as the text that :func:`columns` reads: tabs between cells, names on top.

    Examples
    --------
    >>> written([Column("height", [1.5, 2.0]), Column("species", ["cat", "frog"])])
    'height\tspecies\n1.5\tcat\n2.0\tfrog\n'
    """
    text = io.StringIO()
    rows = zip(*(column.values for column in table), strict=True)
    heads = [column.name for column in table]
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows([heads, *rows])
    return text.getvalue()


def _rows(data: Any) -> list:
    """Return `data` as rows of cells."""
    if isinstance(data, str):
        return _read(data)
    if hasattr(data, "columns") and hasattr(data, "to_numpy"):  # a data frame
        names = [name if isinstance(name, str) else f"column {name}" for name in data.columns]
        return [names, *data.to_numpy().tolist()]
    if isinstance(data, Mapping):
        return _of_mapping({str(name): _plain(value) for name, value in data.items()})
    if isinstance(data, tuple) and [np.ndim(each) for each in data] == [2, 1]:
        X, labels = map(_plain, data)
        return [[*x, label] for x, label in _side_by_side({"X": X, "labels": labels})]
    rows = _plain(data)
    if not isinstance(rows, list):
        raise ValueError(f"data must be a table, an array, a mapping or a data frame, got {data!r}")
    return [row if isinstance(row, list | tuple) else [row] for row in rows]


def _read(text: str) -> list[list[str]]:
    """Return the cells of a text: between tabs, else semicolons, else commas, else blanks."""
    separator = next((each for each in SEPARATORS if each in text), None)
    lines = io.StringIO(text, newline="")
    try:
        return [*csv.reader(lines, delimiter=separator)] if separator else [*map(str.split, lines)]
    except csv.Error as error:
        raise ValueError(f"data is no table: {error}") from None


def _of_mapping(data: Mapping[str, Any]) -> list:
    """Return rows of a mapping from names to numbers, to columns, or to points."""
    dimensions = sorted({np.ndim(value) for value in data.values()})
    if dimensions == [0]:
        return [*data.items()]
    if dimensions == [1]:
        return [[*data], *_side_by_side(data)]
    if dimensions == [2]:
        return [[*x, name] for name, points in data.items() for x in points]
    raise ValueError(
        "data that is a mapping must map each name to a number, to a column or to points (N, D), "
        f"got values of {dimensions} dimensions"
    )


def _side_by_side(columns: Mapping[str, list]) -> list[tuple]:
    """Return rows of columns that are equally long."""
    lengths = {name: len(column) for name, column in columns.items()}
    if len({*lengths.values()}) > 1:
        raise ValueError(f"columns of data must be equally long, got {lengths}")
    return [*zip(*columns.values(), strict=True)]


def _plain(values: Any) -> Any:
    """Return an array as nested lists, and any other sequence as a list."""
    if hasattr(values, "tolist"):
        return values.tolist()
    return [_plain(each) for each in values] if isinstance(values, list | tuple) else values


def _decimal_comma(cells: Iterable[str]) -> bool:
    """Return whether commas are decimal; raise if they might part thousands as well."""
    found = [cell.replace("−", "-") for cell in cells]
    found = [cell for cell in found if re.fullmatch(_COMMA, cell)]
    if found and all(re.fullmatch(_THOUSANDS, cell) for cell in found):
        raise ValueError(f"data has {found[0]}, a decimal or a thousand: write it without a comma")
    return bool(found)


def _number(cell: str, comma: bool) -> float | None:
    """Return the finite number that a cell holds, or None."""
    text = cell.replace("−", "-")
    if comma and re.fullmatch(_COMMA, text):
        text = text.replace(",", ".")
    value = float(text) if re.fullmatch(_NUMBER, text, re.IGNORECASE) else np.inf
    return value if np.isfinite(value) else None


def _values(cells: Sequence[str], numbers: list) -> list:
    return [*cells] if None in numbers else numbers
