"""A reader's own data as columns with names: a pasted table, arrays, a mapping, a data frame.

A pasted table is what a spreadsheet copies or saves: cells separated by tabs, else by semicolons,
else by commas. Where commas separate no cells, they are decimal.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

_Cell = float | str
_Row = list[_Cell]


class Column(NamedTuple):
    """One column: floats if every cell is a number, words if none is."""

    name: str
    values: list


def columns(data: Any) -> list[Column]:
    r"""Return what a table, an array, a mapping or a data frame holds, column by column.

    A first line without any number above numbers is a header; columns without one are named by
    their place.

    Raises
    ------
    ValueError
        If there is nothing in it, lines differ in length, or a column has numbers and words.

    Examples
    --------
    >>> for column in columns("height;species\n1,5;cat\n2;frog"):
    ...     print(column.name, column.values)
    height [1.5, 2.0]
    species ['cat', 'frog']
    >>> columns("height;species\n1,5;cat\ntall;frog")
    Traceback (most recent call last):
    ValueError: data has 'tall' in line 3, where height is a number in other lines
    """
    names, lines = _pasted(data) if isinstance(data, str) else _given(data)
    if not lines:
        raise ValueError("data must hold numbers, got nothing")
    count = len(next(iter(lines.values())))
    for line, row in lines.items():
        if len(row) != count:
            raise ValueError(
                f"data must have {count} cells in each line, as in the first, "
                f"got {len(row)} in line {line}: {row}"
            )
    heads = [name or f"column {number}" for number, name in enumerate(names or [""] * count, 1)]
    upright = zip(heads, zip(*lines.values(), strict=True), strict=True)
    return [_column(name, dict(zip(lines, cells, strict=True))) for name, cells in upright]


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


def _column(name: str, cells: Mapping[int, _Cell]) -> Column:
    """Return a column, whose cells come by their lines."""
    text_cells = {line: cell for line, cell in cells.items() if isinstance(cell, str)}
    if 0 < len(text_cells) < len(cells):
        line, word = next(iter(text_cells.items()))
        raise ValueError(
            f"data has {word!r} in line {line}, where {name} is a number in other lines"
        )
    return Column(name, [*cells.values()])


def _pasted(text: str) -> tuple[list[str], dict[int, _Row]]:
    """Return the names that stand on top of a text, if any do, and its cells by their lines."""
    separator = next((each for each in "\t;" if each in text), ",")
    rows = csv.reader(text.strip("\r\n").splitlines(), delimiter=separator)
    lines = {
        line: [_cell(each, comma=separator != ",") for each in row]
        for line, row in enumerate(rows, 1)
        if any(map(str.strip, row))
    }
    first, *below = lines.values() if lines else [[]]
    heads = [each for each in first if isinstance(each, str)]
    if len(heads) < len(first) or not any(isinstance(each, float) for row in below for each in row):
        return [], lines
    return heads, {line: row for line, row in lines.items() if row is not first}


def _given(data: Any) -> tuple[list[str], dict[int, _Row]]:
    """Return the names of columns, if they have any, and their cells by their lines."""
    if hasattr(data, "to_dict"):  # a data frame
        data = data.to_dict("list")
    names: list[str] = []
    if isinstance(data, Mapping):
        names, rows = _of_mapping({str(name): _plain(value) for name, value in data.items()})
    elif isinstance(data, tuple) and [np.ndim(each) for each in data] == [2, 1]:
        X, labels = map(_plain, data)
        rows = [[*x, label] for x, label in _side_by_side({"X": X, "labels": labels})]
    elif isinstance(rows := _plain(data), list):
        rows = [row if isinstance(row, list) else [row] for row in rows]
    else:
        raise ValueError(f"data must be a table, an array, a mapping or a data frame, got {data!r}")
    return names, {line: [*map(_cell, row)] for line, row in enumerate(rows, 1)}


def _of_mapping(data: Mapping[str, Any]) -> tuple[list[str], list]:
    """Return the names and rows of a mapping from names to numbers, to columns, or to points."""
    match dimensions := sorted({np.ndim(value) for value in data.values()}):
        case [0]:
            return [], [*data.items()]
        case [1]:
            return [*data], _side_by_side(data)
        case [2]:
            return [], [[*x, name] for name, points in data.items() for x in points]
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


def _cell(value: Any, *, comma: bool = False) -> _Cell:
    """Return the finite number that a cell holds, else its words."""
    text = str(value).strip()
    digits = text.replace("−", "-")
    try:
        number = float(digits.replace(",", ".") if comma else digits)
    except ValueError:
        return text
    return number if np.isfinite(number) else text
