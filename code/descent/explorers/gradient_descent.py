"""The explorers of the chapter on gradient descent."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.activations import sigmoid
from descent.explorers.core import Choice, Handle, Slider, explorer
from descent.optimizers import SGD, LineSearch, Newton, minimize
from descent.plotting import GRADIENT, INK, LOSS, MEASURED, THEORY
from descent.schedules import (
    constant,
    exponential_decay,
    inverse_time_decay,
    piecewise_constant,
)

PATH = {"color": GRADIENT, "marker": "o", "markersize": 3.5, "linewidth": 1.2}


def _plain(number: float, digits: int = 2) -> str:
    """Return `number` with some digits after the point, and no minus before a zero."""
    return f"{round(float(number), digits) + 0.0:.{digits}f}"


def _small(number: float) -> str:
    """Return a share of something as 0.034 or 2.1e-05, without the noise of rounding."""
    if number < 1e-12:
        return "less than 1e-12"
    return f"{number:.2g}" if number >= 1e-3 else f"{number:.1e}"


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, weight="normal", size=10)


def _ellipses(axes: Axes, number: int) -> list:
    return [axes.plot([], [], color=INK, linewidth=0.7, alpha=0.45)[0] for _ in range(number)]


PARABOLA, LOG_LOSS = "x²", "log loss of 8 tosses"
CURVES = {
    PARABOLA: (lambda x: x**2, lambda x: 2 * x),
    LOG_LOSS: (lambda x: 8 * np.log(np.cosh(x / 2)), lambda x: 4 * np.tanh(x / 2)),
}
"""Two functions with f″ ≤ L = 2. The log loss of four heads and four tails stands above its
minimum: 4 log(1 + eˣ) + 4 log(1 + e⁻ˣ) - 8 log 2 = 8 log cosh(x/2)."""


def _step_words(eta: float, parabola: bool) -> str:
    if eta < 0.5:
        return "Below 1/L = 0.5 no step jumps over the minimum."
    if eta == 0.5:
        return "At 1/L = 0.5 " + (
            "one step is enough: the model is the parabola itself."
            if parabola
            else "the model still lies above the curve: the step cannot climb."
        )
    if eta < 1:
        return "Between 1/L and 2/L it jumps over the minimum and back, closer each time."
    if parabola:
        if eta == 1:
            return "At 2/L = 1 it jumps to and fro for ever, always equally high."
        return "Above 2/L = 1 each jump is longer than the one before: it diverges."
    if eta == 1:
        return "At 2/L = 1 it still comes closer, but ever more slowly."
    return (
        "Above 2/L = 1 it never settles; as the slope of this curve stays below 4, it ends up "
        "jumping to and fro instead of flying off."
    )


@explorer(
    eta=Slider(0.05, 1.5, 0.05, start=0.2, label="step size η"),
    start=Slider(-3.0, 3.0, 0.1, start=2.5, label="start x₀"),
    curve=Choice(list(CURVES), label="function f"),
    question="At which step size does the parabola change from coming closer to flying off? And "
    "will the log loss, whose curvature is nowhere larger, fly off too? Predict, then drag η.",
    presets={
        "crawling": {"eta": 0.05, "curve": PARABOLA},
        "1/L: there at once": {"eta": 0.5, "curve": PARABOLA},
        "to and fro": {"eta": 0.95, "curve": PARABOLA},
        "divergent": {"eta": 1.1, "curve": PARABOLA},
        "too large, yet bounded": {"eta": 1.4, "curve": LOG_LOSS},
    },
    handles=[
        Handle(x="start", y=0, label="start x₀"),
        Handle(x="eta", y=1, axes=1, label="step size η"),
    ],
    size=(6.0, 3.3),
)
def step_size(figure: Figure):
    """One slope, many step sizes.

    Left: twelve steps, and the parabola of curvature 1/η that touches f at the start; the first
    step goes to its lowest point. Right: what one step from there is worth for every η. The dashed
    line is what the slope alone promises, the thin curve what L guarantees.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    x, etas = np.linspace(-4, 4, 161), np.linspace(0, 1.5, 76)
    (curve_line,) = left.plot([], [], color=LOSS)
    (model,) = left.plot([], [], **THEORY)
    (path,) = left.plot([], [], **PATH)
    (stem,) = left.plot([], [], color=INK, linewidth=0.8, marker="o", markevery=[0])
    left.set(
        xlim=(-4, 4), ylim=(-1, 11), xlabel="x (no unit)", xticks=[-3, 0, 3], yticks=[0, 5, 10]
    )
    _title(left, "f(x): twelve steps")
    (promise,) = right.plot([], [], linestyle="--", **THEORY)
    (bound,) = right.plot([], [], **THEORY)
    (result,) = right.plot([], [], color=LOSS)
    right.axhline(1, color=INK, linewidth=0.8)
    for place, name in ((0.5, "1/L"), (1.0, "2/L")):
        right.axvline(place, color=INK, linewidth=0.8, linestyle=":")
        right.text(place + 0.03, 2.15, name)
    (here,) = right.plot([], [], **PATH)
    right.set(xlim=(0, 1.5), ylim=(-0.4, 2.4), xlabel="step size η (no unit)", yticks=[0, 1, 2])
    _title(right, "f(x₁) / f(x₀) after one step")

    def update(eta, start, curve):
        f, slope = CURVES[curve]
        points = minimize(f, slope, start, SGD(eta), steps=12).points
        height, g = f(start), slope(start)
        curve_line.set_data(x, f(x))
        model.set_data(x, height + g * (x - start) + (x - start) ** 2 / (2 * eta))
        path.set_data(points, f(points))
        stem.set_data([start, start], [0, height])
        unit = height or np.nan
        promise.set_data(etas, 1 - etas * g**2 / unit)
        bound.set_data(etas, 1 - etas * (1 - etas) * g**2 / unit)
        result.set_data(etas, f(start - etas * g) / unit)
        after = f(points[1]) / unit
        here.set_data([eta, eta], [1, after])
        if start == 0:
            return "x₀ = 0 is the minimum: the slope is 0, and no step size moves anything."
        return (
            f"η = {eta:.2f} on {curve}: the first step takes f from {height:.2f} to "
            f"{_plain(f(points[1]))}; the slope alone promised {_plain(height - eta * g**2)}. "
            f"x after 11 and 12 steps: {_plain(points[11])} and {_plain(points[12])}. "
            + _step_words(eta, curve == PARABOLA)
        )

    return update


