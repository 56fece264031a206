"""Least squares: a minimum that a system of linear equations gives, without any descent."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import require_array, require_number, require_overflow, require_same_shape


def ridge(X: ArrayLike, y: ArrayLike, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the w and b that minimize ``mean((X w + b - y)²) + strength * l2(w)``.

    Parameters
    ----------
    X : array_like, shape (N, D)
        Features, one row a sample.
    y : array_like, shape (N,)
        What is to be predicted of each.
    strength : float
        λ, ≥ 0. At 0 it is plain least squares, and where many w fit equally well, the shortest.

    Returns
    -------
    w : ndarray, shape (D,)
        One weight a feature.
    b : float
        Not penalized.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the solution is beyond all floats.

    References
    ----------
    A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal
    problems", Technometrics 12, 1970.

    Examples
    --------
    >>> X, y = [[-1.0], [0.0], [1.0]], [1.0, 3.0, 5.0]
    >>> w, b = ridge(X, y, strength=0)
    >>> w.round(6), b.round(6)
    (array([2.]), np.float64(3.0))
    >>> ridge(X, y, strength=2 / 3)[0].round(6)
    array([1.])
    """
    X = require_array("X", X, ndim=2)
    y = require_array("y", y, ndim=1)
    require_same_shape("y", y, "X[:, 0]", X[:, 0])
    strength = require_number("strength", strength, minimum=0)
    dtype = np.result_type(X, y)
    # float64, as float32 would center the columns on another point than their mean
    X, y = X.astype(np.float64, copy=False), y.astype(np.float64, copy=False)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        mean_x, mean_y = X.mean(0), y.mean()  # in the minimum b = mean_y - mean_x @ w
        rows, targets = X - mean_x, y - mean_y
        if strength:  # λ Σ w² is the squared error of D more rows, √(N λ) I, whose targets are 0
            rows = np.vstack([rows, np.sqrt(len(X) * strength) * np.eye(X.shape[1])])
            targets = np.append(targets, np.zeros(X.shape[1]))
        w = _shortest(require_overflow("X - mean", rows, "X or strength"), targets)
        w, b = w.astype(dtype), (mean_y - mean_x @ w).astype(dtype)
    require_overflow("w or b", np.append(w, b), "X or y")
    return w, b


def _shortest(rows: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Return the w that minimizes ``|rows w - targets|``; of many that do, the shortest.

    All columns are solved in units in which they are about 1 large: what is small beside another
    column would be taken for rounding.
    """
    unit = np.abs(rows).max(0)
    unit[unit == 0] = 1
    scaled, _, rank, _ = np.linalg.lstsq(rows / unit, targets)
    w = scaled / unit
    if rank < len(w):  # what changes no row has no part in it
        free = (np.linalg.svd(rows / unit)[2][rank:] / unit).T
        free /= np.abs(free).max(0)
        w -= free @ np.linalg.lstsq(free, w)[0]
    return w
