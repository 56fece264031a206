"""What a unit does with its score, entry by entry: arrays of any shape, ±inf included.

Float32 stays float32. The derivatives that backpropagation needs are in `descent.kernels`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent import kernels
from descent.validation import require_array, require_number


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
    with np.errstate(over="ignore", under="ignore"):
        return kernels.sigmoid(require_array("z", z, infinite=True))


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
    with np.errstate(over="ignore", under="ignore"):
        return kernels.leaky_relu(z, require_number("slope", slope, above=0, dtype=z.dtype))
