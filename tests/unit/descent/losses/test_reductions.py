"""Reductions of all losses: what they add up, beyond all floats, and to a type checker."""

import inspect
from functools import partial
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
def test_a_mean_and_a_sum_are_those_of_all_samples(name):
    scores = np.array([[0.2, -3.0], [1.5, 0.0], [5.0, 4.5]])
    labels = scores > 0.1 if name.startswith("binary") else [0, 1, 1]
    loss = partial(getattr(losses, name), scores, labels)
    gradient = partial(getattr(losses, f"{name}_gradient"), scores, labels)
    each, slopes = loss(reduction="none"), gradient(reduction="none")
    np.testing.assert_allclose(loss(), each.mean())
    np.testing.assert_allclose(loss(reduction="sum"), each.sum())
    np.testing.assert_allclose(gradient(), slopes / each.size)
    np.testing.assert_allclose(gradient(reduction="sum"), slopes)


@pytest.mark.parametrize("name", REDUCED)
def test_a_type_checker_is_told_which_reduction_gives_a_number(name):
    one, many = map(inspect.signature, get_overloads(getattr(losses, name)))
    told = [
        (each.parameters["reduction"].annotation, each.return_annotation) for each in (one, many)
    ]
    assert told == [("Literal['mean', 'sum']", "np.floating"), ("Literal['none']", "np.ndarray")]
    every = inspect.signature(getattr(losses, name)).parameters
    assert [*one.parameters] == [*many.parameters] == [*every]
