"""Confidence: whether stated probabilities come true, and what abstaining wins."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import (
    RNGLike,
    as_array,
    require_distribution,
    require_integer,
    require_labels,
    require_rng,
)


def calibration_error(y_true: ArrayLike, y_prob: ArrayLike, *, n_bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between confidence and accuracy.

    Parameters
    ----------
    y_true : array_like of int, shape (N,)
        The true classes.
    y_prob : array_like, shape (N, C)
        A distribution for each sample; its largest entry is the confidence.
    n_bins : int
        How many equal intervals (a, b] of the confidences from 0 to 1; each one's
        ``|accuracy - confidence|`` counts by its share of the samples.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    It judges the top class alone, depends on the bins, and is biased upward: `calibration_floor`
    tells what a perfectly calibrated model would show.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks",
    ICML 2017.

    Examples
    --------
    >>> round(calibration_error([0, 0, 0, 0], [[0.75, 0.25]] * 4), 3)
    0.25
    """
    right, confidence = _judge(y_true, y_prob)
    return _mean_gap(right, confidence, _require_bins(n_bins))


def calibration_floor(
    y_prob: ArrayLike, *, rng: RNGLike, n_bins: int = 10, draws: int = 200
) -> np.ndarray:
    """Return the calibration errors that a perfectly calibrated model would show by chance.

    In a bin of n samples, the share that is right misses its expectation by about 1/√n, and the
    calibration error adds up how far, never which way. So it is above 0 even where each stated
    probability is true, as it is of labels drawn from the stated probabilities.

    Parameters
    ----------
    y_prob : array_like, shape (N, C)
        A distribution for each sample, the one that `calibration_error` is asked about.
    rng : None, int or numpy.random.Generator
        Draws the labels; an int is a seed, and None draws differently every time.
    n_bins : int
        As for `calibration_error`.
    draws : int
        How often labels are drawn.

    Returns
    -------
    ndarray, shape (draws,)
        A calibration error for each draw. One that lies among them says nothing against a model.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    J. Bröcker and L. A. Smith, "Increasing the reliability of reliability diagrams", Weather and
    Forecasting 22 (2007), 651-661. https://doi.org/10.1175/WAF993.1

    Examples
    --------
    >>> p = np.full((100, 2), 0.5)
    >>> bool(calibration_floor(p, rng=np.random.default_rng(0)).mean() > 0.03)
    True
    """
    p = require_distribution("y_prob", y_prob)
    if p.ndim != 2:
        raise ValueError(f"y_prob must have shape (N, C), got {p.shape}")
    rng = require_rng("rng", rng)
    draws, n_bins = require_integer("draws", draws, minimum=1), _require_bins(n_bins)
    confidence = p.max(axis=1)
    right = (rng.random(len(p)) < confidence for _ in range(draws))
    return np.array([_mean_gap(each, confidence, n_bins) for each in right])


def _mean_gap(right: np.ndarray, confidence: np.ndarray, n_bins: int) -> float:
    shares, stated, counts = bin_forecasts(right, confidence, n_bins=n_bins)
    return float(np.average(np.abs(shares - stated), weights=counts))


def risk_coverage(
    y_true: ArrayLike, y_prob: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what a classifier wins by answering only where it is confident enough.

    Parameters
    ----------
    y_true : array_like of int, shape (N,)
        The true classes.
    y_prob : array_like, shape (N, C)
        A distribution for each sample; its largest entry is the confidence.

    Returns
    -------
    coverage : ndarray, shape (T,)
        The share of the samples that are answered, rising to 1.
    risk : ndarray, shape (T,)
        The share of the answers that are wrong.
    threshold : ndarray, shape (T,)
        The confidence, falling, from which on an answer is given.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    R. El-Yaniv and Y. Wiener, "On the foundations of noise-free selective classification",
    JMLR 11, 2010.

    Examples
    --------
    >>> coverage, risk, threshold = risk_coverage([0, 0], [[0.9, 0.1], [0.4, 0.6]])
    >>> coverage, risk, threshold
    (array([0.5, 1. ]), array([0. , 0.5]), array([0.9, 0.6]))
    """
    right, confidence = _judge(y_true, y_prob)
    order = np.argsort(-confidence, kind="stable")
    right, confidence = right[order], confidence[order]
    last = np.append(confidence[1:] < confidence[:-1], True)  # of those equally confident
    answered = np.arange(1, len(right) + 1)[last]
    return answered / len(right), 1 - right.cumsum()[last] / answered, confidence[last]


def bin_forecasts(
    came_true: np.ndarray, forecast: np.ndarray, *, n_bins: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return share that came true, mean forecast and size of each bin that is not empty."""
    forecast = np.asarray(forecast)
    rounding = 2 * float(np.finfo(forecast.dtype).eps)  # 5 / 6 and 1 - 1 / 6 are on the same edge
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins * (1 + rounding), forecast)
    counts, true, sure = (np.bincount(bins, w, n_bins) for w in (None, came_true, forecast))
    filled = counts > 0
    return true[filled] / counts[filled], sure[filled] / counts[filled], counts[filled]


def _require_bins(n_bins: int) -> int:
    if require_integer("n_bins", n_bins, minimum=1) > 10**6:
        raise ValueError(f"n_bins must be at most 1,000,000, got {n_bins}")
    return int(n_bins)


def _judge(y_true: ArrayLike, y_prob: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return whether the most probable class is right, and how probable it is, of each sample."""
    labels, p = as_array("y_true", y_true), require_distribution("y_prob", y_prob)
    if p.ndim != 2 or labels.shape != p.shape[:1]:
        shapes = f"{labels.shape} and {p.shape}"
        raise ValueError(f"y_true and y_prob must have shapes (N,) and (N, C), got {shapes}")
    return p.argmax(1) == require_labels("y_true", labels, p.shape[1]), p.max(1)
