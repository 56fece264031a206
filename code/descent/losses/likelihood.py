"""Likelihood: how probable a model makes what was counted."""

from math import lgamma

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_array, check_distribution


def log_arrangements(counts: ArrayLike) -> float:
    """Return the logarithm of n! / (k₁! ⋯ k_C!), the number of sequences with these counts.

    Parameters
    ----------
    counts : array_like, shape (C,)
        Whole numbers k₁, …, k_C, none negative, with the sum n.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If a count is negative or a fraction.

    References
    ----------
    W. Feller, "An Introduction to Probability Theory and Its Applications", vol. 1, 3rd ed.,
    Wiley 1968, section II.4.

    Examples
    --------
    >>> round(np.exp(log_arrangements([2, 3])))
    10
    """
    counts = _check_counts(counts)
    return lgamma(counts.sum() + 1) - sum(lgamma(k + 1) for k in counts)


def sequence_log_likelihood(counts: ArrayLike, p: ArrayLike) -> np.ndarray:
    """Return Σ k log p: the log-probability of one sequence of draws from `p` with these counts.

    It is -n H(counts / n, p): the likelihood of data is a cross-entropy. The probability of the
    counts in any order is larger by the factor exp(`log_arrangements`).

    Parameters
    ----------
    counts : array_like, shape (C,)
        How often each of the C outcomes came: whole numbers, none negative.
    p : array_like, shape (..., C)
        The distribution, or many of them.

    Returns
    -------
    ndarray, shape (...)
        -inf where something came that `p` holds impossible.

    Raises
    ------
    ValueError
        If the counts are none, or `p` is no distribution over the same C outcomes.

    References
    ----------
    C. M. Bishop, "Pattern Recognition and Machine Learning", Springer 2006, section 2.2.

    Examples
    --------
    >>> np.exp(sequence_log_likelihood([2, 3], [0.4, 0.6])).round(5)
    np.float64(0.03456)
    """
    counts, p = _check_counts(counts), check_distribution("p", p)
    if p.shape[-1] != len(counts):
        raise ValueError(f"p must have shape (..., {len(counts)}) to fit counts, got {p.shape}")
    with np.errstate(divide="ignore"):
        log_p = np.where(counts == 0, 0, np.log(p))  # what never came costs nothing: 0 log 0 = 0
    return (counts * log_p).sum(-1)


def _check_counts(counts: ArrayLike) -> np.ndarray:
    counts = check_array("counts", counts, ndim=1)
    if counts.min() < 0 or (counts != counts.round()).any():
        raise ValueError(f"counts must be whole numbers, none negative, got {counts}")
    return counts
