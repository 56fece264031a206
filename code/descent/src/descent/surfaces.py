"""Surfaces over the plane on which optimizers are tried, with exact slopes.

All take one point or many: an array of shape (..., 2). What is beyond all floats is inf.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import (
    Checked,
    RNGLike,
    at_least_0,
    positive,
    require_array,
    require_number,
    require_rng,
)


class Surface(Checked):
    """A function f(x, y); a subclass adds both formulas in the coordinates x and y."""

    def value(self, points: ArrayLike) -> np.ndarray:
        """Return f at each point: shape (...,) for points of shape (..., 2)."""
        with np.errstate(over="ignore", under="ignore"):
            return self._value(*_coordinates(points))

    def gradient(self, points: ArrayLike) -> np.ndarray:
        """Return ∇f at each point: shape (..., 2)."""
        with np.errstate(over="ignore", under="ignore"):
            return np.stack(self._gradient(*_coordinates(points)), axis=-1)

    def _value(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    def _gradient(self, x: np.ndarray, y: np.ndarray) -> tuple:
        raise NotImplementedError


def _coordinates(points: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    points = require_array("points", points)
    if points.shape[-1:] != (2,):
        raise ValueError(f"points must have shape (..., 2), got {points.shape}")
    return points[..., 0], points[..., 1]


@dataclass(frozen=True)
class Ravine(Surface):
    """A quadratic valley, f = ½ (x² + κ y²): flat along x, steep along y; minimum 0 at the origin.

    Parameters
    ----------
    condition : float
        κ, > 0: the curvature across over that along.

    Raises
    ------
    ValueError
        If `condition` is not positive; from the methods, if points are not of shape (..., 2), or
        of float32, in which `condition` is not positive or not finite.

    Examples
    --------
    >>> Ravine(100).value([9.0, 1.0]), Ravine(100).gradient([9.0, 1.0])
    (np.float64(90.5), array([  9., 100.]))
    """

    condition: float = 100.0

    kinds: ClassVar = {"condition": positive}

    def _value(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (x**2 + self._condition(y) * y**2) / 2

    def _gradient(self, x: np.ndarray, y: np.ndarray) -> tuple:
        return x, self._condition(y) * y

    def _condition(self, y: np.ndarray) -> float:
        return require_number("condition", self.condition, above=0, dtype=y.dtype)


@dataclass(frozen=True)
class Saddle(Surface):
    """A saddle at the origin, f = ½ x² − ½ y² + ¼ y⁴; minima −¼ at (0, ±1).

    Examples
    --------
    >>> Saddle().gradient([[1.0, 0.0], [0.0, 1.0]])
    array([[1., 0.],
           [0., 0.]])
    """

    def _value(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return x**2 / 2 + y**2 / 2 * (y**2 / 2 - 1)

    def _gradient(self, x: np.ndarray, y: np.ndarray) -> tuple:
        return x, y**3 - y


@dataclass(frozen=True)
class Rosenbrock(Surface):
    """Rosenbrock's bent valley, f = (1 − x)² + 100 (y − x²)²; minimum 0 at (1, 1).

    References
    ----------
    H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function",
    The Computer Journal 3 (1960), 175-184. https://doi.org/10.1093/comjnl/3.3.175

    Examples
    --------
    >>> Rosenbrock().value([[-1.2, 1.0], [1.0, 1.0]])
    array([24.2,  0. ])
    """

    def _value(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    def _gradient(self, x: np.ndarray, y: np.ndarray) -> tuple:
        return -2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)


@dataclass(frozen=True)
class NoisyQuadratic(Surface):
    """A round bowl, f = ½ (x² + y²), whose gradient can be had with noise only.

    Parameters
    ----------
    noise : float
        Standard deviation of the noise in each entry of a sampled gradient, ≥ 0.

    Raises
    ------
    ValueError
        If `noise` is negative.

    Examples
    --------
    >>> bowl, rng = NoisyQuadratic(noise=0.5), np.random.default_rng(0)
    >>> bowl.gradient([3.0, 4.0]), bowl.sample_gradient([3.0, 4.0], rng=rng).round(2)
    (array([3., 4.]), array([3.06, 3.93]))
    """

    noise: float = 1.0

    kinds: ClassVar = {"noise": at_least_0}

    def sample_gradient(self, points: ArrayLike, *, rng: RNGLike) -> np.ndarray:
        """Return ∇f at each point plus normal noise, as a batch would."""
        slope, rng = self.gradient(points), require_rng("rng", rng)
        with np.errstate(over="ignore", under="ignore"):
            noise = self.noise * rng.standard_normal(slope.shape)
            return slope + noise.astype(slope.dtype)

    def _value(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (x**2 + y**2) / 2

    def _gradient(self, x: np.ndarray, y: np.ndarray) -> tuple:
        return x, y
