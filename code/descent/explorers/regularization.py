"""The explorers of the chapter on regularization."""

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.datasets import make_blobs, make_polynomial
from descent.explorers.core import Choice, Handle, Slider, Time, explorer
from descent.explorers.parts import COLORS
from descent.losses import softmax_cross_entropy_gradient
from descent.optimizers import ProximalSGD
from descent.penalties import (
    elastic_net,
    elastic_net_proximal,
    l1,
    l2,
    l2_proximal,
    soft_threshold,
)
from descent.plotting import GRADIENT, INK, LOSS, MEASURED, REGULARIZER, THEORY
from descent.regression import ridge
from descent.regularizers import dropout


def _plain(number: float, digits: int = 2) -> str:
    """Return `number` with some digits after the point, and no minus before a zero."""
    return f"{round(float(number), digits) + 0.0:.{digits}f}"


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, weight="normal", size=10)


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
    _title(left, "y (no unit)")
    (train_line,) = right.plot([], [], color=LOSS)
    (test_line,) = right.plot([], [], "--", color=LOSS)
    (here,) = right.plot([], [], "o", color=REGULARIZER, clip_on=False)
    right.set(xlim=(0.5, 12.5), ylim=(1e-3, 1e4), yscale="log", xlabel="degree")
    right.set(xticks=[1, 3, 5, 7, 9, 11])
    right.set_yticks([1e-3, 1, 1e3], ["0.001", "1", "1000"])
    right.minorticks_off()
    _title(right, "error: train solid, test dashed")

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
        best = np.argmax(test <= 1.01 * test.min() + 1e-6)  # the lowest of degrees that tie
        return (
            f"Degree {degree}, λ = {strength:.2g}: training error {_error(train[degree - 1])}, "
            f"test error {_error(test[degree - 1])}. Of all degrees at this λ, {DEGREES[best]} "
            f"does best on the test points: {_error(test[best])}. The noise alone costs "
            f"{_error(noise**2)}."
        )

    return update


CURVATURE = np.array([[1.0, 0.5], [0.5, 0.7]])
BETA = 1.0
CIRCLE = np.array([np.cos(turn := np.linspace(0, 2 * np.pi, 121)), np.sin(turn)])
ELLIPSE = np.linalg.inv(np.linalg.cholesky(CURVATURE).T) @ CIRCLE


def _elastic_radius(R: float) -> np.ndarray:
    """Return the r for which the elastic net of r times each point of the circle is R."""
    across = np.abs(CIRCLE).sum(0)
    return (np.sqrt(across**2 + 4 * BETA * R) - across) / (2 * BETA)


PENALTIES = {
    "L1": (l1, soft_threshold, lambda R: R / np.abs(CIRCLE).sum(0)),
    "L2": (l2, l2_proximal, np.sqrt),
    "elastic net, β = 1": (
        lambda w: elastic_net(w, BETA),
        lambda w, threshold: elastic_net_proximal(w, threshold, BETA),
        _elastic_radius,
    ),
}
"""Of each penalty R: itself, its proximal step, and how far its ball {R(w) ≤ R} reaches."""


