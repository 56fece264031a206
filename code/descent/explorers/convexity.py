"""The explorers of the chapter on convexity."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from descent.activations import relu, sigmoid, tanh
from descent.convexity import softmax_cross_entropy_hessian
from descent.datasets import make_blobs
from descent.explorers.core import Choice, Handle, Slider, Time, explorer
from descent.explorers.parts import named
from descent.plotting import CLASSES, GRADIENT, INK, LOSS, MEASURED, THEORY
from descent.simplex import logsumexp, one_hot, softmax

_CURVES = {
    "x²/2": lambda x: x**2 / 2,
    "|x|": np.abs,
    "x⁴/16": lambda x: x**4 / 16,
    "x log x": lambda x: _where_positive(x, lambda x: x * np.log(x)),
    "−log x": lambda x: _where_positive(x, lambda x: -np.log(x)),
    "log(1 + exp(−x))": lambda x: np.logaddexp(0, -x),
    "squared, 4 (1 − σ(x))²": lambda x: 4 * (1 - sigmoid(x)) ** 2,
    "sigmoid, 4 σ(x)": lambda x: 4 * sigmoid(x),
    "min(|x|, 1)": lambda x: np.minimum(np.abs(x), 1),
}


def _where_positive(x, function):
    """Return function(x), and NaN where x ≤ 0: outside the domain."""
    positive = x > 0
    return np.where(positive, function(np.where(positive, x, 1)), np.nan)


@explorer(
    curve=Choice(_CURVES, label="function"),
    left=Slider(-3.0, 3.0, 0.1, start=-2.0, label="left end x"),
    right=Slider(-3.0, 3.0, 0.1, start=2.5, label="right end y"),
    t=Slider(0.0, 1.0, 0.05, start=0.5, label="t"),
    question="Which of the nine functions can you catch above one of its chords? Predict, then "
    "drag the two ends along the axis.",
    presets={
        "flat but convex": {"curve": "x⁴/16", "left": -0.5, "right": 0.5},
        "a corner is allowed": {"curve": "|x|", "left": -1.0, "right": 3.0},
        "caught": {"curve": "squared, 4 (1 − σ(x))²", "left": -3.0, "right": 1.0},
        "convex here, not there": {"curve": "sigmoid, 4 σ(x)", "left": -3.0, "right": -0.5},
        "outside the domain": {"curve": "−log x", "left": -1.0, "right": 2.0},
    },
    handles=[
        Handle(x="left", y=-0.9, label="left end"),
        Handle(x="right", y=-0.9, label="right end"),
    ],
    size=(6.0, 3.2),
)
def chord(figure: Figure):
    """A function and its chord.

    Convex means: no chord, wherever it starts and ends, has a point of the graph above it. One such
    point proves that a function is not convex; a thousand chords without one prove nothing.
    """
    axes = figure.subplots()
    figure.subplots_adjust(left=0.08, right=0.98, top=0.97, bottom=0.16)
    x = np.linspace(-3, 3, 241)
    (graph,) = axes.plot(x, x, **MEASURED)
    (line,) = axes.plot([0, 0], [0, 0], "o-", color=CLASSES[0].color)
    (gap,) = axes.plot([0, 0], [0, 0], color=GRADIENT, linewidth=3)
    drops = [axes.plot([0, 0], [0, 0], ":", color=INK, linewidth=1)[0] for _ in "xy"]
    feet = [axes.text(0, -0.65, name, ha="center") for name in "xy"]
    axes.set(xlim=(-3.1, 3.1), ylim=(-1, 5.2), xlabel="argument (no unit)", ylabel="value")
    axes.set(xticks=[-3, -2, -1, 0, 1, 2, 3], yticks=[0, 2, 4])

    def update(curve, left, right, t):
        graph.set_ydata(curve(x))
        ends = np.array([left, right])
        f = curve(ends)
        share = np.linspace(0, 1, 101)
        rises = curve(share * left + (1 - share) * right) - share * f[0] - (1 - share) * f[1]
        z, height = t * left + (1 - t) * right, t * f[0] + (1 - t) * f[1]
        value = curve(np.array([z]))[0]
        line.set_data(ends, f)
        gap.set_data([z, z], [value, height])
        for drop, foot, end, top in zip(drops, feet, ends, f, strict=True):
            drop.set_data([end, end], [-0.25, top])
            foot.set_x(end)
        if left == right:
            return "Both ends coincide: a chord needs two points."
        if not np.isfinite(f).all():
            return "An end lies outside the domain. There the function counts as +∞: no chord."
        if rises.max() > 1e-9:
            word = f"Somewhere it is above by {rises.max():.2f}: not convex."
        else:
            word = "On this chord it is nowhere above."
        return f"At t = {t:.2f} the function is {value:.2f}, the chord {height:.2f}. {word}"

    return update


_VIEW = np.array([[0.85, -0.5, 0.0], [0.28, 0.42, 0.62]])
"""Looks at space from the side and above: the two rows are right and up on the page."""


@explorer(
    cat=Slider(-4.0, 4.0, 0.1, start=1.5, label="score of cat"),
    car=Slider(-4.0, 4.0, 0.1, start=0.5, label="score of car"),
    question="Can you make the tangent plane level? Can you make it cut through the surface? "
    "Predict, then drag the point on the map.",
    presets={
        "tie of three": {"cat": 0.0, "car": 0.0},
        "sure of cat": {"cat": 4.0, "car": -3.0},
        "sure of frog": {"cat": -4.0, "car": -4.0},
        "tie of two": {"cat": 3.0, "car": 3.0},
    },
    handles=[Handle(x="cat", y="car", axes=1, label="point")],
    size=(6.0, 3.1),
)
def log_sum_exp(figure: Figure):
    """Log-sum-exp, its tangent plane and its gradient.

    The score of frog is 0. Left, the surface and the plane that touches it at the point; right, its
    map from above with lines of equal height. The arrow is the gradient: the probabilities of cat
    and car.
    """
    left, right = figure.subplots(1, 2, width_ratios=[7, 5])
    figure.subplots_adjust(left=0.0, right=0.98, top=0.98, bottom=0.17, wspace=0.22)
    ticks = np.linspace(-4, 4, 17)
    heights = _height(*np.meshgrid(ticks, ticks, indexing="ij"))
    surface = np.stack([*np.meshgrid(ticks, ticks, indexing="ij"), heights], -1) @ _VIEW.T
    left.add_collection(LineCollection([*surface, *surface.swapaxes(0, 1)], color=INK, lw=0.5))
    corners = np.array([[-4, -4], [4, -4], [4, 4], [-4, 4]])
    (plane,) = left.fill([0, 1, 1, 0], [0, 0, 1, 1], facecolor=GRADIENT, alpha=0.45)
    (touch,) = left.plot([0], [0], "o", color=INK)
    left.set(xlim=(-5.8, 5.8), ylim=(-5.5, 5.8))
    left.set_axis_off()
    for word, place in (("cat →", (2.6, -2.9)), ("car →", (-4.9, -2.3))):
        left.text(*place, word, ha="center")
    fine = np.linspace(-4, 4, 41)
    levels = [0.25, 0.5, 1, 2, 3, 4]
    right.contour(
        fine, fine, _height(*np.meshgrid(fine, fine)), levels, colors="#888888", linewidths=1
    )
    (arrow,) = right.plot([0, 0], [0, 0], color=GRADIENT, linewidth=3)
    (point,) = right.plot([0], [0], "o", color=INK)
    right.set(xlabel="score of cat", ylabel="score of car", xticks=[-4, 0, 4], yticks=[-4, 0, 4])
    right.set(xlim=(-4.2, 5.2), ylim=(-4.2, 5.2))

    def update(cat, car):
        value, p = float(_height(cat, car)), softmax([cat, car, 0.0])
        rise = value + (corners - [cat, car]) @ p[:2]
        plane.set_xy(np.column_stack([corners, rise]) @ _VIEW.T)
        touch.set_data(*(_VIEW @ [cat, car, value])[:, None])
        point.set_data([cat], [car])
        arrow.set_data([cat, cat + p[0]], [car, car + p[1]])
        above = heights[-1, -1] - rise[2]
        return (
            f"Log-sum-exp = {value:.2f}. Slope towards cat {p[0]:.2f}, towards car {p[1]:.2f}: the "
            f"softmax, {named(p)}. The plane touches here and lies below everywhere else: by "
            f"{above:.2f} at the corner (4, 4)."
        )

    return update


def _height(cat, car):
    return logsumexp(np.stack(np.broadcast_arrays(cat, car, 0.0), -1))


_CENTERS = [[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]]


def _three_classes(scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Return 20 points a class, with a 1 appended to each, and their labels."""
    X, y = make_blobs(_CENTERS, per_class=20, scale=scale, rng=np.random.default_rng(6))
    return np.column_stack([X, np.ones(len(X))]), y