@explorer(
    condition=Slider(1, 100, 1, start=20, label="condition number κ"),
    rate=Slider(0.05, 2.1, 0.05, start=1.8, label="step size η, in units of 1/L"),
    start_x=Slider(-10.0, 10.0, 0.5, start=9.0, label="start, along"),
    start_y=Slider(-2.5, 2.5, 0.1, start=1.0, label="start, across"),
    question="The minimum lies straight down the ravine. Does a step ever point there? Find the "
    "step size that is best for κ = 20, then say what happens to it for κ = 100.",
    presets={
        "round bowl": {"condition": 1, "rate": 1.0},
        "1/L: crawls along": {"condition": 20, "rate": 1.0},
        "nearly best: zig-zag": {"condition": 20, "rate": 1.9},
        "over the edge": {"condition": 20, "rate": 2.05},
    },
    handles=[Handle(x="start_x", y="start_y", label="start")],
    size=(6.0, 4.2),
)
def ravine(figure: Figure):
    """Forty steps in a ravine, f = ½ (x² + κ y²), without momentum.

    Across the ravine the curvature is L = κ, along it is 1, and one step size must serve both. The
    thin line below is the best that any fixed step size can do from the worst start.
    """
    top, bottom = figure.subplots(2, 1, height_ratios=[3, 2])
    figure.subplots_adjust(left=0.1, right=0.97, top=0.94, bottom=0.12, hspace=0.5)
    levels = _ellipses(top, 4)
    top.plot([0], [0], "x", color=INK)
    (path,) = top.plot([], [], **PATH)
    top.set(xlim=(-10.5, 10.5), ylim=(-3.2, 3.2), aspect="equal", anchor="C")
    top.set(xticks=[-10, 0, 10], yticks=[-2, 0, 2])
    _title(top, "position (no unit): level lines and steps")
    steps, angle = np.arange(41), np.linspace(0, 2 * np.pi, 61)
    (theory,) = bottom.plot([], [], **THEORY)
    (measured,) = bottom.plot([], [], **MEASURED)
    bottom.set(yscale="log", xlim=(0, 40), ylim=(1e-4, 10), xlabel="step")
    bottom.set(xticks=[0, 10, 20, 30, 40], yticks=[1e-4, 1e-2, 1])
    _title(bottom, "f, as a share of f at the start")

    def update(condition, rate, start_x, start_y):
        curvature = np.array([1.0, condition])
        eta, start = rate / condition, np.array([start_x, start_y])

        def f(x):
            return x**2 @ curvature / 2

        points, values = minimize(f, lambda x: curvature * x, start, SGD(eta), steps=40)
        for line, share in zip(levels, (1, 0.3, 0.09, 0.02), strict=True):
            radii = np.sqrt(2 * share * values[0] / curvature)
            line.set_data(radii[0] * np.cos(angle), radii[1] * np.sin(angle))
        path.set_data(*points.T)
        best = (condition - 1) / (condition + 1)
        theory.set_data(steps, np.maximum(best, 1e-9) ** (2 * steps))
        measured.set_data(steps, np.maximum(values / (values[0] or np.nan), 1e-12))
        if values[0] == 0:
            return "The start is the minimum: nothing moves."
        return (
            f"κ = {condition}, η = {rate:.2f}/L. Each step multiplies the distance along the "
            f"ravine by 1 − η = {_plain(1 - eta)} and that across it by 1 − ηL = "
            f"{_plain(1 - rate)}. After 40 steps f is {_small(values[-1] / values[0])} of what it "
            f"was. Best η: {2 * condition / (condition + 1):.2f}/L, where both factors are "
            f"{best:.2f} in size."
        )

    return update


