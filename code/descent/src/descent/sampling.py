"""Draws from a softmax distribution by adding Gumbel noise to the scores, and gradients of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import one_hot, softmax, subtract_max
from descent.validation import (
    RNGLike,
    require_array,
    require_bool,
    require_callable,
    require_integer,
    require_number,
    require_overflow,
    require_rng,
    require_same_shape,
    require_scores,
)


def sample_gumbel_max(
    scores: ArrayLike, *, rng: RNGLike, size: int | tuple[int, ...] = ()
) -> np.ndarray:
    """Draw class indices with probabilities softmax(scores): argmax of scores + Gumbel noise.

    Parameters
    ----------
    scores : array_like, shape (..., C)
        One row for each distribution; ±inf as in `softmax`.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.
    size : int or tuple of int
        How many draws for each row of scores; a single one by default.

    Returns
    -------
    ndarray of int, shape (*size, ...)
        From 0 to C - 1.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    E. J. Gumbel, Statistical Theory of Extreme Values and Some Practical Applications, 1954;
    C. J. Maddison, D. Tarlow and T. Minka, "A* sampling", NeurIPS 2014,
    https://arxiv.org/abs/1411.0030

    Examples
    --------
    >>> draws = sample_gumbel_max([3.2, 5.1, -1.7], rng=np.random.default_rng(0), size=1000)
    >>> np.bincount(draws) / 1000
    array([0.153, 0.843, 0.004])
    """
    return _add_gumbel_noise(scores, rng, size).argmax(-1)


def gumbel_softmax(
    scores: ArrayLike,
    *,
    rng: RNGLike,
    size: int | tuple[int, ...] = (),
    temperature: float = 1.0,
) -> np.ndarray:
    """Draw points of the simplex: softmax of (scores + Gumbel noise) / temperature.

    Towards temperature 0 they become the one-hot vectors of `sample_gumbel_max`, above it they are
    differentiable in the scores.

    Parameters
    ----------
    scores : array_like, shape (..., C)
        One row for each distribution; ±inf as in `softmax`.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.
    size : int or tuple of int
        How many draws for each row of scores; a single one by default.
    temperature : float
        Above 0: toward 0 the points become corners of the simplex.

    Returns
    -------
    ndarray, shape (*size, ..., C)
        Points of the simplex.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    E. Jang, S. Gu and B. Poole, "Categorical reparameterization with Gumbel-softmax", ICLR 2017,
    https://arxiv.org/abs/1611.01144; C. J. Maddison, A. Mnih and Y. W. Teh, "The Concrete
    distribution", ICLR 2017, https://arxiv.org/abs/1611.00712

    Examples
    --------
    >>> gumbel_softmax([0.0, 0.0], rng=np.random.default_rng(0), temperature=0.1).round(2)
    array([0., 1.])
    """
    temperature = require_number("temperature", temperature, above=0)
    noisy = _add_gumbel_noise(scores, rng, size)
    return softmax(noisy, temperature=temperature)


def score_function_gradient(
    scores: ArrayLike,
    function: Callable[[np.ndarray], ArrayLike],
    *,
    rng: RNGLike,
    size: int,
    baseline: float = 0.0,
) -> np.ndarray:
    """Estimate the gradient in the scores of the expected function of a drawn class, draw by draw.

    A draw e, one-hot, gives (function(e) - baseline) · (e - softmax(scores)), which is right on
    average whatever the function is (REINFORCE).

    Parameters
    ----------
    scores : array_like, shape (C,)
        Of the classes; ±inf as in `softmax`.
    function : callable
        Takes points (size, C) of the simplex, here its corners, and returns a number for each.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.
    size : int
        How many draws.
    baseline : float
        Changes the variance and not the mean.

    Returns
    -------
    ndarray, shape (size, C)
        One estimate a draw.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the result is beyond all floats.

    References
    ----------
    R. J. Williams, "Simple statistical gradient-following algorithms for connectionist
    reinforcement learning", Machine Learning 8 (1992), 229-256.

    Examples
    --------
    >>> slopes = score_function_gradient([0.0, 0.0], lambda e: e[:, 0], rng=0, size=100_000)
    >>> slopes.mean(0).round(2)
    array([ 0.25, -0.25])
    """
    scores = require_scores("scores", scores, ndim=1)
    drawn = one_hot(sample_gumbel_max(scores, rng=rng, size=size), len(scores), scores.dtype)
    require_callable("function", function)
    earned = require_array("function(draws)", function(drawn.copy()), ndim=1)
    require_same_shape("draws[:, 0]", drawn[:, 0], "function(draws)", earned)
    baseline = require_number("baseline", baseline)
    with np.errstate(over="ignore", invalid="ignore"):
        gradient = (earned - baseline)[:, None] * (drawn - softmax(scores))
    return require_overflow("the gradient", gradient, "function")


def gumbel_softmax_gradient(
    scores: ArrayLike,
    gradient: Callable[[np.ndarray], ArrayLike],
    *,
    rng: RNGLike,
    size: int,
    temperature: float = 1.0,
    straight_through: bool = False,
) -> np.ndarray:
    """Estimate the gradient that `score_function_gradient` does through Gumbel-softmax draws s.

    The slope g of the function at s gives s ∘ (g - g·s) / temperature. Straight-through, g is taken
    at the corner that s is closest to, as if rounding did not matter. Both are biased.

    Parameters
    ----------
    scores : array_like, shape (C,)
        Of the classes; ±inf as in `softmax`.
    gradient : callable
        Takes points (size, C) of the simplex and returns the function's gradient at each.
    rng : None, int or numpy.random.Generator
        An int is a seed; None draws differently every time.
    size : int
        How many draws.
    temperature : float
        Above 0: the lower, the less bias and the more variance.
    straight_through : bool
        Whether the slope is taken at the closest corner.

    Returns
    -------
    ndarray, shape (size, C)
        One estimate a draw.

    Raises
    ------
    ValueError
        If an argument is not as described.
    FloatingPointError
        If the result is beyond all floats.

    References
    ----------
    E. Jang, S. Gu and B. Poole, "Categorical reparameterization with Gumbel-softmax", ICLR 2017,
    https://arxiv.org/abs/1611.01144

    Examples
    --------
    >>> slopes = gumbel_softmax_gradient([0.0, 0.0], lambda s: s * 0 + [1, 0], rng=0, size=100_000)
    >>> slopes.mean(0).round(2)
    array([ 0.17, -0.17])
    """
    scores = require_scores("scores", scores, ndim=1)
    temperature = require_number("temperature", temperature, above=0)
    soft = gumbel_softmax(scores, rng=rng, size=size, temperature=temperature)
    hard = require_bool("straight_through", straight_through)
    points = one_hot(soft.argmax(-1), len(scores), scores.dtype) if hard else soft.copy()
    require_callable("gradient", gradient)
    slopes = require_array("gradient(draws)", gradient(points))
    require_same_shape("draws", soft, "gradient(draws)", slopes)
    with np.errstate(over="ignore", invalid="ignore"):
        slopes = soft * (slopes - (slopes * soft).sum(-1, keepdims=True)) / temperature
    return require_overflow("the gradient", slopes, "gradient / temperature")


def _add_gumbel_noise(scores: ArrayLike, rng: RNGLike, size: int | tuple[int, ...]) -> np.ndarray:
    shifted = subtract_max(require_scores("scores", scores), axis=-1)
    sizes = size if isinstance(size, tuple | list) else (size,)
    sizes = tuple(require_integer("size", n, minimum=1) for n in sizes)
    noise = require_rng("rng", rng).gumbel(size=sizes + shifted.shape)
    return shifted + noise.astype(shifted.dtype)