_ACTIVATIONS = {"ReLU": relu, "tanh": tanh, "none (linear)": np.array}
_HIDDEN = 3


@explorer(
    line=Slider(0, 40, 1, start=28, label="random line"),
    reach=Slider(1.0, 6.0, 0.5, start=3.0, label="length"),
    activation=Choice(_ACTIVATIONS, start="tanh", label="activation"),
    question="Both losses are cut along a random straight line through all weights. Which of the "
    "two will ever bend downwards? Predict, then try many lines.",
    presets={
        "a linear network": {"line": 31, "activation": "none (linear)"},
        "with ReLU": {"line": 23, "activation": "ReLU"},
        "looks convex close up": {"line": 20, "reach": 1.0, "activation": "tanh"},
    },
    size=(6.0, 2.8),
)
def loss_slice(figure: Figure):
    """Two losses along a straight line through weight space.

    Left softmax regression (9 weights), right a network with three hidden units (21 weights), same
    data. Where the curve bends downwards it is drawn orange: no convex function does that.
    """
    panels = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.09, right=0.98, top=0.88, bottom=0.18, wspace=0.22)
    X, y = _three_classes(scale=0.7)
    s = np.linspace(-1, 1, 121)
    curves = []
    for axes, title in zip(panels, ("softmax regression", "network"), strict=True):
        (curve,) = axes.plot(s, s, color=LOSS)
        (bends,) = axes.plot(s, s, color=GRADIENT, linewidth=4)
        axes.set_title(title, weight="normal", size=10)
        axes.set(xlim=(-1.05, 1.05), ylim=(0, 1.08), xlabel="place on the line", xticks=[-1, 0, 1])
        axes.set_yticks([0, 0.5, 1], ["0", "½", "1"])
        curves.append((curve, bends))
    panels[0].set_ylabel("loss / its maximum")

    def update(line, reach, activation):
        rng = np.random.default_rng(line)
        flat = _on_a_line(rng, (3, 3), reach * s)
        first, last = (
            _on_a_line(rng, (3, _HIDDEN), reach * s),
            _on_a_line(rng, (_HIDDEN + 1, 3), reach * s),
        )
        hidden = activation(X @ first)
        scores = {"Softmax regression": X @ flat, "Network": hidden @ last[:, :-1] + last[:, -1:]}
        words = []
        for (name, O), (curve, bends) in zip(scores.items(), curves, strict=True):
            losses = (logsumexp(O) - np.take_along_axis(O, y[None, :, None], -1)[..., 0]).mean(-1)
            losses = losses / losses.max()
            down = np.diff(losses, 2) < -1e-6
            curve.set_ydata(losses)
            bends.set_ydata(np.where(np.pad(down, 1), losses, np.nan))
            dips = ((np.diff(losses)[:-1] < 0) & (np.diff(losses)[1:] > 0)).sum()
            words.append(f"{name}: bends down on {down.mean():.0%} of the line, {_valleys(dips)}")
        return ".\n".join(words) + "."

    return update


