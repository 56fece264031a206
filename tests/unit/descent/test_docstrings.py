"""Docstrings that a reader looks things up in: complete for each name, by numpydoc's own rules."""

import inspect

import pytest
from descent.docstrings import takes_what
from numpydoc.docscrape import NumpyDocString
from numpydoc.validate import validate
from public import public_names

PUBLIC = public_names()
FUNCTIONS = [name for name, value in PUBLIC.items() if inspect.isfunction(value)]
NOT_ASKED = {
    "ES01",  # an extended summary: one sentence may say it all
    "SA01",  # See Also: names stand in the text
    "PR08",  # a description's capital: a formula's letter may begin it
}
RECORDS = {  # what others return or are made of: nobody calls them, their fields are attributes
    *("ChordViolation", "Dataset", "DivergenceError", "HiddenReplay", "McNemar", "Method"),
    *("NotFittedError", "Penalized", "Replay", "Surface", "Text", "Trajectory", "Tuned"),
}
NO_SOURCE = {  # definitions that need none, data of our own, means of looking at arrays
    *("accuracy", "confusion_matrix", "load_hidden_replay", "load_penalized"),
    *("load_replay", "make_houses", "one_hot", "paired_difference"),
    *("interval", "spread", "table", "tune"),
}
CANNOT_FAIL = {
    "load_ablations",
    "load_alice",
    "load_attention",
    "load_penalized",
}  # they take nothing


@pytest.mark.parametrize("name", PUBLIC)
def test_numpydoc_finds_nothing_missing(name):
    of_records = {"PR01", "EX01"} if name in RECORDS else set()
    errors = validate(f"{PUBLIC[name].__module__}.{name}")["errors"]
    assert not [each for each in errors if each[0] not in NOT_ASKED | of_records]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_what_it_raises_and_where_its_formula_is_from(name):
    sections = NumpyDocString(inspect.getdoc(PUBLIC[name]))
    assert bool(sections["Raises"]) == (name not in CANNOT_FAIL)
    assert bool(sections["References"]) == (name not in NO_SOURCE)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_array_has_a_shape(name):
    sections = NumpyDocString(inspect.getdoc(PUBLIC[name]))
    described = [*sections["Parameters"], *sections["Returns"]]
    arrays = [each for each in described if "array" in each.type]
    assert not [each for each in arrays if "shape" not in each.type and "axis" not in each.type]


def test_a_gradient_has_the_sections_of_its_loss_that_it_does_not_write_itself():
    def loss():
        """Return a number.

        Parameters
        ----------
        x : float

        Returns
        -------
        float
        """

    @takes_what(loss)
    def gradient():
        """Return a slope.

        Returns
        -------
        ndarray
        """

    @takes_what(loss)
    def bare(): ...

    assert inspect.getdoc(gradient) == (
        "Return a slope.\n\nParameters\n----------\nx : float\n\nReturns\n-------\nndarray"
    )
    assert bare.__doc__ is None
