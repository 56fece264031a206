"""A class's own data in the explorers, and what is refused; explorable's tests have all forms."""

import json

import numpy as np
import pytest
from descent.explorers import catalogue
from descent.explorers._data import points, scores
from own_data import CENTERS, TAKERS, offered, samples

ALL = catalogue()
each = pytest.mark.parametrize("name", TAKERS)


def test_the_list_is_complete():
    assert sorted(TAKERS) == sorted(name for name, made in ALL.items() if made.adapt)


@each
def test_every_form_gives_an_explorer_that_shows_what_it_says(name):
    made = [ALL[name](data=form) for form in offered(name)]
    for one in made:
        assert one.predict is None and one.question != ALL[name].question
        assert len(one.caption_at()) > 20 and one.render() != ALL[name].render()


@each
def test_a_page_that_binds_the_data_again_draws_the_same(name):
    own = ALL[name](data=offered(name)[0])
    spec = json.loads(json.dumps(own.spec()))
    back = ALL[name].bind_data(spec["fixed"])
    assert back.spec() == own.spec() and back.render() == own.render()


@each
def test_no_word_of_the_books_classes_is_left(name):
    own = ALL[name](data=offered(name)[-1])
    spec = own.spec()
    labels = [control["label"] for control in spec["controls"].values()]
    options = [str(o) for c in spec["controls"].values() for o in c.get("options", [])]
    said = " ".join(
        [own.question, own.title, own.caption_at(), *labels, *options, *spec["presets"]]
    )
    for word in ("cat", "car", "frog", "shiny", "green", "photo", "photos"):
        assert word not in said.lower().replace(".", " ").replace(",", " ").split()


@each
@pytest.mark.parametrize("data", ["", "a b c", 3, [[1, 2], [3, np.nan]], {"a": [[[1]]]}, [1e400]])
def test_what_is_no_data_is_refused_when_the_explorer_is_called(name, data):
    with pytest.raises(ValueError, match=r"data|score|column"):
        ALL[name](data=data)


def test_without_data_an_explorer_is_the_books():
    assert ALL["separable"](data=None).spec() == ALL["separable"].spec()


REFUSED = {
    "a column too many": ("1,2,3,a\n1,3,4,b", "2 columns of numbers and one of labels"),
    "too few": ("1,2,a\n2,3,b", "6 to 200 points"),
    "too many": ([[i, i, i % 2] for i in range(201)], "6 to 200 points"),
    "one class": ([[i, i * i, 0] for i in range(9)], "2 or 3 classes, got 1: 0"),
    "a class for each": ([[i, i * i, i] for i in range(9)], "got 9: 0, 1, 2, 3, 4"),
    "one height": ([[1, i, i % 2] for i in range(9)], "column 1 must differ from row to row"),
    "a cell without a number": (
        "h,w,who\n1,n/a,a\n2,3,b",
        "data has 'n/a' in line 2, where w is a number",
    ),
    "a long name": ([[i, i * i, "abcdefghijk"[i % 2 :]] for i in range(9)], "1 to 10 letters"),
    "a formula": ([[i, i * i, "$x$" * (i % 2) or "y"] for i in range(9)], "without \\$"),
    "labels that do not fit": (([[1, 2]] * 8, [0] * 7), "equally long, got {'X': 8, 'labels': 7}"),
    "a range beyond numbers": (
        [[1e308 * (-1) ** i, i, i % 3] for i in range(9)],
        "column 1 must differ",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_points_that_are_refused(case):
    data, message = REFUSED[case]
    with pytest.raises(ValueError, match=message):
        points(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([1.0], "2 to 4 classes, got 1"),
        ({"a": 1, "b": 11}, "score of b must be from -10 to 10, got 11.0"),
        ("a\tb\n1\tx", "score of b"),
        ([["a", 1], ["a", 2]], "names of their own"),
        ([1, 2, 3, 4, 5], "classes"),
    ],
)
def test_scores_that_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        scores(data)


def test_points_are_rescaled_and_can_be_read_back_from_the_axes():
    data, *_ = samples(3)
    raw, own = np.concatenate([*data.values()]), points(data)
    np.testing.assert_allclose([own.X.min(0), own.X.max(0)], [[-2, -2], [2, 2]])
    low, high = raw.min(0), raw.max(0)
    np.testing.assert_allclose((own.X + 2) / 4 * (high - low) + low, raw)
    assert own.axes[1] == f"column 2 (−2 is {low[1]:.4g}, 2 is {high[1]:.4g})"
    assert own.names == tuple(CENTERS)
