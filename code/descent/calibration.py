"""Calibration: whether stated probabilities come true as often as they say."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_distribution, check_integer, check_labels


class Reliability(NamedTuple):
    """Predictions gathered by their confidence; a bin without any is left out.

    Attributes
    ----------
    confidence : ndarray, shape (B,)
        The mean probability of the predicted class in each bin.
    accuracy : ndarray, shape (B,)
        The share of right predictions in each bin.
    counts : ndarray of int, shape (B,)
        How many predictions each bin holds.
    """

    confidence: np.ndarray
    accuracy: np.ndarray
    counts: np.ndarray


def reliability(p: ArrayLike, labels: ArrayLike, bins: int = 10) -> Reliability:
    """Return confidence and accuracy of the predictions in `bins` equal intervals of confidence.

    Parameters
    ----------
    p : array_like, shape (N, C)
        A distribution for each sample; its largest entry is the confidence.
    labels : array_like of int, shape (N,)
        The true classes.
    bins : int
        How many intervals the confidences from 0 to 1 are sorted into.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. H. DeGroot and S. E. Fienberg, "The comparison and evaluation of forecasters", The
    Statistician 32, 1983; A. Niculescu-Mizil and R. Caruana, "Predicting good probabilities with
    supervised learning", ICML 2005.

    Examples
    --------
    >>> p = [[0.9, 0.1], [0.1, 0.9], [0.9, 0.1], [0.55, 0.45]]
    >>> reliability(p, [0, 1, 1, 0], bins=5).counts
    array([1, 3])
    """
    p = check_distribution("p", p)
    if p.ndim != 2 or np.shape(labels) != p.shape[:1]:
        raise ValueError(
            f"p and labels must have shapes (N, C) and (N,), got {p.shape} and {np.shape(labels)}"
        )
    labels, bins = (
        check_labels("labels", labels, p.shape[1]),
        check_integer("bins", bins, minimum=1),
    )
    confidence, right = p.max(1), p.argmax(1) == labels
    place = np.clip(np.ceil(confidence * bins).astype(int), 1, bins) - 1
    counts, sure, good = (np.bincount(place, w, bins) for w in (None, confidence, right))
    filled = counts > 0
    return Reliability(sure[filled] / counts[filled], good[filled] / counts[filled], counts[filled])


def calibration_error(p: ArrayLike, labels: ArrayLike, bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between confidence and accuracy.

    Arguments are those of `reliability`; each bin's |accuracy - confidence| counts by its share of
    the samples.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks",
    ICML 2017.

    Examples
    --------
    >>> round(calibration_error([[0.75, 0.25]] * 4, [0, 0, 0, 0]), 3)
    0.25
    """
    confidence, accuracy, counts = reliability(p, labels, bins)
    return float(np.average(np.abs(accuracy - confidence), weights=counts))