@explorer(
    penalty=Choice(list(PENALTIES), start="L1", label="penalty R"),
    strength=Slider(0.0, 3.0, 0.05, start=0.6, label="strength λ"),
    w1=Slider(-3.0, 3.0, 0.1, start=2.2, label="w₁ of the smallest loss"),
    w2=Slider(-3.0, 3.0, 0.1, start=0.6, label="w₂ of the smallest loss"),
    question="Which ball makes the loss touch it in a corner, where a weight is exactly 0? Drag "
    "the center of the ellipses around and watch where they touch.",
    presets={
        "a corner": {"penalty": "L1", "strength": 0.6, "w1": 2.2, "w2": 0.6},
        "a side": {"penalty": "L1", "strength": 0.6, "w1": 1.5, "w2": 1.8},
        "no corner": {"penalty": "L2", "strength": 0.6, "w1": 2.2, "w2": 0.6},
        "corner and curve": {
            "penalty": "elastic net, β = 1", "strength": 0.6, "w1": 2.2, "w2": 0.6,
        },
        "λ wins": {"penalty": "L1", "strength": 3.0, "w1": 2.2, "w2": 0.6},
    },
    handles=[Handle(x="w1", y="w2", label="weights of the smallest loss")],
    size=(6.0, 3.6),
)  # fmt: skip
def penalty_ball(figure: Figure):
    """Where the loss touches the ball of the penalty.

    The ellipses are the data loss, smallest at the cross. The solution ŵ (dot) minimizes loss + λR.
    The ellipse through it and the ball of all weights with no larger penalty just touch.
    """
    axes = figure.subplots()
    figure.subplots_adjust(left=0.02, right=0.98, top=0.97, bottom=0.15)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.8)
    rings = [axes.plot([], [], color=LOSS, linewidth=0.7, alpha=0.6)[0] for _ in range(3)]
    (touching,) = axes.plot([], [], color=LOSS)
    (ball,) = axes.fill([0], [0], facecolor=REGULARIZER, alpha=0.4)
    (center,) = axes.plot([], [], "+", color=LOSS, markersize=11, markeredgewidth=2)
    (way,) = axes.plot([], [], color=INK, linewidth=0.8, linestyle=":")
    (dot,) = axes.plot([], [], "o", color=INK)
    axes.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), aspect="equal", xlabel="weight w₁")
    axes.set(ylabel="weight w₂", xticks=[-3, 0, 3], yticks=[-3, 0, 3])
    eta = 1 / np.linalg.eigvalsh(CURVATURE)[-1]

    def update(penalty, strength, w1, w2):
        R, proximal, radius = PENALTIES[penalty]
        best = np.array([w1, w2])
        w = best
        for _ in range(60):
            w = proximal(w - eta * CURVATURE @ (w - best), eta * strength)
        loss = (w - best) @ CURVATURE @ (w - best) / 2
        for ring, level in zip(rings, (0.1, 0.5, 2), strict=True):
            ring.set_data(*(best[:, None] + np.sqrt(2 * level) * ELLIPSE))
        touching.set_data(*(best[:, None] + np.sqrt(2 * loss) * ELLIPSE))
        ball.set_xy((radius(R(w)) * CIRCLE).T)
        center.set_data([w1], [w2])
        way.set_data([w1, w[0]], [w2, w[1]])
        dot.set_data(w[:1], w[1:])
        zeros = " and ".join(f"w{'₁₂'[i]}" for i in range(2) if w[i] == 0)
        verdict = f"{zeros} exactly 0" if zeros else "no weight is 0"
        return (
            f"{penalty}, λ = {strength:.2f}: ŵ = ({_plain(w[0])}, {_plain(w[1])}), {verdict}. "
            f"Data loss {_plain(loss)} + λ · {_plain(R(w))} = {_plain(loss + strength * R(w))}."
        )

    return update


