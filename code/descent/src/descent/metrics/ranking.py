"""Ranking: scores that should put the relevant documents of a query first."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import require_array, require_number, require_same_shape


def ndcg(y_true: ArrayLike, y_score: ArrayLike) -> np.floating:
    """Return the normalized discounted cumulative gain of ranking one query's documents by score.

    A document of grade y at rank r adds (2^y - 1) / log2(1 + r); the sum is divided by that of the
    best ranking. Among equal scores each document is ranked last.

    Parameters
    ----------
    y_true : array_like, shape (C,)
        How relevant each document is: grades, none negative, not all 0.
    y_score : array_like, shape (C,)
        One for each document; the largest is ranked first.

    Returns
    -------
    float
        Above 0, and 1 for the best ranking.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    C. Burges et al., "Learning to rank using gradient descent", ICML 2005, section 6.

    Examples
    --------
    >>> ndcg([3, 0, 1], [3.0, 2.0, 1.0]).round(3)
    np.float64(0.983)
    """
    gains = _gains(y_true, 1.0)
    scores = require_array("y_score", y_score, ndim=1)
    require_same_shape("y_true", gains, "y_score", scores)
    ranks = len(scores) - np.searchsorted(np.sort(scores), scores)
    best = np.sort(gains)[::-1] @ _discounts(np.arange(1, len(gains) + 1))
    return gains @ _discounts(ranks) / best


def ranking_targets(y_true: ArrayLike, *, offset: float = 1.0) -> np.ndarray:
    """Return the distribution proportional to 2^y_true - offset over one query's documents.

    The softmax cross-entropy of the scores against it is the ranking loss ξ-NDCG; with offset 1 it
    is never below -log NDCG.

    Parameters
    ----------
    y_true : array_like, shape (C,)
        Grades, none negative; not all 0 if the offset is 1.
    offset : float
        γ, from 0 to 1: with less than 1 irrelevant documents get some of the target, too.

    Returns
    -------
    ndarray, shape (C,)
        Non-negative, summing to 1.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    S. Bruch, "An alternative cross entropy loss for learning-to-rank", WWW 2021,
    https://arxiv.org/abs/1911.09798

    Examples
    --------
    >>> ranking_targets([3, 0, 1])
    array([0.875, 0.   , 0.125])
    """
    gains = _gains(y_true, require_number("offset", offset, minimum=0, maximum=1))
    return gains / gains.sum()


def _gains(y_true: ArrayLike, offset: float) -> np.ndarray:
    """Return 2^y_true - offset, divided by a power of 2 so that the largest is below 1."""
    relevance = require_array("y_true", y_true, ndim=1, minimum=0)
    if relevance.max() == 0 and offset == 1:
        raise ValueError("y_true must not be all 0: no document is relevant")
    grades = relevance.astype(np.float64)
    shift = max(grades.max() - 1000, 0)
    # 2^r - 1 as expm1, which does not round small grades to 0
    gains = np.expm1(np.log(2) * (grades - shift)) + (1 - offset * 2.0**-shift)
    gains = np.ldexp(np.maximum(gains, 0), -np.frexp(gains.max())[1])
    return gains.astype(relevance.dtype)


def _discounts(ranks: np.ndarray) -> np.ndarray:
    return 1 / np.log2(1 + ranks)
