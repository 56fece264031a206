"""Reductions beyond all floats and to a type checker; the losses' own tests cover them in use."""

import inspect
from typing import get_overloads

import numpy as np
import pytest
from descent import losses
from descent.losses.reductions import reduce_losses


def test_sums_beyond_all_floats():
    assert reduce_losses(np.array([1e308, 1e308]), "sum") == np.inf
    assert reduce_losses(np.array([1e308, 1e308]), "mean") == pytest.approx(1e308)
    assert reduce_losses(np.array([1.0, np.inf]), "mean") == np.inf


REDUCED = [
    name
    for name in losses.__all__
    if "reduction" in inspect.signature(getattr(losses, name)).parameters
    and not name.endswith("_gradient")
]


@pytest.mark.parametrize("name", REDUCED)
def test_a_type_checker_is_told_which_reduction_gives_a_number(name):
    one, many = map(inspect.signature, get_overloads(getattr(losses, name)))
    told = [
        (each.parameters["reduction"].annotation, each.return_annotation) for each in (one, many)
    ]
    assert told == [("Literal['mean', 'sum']", "np.floating"), ("Literal['none']", "np.ndarray")]
    every = inspect.signature(getattr(losses, name)).parameters
    assert [*one.parameters] == [*many.parameters] == [*every]
