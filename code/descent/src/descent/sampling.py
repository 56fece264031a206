"""Draws from a softmax distribution by adding Gumbel noise to the scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import softmax, subtract_max
from descent.validation import (
    RNGLike,
    require_integer,
    require_number,
    require_rng,
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


def _add_gumbel_noise(scores: ArrayLike, rng: RNGLike, size: int | tuple[int, ...]) -> np.ndarray:
    shifted = subtract_max(require_scores("scores", scores), axis=-1)
    sizes = size if isinstance(size, tuple | list) else (size,)
    sizes = tuple(require_integer("size", n, minimum=1) for n in sizes)
    noise = require_rng("rng", rng).gumbel(size=sizes + shifted.shape)
    return shifted + noise.astype(shifted.dtype)
