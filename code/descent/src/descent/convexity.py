"""Convexity: the loss's second derivatives, semidefiniteness, the search for counterexamples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from descent.simplex import softmax_jacobian
from descent.validation import (
    RNGLike,
    evaluate,
    precision,
    require_array,
    require_integer,
    require_number,
    require_overflow,
    require_rng,
)


@dataclass(frozen=True)
class ChordViolation:
    """Two points between which a function rises above its chord: proof that it is not convex.

    Attributes
    ----------
    x, y : ndarray, shape (dimension,)
        The ends of the chord.
    t : float
        Where between them: at ``t * x + (1 - t) * y``.
    gap : float
        By how much the function lies above the chord there.
    """

    x: np.ndarray
    y: np.ndarray
    t: float
    gap: float


def softmax_cross_entropy_hessian(X: ArrayLike, W: ArrayLike) -> np.ndarray:
    """Return the Hessian in W of the mean softmax cross-entropy of the scores X W.

    It is the mean of ``kron(x xᵀ, diag(p) - p pᵀ)`` over the rows x of X with p = softmax(x W),
    whatever the labels: positive semidefinite, which makes the loss convex.

    Parameters
    ----------
    X : array_like, shape (N, D)
        Features, one row a sample.
    W : array_like, shape (D, C)
        Weights, one column a class.

    Returns
    -------
    ndarray, shape (D * C, D * C)
        Rows and columns follow ``W.ravel()``: entry ``d * C + c`` belongs to ``W[d, c]``.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the result is beyond all floats.

    References
    ----------
    D. Böhning, "Multinomial logistic regression algorithm", Annals of the Institute of Statistical
    Mathematics 44, 1992.

    Examples
    --------
    >>> softmax_cross_entropy_hessian([[2.0]], [[0.0, 0.0]])
    array([[ 1., -1.],
           [-1.,  1.]])
    """
    X, W = require_array("X", X, ndim=2), require_array("W", W, ndim=2)
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"W must have shape ({X.shape[1]}, C) to fit X, got shape {W.shape}")
    dtype = np.result_type(X, W)
    X, W = X.astype(np.float64), W.astype(np.float64)  # float32 would add many rows in line
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        scores = require_overflow("X @ W", X @ W, "X or W")
        J = softmax_jacobian(scores).reshape(len(X), -1)
        (D, C), H = W.shape, np.empty(W.shape * 2)
        for d, x in enumerate(X.T):  # x_d x_d′ is x_d′ x_d: half of the pairs give all
            block = ((x[:, None] * X[:, d:]).T @ J).reshape(D - d, C, C)
            H[d, :, d:], H[d:, :, d] = block.swapaxes(0, 1), block
        H = (H.reshape(W.size, W.size) / len(X)).astype(dtype)
    return require_overflow("the Hessian", H, "X")


def is_positive_semidefinite(H: ArrayLike, *, tolerance: float = 1e-8) -> bool:
    """Return whether no eigenvalue of the symmetric matrix `H` is negative, up to rounding.

    Parameters
    ----------
    H : array_like, shape (n, n)
        Symmetric within the tolerance.
    tolerance : float
        What counts as 0, as a share of the largest absolute entry of `H`; at least 0, and never
        taken as less than the rounding of n numbers of H's type.

    Returns
    -------
    bool
        Whether it is.

    Raises
    ------
    ValueError
        If `H` is not square or not symmetric.

    References
    ----------
    S. Boyd and L. Vandenberghe, Convex Optimization, 2004, appendix A.5.2.

    Examples
    --------
    >>> is_positive_semidefinite([[1, -1], [-1, 1]])
    True
    >>> is_positive_semidefinite([[1, 2], [2, 1]])
    False
    """
    H = require_array("H", H, ndim=2)
    tolerance = require_number("tolerance", tolerance, minimum=0)
    tolerance = max(tolerance, len(H) * float(np.finfo(H.dtype).eps))
    if H.shape[0] != H.shape[1]:
        raise ValueError(f"H must be square, got shape {H.shape}")
    with np.errstate(over="ignore", under="ignore"):
        H = H / (np.abs(H).max() or 1.0)  # the sign of an eigenvalue does not depend on the scale
        if (asymmetry := float(np.abs(H - H.T).max())) > tolerance:
            raise ValueError(f"H must be symmetric, got |H - Hᵀ| up to {asymmetry:.3g} of max |H|")
        return float(np.linalg.eigvalsh(H).min()) >= -tolerance


def find_chord_violation(
    function: Callable[[np.ndarray], float],
    dimension: int,
    *,
    trials: int,
    rng: RNGLike,
) -> ChordViolation | None:
    """Search at random for a chord below the function's graph.

    Draws pairs of points from a normal distribution, each pair at its own scale from 0.1 to 10, and
    looks between them. Finding nothing proves nothing; a find proves that it is not convex.

    Parameters
    ----------
    function : callable
        Takes an array of shape (dimension,), returns a number.
    dimension : int
        How many numbers the function takes; at least 1.
    trials : int
        How many chords to try.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.

    Returns
    -------
    ChordViolation or None
        The first find.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 3.1.1.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> find_chord_violation(lambda x: abs(x[0]), 1, trials=100, rng=rng) is None
    True
    >>> find_chord_violation(lambda x: np.sin(x[0]), 1, trials=100, rng=rng).gap > 0
    True
    """
    dimension = require_integer("dimension", dimension, minimum=1)
    rng = require_rng("rng", rng)
    with np.errstate(all="ignore"):
        for _ in range(require_integer("trials", trials, minimum=1)):
            x, y = 10 ** rng.uniform(-1, 1) * rng.normal(size=(2, dimension))
            t = rng.uniform()
            fx, fy, between = (evaluate(function, point) for point in (x, y, t * x + (1 - t) * y))
            gap = between - (t * fx + (1 - t) * fy)
            if gap <= 0:  # as nearly always
                continue
            rounding = max(1e-9, 1000 * precision(fx, fy, between))
            if gap > rounding * max(abs(fx), abs(fy), abs(between)):
                return ChordViolation(x, y, t, float(gap))
    return None
