"""How often a classifier is right, and which classes it takes for which."""

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import as_array, require_array, require_same_shape


def accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the share of the predictions that are right, scikit-learn's `accuracy_score`.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (N,)
        Labels of any type.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If these are not two vectors of the same length, at least 1.

    Examples
    --------
    >>> accuracy(["cat", "car", "car"], ["cat", "car", "frog"]) * 3
    2.0
    """
    y_true, y_pred = _require_labels(y_true, y_pred)
    return float((y_true == y_pred).mean())


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Return how many samples of each true class (row) are taken for each class (column).

    As scikit-learn's function of this name.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (N,)
        Labels of one type.

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
    y_true, y_pred = _require_labels(y_true, y_pred)
    classes, codes = np.unique(np.concatenate([y_true, y_pred]), return_inverse=True)
    rows, columns = codes.reshape(2, -1)
    counts = np.bincount(rows * len(classes) + columns, minlength=len(classes) ** 2)
    return counts.reshape(len(classes), len(classes))


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

    References
    ----------
    P. Jaccard, "The distribution of the flora in the alpine zone", New Phytologist 11 (1912),
    37-50. https://doi.org/10.1111/j.1469-8137.1912.tb05611.x

    Examples
    --------
    >>> jaccard_index([True, True, False, False], [True, False, True, False]) * 3
    1.0
    """
    y_true, y_pred = _require_labels(y_true, y_pred)
    if y_true.dtype != bool or y_pred.dtype != bool:
        raise ValueError(f"y_true and y_pred must be bool, got {y_true.dtype} and {y_pred.dtype}")
    union = (y_true | y_pred).sum()
    return float((y_true & y_pred).sum() / union) if union else 1.0


def _require_labels(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    y_true, y_pred = as_array("y_true", y_true), as_array("y_pred", y_pred)
    if y_true.ndim != 1 or y_true.size == 0:
        raise ValueError(f"y_true must be one label a sample, got shape {y_true.shape}")
    require_same_shape("y_true", y_true, "y_pred", y_pred)
    for name, y in (("y_true", y_true), ("y_pred", y_pred)):
        if y.dtype.kind == "f":
            require_array(name, y)
    if (y_true.dtype.kind in "US") != (y_pred.dtype.kind in "US"):
        kinds = f"{y_true.dtype}, got {y_pred.dtype}"
        raise ValueError(f"y_pred must hold labels of the kind of y_true, {kinds}")
    return y_true, y_pred
