"""Ranking: scores that should put the relevant documents of a query first."""

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import require_array, require_number, require_same_shape


def ndcg(scores: ArrayLike, relevance: ArrayLike) -> np.ndarray:
    """Return the normalized discounted cumulative gain of ranking one query's documents by score.

    A document at rank r adds (2^relevance - 1) / log2(1 + r); the sum is divided by that of the
    best ranking. Among equal scores each document is ranked last.

    Parameters
    ----------
    scores : array_like, shape (C,)
        One for each document; the largest is ranked first.
    relevance : array_like, shape (C,)
        Grades, none negative, not all 0.

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
    >>> ndcg([3.0, 2.0, 1.0], [3, 0, 1]).round(3)
    np.float64(0.983)
    """
    scores = require_array("scores", scores, ndim=1)
    gains = _gains(relevance, 1.0)
    require_same_shape("scores", scores, "relevance", gains)
    ranks = (scores >= scores[:, None]).sum(1)
    best = np.sort(gains)[::-1] @ _discounts(np.arange(1, len(gains) + 1))
    return gains @ _discounts(ranks) / best


def ranking_targets(relevance: ArrayLike, offset: float = 1.0) -> np.ndarray:
    """Return the distribution proportional to 2^relevance - offset over one query's documents.

    The softmax cross-entropy of the scores against it is the ranking loss ξ-NDCG; with offset 1 it
    is never below -log NDCG.

    Parameters
    ----------
    relevance : array_like, shape (C,)
        Grades, none negative; not all 0 if the offset is 1.
    offset : float
        γ, from 0 to 1: with less than 1 irrelevant documents get some of the target, too.

    Returns
    -------
    ndarray, shape (C,)

    References
    ----------
    S. Bruch, "An alternative cross entropy loss for learning-to-rank", WWW 2021,
    https://arxiv.org/abs/1911.09798

    Examples
    --------
    >>> ranking_targets([3, 0, 1])
    array([0.875, 0.   , 0.125])
    """
    gains = _gains(relevance, require_number("offset", offset, minimum=0, maximum=1))
    return gains / gains.sum()


def _gains(relevance: ArrayLike, offset: float) -> np.ndarray:
    """Return 2^relevance - offset, divided by a power of 2 so that the largest is below 1."""
    relevance = require_array("relevance", relevance, ndim=1)
    if relevance.min() < 0 or (relevance.max() == 0 and offset == 1):
        raise ValueError(f"relevance must not be negative, nor all 0, got {relevance}")
    grades = relevance.astype(np.float64)
    shift = max(grades.max() - 1000, 0)
    # 2^r - 1 as expm1, which does not round small grades to 0
    gains = np.expm1(np.log(2) * (grades - shift)) + (1 - offset * 2.0**-shift)
    gains = np.ldexp(np.maximum(gains, 0), -np.frexp(gains.max())[1])
    return gains.astype(relevance.dtype)


def _discounts(ranks: np.ndarray) -> np.ndarray:
    return 1 / np.log2(1 + ranks)