SAMPLES, DRAWS, RATES = 64, 5, np.round(np.arange(0.1, 4.01, 0.1), 1)
SIZES = {"1": 1, "4": 4, "16": 16, "all 64": SAMPLES}


class _TwoBlobs:
    """Logistic regression with two weights on 64 points of two overlapping blobs."""

    start = np.array([-1.0, 2.5])

    def __init__(self):
        rng = np.random.default_rng(3)
        self.y = np.arange(SAMPLES) % 2
        center = np.where(self.y[:, None] == 1, [0.9, 0.4], [-0.9, -0.4])
        self.X = center + rng.standard_normal((SAMPLES, 2)) * [1.0, 0.7]
        self.minimum = minimize(self.loss, self.gradient, np.zeros(2), Newton(self.hessian), 8)
        self.batches = {B: self._draw(rng, B) for B in SIZES.values()}

    def _draw(self, rng: np.random.Generator, B: int) -> np.ndarray:
        """Return the indices that each draw looks at, step by step: (steps, DRAWS, B)."""
        if B == SAMPLES:
            return np.broadcast_to(np.arange(SAMPLES), (8, DRAWS, SAMPLES))
        return rng.integers(SAMPLES, size=(512 // B, DRAWS, B))

    def loss(self, w: np.ndarray) -> np.ndarray:
        """Return the mean log loss at each row of `w`."""
        scores = w @ self.X.T
        return (np.logaddexp(0, scores) - self.y * scores).mean(-1)

    def gradients(self, w: np.ndarray) -> np.ndarray:
        """Return the gradient of every sample's loss, (64, 2)."""
        return (sigmoid(self.X @ w) - self.y)[:, None] * self.X

    def gradient(self, w: np.ndarray) -> np.ndarray:
        return self.gradients(w).mean(0)

    def hessian(self, w: np.ndarray) -> np.ndarray:
        p = sigmoid(self.X @ w)
        return (self.X.T * p * (1 - p)) @ self.X / SAMPLES

    def paths(self, B: int) -> np.ndarray:
        """Return all points for each rate and draw, (steps + 1, rates, DRAWS, 2), side by side."""
        w = np.broadcast_to(self.start, (len(RATES), DRAWS, 2))
        points = [w]
        for batch in self.batches[B]:
            X, y = self.X[batch], self.y[batch]
            error = sigmoid(np.einsum("dbj,rdj->rdb", X, w)) - y
            w = w - RATES[:, None, None] * np.einsum("rdb,dbj->rdj", error, X) / B
            points.append(w)
        return np.array(points)


@explorer(
    batch_size=Choice(SIZES, start="4", label="batch size B"),
    rate=Slider(0.1, 4.0, 0.1, start=1.0, label="step size η"),
    draw=Slider(1, DRAWS, 1, start=1, label="draw"),
    question="Every path looks at 512 samples in all. Which batch size is lowest after the first "
    "64 of them, and which at the end? Predict for η = 1, then change B.",
    presets={
        "one sample a step": {"batch_size": "1", "rate": 1.0},
        "smaller steps, less noise": {"batch_size": "1", "rate": 0.2},
        "a compromise": {"batch_size": "16", "rate": 2.0},
        "all samples": {"batch_size": "all 64", "rate": 4.0},
    },
    size=(6.0, 4.0),
)
def batch_size(figure: Figure):
    """The same work in many small steps or in few large ones.

    Left: the path of the two weights of a logistic regression, over the level lines of its loss.
    Right, above: the loss over what has been looked at. Right, below: the gradients of 60 batches
    at the minimum, where the gradient of the loss is 0; the circle is theory, s/√B.
    """
    axes = figure.subplot_mosaic("ab;ac", width_ratios=[5, 4])
    figure.subplots_adjust(left=0.08, right=0.97, top=0.93, bottom=0.13, hspace=0.75, wspace=0.3)
    left, curve, cloud = axes["a"], axes["b"], axes["c"]
    problem = _TwoBlobs()
    best, lowest = problem.minimum.points[-1], problem.minimum.values[-1]
    grid = np.stack(np.meshgrid(np.linspace(-1.6, 3.6, 53), np.linspace(-1.6, 3.6, 53)), axis=-1)
    heights = problem.loss(grid) - lowest
    left.contour(
        grid[..., 0], grid[..., 1], heights, 0.02 * 2.5 ** np.arange(6),
        colors=INK, linewidths=0.7, alpha=0.45,
    )  # fmt: skip
    left.plot(*best, "x", color=INK)
    (path,) = left.plot([], [], color=GRADIENT, linewidth=0.9, marker="o", markevery=[0, -1])
    left.set(xlabel="weight w₁", xlim=(-1.6, 3.6), ylim=(-1.6, 3.6), xticks=[0, 2], yticks=[0, 2])
    _title(left, "weight w₂")
    (excess,) = curve.plot([], [], color=LOSS)
    curve.set(yscale="log", xlim=(0, 512), ylim=(1e-4, 3), xticks=[0, 256, 512])
    curve.set(yticks=[1e-4, 1e-2, 1], xlabel="samples looked at")
    _title(curve, "loss above its minimum")
    (dots,) = cloud.plot([], [], ".", color=GRADIENT, markersize=3)
    (circle,) = cloud.plot([], [], **THEORY)
    cloud.set(xlim=(-1.2, 1.2), ylim=(-0.9, 0.9), xticks=[-1, 0, 1], yticks=[0], aspect="equal")
    cloud.set(xlabel="gradient, in w₁ and w₂")
    paths = {B: problem.paths(B) for B in SIZES.values()}
    each = problem.gradients(best)
    sigma = np.sqrt((each**2).sum(1).mean())
    rng, angle = np.random.default_rng(0), np.linspace(0, 2 * np.pi, 61)
    clouds = {B: each[rng.integers(SAMPLES, size=(60, B))].mean(1) for B in (1, 4, 16)}
    clouds[SAMPLES] = np.broadcast_to(each.mean(0), (60, 2))

    def update(batch_size, rate, draw):
        points = paths[batch_size][:, round(rate * 10) - 1, draw - 1]
        above = np.maximum(problem.loss(points) - lowest, 1e-9)
        path.set_data(*points.T)
        excess.set_data(np.arange(len(points)) * batch_size, above)
        dots.set_data(*clouds[batch_size].T)
        noise = sigma / np.sqrt(batch_size) if batch_size < SAMPLES else 0
        circle.set_data(noise * np.cos(angle), noise * np.sin(angle))
        strays = np.sqrt((clouds[batch_size] ** 2).sum(1).mean())
        last = above[-max(len(points) // 4, 1) :].mean()
        return (
            f"B = {batch_size}, η = {rate:.1f}: {len(points) - 1} steps. Loss above the minimum: "
            f"{above[64 // batch_size]:.2g} after 64 samples, {last:.2g} on average over the last "
            f"quarter of the way. At the minimum a batch's gradient strays by {strays:.2f} (root "
            f"mean square); theory {noise:.2f}"
            + (": nothing is left to chance." if batch_size == SAMPLES else " = s/√B.")
        )

    return update


NOISY_STEPS, RUNS = 300, 100
CONSTANT, PIECEWISE, EXPONENTIAL, INVERSE = "constant", "piecewise", "exponential", "1/t"


def _schedule(name: str, eta0: float, rate: float):
    """Return the schedule, and in words what its rates sum to."""
    if name == CONSTANT or rate == 0:
        return constant(eta0), "The squares of the rates sum to infinity: a floor of noise stays."
    if name == INVERSE:
        words = "The rates sum to infinity, their squares do not: Robbins and Monro's conditions."
        return inverse_time_decay(eta0, rate), words
    halving = np.log(2) / rate
    if name == PIECEWISE:
        boundaries = [round(k * halving) for k in range(1, int(NOISY_STEPS / halving) + 1)]
        values = [eta0 / 2**k for k in range(len(boundaries) + 1)]
        schedule, total = piecewise_constant(boundaries, values), 2 * eta0 * round(halving)
    else:
        schedule, total = exponential_decay(eta0, rate), eta0 / (1 - np.exp(-rate))
    return schedule, (
        f"η halves every {halving:.0f} steps; all rates, for ever, sum to {total:.1f}: of the "
        f"start a share of about exp(−{total:.1f}) = {_small(np.exp(-total))} is never forgotten."
    )


@explorer(
    schedule=Choice([CONSTANT, PIECEWISE, EXPONENTIAL, INVERSE], label="schedule"),
    eta0=Slider(0.05, 1.0, 0.05, start=0.5, label="first step size η₀"),
    rate=Slider(0.0, 0.5, 0.01, start=0.05, label="decay per step"),
    question="A constant step size stalls at a floor. Which schedule ends lowest after 300 steps, "
    "and which one can stop before it has arrived? Predict, then choose.",
    presets={
        "a floor of noise": {"schedule": CONSTANT, "eta0": 0.5},
        "lower floor, slower": {"schedule": CONSTANT, "eta0": 0.05},
        "decays in time": {"schedule": EXPONENTIAL, "eta0": 0.5, "rate": 0.02},
        "stops too early": {"schedule": EXPONENTIAL, "eta0": 0.5, "rate": 0.4},
        "Robbins and Monro": {"schedule": INVERSE, "eta0": 0.5, "rate": 0.25},
    },
    size=(6.0, 3.0),
)
def schedules(figure: Figure):
    """Step sizes over time, and what noise makes of them.

    f = ½ x², from x = 5; each gradient comes with noise of standard deviation 1. Right: f for one
    run, the mean over 100 runs (thick), and the expectation by theory (thin, inside).
    """
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    figure.subplots_adjust(left=0.1, right=0.97, top=0.9, bottom=0.17, wspace=0.3)
    steps = np.arange(NOISY_STEPS + 1)
    noise = np.random.default_rng(1).standard_normal((NOISY_STEPS, RUNS))
    (rates,) = left.plot([], [], color=GRADIENT)
    left.set(yscale="log", ylim=(1e-3, 2), yticks=[1e-3, 1e-2, 1e-1, 1])
    _title(left, "step size η")
    (one,) = right.plot([], [], color=LOSS, linewidth=0.6, alpha=0.6)
    (mean,) = right.plot([], [], **MEASURED | {"linewidth": 3.5})
    (theory,) = right.plot([], [], **THEORY)
    right.set(yscale="log", ylim=(1e-4, 40), yticks=[1e-4, 1e-2, 1])
    _title(right, "f above its minimum")
    for axes in (left, right):
        axes.set(xlim=(0, NOISY_STEPS), xticks=[0, 100, 200, 300], xlabel="step")

    def update(schedule, eta0, rate):
        eta_of, words = _schedule(schedule, eta0, rate)
        etas = np.array([eta_of(t) for t in range(NOISY_STEPS)])
        x, squared = np.empty((NOISY_STEPS + 1, RUNS)), np.empty(NOISY_STEPS + 1)
        x[0], squared[0] = 5.0, 25.0
        for t, eta in enumerate(etas):
            x[t + 1] = (1 - eta) * x[t] - eta * noise[t]
            squared[t + 1] = (1 - eta) ** 2 * squared[t] + eta**2
        rates.set_data(steps[:-1], etas)
        one.set_data(steps, np.maximum(x[:, 0] ** 2 / 2, 1e-9))
        mean.set_data(steps, (x**2).mean(1) / 2)
        theory.set_data(steps, squared / 2)
        end = (x[-50:] ** 2).mean() / 2
        return (
            f"{schedule}: η from {etas[0]:.2g} to {etas[-1]:.2g}. f over the last 50 steps: "
            f"{end:.2g} on average, by theory {squared[-50:].mean() / 2:.2g}. {words}"
        )

    return update


NONE, STANDARDIZE, PRECONDITION = "none", "standardize", "precondition"


def _two_features(ratio: float) -> tuple[np.ndarray, np.ndarray]:
    """Return X with columns of mean about 0 and sizes `ratio` and 1, and y = x₁ / ratio + x₂."""
    z = np.random.default_rng(5).standard_normal((40, 2))
    z -= z.mean(0)
    return z * [ratio, 1.0], z.sum(1)


@explorer(
    ratio=Slider(1, 30, 1, start=4, label="size of x₁, that of x₂ being 1"),
    rate=Slider(0.1, 2.1, 0.1, start=1.0, label="step size η, in units of 1/L"),
    remedy=Choice([NONE, STANDARDIZE, PRECONDITION], label="remedy"),
    question="Feature x₁ is the same quantity in a smaller unit, so its numbers are larger. How "
    "many times longer does the descent take if they are 4 times as large? Predict, then see.",
    presets={
        "equal features": {"ratio": 1, "remedy": NONE},
        "one large feature": {"ratio": 30, "remedy": NONE},
        "standardized": {"ratio": 30, "remedy": STANDARDIZE},
        "preconditioned": {"ratio": 30, "remedy": PRECONDITION},
    },
    size=(6.0, 3.2),
)
def unequal_features(figure: Figure):
    """One step size for two features of unequal size.

    ŷ = w₁x₁ + w₂x₂ is fitted to y by least squares, from w = 0. To standardize changes the
    features, and with them the plane; to precondition leaves both and scales each weight's step.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    levels = _ellipses(left, 4)
    (target,) = left.plot([], [], "x", color=INK)
    (path,) = left.plot([], [], **PATH)
    left.set(xlim=(-0.7, 1.7), ylim=(-0.4, 2.0), aspect="equal", xlabel="weight w₁")
    left.set(xticks=[0, 1], yticks=[0, 1])
    _title(left, "weight w₂")
    steps, angle = np.arange(41), np.linspace(0, 2 * np.pi, 61)
    (plain,) = right.plot([], [], **THEORY)
    (measured,) = right.plot([], [], **MEASURED)
    right.set(yscale="log", xlim=(0, 40), ylim=(1e-6, 3), xlabel="step", xticks=[0, 20, 40])
    right.set(yticks=[1e-6, 1e-4, 1e-2, 1])
    _title(right, "loss, as a share of the first")

    def descend(X, y, rate, scale):
        """Return the Hessian, the curvatures that the steps meet, and the trajectory."""
        H = X.T @ X / len(X)
        root = np.sqrt(scale)
        curvatures = np.linalg.eigvalsh(root[:, None] * H * root)

        def loss(w):
            return ((X @ w - y) ** 2).mean() / 2

        def direction(w):
            return scale * (X.T @ (X @ w - y)) / len(X)

        optimizer = SGD(rate / curvatures[-1])
        return H, curvatures, minimize(loss, direction, np.zeros(2), optimizer, steps=40)

    def update(ratio, rate, remedy):
        X, y = _two_features(ratio)
        one = np.ones(2)
        untreated = descend(X, y, rate, one)[2].values if remedy != NONE else np.full(41, np.nan)
        scale = 1 / (X**2).mean(0) if remedy == PRECONDITION else one
        if remedy == STANDARDIZE:
            X = X / X.std(0)
        H, curvatures, (points, values) = descend(X, y, rate, scale)
        best = np.linalg.solve(H, X.T @ y / len(X))
        sizes, axes = np.linalg.eigh(H)
        for line, share in zip(levels, (1, 0.3, 0.09, 0.02), strict=True):
            radii = np.sqrt(2 * share * values[0] / sizes)
            circle = np.stack([radii[0] * np.cos(angle), radii[1] * np.sin(angle)])
            line.set_data(*(best[:, None] + axes @ circle))
        target.set_data([best[0]], [best[1]])
        path.set_data(*points.T)
        plain.set_data(steps, untreated / untreated[0])
        measured.set_data(steps, np.maximum(values / values[0], 1e-12))
        end = values[-1] / values[0]
        far = np.flatnonzero(values > 0.01 * values[0])
        words = f"1% reached at step {far[-1] + 1}" if far[-1] < 40 else "1% not reached"
        return (
            f"x₁ is {ratio} times as large as x₂, remedy: {remedy}. Condition number "
            f"{curvatures[-1] / curvatures[0]:.3g}; {words}; after 40 steps the loss is "
            f"{_small(end)} of the first" + (": it diverges." if end > 1 else ".")
        )

    return update


STRENGTHS = {"0": 0.0, "0.001": 0.001, "0.01": 0.01, "0.1": 0.1}
DESCENT, SEARCH, NEWTON = "fixed 1/L", "line search", "Newton"


class _SeparablePoints:
    """Logistic regression on points that a line can part, with the penalty λ‖w‖²."""

    def __init__(self, strength: float):
        rng = np.random.default_rng(2)
        side = np.where(np.arange(20) % 2, 1.0, -1.0)
        X = side[:, None] * [1.3, 0.8] + 0.3 * rng.standard_normal((20, 2))
        self.signed, self.strength = side[:, None] * X, strength
        self.L = np.linalg.eigvalsh(X.T @ X / 20)[-1] / 4 + 2 * strength
        self.lowest = 0.0
        if strength:
            self.lowest = self.descend(Newton(self.hessian), 15)[-1]

    def loss(self, w: np.ndarray) -> float:
        return np.logaddexp(0, -self.signed @ w).mean() + self.strength * w @ w

    def gradient(self, w: np.ndarray) -> np.ndarray:
        wrong = sigmoid(-self.signed @ w)
        return -wrong @ self.signed / len(wrong) + 2 * self.strength * w

    def hessian(self, w: np.ndarray) -> np.ndarray:
        p = sigmoid(self.signed @ w)
        H = (self.signed.T * p * (1 - p)) @ self.signed / len(p)
        return H + 2 * self.strength * np.eye(2)

    def descend(self, optimizer, steps: int) -> np.ndarray:
        """Return the loss at the start and after each step."""
        return minimize(self.loss, self.gradient, np.zeros(2), optimizer, steps).values

    def guarantee(self, steps: np.ndarray) -> np.ndarray:
        """Return f(z) + L ‖z‖² / (2t) at the best point z of one ray: for f convex, a bound."""
        far = minimize(self.loss, self.gradient, np.zeros(2), SGD(1 / self.L), 100).points[-1]
        rays = np.linspace(0, 4, 101)[:, None] * far
        losses = np.array([self.loss(z) for z in rays])
        reach = self.L * (rays**2).sum(1) / 2
        return (losses[:, None] + reach[:, None] / steps).min(0) - self.lowest

    def gaps(self, method: str) -> np.ndarray:
        """Return how far above its infimum the loss is, step by step; NaN below 1e-11."""
        optimizer, steps = {
            DESCENT: (SGD(1 / self.L), 400),
            SEARCH: (LineSearch(self.loss, learning_rate=8 / self.L), 400),
            NEWTON: (Newton(self.hessian), 15),
        }[method]
        gaps = self.descend(optimizer, steps) - self.lowest
        return np.where(gaps > 1e-11, gaps, np.nan)


@explorer(
    strength=Choice(STRENGTHS, start="0.01", label="strength λ of the penalty"),
    method=Choice([DESCENT, SEARCH, NEWTON], label="method"),
    question="In which of the two panels will the curve be a straight line without a penalty, and "
    "in which with one? What does the slope tell? Predict, then set λ to 0.",
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

    The loss is that of a logistic regression on points that a line can part, plus λ‖w‖². A rate
    like (1 − μ/L)ᵗ is straight on the left, a power of t on the right. Thin: what theory guarantees
    for gradient descent, on the left by strong convexity, on the right by convexity alone.
    """
    axes = figure.subplots(1, 2, sharey=True)
    figure.subplots_adjust(left=0.11, right=0.97, top=0.9, bottom=0.16, wspace=0.12)
    (bound,) = axes[0].plot([], [], **THEORY)
    (convex,) = axes[1].plot([], [], **THEORY)
    lines = [each.plot([], [], **MEASURED, marker=".", markevery=0.08)[0] for each in axes]
    axes[0].set(yscale="log", ylim=(1e-11, 3), yticks=[1e-10, 1e-5, 1])
    axes[0].set(xlim=(0, 400), xticks=[0, 200, 400], xlabel="step t")
    axes[1].set(xscale="log", xlim=(1, 400), xlabel="step t, logarithmic")
    axes[1].set_xticks([1, 10, 100], ["1", "10", "100"])
    axes[1].minorticks_off()
    _title(axes[0], "loss above its infimum")
    t = np.arange(1, 401)
    problems = {strength: _SeparablePoints(strength) for strength in STRENGTHS.values()}
    guarantees = {strength: each.guarantee(t) for strength, each in problems.items()}
    gaps = {(s, m): p.gaps(m) for s, p in problems.items() for m in (DESCENT, SEARCH, NEWTON)}

    def update(strength, method):
        gap, problem = gaps[strength, method], problems[strength]
        steps = np.arange(len(gap))
        for line in lines:
            line.set_data(steps, gap)
        shrink = 1 - 2 * strength / problem.L
        bound.set_data(t, gap[0] * shrink**t if strength else t * np.nan)
        convex.set_data(t, guarantees[strength])
        seen = np.flatnonzero(gap > 0)
        small = np.flatnonzero(~(gap > 1e-6))
        words = f"{small[0]} steps to 1e-06" if small.size else "1e-06 is not reached"
        caption = f"λ = {strength:g}, {method}: {words}. "
        if method == NEWTON:
            if strength:
                return caption + "Near the minimum the number of right digits doubles every step."
            return (
                caption + "There is no minimum to be near: each step divides the loss by about e."
            )
        if strength == 0:
            power = np.log(gap[400] / gap[100]) / np.log(4)
            return caption + f"Slope on the right, from step 100 to 400: {power:.2f}."
        first, last = seen[-1] // 2, seen[-1]
        factor = (gap[last] / gap[first]) ** (1 / (last - first))
        return caption + (
            f"Late steps multiply the gap by {factor:.3f}; theory for η = 1/L promises at most "
            f"1 − μ/L = {shrink:.3f}."
        )

    return update