def _on_a_line(rng, shape: tuple[int, ...], s: np.ndarray) -> np.ndarray:
    """Return start + s · direction, both drawn at random, for each number in `s`."""
    start, direction = rng.normal(size=(2, *shape))
    return start + s.reshape(-1, *[1] * len(shape)) * direction


def _valleys(count: int) -> str:
    return "1 valley" if count == 1 else f"{count} valleys"


@explorer(
    scale=Slider(0.0, 5.0, 0.1, start=1.0, label="size of the weights"),
    strength=Slider(0.0, 0.1, 0.005, start=0.0, label="strength λ"),
    question="Three of the nine eigenvalues are 0 whatever the weights. Can any become negative? "
    "How many stay 0 once λ > 0? Predict, then move.",
    presets={
        "W = 0": {"scale": 0.0, "strength": 0.0},
        "sure of itself": {"scale": 5.0, "strength": 0.0},
        "lifted by λ": {"scale": 5.0, "strength": 0.1},
    },
    size=(6.0, 2.9),
)
def hessian_spectrum(figure: Figure):
    """The eigenvalues of the Hessian of softmax regression.

    Three classes, two features and a bias: nine weights, nine eigenvalues. Hollow marks are 0: the
    same change for every class alters no probability. λ lifts all but one; the biases are not
    penalized. The gray line stands at 2λ.
    """
    axes = figure.subplots()
    figure.subplots_adjust(left=0.17, right=0.98, top=0.96, bottom=0.18)
    number, floor = np.arange(1, 10), 1e-5
    (stems,) = axes.plot([], [], color=INK, linewidth=1)
    (positive,) = axes.plot([], [], "o", color=INK, markersize=8)
    (zero,) = axes.plot([], [], "o", color=INK, markersize=8, fillstyle="none", clip_on=False)
    (shift,) = axes.plot([0.6, 9.4], [floor, floor], **THEORY, zorder=1)
    axes.set(yscale="log", xlim=(0.5, 9.5), ylim=(floor, 3), xticks=number)
    axes.set(xlabel="eigenvalue number", ylabel="eigenvalue (no unit)")
    axes.set_yticks([floor, 1e-3, 0.01, 0.1, 1], ["0", "0.001", "0.01", "0.1", "1"])
    axes.minorticks_off()
    X, _ = _three_classes(scale=0.7)
    direction = np.array([[-2.0, 2.0, 0.0], [-1.0, -1.0, 2.0], [0.5, 0.5, -1.0]])
    penalized = np.diag(np.repeat([1.0, 1.0, 0.0], 3))

    def update(scale, strength):
        H = softmax_cross_entropy_hessian(X, scale * direction) + 2 * strength * penalized
        eigenvalues = np.linalg.eigvalsh(H)
        null = eigenvalues < 1e-10
        shown = np.where(null, floor, np.maximum(eigenvalues, floor))
        positive.set_data(number[~null], shown[~null])
        zero.set_data(number[null], shown[null])
        stems.set_data(*_stems(number, shown, floor))
        shift.set_ydata([max(2 * strength, floor)] * 2)
        least, largest = eigenvalues[~null][[0, -1]]
        return (
            f"None is negative. Equal to 0: {null.sum()}. The others go from {least:.2g} to "
            f"{largest:.2g}, a factor of {largest / least:.3g}. 2λ = {2 * strength:.2f}."
        )

    return update


