"""The Lovász extension: the Jaccard index of a segmentation, made fit for gradient descent."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.docstrings import takes_what
from descent.sums import total
from descent.validation import (
    require_array,
    require_mask,
    require_same_shape,
)


def lovasz_extension(errors: ArrayLike, truth: ArrayLike) -> np.floating:
    """Return the Lovász extension of the Jaccard loss of one object.

    For a set M of mistaken pixels the Jaccard loss is ``|M| / |G ∪ M|``, where G is the object.
    The extension agrees with it where all errors are 0 or 1, and is convex in the errors.

    Parameters
    ----------
    errors : array_like, shape (N,)
        By how much each pixel is wrong, from 0 to 1.
    truth : array_like of bool, shape (N,)
        Which pixels belong to the object.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. Berman, A. Rannen Triki and M. B. Blaschko, "The Lovász-softmax loss: a tractable surrogate
    for the optimization of the intersection-over-union measure in neural networks", CVPR 2018,
    https://arxiv.org/abs/1705.08790

    Examples
    --------
    >>> lovasz_extension([0.1, 0.6, 0.7, 0.2], [True, True, False, False]).round(3)
    np.float64(0.475)
    """
    errors, truth = _require(errors, truth)
    return total(errors * _steps(errors, truth))


@takes_what(lovasz_extension)
def lovasz_extension_gradient(errors: ArrayLike, truth: ArrayLike) -> np.ndarray:
    """Return the gradient of `lovasz_extension`; a subgradient where errors tie.

    Returns
    -------
    ndarray, shape (N,)
        With respect to the errors; never negative.

    Examples
    --------
    >>> lovasz_extension_gradient([0.1, 0.6, 0.7, 0.2], [True, True, False, False]).round(3)
    array([0.25 , 0.333, 0.333, 0.083])
    """
    return _steps(*_require(errors, truth))


def _require(errors: ArrayLike, truth: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    errors = require_array("errors", errors, ndim=1, minimum=0, maximum=1)
    truth = require_mask("truth", truth)
    require_same_shape("errors", errors, "truth", truth)
    return errors, truth


def _steps(errors: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return by how much the Jaccard loss grows as pixels turn wrong, the worst of them first."""
    order = np.argsort(-errors, kind="stable")
    missed = np.cumsum(truth[order])
    false = np.arange(1, len(errors) + 1) - missed
    jaccard = (missed + false) / (truth.sum() + false)
    steps = np.empty_like(errors)
    steps[order] = np.diff(jaccard, prepend=0)
    return steps
