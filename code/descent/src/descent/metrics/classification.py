"""How often a classifier is right, and which classes it takes for which."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import require_mask, require_predictions, require_same_shape


def accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the share of the predictions that are right, scikit-learn's `accuracy_score`.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (N,)
        Labels, words or numbers.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If these are not two vectors of the same length, at least 1.

    Examples
    --------
    >>> accuracy(["cat", "car", "car"], ["cat", "car", "frog"]) * 3
    2.0
    """
    y_true, y_pred = require_predictions(y_true, y_pred)
    return float((y_true == y_pred).mean())


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Return how many samples of each true class (row) are taken for each class (column).

    As scikit-learn's function of this name.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (N,)
        Labels, words or numbers.

    Returns
    -------
    ndarray of int, shape (C, C)
        Rows and columns follow the sorted labels that occur in either.

    Raises
    ------
    ValueError
        If these are not two vectors of the same length, at least 1.

    Examples
    --------
    >>> confusion_matrix([0, 0, 1, 2], [0, 1, 1, 1])
    array([[1, 1, 0],
           [0, 1, 0],
           [0, 1, 0]])
    """
    y_true, y_pred = require_predictions(y_true, y_pred)
    classes, codes = np.unique(np.concatenate([y_true, y_pred]), return_inverse=True)
    rows, columns = codes.reshape(2, -1)
    C = len(classes)
    return np.bincount(rows * C + columns, minlength=C**2).reshape(C, C)


def jaccard_index(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the intersection over the union of two sets of pixels, e.g. an object and a guess.

    Parameters
    ----------
    y_true, y_pred : array_like of bool, shape (N,)
        Whether each pixel belongs to the set.

    Returns
    -------
    float
        From 0 to 1; 1 if both are empty.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    P. Jaccard, "The distribution of the flora in the alpine zone", New Phytologist 11 (1912),
    37-50. https://doi.org/10.1111/j.1469-8137.1912.tb05611.x

    Examples
    --------
    >>> jaccard_index([True, True, False, False], [True, False, True, False]) * 3
    1.0
    """
    y_true, y_pred = require_mask("y_true", y_true), require_mask("y_pred", y_pred)
    require_same_shape("y_true", y_true, "y_pred", y_pred)
    union = (y_true | y_pred).sum()
    return float((y_true & y_pred).sum() / union) if union else 1.0
