"""Made-up data whose truth is known: blobs, spirals, a noisy polynomial, houses for sale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import (
    RNGLike,
    require_array,
    require_integer,
    require_number,
    require_overflow,
    require_rng,
)


def make_blobs(
    centers: ArrayLike, per_class: int, *, scale: float = 1.0, rng: RNGLike
) -> tuple[np.ndarray, np.ndarray]:
    """Return points scattered around one center a class by a round Gaussian.

    The best classifier of such data is linear: softmax regression can reach it.

    Parameters
    ----------
    centers : array_like, shape (C, D)
        One center a class, finite.
    per_class : int
        How many points each class has.
    scale : float
        The standard deviation in every direction, ≥ 0.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    X : ndarray, shape (C * per_class, D)
        One row a point.
    y : ndarray of int, shape (C * per_class,)
        The class of each.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    T. Hastie, R. Tibshirani and J. Friedman, "The Elements of Statistical Learning", 2nd ed.,
    Springer 2009, section 4.3. https://doi.org/10.1007/978-0-387-84858-7

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X, y = make_blobs([[0, 0], [4, 0], [0, 4]], per_class=2, rng=rng)
    >>> X.shape, y
    ((6, 2), array([0, 0, 1, 1, 2, 2]))
    """
    centers = require_array("centers", centers, ndim=2).astype(float)
    per_class = require_integer("per_class", per_class, minimum=1)
    scale = require_number("scale", scale, minimum=0)
    y = np.repeat(np.arange(len(centers)), per_class)
    noise = require_rng("rng", rng).standard_normal((len(y), centers.shape[1]))
    with np.errstate(over="ignore", under="ignore"):
        return require_overflow("X", centers[y] + scale * noise, "centers or scale"), y


def make_spirals(
    num_classes: int, per_class: int, *, noise: float = 0.2, rng: RNGLike
) -> tuple[np.ndarray, np.ndarray]:
    """Return points along spiral arms, one arm a class, which no linear classifier can part.

    Arm k is r ↦ r (sin θ, cos θ) with θ = 2πk/C + 4r + noise, for radii r from 0 to 1.

    Parameters
    ----------
    num_classes : int
        The number C of arms, ≥ 2.
    per_class : int
        How many points each arm has, ≥ 2.
    noise : float
        The standard deviation of the angle, in radians, ≥ 0.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    X : ndarray, shape (C * per_class, 2)
        One row a point.
    y : ndarray of int, shape (C * per_class,)
        The arm of each.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. Karpathy, "Putting it together: minimal neural network case study",
    CS231n notes. https://cs231n.github.io/neural-networks-case-study/

    Examples
    --------
    >>> X, y = make_spirals(3, per_class=100, rng=np.random.default_rng(0))
    >>> X.shape, np.bincount(y)
    ((300, 2), array([100, 100, 100]))
    """
    num_classes = require_integer("num_classes", num_classes, minimum=2)
    per_class = require_integer("per_class", per_class, minimum=2)
    noise = require_number("noise", noise, minimum=0)
    y = np.repeat(np.arange(num_classes), per_class)
    r = np.tile(np.linspace(0, 1, per_class), num_classes)
    theta = 2 * np.pi * y / num_classes + 4 * r
    with np.errstate(over="ignore", under="ignore"):
        theta += noise * require_rng("rng", rng).standard_normal(len(y))
    require_overflow("theta", theta, "noise")
    return r[:, None] * np.column_stack([np.sin(theta), np.cos(theta)]), y


def make_polynomial(
    coefficients: Sequence[float], num_points: int, *, noise: float, rng: RNGLike
) -> tuple[np.ndarray, np.ndarray]:
    """Return noisy points of a polynomial: y = c₀ + c₁ x + c₂ x² + … + noise.

    Parameters
    ----------
    coefficients : sequence of float
        c₀, c₁, c₂ and so on, finite.
    num_points : int
        How many points, ≥ 1.
    noise : float
        The standard deviation of the noise, in units of y, ≥ 0.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    x : ndarray, shape (num_points,)
        Uniform in [-1, 1], in increasing order.
    y : ndarray, shape (num_points,)
        One for each x.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    C. M. Bishop, "Pattern Recognition and Machine Learning", Springer 2006, section 1.1.

    Examples
    --------
    >>> x, y = make_polynomial([1, 0, 2], num_points=50, noise=0, rng=np.random.default_rng(0))
    >>> np.allclose(y, 1 + 2 * x**2)
    True
    """
    coefficients = require_array("coefficients", coefficients, ndim=1)
    num_points = require_integer("num_points", num_points, minimum=1)
    noise = require_number("noise", noise, minimum=0)
    rng = require_rng("rng", rng)
    x = np.sort(rng.uniform(-1, 1, num_points))
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        y = np.polynomial.polynomial.polyval(x, coefficients)
        y = y + noise * rng.standard_normal(num_points)
    return x, require_overflow("y", y, "coefficients or noise")


def make_houses(num_houses: int, *, rng: RNGLike) -> tuple[np.ndarray, np.ndarray]:
    """Return houses for sale and how their sale ended: above the asked price, below it, or not.

    A house is worth 1 + 2 size - 0.2 age + 0.1 lot. The asked price is off by a Gaussian of
    standard deviation 0.3, and the buyers judge with an error of 0.1. A house that seems worth
    more than 0.15 above its price sells above it; one that seems 0.35 too dear does not sell.

    Parameters
    ----------
    num_houses : int
        How many houses, >= 1.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    X : ndarray, shape (num_houses, 4)
        Size in 100 m², age in 10 years, lot in 100 m², asked price in 100,000 dollars.
    y : ndarray of int, shape (num_houses,)
        0 sold above, 1 sold below, 2 not sold.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Examples
    --------
    >>> X, y = make_houses(200, rng=np.random.default_rng(0))
    >>> X.shape, np.bincount(y)
    ((200, 4), array([ 68, 101,  31]))
    """
    num_houses = require_integer("num_houses", num_houses, minimum=1)
    rng = require_rng("rng", rng)
    features = rng.uniform([0.6, 0.0, 2.0], [2.4, 6.0, 10.0], (num_houses, 3))
    worth = 1 + features @ [2.0, -0.2, 0.1]
    price = worth + 0.3 * rng.standard_normal(num_houses)
    bargain = worth - price + 0.1 * rng.standard_normal(num_houses)
    y = np.where(bargain > 0.15, 0, np.where(bargain < -0.35, 2, 1))
    return np.column_stack([features, price]), y
