"""What a unit does with its score, and the derivative that backpropagation needs.

Each function works entry by entry on arrays of any shape, ±inf included, and keeps float32.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.validation import Numbers, require_array, require_axis, require_number


def sigmoid(z: ArrayLike) -> np.ndarray:
    """Return ``1 / (1 + exp(-z))``, the softmax of two scores that differ by `z`.

    Parameters
    ----------
    z : array_like, any shape
        Log-odds (no unit).

    Returns
    -------
    ndarray, shape of `z`
        Between 0 and 1.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    P. F. Verhulst, "Recherches mathématiques sur la loi d'accroissement de la population",
    Nouveaux mémoires de l'Académie Royale de Bruxelles 18, 1845.

    Examples
    --------
    >>> sigmoid([0.0, -1000.0])
    array([0.5, 0. ])
    """
    with np.errstate(over="ignore"):
        return kernels.sigmoid(require_array("z", z, infinite=True))


def sigmoid_derivative(z: ArrayLike) -> np.ndarray:
    """Return ``sigmoid(z) * sigmoid(-z)``, the derivative of `sigmoid`: at most 1/4.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.

    Returns
    -------
    ndarray, shape of `z`
        The slope at each entry.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    P. F. Verhulst, "Recherches mathématiques sur la loi d'accroissement de la population",
    Nouveaux mémoires de l'Académie Royale de Bruxelles 18, 1845.

    Examples
    --------
    >>> sigmoid_derivative([0.0, 1000.0])
    array([0.25, 0.  ])
    """
    with np.errstate(over="ignore"):
        return kernels.sigmoid_derivative(require_array("z", z, infinite=True))


def tanh(z: ArrayLike) -> np.ndarray:
    """Return the hyperbolic tangent, ``2 * sigmoid(2 z) - 1``.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.

    Returns
    -------
    ndarray, shape of `z`
        Between -1 and 1.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", Neural Networks: Tricks
    of the Trade, Springer 1998.

    Examples
    --------
    >>> tanh([0.0, 1000.0])
    array([0., 1.])
    """
    return np.tanh(require_array("z", z, infinite=True))


def tanh_derivative(z: ArrayLike) -> np.ndarray:
    """Return ``1 / cosh(z)²``, the derivative of `tanh`.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.

    Returns
    -------
    ndarray, shape of `z`
        The slope at each entry.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", Neural Networks: Tricks
    of the Trade, Springer 1998.

    Examples
    --------
    >>> tanh_derivative([0.0, 1000.0])
    array([1., 0.])
    """
    with np.errstate(over="ignore"):
        return kernels.tanh_derivative(require_array("z", z, infinite=True))


def relu(z: ArrayLike) -> np.ndarray:
    """Return ``max(0, z)``.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.

    Returns
    -------
    ndarray, shape of `z`
        At least 0.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines",
    ICML 2010.

    Examples
    --------
    >>> relu([-2.0, 3.0])
    array([0., 3.])
    """
    return kernels.relu(require_array("z", z, infinite=True))


def relu_derivative(z: ArrayLike) -> np.ndarray:
    """Return 1 where z > 0 and else 0, also at the kink.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.

    Returns
    -------
    ndarray, shape of `z`
        The slope at each entry.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines",
    ICML 2010.

    Examples
    --------
    >>> relu_derivative([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    return kernels.relu_derivative(require_array("z", z, infinite=True))


def leaky_relu(z: ArrayLike, *, slope: float = 0.01) -> np.ndarray:
    """Return z where z > 0 and ``slope * z`` elsewhere.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.
    slope : float
        Above 0: by what negative scores are multiplied.

    Returns
    -------
    ndarray, shape of `z`
        Of the sign of `z`.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic
    models", ICML 2013.

    Examples
    --------
    >>> leaky_relu([-2.0, 3.0])
    array([-0.02,  3.  ])
    """
    z = require_array("z", z, infinite=True)
    with np.errstate(over="ignore"):
        return kernels.leaky_relu(z, require_number("slope", slope, above=0, dtype=z.dtype))


def leaky_relu_derivative(z: ArrayLike, *, slope: float = 0.01) -> np.ndarray:
    """Return 1 where z > 0 and `slope` elsewhere, also at the kink.

    Parameters
    ----------
    z : array_like, any shape
        Scores of units; ±inf is allowed.
    slope : float
        Above 0: by what negative scores are multiplied.

    Returns
    -------
    ndarray, shape of `z`
        1 or `slope`.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic
    models", ICML 2013.

    Examples
    --------
    >>> leaky_relu_derivative([-2.0, 3.0], slope=0.1)
    array([0.1, 1. ])
    """
    z = require_array("z", z, infinite=True)
    return kernels.leaky_relu_derivative(z, require_number("slope", slope, above=0, dtype=z.dtype))


def maxout(z: ArrayLike) -> Numbers:
    """Return the largest of the pieces on the last axis: a convex function of the input.

    Parameters
    ----------
    z : array_like, shape (..., units, pieces)
        The scores of each unit's pieces; ±inf is allowed.

    Returns
    -------
    ndarray, shape (..., units)
        The largest piece of each unit.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    I. J. Goodfellow et al., "Maxout networks", ICML 2013, https://arxiv.org/abs/1302.4389

    Examples
    --------
    >>> maxout([[-2.0, 3.0], [5.0, 4.0]])
    array([3., 5.])
    """
    return _require_pieces(z).max(-1)


def maxout_derivative(z: ArrayLike) -> np.ndarray:
    """Return 1 for the piece that `maxout` takes, the first in a tie, and 0 for the others.

    Parameters
    ----------
    z : array_like, shape (..., units, pieces)
        The scores of each unit's pieces; ±inf is allowed.

    Returns
    -------
    ndarray, shape of `z`
        The slope at each entry.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    I. J. Goodfellow et al., "Maxout networks", ICML 2013, https://arxiv.org/abs/1302.4389

    Examples
    --------
    >>> maxout_derivative([[-2.0, 3.0], [5.0, 4.0]])
    array([[0., 1.],
           [1., 0.]])
    """
    return kernels.maxout_derivative(_require_pieces(z))


def _require_pieces(z: ArrayLike) -> np.ndarray:
    z = require_array("z", z, infinite=True)
    require_axis("z", z, -1)
    return z
