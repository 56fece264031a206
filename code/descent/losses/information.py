"""Entropy, cross-entropy and divergence: what a distribution costs to describe."""

from math import e, log

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_distribution, check_number, check_same_shape


def entropy(p: ArrayLike, base: float = e) -> np.ndarray:
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

    References
    ----------
    C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27, 1948.

    Examples
    --------
    >>> entropy([0.5, 0.5], base=2)
    np.float64(1.0)
    """
    p = check_distribution("p", p)
    return _expected_surprise(p, p, base)


def cross_entropy(p: ArrayLike, q: ArrayLike, base: float = e) -> np.ndarray:
    """Return H(p, q) = -sum(p log q), the surprise of q where p holds, over the last axis.

    Parameters are those of `entropy`, `q` like `p`. Where q is 0 and p is not, it is inf.

    Examples
    --------
    >>> cross_entropy([1, 0, 0], [0.13, 0.87, 0.0]).round(2)
    np.float64(2.04)
    """
    p, q = check_distribution("p", p), check_distribution("q", q)
    check_same_shape("p", p, "q", q)
    return _expected_surprise(p, q, base)


def kl_divergence(p: ArrayLike, q: ArrayLike, base: float = e) -> np.ndarray:
    """Return D(p || q) = sum(p log(p / q)), what coding p with q's code costs in excess.

    Parameters are those of `entropy`, `q` like `p`. Where q is 0 and p is not, it is inf.

    References
    ----------
    S. Kullback and R. A. Leibler, "On information and sufficiency", Annals of Mathematical
    Statistics 22, 1951.

    Examples
    --------
    >>> kl_divergence([0.5, 0.5], [0.25, 0.75], base=2).round(3)
    np.float64(0.208)
    """
    p, q = check_distribution("p", p), check_distribution("q", q)
    check_same_shape("p", p, "q", q)
    return _expected_surprise(p, q, base) - _expected_surprise(p, p, base)


def _expected_surprise(p: np.ndarray, q: np.ndarray, base: float) -> np.ndarray:
    base = check_number("base", base, above=1)
    with np.errstate(divide="ignore"):
        surprise = -np.log(q)
    surprise = np.where(p == 0, 0, surprise)  # 0 log 0 = 0
    return (p * surprise).sum(-1) / log(base)
