"""A reader's own table: every form in which it comes, and what is refused."""

import numpy as np
import pytest
from explorable.table import Column, columns, written
from hypothesis import given
from hypothesis import strategies as st


class Frame:
    """What is asked of a data frame."""

    def to_dict(self, orient):
        return {"list": {"height": [1.5, 2.0], 2: ["cat", "frog"]}}[orient]


NAMED = [Column("height", [1.5, 2.0]), Column("who", ["cat", "frog"])]
POINTS = [Column("column 1", [1.5, 2]), Column("column 2", [3, -1])]
FORMS = {
    "tabs and decimal commas": ("height\twho\n1,5\tcat\n\t\n2\tfrog\n", NAMED),
    "semicolons and decimal commas": ("\nheight;who\n1,5;cat\n\n 2 ; frog", NAMED),
    "semicolons and points": ("height;who\n1.5;cat\n2;frog", NAMED),
    "commas and points": ('"height","who"\n1.5,"cat"\n2,frog', NAMED),
    "a comma among words": ("a;b\n1,5;x,y\n", [Column("a", [1.5]), Column("b", ["x,y"])]),
    "words without a number": (
        "a,b\nx,y",
        [Column("column 1", ["a", "x"]), Column("column 2", ["b", "y"])],
    ),
    "a comma that parts cells": ('"1,5",2', [Column("column 1", ["1,5"]), Column("column 2", [2])]),
    "a minus sign": ("−1;cat", [Column("column 1", [-1.0]), Column("column 2", ["cat"])]),
    "columns by their names": ({"height": np.array([1.5, 2]), "who": ["cat", "frog"]}, NAMED),
    "a data frame": (Frame(), [NAMED[0], Column("2", ["cat", "frog"])]),
    "points by their labels": (
        {"cat": [[1.5, 3]], "frog": np.array([[2, -1]])},
        [
            Column("column 1", [1.5, 2]),
            Column("column 2", [3, -1]),
            Column("column 3", ["cat", "frog"]),
        ],
    ),
    "points and labels": (
        (np.array([[1.5, 3], [2, -1]]), [0, 1]),
        [Column("column 1", [1.5, 2]), Column("column 2", [3, -1]), Column("column 3", [0, 1])],
    ),
    "numbers by their names": (
        {"cat": 1.5, "frog": 2},
        [Column("column 1", ["cat", "frog"]), Column("column 2", [1.5, 2])],
    ),
    "a list": ([1.5, 2], [Column("column 1", [1.5, 2])]),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_comes_in_every_form(form):
    data, expected = FORMS[form]
    assert columns(data) == expected


REFUSED = {
    "nothing": ("", "data must hold numbers, got nothing"),
    "rows of two lengths": ("1,2,a\n1,b", "3 cells in each line, as in the first, got 2 in line 2"),
    "columns of two lengths": ({"X": [1, 2], "y": [3]}, "equally long, got {'X': 2, 'y': 1}"),
    "a word among numbers": (
        "h;w\n\n1;2\n2;n/a",
        "data has 'n/a' in line 4, where w is a number in other",
    ),
    "a number among words": ("1,a\n2,3", "data has 'a' in line 1, where column 2 is a number"),
    "an empty cell": ("\nh\tw\n1\t2\n\t3\n", "data has '' in line 3, where h is a number"),
    "thousands": ("h;w\n1,5;2\n1.234,5;3", "data has '1.234,5' in line 3, where h is"),
    "a number beyond floats": ([[1, 2], [3, 1e400]], "data has 'inf' in line 2, where column 2"),
    "depth": ({"a": [[[1]]]}, "got values of \\[3\\] dimensions"),
    "a number": (3, "must be a table, an array, a mapping or a data frame, got 3"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_is_refused(case):
    data, message = REFUSED[case]
    with pytest.raises(ValueError, match=message):
        columns(data)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).filter(
    lambda word: not any(character.isdigit() for character in word)
)
numbers = st.floats(-1e6, 1e6).map(lambda number: float(f"{number:.6g}"))
tables = st.integers(1, 5).flatmap(
    lambda n: st.tuples(
        st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=1, max_size=3),
        st.lists(words, min_size=n, max_size=n),
        st.lists(words, min_size=5, max_size=5),
    )
)


@given(tables)
def test_a_table_that_is_written_is_read_back(table):
    upright, labels, names = table
    made = [Column(names[i], values) for i, values in enumerate(upright)]
    made.append(Column(names[4], labels))
    assert columns(written(made)) == made
