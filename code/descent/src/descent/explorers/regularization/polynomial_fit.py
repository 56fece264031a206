"""Polynomials through noisy points: what degree and penalty do to the error on others."""

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent.datasets import make_polynomial
from descent.explorers._parts import Lines, dots, log_ticks, panels, set_axes, set_each
from descent.optimizers import ridge
from descent.plotting import INK, LOSS, REGULARIZER, THEORY


def _error(value: float) -> str:
    """Return a mean squared error with two digits, between what is noise and what is beyond use."""
    if value < 0.001:
        return "below 0.001"
    return f"{float(f'{value:.2g}'):g}" if value < 1000 else "above 1000"


CUBIC = (0.0, -3.0, 0.0, 4.0)
DEGREES = np.arange(1, 13)
NOISE, SEED = 0.2, 1


def _powers(x: np.ndarray) -> np.ndarray:
    return x[:, None] ** DEGREES


class _Experiment:
    """Fits of every degree to 12 points, judged by these and by 200 others."""

    def __init__(self, noise: float, seed: int, strength: float):
        rng = np.random.default_rng(seed)
        self.train, test = (
            make_polynomial(CUBIC, size, noise=noise, rng=rng) for size in (12, 200)
        )
        powers, y = _powers(self.train[0]), self.train[1]
        self.fits = [ridge(powers[:, :degree], y, strength) for degree in DEGREES]
        self.train_errors, self.test_errors = self._errors(*self.train), self._errors(*test)

    def _errors(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        fitted = (_powers(x)[:, : len(w)] @ w + b for w, b in self.fits)
        return np.array([((each - y) ** 2).mean() for each in fitted])


@explorer(
    degree=Slider(1, 12, 1, start=11, label="degree"),
    log_strength=Slider(-7.0, 1.0, 0.25, start=-7.0, label="log₁₀ λ (left end: λ = 0)"),
    noise=Slider(0.0, 0.6, 0.05, start=NOISE, label="noise"),
    seed=Slider(0, 20, 1, start=SEED, label="seed"),
    question="The higher the degree, the closer a polynomial comes to 12 points. Draw its error "
    "on 200 new points, from degree 1 to 12.",
    predict=guess.Line(
        lambda: _Experiment(NOISE, SEED, strength=0.0).test_errors.tolist(),
        DEGREES,
        axes=1,
        decimals=2,
        at={"degree": 11},
        seen="Left, the 12 points; right, the error on them, which is 0 from degree 11 on.",
        says="It is lowest at degree 3. Degree 11 goes through every point and is useless in "
        "between. Now raise λ.",
    ),
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
    """A polynomial through noisy points, with a penalty on its coefficients.

    Left: 12 training points, the cubic that they come from (thin) and the fit. Right: the mean
    squared error of every degree at this λ, on the training points (solid) and on 200 others
    (dashed).
    """
    left, right = panels(figure, 1, 2, left=0.08, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    grid = np.linspace(-1, 1, 121)
    powers_grid = _powers(grid)
    (cubic,) = left.plot(grid, np.polynomial.polynomial.polyval(grid, CUBIC), **THEORY)
    fit = Lines(left, points=dots(INK, markersize=4), curve={"color": REGULARIZER})
    set_axes(left, "y (no unit)", xlim=(-1, 1), ylim=(-2.2, 2.2), xlabel="x (no unit)",
             xticks=[-1, 0, 1], yticks=[-2, 0, 2])  # fmt: skip
    lines = [right.plot([], [], style, color=LOSS)[0] for style in ("-", "--")]
    marks = [right.plot([], [], "o", color=REGULARIZER, clip_on=False)[0] for _ in lines]
    guess.answer(cubic, fit["curve"], lines[1], marks[1])
    set_axes(right, "error: train solid, test dashed", xlim=(0.5, 12.5), ylim=(1e-3, 1e4),
             yscale="log", xlabel="degree", xticks=[1, 3, 5, 7, 9, 11])  # fmt: skip
    log_ticks(right.yaxis, [1e-3, 1, 1e3])

    def update(degree, log_strength, noise, seed):
        strength = 0.0 if log_strength == -7 else 10**log_strength
        experiment = _Experiment(noise, seed, strength)
        w, b = experiment.fits[degree - 1]
        fit.set(
            points=experiment.train, curve=(grid, np.clip(powers_grid[:, :degree] @ w + b, -5, 5))
        )
        train, test = errors = experiment.train_errors, experiment.test_errors
        set_each(lines, data=[(DEGREES, np.clip(error, 1e-4, 1e5)) for error in errors])
        here = [np.clip(error[[degree - 1]], 1e-3, 1e4) for error in errors]
        set_each(marks, data=[([degree], error) for error in here])
        printed = [_error(each) for each in test]
        best = printed.index(_error(test.min()))  # the lowest of degrees that tie
        costs = f"{_error(noise**2)} on average" if noise else "nothing"
        return (
            f"Degree {degree}, λ = {strength:.2g}: training error {_error(train[degree - 1])}, "
            f"test error {printed[degree - 1]}. Of all degrees at this λ, {DEGREES[best]} "
            f"does best on the test points: {printed[best]}. The noise alone costs {costs}."
        )

    return update
