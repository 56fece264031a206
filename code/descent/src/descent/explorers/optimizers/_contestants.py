"""Six optimizers on four surfaces: how each is drawn, its settings, and all of its ways."""

from functools import cache
from typing import NamedTuple

import numpy as np

from descent.optimizers import SGD, AdaGrad, Adam, Optimizer, RMSProp
from descent.plotting import OPTIMIZERS
from descent.surfaces import NoisyQuadratic, Ravine, Rosenbrock, Saddle, Surface

STEPS = 150
XS, YS = np.linspace(-2, 2, 41), np.linspace(-1, 2, 31)
"""Where a race can start: all pairs of these."""


class Course(NamedTuple):
    """A surface, its lowest value, and the step sizes of the six, in the order of OPTIMIZERS."""

    surface: Surface
    lowest: float
    rates: tuple[float, ...]
    momentum: float = 0.9

    def optimizers(self) -> dict[str, Optimizer]:
        """Return the six by name."""
        plain, heavy, ahead, grad, prop, adam = self.rates
        optimizers = (
            SGD(plain),
            SGD(heavy, momentum=self.momentum),
            SGD(ahead, momentum=self.momentum, nesterov=True),
            AdaGrad(grad),
            RMSProp(prop),
            Adam(adam),
        )
        return dict(zip(OPTIMIZERS, optimizers, strict=True))


COURSES = {
    "ravine": Course(Ravine(100.0), 0.0, (2 / 101, 0.01, 0.01, 0.5, 0.02, 0.1), 0.8),
    "saddle": Course(Saddle(), -0.25, (0.1, 0.1, 0.1, 0.1, 0.02, 0.1)),
    "Rosenbrock": Course(Rosenbrock(), 0.0, (0.001, 0.0005, 0.0005, 0.5, 0.01, 0.1)),
    "noisy bowl": Course(NoisyQuadratic(1.0), 0.0, (0.1, 0.01, 0.01, 0.5, 0.02, 0.1)),
}


@cache
def race(course: Course) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of all six from all starts, and f above its minimum there.

    The rules work entry by entry, so one array of all starts makes all ways at once. Shapes
    (6, steps + 1, len(XS), len(YS), 2) and the same without the last; NaN once a way has left
    for good, beyond 20.
    """
    start = np.stack(np.meshgrid(XS, YS, indexing="ij"), axis=-1)
    shocks = np.zeros((STEPS, 2))
    if isinstance(course.surface, NoisyQuadratic):
        shocks = course.surface.noise * np.random.default_rng(0).standard_normal((STEPS, 2))
    ways = np.array([_ways(course, each, start, shocks) for each in course.optimizers().values()])
    heights = course.surface.value(np.nan_to_num(ways)) - course.lowest
    heights[np.isnan(ways[..., 0])] = np.nan
    arrays = ways.astype(np.float32), heights.astype(np.float32)
    for each in arrays:
        each.flags.writeable = False
    return arrays


def _ways(course: Course, optimizer: Optimizer, start: np.ndarray, shocks: np.ndarray):
    points, x, gone = [start], start.copy(), np.zeros(start.shape[:-1], dtype=bool)
    for shock in shocks:
        optimizer.step([x], [course.surface.gradient(x) + shock])
        gone |= (np.abs(x) > 20).any(-1)
        x[gone] = 20.0  # stays out there, finite
        points.append(np.where(gone[..., None], np.nan, x))
    return np.array(points)
