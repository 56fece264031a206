"""Polynomials through noisy points: what degree and penalty do to the error on others."""

import numpy as np
from explorable import Slider, explorer
from matplotlib.figure import Figure

from descent.datasets import make_polynomial
from descent.explorers._parts import log_ticks, small_title
from descent.optimizers import ridge
from descent.plotting import INK, LOSS, REGULARIZER, THEORY


def _error(value: float) -> str:
    """Return a mean squared error with two digits, between what is noise and what is beyond use."""
    if value < 0.001:
        return "below 0.001"
    return f"{float(f'{value:.2g}'):g}" if value < 1000 else "above 1000"


CUBIC = (0.0, -3.0, 0.0, 4.0)
DEGREES = np.arange(1, 13)


def _powers(x: np.ndarray) -> np.ndarray:
    return x[:, None] ** DEGREES


@explorer(
    degree=Slider(1, 12, 1, start=11, label="degree"),
    log_strength=Slider(-7.0, 1.0, 0.25, start=-7.0, label="log₁₀ λ (left end: λ = 0)"),
    noise=Slider(0.0, 0.6, 0.05, start=0.2, label="noise"),
    seed=Slider(0, 20, 1, start=1, label="seed"),
    question="A polynomial of degree 11 can go through all 12 points. Where will the test error be "
    "smallest: at degree 1, 3 or 11? And can λ rescue degree 11? Predict, then drag.",
    presets={
        "too stiff": {"degree": 1, "log_strength": -7.0},
        "just right": {"degree": 3, "log_strength": -7.0},
        "through every point": {"degree": 11, "log_strength": -7.0},
        "degree 11, rescued": {"degree": 11, "log_strength": -4.0},
        "λ too large": {"degree": 11, "log_strength": 1.0},
    },
    size=(6.0, 3.2),
)
def polynomial_fit(figure: Figure):
    """A polynomial through noisy points, with a price on its coefficients.

    Left: 12 training points, the cubic that they come from (thin) and the fit. Right: the mean
    squared error of every degree at this λ, on the training points (solid) and on 200 others
    (dashed).
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    grid = np.linspace(-1, 1, 121)
    powers_grid = _powers(grid)
    left.plot(grid, np.polynomial.polynomial.polyval(grid, CUBIC), **THEORY)
    (points,) = left.plot([], [], "o", color=INK, markersize=4)
    (curve,) = left.plot([], [], color=REGULARIZER)
    left.set(xlim=(-1, 1), ylim=(-2.2, 2.2), xlabel="x (no unit)")
    left.set(xticks=[-1, 0, 1], yticks=[-2, 0, 2])
    small_title(left, "y (no unit)")
    (train_line,) = right.plot([], [], color=LOSS)
    (test_line,) = right.plot([], [], "--", color=LOSS)
    (here,) = right.plot([], [], "o", color=REGULARIZER, clip_on=False)
    right.set(xlim=(0.5, 12.5), ylim=(1e-3, 1e4), yscale="log", xlabel="degree")
    right.set(xticks=[1, 3, 5, 7, 9, 11])
    log_ticks(right.yaxis, [1e-3, 1, 1e3])
    small_title(right, "error: train solid, test dashed")

    def update(degree, log_strength, noise, seed):
        rng = np.random.default_rng(seed)
        strength = 0.0 if log_strength == -7 else 10**log_strength
        x, y = make_polynomial(CUBIC, 12, noise=noise, rng=rng)
        x_test, y_test = make_polynomial(CUBIC, 200, noise=noise, rng=rng)
        powers, powers_test, errors = _powers(x), _powers(x_test), []
        for d in DEGREES:
            w, b = ridge(powers[:, :d], y, strength)
            misses = powers[:, :d] @ w + b - y, powers_test[:, :d] @ w + b - y_test
            errors.append([miss @ miss / len(miss) for miss in misses])
            if d == degree:
                curve.set_data(grid, np.clip(powers_grid[:, :d] @ w + b, -5, 5))
        train, test = np.transpose(errors)
        points.set_data(x, y)
        train_line.set_data(DEGREES, np.clip(train, 1e-4, 1e5))
        test_line.set_data(DEGREES, np.clip(test, 1e-4, 1e5))
        here.set_data([degree] * 2, np.clip([train[degree - 1], test[degree - 1]], 1e-3, 1e4))
        printed = [_error(each) for each in test]
        best = printed.index(_error(test.min()))  # the lowest of degrees that tie
        return (
            f"Degree {degree}, λ = {strength:.2g}: training error {_error(train[degree - 1])}, "
            f"test error {printed[degree - 1]}. Of all degrees at this λ, {DEGREES[best]} "
            f"does best on the test points: {printed[best]}. The noise alone costs "
            f"{_error(noise**2) if noise else 'nothing'}."
        )

    return update
