"""Information: what a distribution costs to describe, and how probable it makes counts."""

from __future__ import annotations

from math import e, lgamma, log, pi

import numpy as np
from numpy.typing import ArrayLike

from descent.sums import total
from descent.validation import (
    Numbers,
    require_counts,
    require_distribution,
    require_number,
    require_same_shape,
)


def entropy(p: ArrayLike, base: float = e) -> Numbers:
    """Return H(p) = -sum(p log p), the expected surprise, over the last axis.

    Parameters
    ----------
    p : array_like, shape (..., C)
        Distributions over the last axis.
    base : float
        Above 1; e gives nats, 2 gives bits.

    Returns
    -------
    ndarray, shape (...)
        From 0 to log C; a number for a single distribution.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27, 1948.

    Examples
    --------
    >>> entropy([0.5, 0.5], base=2)
    np.float64(1.0)
    """
    p = require_distribution("p", p)
    return _expected_surprise(p, p, base)


def cross_entropy(p: ArrayLike, q: ArrayLike, base: float = e) -> Numbers:
    """Return H(p, q) = -sum(p log q), what p's outcomes cost in q's code, over the last axis.

    Parameters
    ----------
    p, q : array_like, shape (..., C)
        Distributions over the last axis.
    base : float
        Above 1; e gives nats, 2 gives bits.

    Returns
    -------
    ndarray, shape (...)
        At least the entropy of `p`; inf where `q` is 0 and `p` is not.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    I. J. Good, "Some terminology and notation in information theory", Proceedings of the IEE C 103,
    1956.

    Examples
    --------
    >>> cross_entropy([1, 0, 0], [0.13, 0.87, 0.0]).round(2)
    np.float64(2.04)
    """
    p, q = require_distribution("p", p), require_distribution("q", q)
    require_same_shape("p", p, "q", q)
    return _expected_surprise(p, q, base)


def kl_divergence(p: ArrayLike, q: ArrayLike, base: float = e) -> Numbers:
    """Return D(p || q) = sum(p log(p / q)), the extra cost of coding p with q's code.

    Parameters
    ----------
    p, q : array_like, shape (..., C)
        Distributions over the last axis.
    base : float
        Above 1; e gives nats, 2 gives bits.

    Returns
    -------
    ndarray, shape (...)
        At least 0, and 0 where `p` is `q`; inf where `q` is 0 and `p` is not.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    Each class adds p log(p / q) - p + q, which is never negative. Where rounding makes the sums of
    p and q differ, the result is off from the sum of p log(p / q) by that difference.

    References
    ----------
    S. Kullback and R. A. Leibler, "On information and sufficiency", Annals of Mathematical
    Statistics 22, 1951.

    Examples
    --------
    >>> kl_divergence([0.5, 0.5], [0.25, 0.75], base=2).round(3)
    np.float64(0.208)
    """
    p, q = require_distribution("p", p), require_distribution("q", q)
    require_same_shape("p", p, "q", q)
    base = require_number("base", base, above=1)
    with np.errstate(all="ignore"):
        s = (p - q) / (p + q)
        excess = np.where(p == 0, 0, p * _log_ratio(p, q)) - (p - q)
        # If it is small, its digits cancel: log(p / q) is 2 (s + s³/3 + …), and p - q is s (p + q).
        series = s * s * s * np.polyval(np.array(_ODD, s.dtype), s * s)
        small = (p - q) * s + 2 * p * series
        return total(np.where(np.abs(s) < 0.1, small, excess), -1) / log(base)


_ODD = [1 / k for k in range(15, 2, -2)]


def _log_ratio(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Return log(p / q), of logarithms only where the ratio is beyond all floats."""
    ratio = p / q
    plain = np.isfinite(ratio) & (ratio >= np.finfo(ratio.dtype).tiny)
    return np.where(plain, np.log(ratio), np.log(p) - np.log(q))


def _expected_surprise(p: np.ndarray, q: np.ndarray, base: float) -> np.ndarray:
    base = require_number("base", base, above=1)
    with np.errstate(divide="ignore", under="ignore"):
        surprise = -np.log(np.minimum(q, 1))  # what is above 1 has been rounded
    surprise = np.where(p == 0, 0, surprise)  # 0 log 0 = 0
    return total(p * surprise, -1) / log(base)


def log_arrangements(counts: ArrayLike) -> float:
    """Return the logarithm of n! / (k₁! ⋯ k_C!), the number of sequences with these counts.

    Parameters
    ----------
    counts : array_like, shape (C,)
        Whole numbers k₁, …, k_C, none negative, with the sum n.

    Returns
    -------
    float
        At least 0.

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
    counts = require_counts("counts", counts).astype(np.float64)  # float32 cannot count beyond 2²⁴
    n = counts.sum()
    with np.errstate(divide="ignore", under="ignore", invalid="ignore"):
        # the logarithm of a share near 1 is that of what is left of it
        surprise = -np.where(2 * counts > n, np.log1p((counts - n) / n), np.log(counts / n))
    surprise = np.where(counts == 0, 0, surprise)
    # k! is (k / e)^k and a factor: what the powers leave is n times the entropy of the shares
    return float((counts * surprise).sum() + _log_factor(n) - _log_factor(counts).sum())


FEW = np.array([lgamma(k + 1) - (k * log(k) if k else 0) + k for k in range(16)])


def _log_factor(k: np.ndarray) -> np.ndarray:
    """Return the logarithm of k! / (k / e)^k: Stirling's series, to all digits of a float."""
    x = np.maximum(k, 16)
    series = 1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / x**2) / x**2) / x**2) / x**2
    return np.where(k < 16, FEW[np.minimum(k, 15).astype(int)], np.log(2 * pi * x) / 2 + series / x)


def sequence_log_likelihood(counts: ArrayLike, p: ArrayLike) -> Numbers:
    """Return Σ k log p: the log-probability of one sequence of draws from `p` with these counts.

    It is -n H(counts / n, p): the likelihood of data is a cross-entropy. The probability of the
    counts in any order is larger by the factor exp(`log_arrangements`).

    Parameters
    ----------
    counts : array_like, shape (C,)
        How often each of the C outcomes occurred: whole numbers, none negative.
    p : array_like, shape (..., C)
        The distribution, or many of them.

    Returns
    -------
    ndarray, shape (...)
        -inf where `p` rules out something that occurred.

    Raises
    ------
    ValueError
        If `counts` are not counts, or `p` is not a distribution over the same C outcomes.

    References
    ----------
    C. M. Bishop, "Pattern Recognition and Machine Learning", Springer 2006, section 2.2.

    Examples
    --------
    >>> np.exp(sequence_log_likelihood([2, 3], [0.4, 0.6])).round(5)
    np.float64(0.03456)
    """
    counts, p = require_counts("counts", counts), require_distribution("p", p)
    if p.shape[-1] != len(counts):
        raise ValueError(f"p must have shape (..., {len(counts)}) to fit counts, got {p.shape}")
    with np.errstate(divide="ignore", under="ignore"):
        # what never came costs nothing: 0 log 0 = 0; what is above 1 has been rounded
        log_p = np.where(counts == 0, 0, np.log(np.minimum(p, 1)))
    return total(counts * log_p, -1)
