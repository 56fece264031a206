"""Draws from a softmax distribution, whole or cut down to its most probable classes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from descent.kernels import QUIET, softmax, subtract_max
from descent.sums import total
from descent.validation import (
    RNGLike,
    require_distribution,
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
    return softmax(_add_gumbel_noise(scores, rng, size), temperature=temperature)


def top_k(p: ArrayLike, k: int) -> np.ndarray:
    """Keep the k most probable classes, in the proportions that they have.

    Parameters
    ----------
    p : array_like, shape (..., C)
        Distributions.
    k : int
        How many are kept, at least 1; all if there are fewer. Of classes that are equally probable
        the first are kept.

    Returns
    -------
    ndarray, shape (..., C)
        Distributions, 0 where a class was cut.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. Fan, M. Lewis and Y. Dauphin, "Hierarchical neural story generation", ACL 2018.
    https://arxiv.org/abs/1805.04833

    Examples
    --------
    >>> top_k([0.2, 0.5, 0.3], 2)
    array([0.   , 0.625, 0.375])
    """
    p, k = require_distribution("p", p), require_integer("k", k, minimum=1)
    return _renormalize(p, _rank(p) < k)


def top_p(p: ArrayLike, mass: float) -> np.ndarray:
    """Keep the fewest classes that have `mass` together, in the proportions that they have.

    They are the most probable ones, and the one that reaches `mass` is among them.

    Parameters
    ----------
    p : array_like, shape (..., C)
        Distributions.
    mass : float
        Above 0 and at most 1.

    Returns
    -------
    ndarray, shape (..., C)
        Distributions, 0 where a class was cut.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    A. Holtzman, J. Buys, L. Du, M. Forbes and Y. Choi, "The curious case of neural text
    degeneration", ICLR 2020. https://arxiv.org/abs/1904.09751

    Examples
    --------
    >>> top_p([0.2, 0.5, 0.3], 0.6)
    array([0.   , 0.625, 0.375])
    """
    p, mass = require_distribution("p", p), require_number("mass", mass, above=0, maximum=1)
    falling = -np.sort(-p, axis=-1)
    before = np.zeros(p.shape)  # what the more probable ones have
    before[..., 1:] = np.cumsum(falling, axis=-1, dtype=np.float64)[..., :-1]
    reached = np.take_along_axis(before, _rank(p), -1) >= mass * (1 - _slack(p) * (mass < 1))
    return _renormalize(p, ~reached)


def min_p(p: ArrayLike, share: float) -> np.ndarray:
    """Keep the classes at least `share` times as probable as the first, in their proportions.

    Parameters
    ----------
    p : array_like, shape (..., C)
        Distributions.
    share : float
        From 0, which keeps all, to 1.

    Returns
    -------
    ndarray, shape (..., C)
        Distributions, 0 where a class was cut.

    Raises
    ------
    ValueError
        If an argument is not as described.

    References
    ----------
    M. N. Nguyen et al., "Turning up the heat: min-p sampling for creative and coherent LLM
    outputs", ICLR 2025. https://arxiv.org/abs/2407.01082

    Examples
    --------
    >>> min_p([0.2, 0.5, 0.3], 0.6)
    array([0.   , 0.625, 0.375])
    """
    p, share = require_distribution("p", p), require_number("share", share, minimum=0, maximum=1)
    with np.errstate(under="ignore"):
        least = share * (1 - _slack(p) * (share < 1)) * p.max(-1, keepdims=True)
    return _renormalize(p, p >= least)


def _slack(p: np.ndarray) -> float:
    """Return by how much decimals may miss what they reach: 0.36 + 0.32 is below 0.68."""
    return 4 * float(np.finfo(p.dtype).eps)


def _rank(p: np.ndarray) -> np.ndarray:
    """Return each class's place in the order of falling probability, from 0; ties stay in order."""
    return np.argsort(np.argsort(-p, axis=-1, kind="stable"), axis=-1)


@QUIET
def _renormalize(p: np.ndarray, mask: np.ndarray) -> np.ndarray:
    cut = np.where(mask, p, 0)
    return cut / total(cut, -1, keepdims=True)


def _add_gumbel_noise(scores: ArrayLike, rng: RNGLike, size: int | tuple[int, ...]) -> np.ndarray:
    shifted = subtract_max(require_scores("scores", scores), axis=-1)
    sizes = size if isinstance(size, tuple | list) else (size,)
    sizes = tuple(require_integer("size", n, minimum=1) for n in sizes)
    noise = require_rng("rng", rng).gumbel(size=sizes + shifted.shape)
    return shifted + noise.astype(shifted.dtype)
