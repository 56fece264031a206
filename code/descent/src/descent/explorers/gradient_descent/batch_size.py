"""Gradients from a part of the samples."""

from functools import cache

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._logistic import Logistic
from descent.explorers._parts import Lines, dots, mosaic, set_axes, set_new
from descent.explorers._plane import on_circle
from descent.kernels import log_loss_slope
from descent.optimizers import Newton, minimize
from descent.plotting import GRADIENT, INK, LOSS, THEORY

SAMPLES, DRAWS, RATES = 64, 5, np.round(np.arange(0.1, 4.01, 0.1), 1)
SIZES = {"1": 1, "4": 4, "16": 16, "all 64": SAMPLES}


class _TwoBlobs(Logistic):
    """Logistic regression with two weights on 64 points of two overlapping blobs."""

    start = np.array([-1.0, 2.5])

    def __init__(self):
        rng = np.random.default_rng(3)
        y = np.arange(SAMPLES) % 2
        center = np.where(y[:, None] == 1, [0.9, 0.4], [-0.9, -0.4])
        super().__init__(center + rng.standard_normal((SAMPLES, 2)) * [1.0, 0.7], y)
        self.minimum = minimize(self.loss, self.gradient, np.zeros(2), Newton(self.hessian), 8)
        self.batches = {B: self._draw(rng, B) for B in SIZES.values()}

    def _draw(self, rng: np.random.Generator, B: int) -> np.ndarray:
        """Return the indices that each draw looks at, step by step: (steps, DRAWS, B)."""
        if B == SAMPLES:
            return np.broadcast_to(np.arange(SAMPLES), (8, DRAWS, SAMPLES))
        return rng.integers(SAMPLES, size=(512 // B, DRAWS, B))

    def paths(self, B: int) -> np.ndarray:
        """Return all points for each rate and draw, (steps + 1, rates, DRAWS, 2), side by side."""
        w = np.broadcast_to(self.start, (len(RATES), DRAWS, 2))
        points = [w]
        for batch in self.batches[B]:
            X = self.X[batch]
            slopes = log_loss_slope(np.einsum("dbj,rdj->rdb", X, w), self.y[batch])
            w = w - RATES[:, None, None] * np.einsum("rdb,dbj->rdj", slopes, X) / B
            points.append(w)
        return np.array(points)

    def excess(self, w: np.ndarray) -> np.ndarray:
        """Return how far the loss at each row of `w` is above its minimum."""
        return np.maximum(self.loss(w) - self.minimum.values[-1], 1e-9)


_problem = cache(_TwoBlobs)


@cache
def _paths(B: int) -> np.ndarray:
    return _problem().paths(B)


LOOKED_AT = (0, 32, 64, 128, 192, 256, 320, 384, 448, 512)
"""Where the reader's line is compared."""


@explorer(
    batch_size=Choice(SIZES, start="all 64", label="batch size B"),
    rate=Slider(0.1, 4.0, 0.1, start=1.0, label="step size η"),
    draw=Slider(1, DRAWS, 1, start=1, label="draw"),
    question="Eight steps with all 64 samples, 512 gradients in all, lower the loss like this. Now "
    "take 512 steps with one sample each: draw their loss.",
    predict=guess.Line(
        lambda: _problem().excess(_paths(1)[LOOKED_AT, RATES == 1.0, 0]).tolist(),
        LOOKED_AT,
        axes=2,
        decimals=3,
        at={"batch_size": "1"},
        given=("batch_size", "rate", "draw"),
        seen="B = 64, η = 1.0: 8 steps. The loss above its minimum is 0.48 after the first.",
        says="Near the bottom at once, and then a dance: each sample pulls its own way.",
    ),
    presets={
        "one sample per step": {"batch_size": "1", "rate": 1.0},
        "smaller steps, less noise": {"batch_size": "1", "rate": 0.2},
        "a compromise": {"batch_size": "16", "rate": 2.0},
        "all samples": {"batch_size": "all 64", "rate": 4.0},
    },
    size=(6.0, 4.8),
)
def batch_size(figure: Figure):
    """The same work in many small steps or in few large ones.

    Left: the path of the two weights of a logistic regression, over the level lines of its loss.
    Right: the gradients of 60 batches at the minimum, where the gradient of the loss is 0; the
    circle is theory, s/√B. Below: the loss over what has been looked at.
    """
    left, cloud, curve = mosaic(
        figure,
        "ab;cc",
        height_ratios=[5, 3],
        left=0.09,
        right=0.98,
        top=0.94,
        bottom=0.11,
        hspace=0.55,
        wspace=0.2,
    )
    problem = _problem()
    best = problem.minimum.points[-1]
    grid = np.stack(np.meshgrid(np.linspace(-1.6, 3.6, 36), np.linspace(-1.6, 3.6, 36)), axis=-1)
    heights = problem.excess(grid)
    left.contour(
        grid[..., 0], grid[..., 1], heights, 0.02 * 2.5 ** np.arange(6),
        colors=INK, linewidths=0.7, alpha=0.45,
    )  # fmt: skip
    left.plot(*best, "x", color=INK)
    (path,) = left.plot([], [], color=GRADIENT, linewidth=0.9, marker="o", markevery=[0, -1])
    set_axes(left, "weight w₂", xlabel="weight w₁", xlim=(-1.6, 3.6), ylim=(-1.6, 3.6),
             xticks=[0, 2], yticks=[0, 2])  # fmt: skip
    (excess,) = curve.plot([], [], color=LOSS)
    set_axes(curve, "loss above its minimum", yscale="log", xlim=(0, 512), ylim=(1e-4, 3),
             xticks=[0, 256, 512], yticks=[1e-4, 1e-2, 1], xlabel="samples looked at")  # fmt: skip
    spread = Lines(cloud, gradients=dots(GRADIENT, ".", markersize=3), theory=THEORY)
    set_axes(cloud, "60 gradients, in w₁ and w₂", xlim=(-1.2, 1.2), ylim=(-0.9, 0.9),
             xticks=[-1, 0, 1], yticks=[0], aspect="equal", xlabel="gradient in w₁")  # fmt: skip
    each = problem.gradients(best)
    sigma = np.sqrt((each**2).sum(1).mean())
    rng, circle = np.random.default_rng(0), on_circle(np.linspace(0, 2 * np.pi, 61))
    clouds = {B: each[rng.integers(SAMPLES, size=(60, B))].mean(1) for B in (1, 4, 16)}
    clouds[SAMPLES] = np.broadcast_to(each.mean(0), (60, 2))

    def update(batch_size, rate, draw):
        points = _paths(batch_size)[:, round(rate * 10) - 1, draw - 1]
        above = problem.excess(points)
        set_new(path, data=points.T)
        set_new(excess, data=(np.arange(len(points)) * batch_size, above))
        noise = sigma / np.sqrt(batch_size) if batch_size < SAMPLES else 0
        spread.set(gradients=clouds[batch_size].T, theory=noise * circle)
        strays = np.sqrt((clouds[batch_size] ** 2).sum(1).mean())
        last = above[-max(len(points) // 4, 1) :].mean()
        at_minimum = (
            f"At the minimum a batch's gradient strays by {strays:.2f} (root mean square of the 60 "
            f"drawn); theory {noise:.2f} = s/√B, where s = {sigma:.2f} is the root mean square of "
            "the lengths of all 64 samples' gradients there."
            if batch_size < SAMPLES
            else "Each step looks at all 64 samples instead of drawing some at random, so its "
            "gradient is 0 at the minimum."
        )
        return (
            f"B = {batch_size}, η = {rate:.1f}: {len(points) - 1} steps. Loss above the minimum: "
            f"{above[64 // batch_size]:.2g} after 64 samples, {last:.2g} on average over the last "
            f"quarter of the way. {at_minimum}"
        )

    return update
