"""How fast gradient descent, a line search and Newton's method converge."""

from functools import cache, cached_property

import numpy as np
from explorable import Choice, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._logistic import Logistic
from descent.explorers._parts import Lines, log_ticks, panels, plain, set_axes
from descent.optimizers import SGD, LineSearch, Newton, minimize
from descent.plotting import MEASURED, THEORY

STRENGTHS = {"0": 0.0, "0.001": 0.001, "0.01": 0.01, "0.1": 0.1}
DESCENT, SEARCH, NEWTON = "fixed 1/L", "line search", "Newton"
T = np.arange(1, 401)


class _SeparablePoints(Logistic):
    """Logistic regression on linearly separable points, with the penalty λ‖w‖²."""

    def __init__(self, strength: float):
        rng = np.random.default_rng(2)
        y = np.arange(20) % 2
        X = np.where(y[:, None], [1.3, 0.8], [-1.3, -0.8]) + 0.3 * rng.standard_normal((20, 2))
        super().__init__(X, y, strength)
        self.L = np.linalg.eigvalsh(X.T @ X / 20)[-1] / 4 + 2 * strength
        self.lowest = 0.0
        if strength:
            self.lowest = self.descend(Newton(self.hessian), 15)[-1]

    def descend(self, optimizer, steps: int) -> np.ndarray:
        """Return the loss at the start and after each step."""
        return minimize(self.loss, self.gradient, np.zeros(2), optimizer, steps).values

    @cached_property
    def guarantee(self) -> np.ndarray:
        """For each t of `T`, f(z) + L ‖z‖² / (2t) at the best point z of one ray: a bound."""
        far = minimize(self.loss, self.gradient, np.zeros(2), SGD(1 / self.L), 100).points[-1]
        rays = np.linspace(0, 4, 101)[:, None] * far
        reach = self.L * (rays**2).sum(1) / 2
        return (self.loss(rays)[:, None] + reach[:, None] / T).min(0) - self.lowest

    def gaps(self, method: str) -> np.ndarray:
        """Return how far above its infimum the loss is, step by step; NaN below 1e-11."""
        optimizer, steps = {
            DESCENT: (SGD(1 / self.L), 400),
            SEARCH: (LineSearch(learning_rate=8 / self.L), 400),
            NEWTON: (Newton(self.hessian), 15),
        }[method]
        gaps = self.descend(optimizer, steps) - self.lowest
        return np.where(gaps > 1e-11, gaps, np.nan)


_problem = cache(_SeparablePoints)


@cache
def _gaps(strength: float, method: str) -> np.ndarray:
    return _problem(strength).gaps(method)


STEPS = (5, 50, 100, 150, 200, 250, 300, 350, 400)
"""Where the reader's line is compared."""


@explorer(
    strength=Choice(STRENGTHS, start="0.01", label="strength λ of the penalty"),
    method=Choice([DESCENT, SEARCH, NEWTON], label="method"),
    question="With a penalty the gap becomes a straight line on the left: each decimal takes the "
    "same number of steps. Draw the gap without a penalty, on the left.",
    predict=guess.Line(
        lambda: _gaps(0.0, DESCENT)[list(STEPS)].tolist(),
        STEPS,
        decimals=3,
        at={"strength": "0"},
        given=("strength", "method"),
        seen="λ = 0.01, fixed 1/L: the gap is below 1e-06 after 37 steps.",
        says="It levels off: every further decimal takes ten times as many steps. On the right, "
        "that is a straight line.",
    ),
    presets={
        "convex only: 1/t": {"strength": "0", "method": DESCENT},
        "strongly convex: linear": {"strength": "0.1", "method": DESCENT},
        "the step is searched": {"strength": "0.001", "method": SEARCH},
        "curvature is used": {"strength": "0.01", "method": NEWTON},
    },
    size=(6.0, 3.2),
)
def convergence_rates(figure: Figure):
    """How far the loss is above its infimum, on two kinds of paper.

    The loss is that of a logistic regression on linearly separable points, plus λ‖w‖². A rate
    like (1 − μ/L)ᵗ is straight on the left, a power of t on the right. Thin: what theory guarantees
    for gradient descent, on the left by strong convexity, on the right by convexity alone.
    """
    axes = panels(figure, 1, 2, left=0.11, right=0.97, top=0.9, bottom=0.16, wspace=0.12, share="y")
    marked = {**MEASURED, "marker": ".", "markevery": 0.08}
    left, right = (Lines(each, bound=THEORY, gap=marked) for each in axes)
    set_axes(axes[0], "loss above its infimum", yscale="log", ylim=(1e-11, 3),
             yticks=[1e-10, 1e-5, 1], xlim=(0, 400), xticks=[0, 200, 400],
             xlabel="step t")  # fmt: skip
    axes[1].set(xscale="log", xlim=(1, 400), xlabel="step t, logarithmic")
    log_ticks(axes[1].xaxis, [1, 10, 100])

    def update(strength, method):
        gap, problem = _gaps(strength, method), _problem(strength)
        steps = np.arange(len(gap))
        shrink = 1 - 2 * strength / problem.L
        left.set(bound=(T, gap[0] * shrink**T if strength else T * np.nan), gap=(steps, gap))
        right.set(bound=(T, problem.guarantee), gap=(steps, gap))
        seen = np.flatnonzero(gap > 0)
        small = np.flatnonzero(~(gap > 1e-6))
        progress = f"{small[0]} steps to 1e-06" if small.size else "1e-06 is not reached"
        caption = f"λ = {strength:g}, {method}: {progress}. "
        if method == NEWTON:
            if strength:
                return (
                    caption + "Near the minimum, the number of right decimals doubles every step."
                )
            return (
                caption + "There is no minimum to be near: each step divides the loss by about e."
            )
        if strength == 0:
            power = np.log(gap[400] / gap[100]) / np.log(4)
            return caption + f"Slope on the right, from step 100 to 400: {plain(power, 'z.2f')}."
        first, last = seen[-1] // 2, seen[-1]
        factor = (gap[last] / gap[first]) ** (1 / (last - first))
        return caption + (
            f"Late steps multiply the gap by {factor:.3f}; theory for η = 1/L promises at most "
            f"1 − μ/L = {shrink:.3f}."
        )

    return update
