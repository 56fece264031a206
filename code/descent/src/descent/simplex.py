"""From scores to probability distributions: softmax and its relatives."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.kernels import balance, project_simplex, subtract_max
from descent.validation import (
    Numbers,
    require_integer,
    require_labels,
    require_number,
    require_scores,
)


def softmax(scores: ArrayLike, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    """Return the distribution proportional to ``exp(scores / temperature)``.

    Parameters
    ----------
    scores : array_like, shape (..., C, ...)
        Log-odds up to a common constant (no unit). A score of -inf gets probability 0, a single
        +inf gets probability 1.
    axis : int
        The axis of the C classes.
    temperature : float
        Above 1 the distribution is flatter; toward 0 the largest score takes all.

    Returns
    -------
    ndarray, shape of `scores`
        Non-negative, summing to 1 along `axis`.

    Raises
    ------
    ValueError
        If `scores` has NaN, or two +inf or only -inf along `axis`, or if ``temperature <= 0``.

    References
    ----------
    J. S. Bridle, "Probabilistic interpretation of feedforward classification network outputs, with
    relationships to statistical pattern recognition", Neurocomputing, NATO ASI 68, 1990.

    Examples
    --------
    >>> softmax([3.2, 5.1, -1.7]).round(2)
    array([0.13, 0.87, 0.  ])
    """
    scores = require_scores("scores", scores, axis)
    temperature = require_number("temperature", temperature, above=0)
    if axis in (-1, scores.ndim - 1):
        return kernels.softmax(scores, temperature=temperature)
    return kernels.softmax(scores.swapaxes(axis, -1), temperature=temperature).swapaxes(axis, -1)


def log_softmax(scores: ArrayLike, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    """Return ``log(softmax(scores))``, never taking the logarithm of a rounded 0.

    Parameters
    ----------
    scores : array_like, shape (..., C, ...)
        Log-odds up to a common constant (no unit). A score of -inf gets probability 0, a single
        +inf gets probability 1.
    axis : int
        The axis of the C classes.
    temperature : float
        Above 1 the distribution is flatter; toward 0 the largest score takes all.

    Returns
    -------
    ndarray, shape of `scores`
        At most 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and softmax
    functions", IMA Journal of Numerical Analysis 41, 2021. https://doi.org/10.1093/imanum/draa038

    Examples
    --------
    >>> log_softmax([0.0, -1000.0])
    array([    0., -1000.])
    """
    scores = require_scores("scores", scores, axis)
    temperature = require_number("temperature", temperature, above=0)
    log_p = kernels.log_softmax(scores.swapaxes(axis, -1), temperature=temperature)
    return log_p.swapaxes(axis, -1)


def logsumexp(scores: ArrayLike, axis: int = -1) -> Numbers:
    """Return ``log(sum(exp(scores)))``, the soft maximum: at most log C above the maximum.

    Parameters
    ----------
    scores : array_like, shape (..., C, ...)
        Log-odds up to a common constant (no unit). A score of -inf gets probability 0, a single
        +inf gets probability 1.
    axis : int
        The axis of the C classes.

    Returns
    -------
    ndarray, shape of `scores` without `axis`
        A number for a single vector.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and softmax
    functions", IMA Journal of Numerical Analysis 41, 2021. https://doi.org/10.1093/imanum/draa038

    Examples
    --------
    >>> logsumexp([1000.0, 1000.0]).round(3)
    np.float64(1000.693)
    """
    scores = require_scores("scores", scores, axis)
    return kernels.logsumexp(np.moveaxis(scores, axis, -1))[()]  # of one vector, a number


def softmax_jacobian(scores: ArrayLike) -> np.ndarray:
    """Return the derivatives ``J[i, j] = p[i] * (delta[i, j] - p[j])`` of softmax.

    These are the matrices diag(p) - p pᵀ.

    Parameters
    ----------
    scores : array_like, shape (..., C)
        Log-odds up to a common constant; ±inf as in `softmax`.

    Returns
    -------
    ndarray, shape (..., C, C)
        Symmetric and positive semidefinite; rows sum to 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    J. S. Bridle, "Probabilistic interpretation of feedforward classification network outputs, with
    relationships to statistical pattern recognition", Neurocomputing, NATO ASI 68, 1990.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    p = softmax(scores)
    J = -p[..., :, None] * p[..., None, :]
    diagonal = np.arange(p.shape[-1])[:, None]
    return balance(J, (..., diagonal, diagonal))  # rows sum to 0, and 1 - p would round to 0


def sparsemax(scores: ArrayLike, axis: int = -1) -> np.ndarray:
    """Return the point of the simplex that is closest to the scores: ``max(scores - tau, 0)``.

    A score 1 or more below the largest gets exactly 0.

    Parameters
    ----------
    scores : array_like, shape (..., C, ...)
        Scores of C classes; a score of -inf gets 0, a single +inf takes all.
    axis : int
        The axis of the C classes.

    Returns
    -------
    ndarray, shape of `scores`
        Non-negative, summing to 1 along `axis`.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. F. T. Martins and R. F. Astudillo, "From softmax to sparsemax: a sparse model of attention
    and multi-label classification", ICML 2016, https://arxiv.org/abs/1602.02068

    Examples
    --------
    >>> sparsemax([1.0, 0.5, -1.0])
    array([0.75, 0.25, 0.  ])
    """
    scores = require_scores("scores", scores, axis)
    return project_simplex(subtract_max(scores, axis), axis)


def one_hot(labels: ArrayLike, num_classes: int) -> np.ndarray:
    """Return the distribution that is certain of each label.

    Parameters
    ----------
    labels : array_like of int, shape (...)
        From 0 to num_classes - 1.
    num_classes : int
        C, at least 1.

    Returns
    -------
    ndarray, shape (..., num_classes)
        1 at each label and 0 elsewhere.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> one_hot([1, 0], num_classes=3)
    array([[0., 1., 0.],
           [1., 0., 0.]])
    """
    num_classes = require_integer("num_classes", num_classes, minimum=1)
    return kernels.one_hot(require_labels("labels", labels, num_classes), num_classes)