def _stems(x: np.ndarray, tops: np.ndarray, floor: float) -> tuple[np.ndarray, np.ndarray]:
    """Return one line's data that goes from the floor to each top, with gaps between."""
    gaps = np.full(len(x), np.nan)
    heights = np.column_stack([np.full(len(x), floor), tops, gaps])
    return np.repeat(x, 3), heights.ravel()


_STRENGTHS = (0.0, 0.001, 0.01, 0.1)
_SEPARABLE = [[-1.2, 0.4], [-0.8, -0.5], [-1.6, -0.2], [-0.5, 0.9], [-1.0, -1.2],
              [1.1, -0.3], [0.7, 0.6], [1.5, 0.3], [0.6, -1.0], [1.2, 1.1]]  # fmt: skip
_STEPS = np.round(10 ** np.arange(0, 3.55, 0.1)).astype(int)
_DATA = {
    "separable": np.array(_SEPARABLE),
    "one cat among the cars": np.array([*_SEPARABLE[:4], [1.3, 0.1], *_SEPARABLE[5:]]),
}


@explorer(
    data=Choice(list(_DATA), label="data"),
    strength=Choice(list(_STRENGTHS), label="strength λ"),
    time=Time(0.0, 3.5, 0.1, start=2.0, label="log10 of the steps"),
    question="The first data can be told apart without a mistake. Where does ‖W‖ settle as the "
    "descent goes on? And with λ, or with one cat among the cars? Predict, then play.",
    presets={
        "no minimum": {"data": "separable", "strength": 0.0, "time": 3.5},
        "cured by λ": {"data": "separable", "strength": 0.01, "time": 3.5},
        "cured by one cat": {"data": "one cat among the cars", "strength": 0.0, "time": 3.5},
    },
    size=(6.0, 3.0),
)
def separable(figure: Figure):
    """The size of the weights while gradient descent runs.

    Left, the boundary (solid) and where cat has probability 0.9 and 0.1 (dashed). Right, ‖W‖
    against the steps for λ = 0, 0.001, 0.01 and 0.1: a straight climb on this axis means growth
    like the logarithm of the steps, without end.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.09, right=0.97, top=0.96, bottom=0.18, wspace=0.25)
    marks = [left.plot([], [], c.marker, color=c.color, linestyle="none")[0] for c in CLASSES[:2]]
    lines = [left.plot([], [], style, color=INK)[0] for style in ("--", "-", "--")]
    left.set(xlim=(-2, 2), ylim=(-2, 2), xlabel="feature 1", ylabel="feature 2")
    left.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    others = [right.plot([], [], **THEORY)[0] for _ in _STRENGTHS]
    (chosen,) = right.plot([], [], **MEASURED)
    (point,) = right.plot([], [], "o", color=INK, clip_on=False)
    right.set(xscale="log", xlim=(1, 3200), ylim=(0, 7.5), xlabel="steps", ylabel="‖W‖ (no unit)")
    right.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    right.minorticks_off()
    runs = {name: _descend(X) for name, X in _DATA.items()}

    def update(data, strength, time):
        now, which = round(10 * time), _STRENGTHS.index(strength)
        W, losses = runs[data]
        norms = np.sqrt((W[:, :, :2] ** 2).sum((2, 3)))
        for mark, points in zip(marks, np.split(_DATA[data], 2), strict=True):
            mark.set_data(*points.T)
        w = W[now, which] @ [1.0, -1.0]
        up = np.array([-9.0, 9.0])
        for line, odds in zip(lines, (-np.log(9), 0, np.log(9)), strict=True):
            line.set_data((odds - w[2] - w[1] * up) / w[0], up)
        for other, norm in zip(others, norms.T, strict=True):
            other.set_data(_STEPS, norm)
        chosen.set_data(_STEPS[: now + 1], norms[: now + 1, which])
        point.set_data([_STEPS[now]], [norms[now, which]])
        growth = norms[-1, which] - norms[-6, which]
        end = "and it still grows" if growth > 0.02 else "and it settles"
        return (
            f"{data}, λ = {strength}. Step {_STEPS[now]}: ‖W‖ = {norms[now, which]:.2f}, "
            f"cross-entropy {losses[now, which]:.4f}. Step {_STEPS[-1]}: ‖W‖ = "
            f"{norms[-1, which]:.2f}, {end}."
        )

    return update


def _descend(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return W and b, stacked, and the cross-entropy at the steps shown, for every strength."""
    X = np.column_stack([X, np.ones(len(X))])
    Y = one_hot(np.repeat([0, 1], len(X) // 2), 2)
    shrink = 2 * np.array(_STRENGTHS)[:, None, None] * np.array([1.0, 1.0, 0.0])[:, None]
    W = np.zeros((_STEPS[-1] + 1, len(_STRENGTHS), 3, 2))
    for now in range(_STEPS[-1]):  # learning rate 1
        W[now + 1] = W[now] - X.T @ (softmax(X @ W[now]) - Y) / len(X) - shrink * W[now]
    O = X @ W[_STEPS]
    return W[_STEPS], (logsumexp(O) - (O * Y).sum(-1)).mean(-1)


_SQUARE = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
_SWAPS = {"the hidden units": True, "the last layer only": False}


@explorer(
    t=Slider(0.0, 1.0, 0.02, start=0.3, label="way t"),
    sharpness=Slider(0.5, 6.0, 0.5, start=3.0, label="last layer, size"),
    swap=Choice(_SWAPS, label="swap"),
    question="Both ends of the way are the same network with its two hidden units renamed, so both "
    "have the same small loss. What is the loss half way? Predict, then drag t.",
    presets={
        "one end": {"t": 0.0},
        "half way": {"t": 0.5},
        "the other end": {"t": 1.0},
        "one layer alone": {"t": 0.5, "swap": "the last layer only"},
    },
    size=(6.0, 3.0),
)
def permutation_midpoint(figure: Figure):
    """Between two copies of one network.

    Left, four points of two classes that no straight line parts, the probability of each one's true
    class, and the two lines where the hidden units switch on. Right, the loss on the straight way
    between the two sets of weights, and its chord.
    """
    left, right = figure.subplots(1, 2, width_ratios=[4, 5])
    figure.subplots_adjust(left=0.08, right=0.98, top=0.96, bottom=0.18, wspace=0.25)
    for c, pair in zip(CLASSES[:2], np.split(_SQUARE, 2), strict=True):
        left.plot(*pair.T, c.marker, color=c.color, linestyle="none", markersize=9)
    folds = [left.plot([], [], style, color=INK)[0] for style in ("-", "--")]
    words = [left.text(x, y + 0.1, "", ha="center") for x, y in _SQUARE]
    left.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="feature 1", ylabel="feature 2")
    left.set(xticks=[0, 1], yticks=[0, 1])
    way = np.linspace(0, 1, 101)
    (curve,) = right.plot(way, way, color=LOSS)
    (line,) = right.plot([0, 1], [0, 0], **THEORY)
    (point,) = right.plot([0], [0], "o", color=INK, clip_on=False)
    right.set(xlim=(0, 1), ylim=(0, 7.5), xlabel="way t", ylabel="loss (nats)")
    right.set(xticks=[0, 0.5, 1], yticks=[0, 2, 4, 6])

    def update(t, sharpness, swap):
        losses = -np.log(_true_class(way, sharpness, swap)).mean(-1)
        p = _true_class(np.array([t]), sharpness, swap)[0]
        loss = -np.log(p).mean()
        height = (1 - t) * losses[0] + t * losses[-1]
        curve.set_ydata(losses)
        line.set_ydata(losses[[0, -1]])
        point.set_data([t], [loss])
        for word, share in zip(words, p, strict=True):
            word.set_text(f"{share:.2f}")
        for fold, threshold in zip(folds, (t, 1 - t) if swap else (0, 1), strict=True):
            fold.set_data([-1.0, 2.0], [threshold + 1.0, threshold - 2.0])
        where = "above" if loss > height + 1e-9 else "not above"
        return (
            f"At t = {t:.2f} the loss is {loss:.2f}; the chord is at {height:.2f}: the loss is "
            f"{where} it. Probability of the true class: cats {p[0]:.2f} and {p[1]:.2f}, cars "
            f"{p[2]:.2f} and {p[3]:.2f}."
        )

    return update


def _true_class(t: np.ndarray, sharpness: float, both: bool) -> np.ndarray:
    """Return the probability of each point's class, shape (len(t), 4), on the way between nets.

    Hidden unit k is relu(x₁ + x₂ − k), and cars score 2 h₀ − 4 h₁ − 1 more than cats.
    """
    t = t[:, None]
    thresholds = np.stack([t, 1 - t]) if both else np.array([0, 1])[:, None, None]
    h = relu(_SQUARE.sum(1) - thresholds)
    cars_lead = (2 - 6 * t) * h[0] + (6 * t - 4) * h[1] - 1
    return sigmoid(sharpness * cars_lead * np.array([-1, -1, 1, 1]))
