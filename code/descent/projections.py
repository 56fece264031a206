"""Projections: the point of a set that is closest to a given one.

The projection onto the probability simplex is `descent.sparsemax`.
"""

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import check_array, check_number


def project_ball(x: ArrayLike, radius: float = 1.0) -> np.ndarray:
    """Return the point of length at most `radius` that is closest to `x`: the L2 ball's projection.

    Parameters
    ----------
    x : array_like, any shape
        Its length is the root of the sum of all squares.
    radius : float
        Of the ball around 0, > 0, in the unit of `x`.

    Returns
    -------
    ndarray, shape of `x`
        `x` itself, if it lies in the ball.

    Raises
    ------
    ValueError
        If `x` is not finite or `radius` is not positive.

    References
    ----------
    N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014,
    section 6.5.1. https://doi.org/10.1561/2400000003

    Examples
    --------
    >>> project_ball([3.0, 4.0])
    array([0.6, 0.8])
    >>> project_ball([3.0, 4.0], radius=10)
    array([3., 4.])
    """
    x = check_array("x", x)
    radius = check_number("radius", radius, above=0)
    top = np.abs(x).max()
    unit = x / (top or 1.0)  # its squares can neither overflow nor vanish
    length = np.linalg.norm(unit)
    with np.errstate(over="ignore"):
        outside = top * length > radius
    return unit * (radius / length) if outside else x.copy()