@explorer(
    spread=Slider(0.0, 1.0, 0.02, start=0.3, label="from w₁ (0) to w₂ (1)"),
    first=Slider(0.5, 2.0, 0.05, start=1.0, label="first pixel x₁"),
    beta=Slider(0.0, 2.0, 0.1, start=0.5, label="β of the elastic net"),
    question="All these weights give the score 1. Which of them does L2 like best, which does L1, "
    "and what changes when the first pixel is brighter than the others? Predict, then drag.",
    presets={
        "w₁: all in one": {"spread": 0.0, "first": 1.0},
        "w₂: evenly spread": {"spread": 1.0, "first": 1.0},
        "a brighter pixel": {"spread": 0.0, "first": 1.5},
        "a darker pixel": {"spread": 1.0, "first": 0.7},
    },
    size=(6.0, 2.9),
)
def weight_spread(figure: Figure):
    """The price of weights that all give the same score.

    Left: four weights w with w·x = 1 for x = (x₁, 1, 1, 1), between the one that uses x₁ alone
    and the one along x. Right: each penalty on the whole way, in units of its value at the start.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.88, top=0.89, bottom=0.18, wspace=0.25)
    bars = left.bar(range(4), np.zeros(4), color=INK, width=0.6)
    left.set(ylim=(0, 2.1), xlabel="weight number", yticks=[0, 1, 2])
    left.set_xticks(range(4), ["1", "2", "3", "4"])
    _title(left, "weights (no unit)")
    shares = np.linspace(0, 1, 41)
    styles = {"L2": "-", "L1": "--", "elastic": ":"}
    lines = [right.plot([], [], style, color=REGULARIZER)[0] for style in styles.values()]
    (dots,) = right.plot([], [], "o", color=INK, clip_on=False)
    names = [right.text(1.04, 0, name, va="center") for name in styles]
    right.set(xlim=(0, 1), ylim=(0, 1.6), xlabel="from w₁ to w₂", xticks=[0, 1], yticks=[0, 1])
    right.set_xticklabels(["w₁", "w₂"])
    _title(right, "penalty / penalty of w₁")

    def update(spread, first, beta):
        x = np.array([first, 1.0, 1.0, 1.0])
        alone, along = np.array([1 / first, 0, 0, 0]), x / (x @ x)
        w = alone + spread * (along - alone)
        path = alone + shares[:, None] * (along - alone)
        squares, sizes = (path**2).sum(1), np.abs(path).sum(1)
        curves = [c / c[0] for c in (squares, sizes, beta * squares + sizes)]
        prices = [l2(w), l1(w), elastic_net(w, beta)]
        starts = [l2(alone), l1(alone), elastic_net(alone, beta)]
        for bar, height in zip(bars, w, strict=True):
            bar.set_height(height)
        for line, curve in zip(lines, curves, strict=True):
            line.set_data(shares, curve)
        for name, end in zip(names, _apart([curve[-1] for curve in curves], 0.12), strict=True):
            name.set_y(end)
        dots.set_data([spread] * 3, np.divide(prices, starts))
        return (
            f"w = ({', '.join(_plain(each) for each in w)}), score {_plain(w @ x)}. "
            f"L2 {_plain(prices[0])}, L1 {_plain(prices[1])}, elastic net {_plain(prices[2])}; "
            f"at w₁ they were {', '.join(_plain(each) for each in starts)}."
        )

    return update


def _apart(heights: list[float], gap: float) -> np.ndarray:
    """Return the heights moved up as little as keeps labels of height `gap` from overlapping."""
    moved = np.array(heights, dtype=float)
    order = np.argsort(moved, kind="stable")
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


STRENGTHS = np.round(np.arange(-2.0, -0.15, 0.1), 1)
INFORMATIVE = 2
CENTERS = np.zeros((3, 8))
CENTERS[:, :INFORMATIVE] = [[1.5, 0.0], [-0.75, 1.3], [-0.75, -1.3]]


def _path(X: np.ndarray, y: np.ndarray, proximal, steps: int = 40) -> np.ndarray:
    """Return the weights for every strength, the largest first to start the next from."""
    W, path = np.zeros((X.shape[1], 3)), []
    for log_strength in STRENGTHS[::-1]:
        optimizer = ProximalSGD(proximal, 10**log_strength, learning_rate=1.0)
        for _ in range(steps):
            optimizer.step([W], [X.T @ softmax_cross_entropy_gradient(X @ W, y)])
        path.append(W.copy())
    return np.array(path[::-1])


@explorer(
    log_strength=Slider(-2.0, -0.2, 0.1, start=-1.5, label="log₁₀ λ"),
    penalty=Choice({"L1": soft_threshold, "L2": l2_proximal}, start="L1", label="penalty R"),
    question="Of 8 features only 2 tell the classes apart. Which weights will be the last to "
    "vanish as λ grows, and will they vanish under L2? Predict, then drag.",
    presets={
        "hardly a price": {"log_strength": -2.0, "penalty": "L1"},
        "noise gone": {"log_strength": -1.2, "penalty": "L1"},
        "all gone": {"log_strength": -0.2, "penalty": "L1"},
        "the same λ, L2": {"log_strength": -1.2, "penalty": "L2"},
    },
    handles=[Handle(x="log_strength", y=2.6, label="log₁₀ λ")],
    size=(6.0, 3.2),
)
def l1_path(figure: Figure):
    """The weights of softmax regression on their way to zero.

    Left: all 24 weights against λ, thick for the 2 features that tell the classes apart, thin for
    the 6 that are noise. Right: the weights at this λ, feature by feature.
    """
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    figure.subplots_adjust(left=0.08, right=0.97, top=0.9, bottom=0.17, wspace=0.2)
    rng = np.random.default_rng(0)
    X, y = make_blobs(CENTERS, 30, rng=rng)
    X_valid, y_valid = make_blobs(CENTERS, 200, rng=rng)
    paths = {proximal: _path(X, y, proximal) for proximal in (soft_threshold, l2_proximal)}
    lines = [
        left.plot([], [], color=COLORS[c], linewidth=2 if feature < INFORMATIVE else 0.8)[0]
        for feature, c in np.ndindex(8, 3)
    ]
    (cut,) = left.plot([], [], color=INK, linewidth=0.8)
    left.set(xlim=(-2, -0.2), ylim=(-2.9, 2.9), xlabel="log₁₀ λ", xticks=[-2, -1])
    left.set(yticks=[-2, 0, 2])
    _title(left, "weights (no unit)")
    right.axhline(0, color=INK, linewidth=0.8)
    marks = [
        right.plot([], [], m, color=c, markersize=5)[0] for m, c in zip("os^", COLORS, strict=True)
    ]
    right.set(xlim=(0.4, 8.6), ylim=(-2.9, 2.9), xlabel="feature", yticks=[-2, 0, 2])
    right.set(xticks=range(1, 9))
    _title(right, "● cat  ■ car  ▲ frog")

    def update(log_strength, penalty):
        path = paths[penalty]
        W = path[np.argmin(np.abs(STRENGTHS - log_strength))]
        for line, weights in zip(lines, path.reshape(len(path), 24).T, strict=True):
            if not np.array_equal(line.get_ydata(), weights):  # what stays is not drawn again
                line.set_data(STRENGTHS, weights)
        cut.set_data([log_strength] * 2, [-2.9, 2.9])
        for c, mark in enumerate(marks):
            mark.set_data(np.arange(1, 9) + 0.22 * (c - 1), W[:, c])
        zeros, idle = (W == 0).sum(), (W == 0).all(1).sum()
        right_share = ((X_valid @ W).argmax(1) == y_valid).mean()
        judged = (
            "With all weights 0 the model can only guess."
            if zeros == W.size
            else f"Right on {right_share:.0%} of 600 other samples."
        )
        return (
            f"λ = {10**log_strength:.3f}: {zeros} of 24 weights are exactly 0, {idle} of 8 "
            f"features unused. Largest weight {_plain(np.abs(W).max())}. {judged}"
        )

    return update


@explorer(
    rate=Slider(0.0, 0.8, 0.05, start=0.5, label="dropout rate q"),
    draws=Time(1, 200, 1, start=30, label="number of draws"),
    seed=Slider(0, 20, 1, start=0, label="seed"),
    question="Each draw drops every sample's feature with probability q. Where will the average of "
    "many noisy losses be lowest: where the loss without dropout is, or elsewhere? Predict, play.",
    presets={
        "one draw": {"rate": 0.5, "draws": 1},
        "200 draws": {"rate": 0.5, "draws": 200},
        "no dropout": {"rate": 0.0},
        "nearly all dropped": {"rate": 0.8, "draws": 200},
    },
    size=(6.0, 3.1),
)
def dropout_noise(figure: Figure):
    """Dropout on average is a penalty on the squared weight.

    Left: the loss without dropout (dashed), of the newest draw (orange), averaged over all draws so
    far (thick), and with the penalty that it tends to (grey). Right: where that average is lowest.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.97, top=0.9, bottom=0.17, wspace=0.25)
    rng = np.random.default_rng(4)
    x = rng.normal(size=20)
    y = x + 0.3 * rng.normal(size=20)
    w, counts = np.linspace(-0.5, 2, 101), np.arange(1, 201)
    flat, slope, curvature = (y**2).mean(), (x * y).mean(), (x**2).mean()
    least = slope / curvature
    left.plot(w, flat - 2 * slope * w + curvature * w**2, "--", color=LOSS)
    (newest,) = left.plot([], [], color=GRADIENT, linewidth=1)
    (theory,) = left.plot([], [], **THEORY)
    (average,) = left.plot([], [], **MEASURED)
    (dot,) = left.plot([], [], "o", color=INK)
    left.set(xlim=(-0.5, 2), ylim=(0, 4), xlabel="weight w", xticks=[0, 1, 2], yticks=[0, 2, 4])
    _title(left, "mean squared error")
    right.axhline(least, color=LOSS, linestyle="--")
    (limit,) = right.plot([], [], **THEORY)
    (minimum,) = right.plot([], [], **MEASURED)
    (end,) = right.plot([], [], "o", color=INK, clip_on=False)
    right.set(xlim=(1, 200), ylim=(0, 1.6), xlabel="number of draws", xscale="log")
    right.set_xticks([1, 10, 100], ["1", "10", "100"])
    right.minorticks_off()
    right.set(yticks=[0, 1])
    _title(right, "w where the average is lowest")

    def update(rate, draws, seed):
        kept = dropout(np.tile(x, (200, 1)), rate, np.random.default_rng(seed))[:draws]
        slopes, curvatures = (kept * y).mean(1), (kept**2).mean(1)
        sums = slopes.cumsum(), np.maximum(curvatures.cumsum(), 1e-12)
        lowest = sums[0] / sums[1]
        b, c = sums[0][-1] / draws, sums[1][-1] / draws
        newest.set_data(w, flat - 2 * slopes[-1] * w + curvatures[-1] * w**2)
        average.set_data(w, flat - 2 * b * w + c * w**2)
        theory.set_data(w, flat - 2 * slope * w + curvature / (1 - rate) * w**2)
        dot.set_data([lowest[-1]], [flat - 2 * b * lowest[-1] + c * lowest[-1] ** 2])
        limit.set_data([1, 200], [(1 - rate) * least] * 2)
        minimum.set_data(counts[:draws], lowest)
        end.set_data([draws], lowest[-1:])
        return (
            f"q = {rate:.2f}, {draws} draw{'s' * (draws > 1)}: the average is lowest at w = "
            f"{_plain(lowest[-1])}. The penalty with λ = {_plain(rate / (1 - rate) * curvature)} "
            f"predicts {_plain((1 - rate) * least)}; without dropout it is {_plain(least)}."
        )

    return update
