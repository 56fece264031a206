"""Two models on the same samples: how sure the difference between them is."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from descent.sums import mean_and_deviation
from descent.validation import require_array, require_mask, require_overflow, require_same_shape


def paired_difference(a: ArrayLike, b: ArrayLike) -> tuple[float, float]:
    """Return the mean of a − b and its standard error, std(a − b) / √N.

    What makes a sample hard for both cancels in the difference, so this error is mostly far below
    that of two means taken apart.

    Parameters
    ----------
    a, b : array_like, shape (N,) or (R, N)
        The losses of two models, say, on the same N ≥ 2 samples in the same order; of R trainings
        each, whose mean is taken sample by sample: more trainings are no more samples.

    Returns
    -------
    difference : float
        The mean of a − b.
    error : float
        Its standard error.

    Raises
    ------
    ValueError
        If these are not two arrays of the same shape, with at least 2 samples.
    FloatingPointError
        If a difference is beyond all floats.

    Examples
    --------
    >>> paired_difference([1.0, 3.0, 5.0, 7.0], [0.0, 2.0, 5.0, 5.0])
    (1.0, 0.408248290463863)
    """
    a, b = require_array("a", a), require_array("b", b)
    require_same_shape("a", a, "b", b)
    if a.ndim not in (1, 2) or a.shape[-1] < 2:
        raise ValueError(f"a must have shape (N,) or (R, N) with N at least 2, got {a.shape}")
    with np.errstate(all="ignore"):  # what overflows is found and reported as an error
        apart = np.atleast_2d(a.astype(float) - b).mean(axis=0)
        mean, deviation = mean_and_deviation(require_overflow("the difference", apart, "a or b"))
    return float(mean), float(deviation / math.sqrt(apart.size))


class McNemar(NamedTuple):
    """How many samples only one of two models reads rightly, and the test's p-value.

    Attributes
    ----------
    only_a, only_b : int
        The samples that only the first model, and only the second, reads rightly.
    p_value : float
        The probability of a difference as large, if the models were equally good.
    """

    only_a: int
    only_b: int
    p_value: float


def mcnemar(a_right: ArrayLike, b_right: ArrayLike) -> McNemar:
    """Compare the accuracies of two models on the same samples by McNemar's exact test.

    Samples that both read rightly, or neither, say nothing about which is better. If the models are
    equally good, each of the n others is a fair coin, and the number that only one of them reads
    rightly is binomial (n, ½).

    Parameters
    ----------
    a_right, b_right : array_like of bool, shape (N,)
        Whether each model is right about each sample.

    Returns
    -------
    McNemar
        ``only_a``, ``only_b`` and ``p_value``: the probability of counts at least as unequal.

    Raises
    ------
    ValueError
        If these are not two vectors of bool of the same length, at least 1.

    References
    ----------
    Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", Psychometrika 12 (1947), 153-157. https://doi.org/10.1007/BF02295996

    Examples
    --------
    >>> mcnemar([True] * 6 + [False], [False] * 5 + [True] * 2)
    McNemar(only_a=5, only_b=1, p_value=0.21875)
    """
    a, b = require_mask("a_right", a_right), require_mask("b_right", b_right)
    require_same_shape("a_right", a, "b_right", b)
    only_a, only_b = int((a & ~b).sum()), int((b & ~a).sum())
    tail = _binomial_tail(min(only_a, only_b), only_a + only_b)
    return McNemar(only_a, only_b, min(1.0, 2 * tail))


def _binomial_tail(most: int, count: int) -> float:
    """Return the probability of at most so many heads among `count` fair coins."""
    term = total = 1  # of the binomial coefficients, in units of 2**unit
    unit = 0
    for k in range(most):
        term = term * (count - k) // (k + 1)
        total += term
        if term.bit_length() > 256:  # 128 bits are enough, and no step takes longer than another
            term, total, unit = term >> 128, total >> 128, unit + 128
    return math.ldexp(total, unit - count)
