"""Geometry: the part of the plane that each class owns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import require_array


def decision_regions(
    W: ArrayLike, b: ArrayLike, *, box: Sequence[float] = (-1.0, 1.0, -1.0, 1.0)
) -> list[np.ndarray]:
    """Return for each class the polygon of the points where its score x W + b is largest.

    A region is the box cut by one straight line for each other class, so it is convex.

    Parameters
    ----------
    W : array_like, shape (2, C)
        Weights, one column per class.
    b : array_like, shape (C,)
        Biases.
    box : (float, float, float, float)
        Left, right, bottom and top of the part of the plane that is looked at.

    Returns
    -------
    list of ndarray, shape (n, 2)
        The corners of each region in order, n = 0 for a class that is nowhere best. Where two
        classes tie on a whole region, it belongs to both.

    Raises
    ------
    ValueError
        If the shapes are not as above or the box is empty.

    References
    ----------
    C. M. Bishop, "Pattern Recognition and Machine Learning", Springer 2006, section 4.1.2; the
    cuts: I. E. Sutherland and G. W. Hodgman, "Reentrant polygon clipping", Communications of the
    ACM 17, 1974. https://doi.org/10.1145/360767.360802

    Examples
    --------
    >>> left, right = decision_regions([[-1, 1], [0, 0]], [0, 0])
    >>> float(left[:, 0].max()), float(right[:, 0].min())
    (0.0, 0.0)
    """
    W, b = require_array("W", W, ndim=2), require_array("b", b, ndim=1)
    if W.shape != (2, len(b)):
        raise ValueError(f"W must have shape (2, C) for b of shape (C,), got {W.shape}, {b.shape}")
    box = require_array("box", box, ndim=1)
    if len(box) != 4 or box[0] >= box[1] or box[2] >= box[3]:
        raise ValueError(f"box must be left < right and bottom < top, got {box.tolist()}")
    with np.errstate(over="ignore", under="ignore"):
        # In units of 2**reach the corners lie within ±1, and W and b, which then are made small by
        # a common power of 2, too: no score can overflow, and no digit changes.
        reach = np.frexp(np.abs(box).max())[1]
        (W, steep), (b, high) = np.frexp(W), np.frexp(b)
        steep = steep + reach
        top = max(steep[W != 0].max(initial=0), high[b != 0].max(initial=0))
        W, b = np.ldexp(W, steep - top), np.ldexp(b, high - top)
        regions = [_region(W, b, label, np.ldexp(box, -reach)) for label in range(len(b))]
        return [np.ldexp(corners, reach) for corners in regions]


def _region(W: np.ndarray, b: np.ndarray, label: int, box: np.ndarray) -> np.ndarray:
    left, right, bottom, top = box
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    for other in range(len(b)):
        lead = corners @ (W[:, label] - W[:, other]) + b[label] - b[other]
        corners = _cut(corners, lead)
    return corners


def _cut(corners: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """Return what is left of a polygon where a linear function, known at its corners, is >= 0."""
    polygon = []
    for i in range(len(corners)):
        before, after = lead[i - 1], lead[i]
        if (before < 0) != (after < 0):
            polygon.append(
                corners[i - 1] + before / (before - after) * (corners[i] - corners[i - 1])
            )
        if after >= 0:
            polygon.append(corners[i])
    return np.array(polygon).reshape(-1, 2)
