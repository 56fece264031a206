"""The explorers of the chapter on softmax."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from descent.explorers.core import Choice, Handle, Slider, Time, explorer
from descent.explorers.parts import COLORS, NAMES, SCORES, Bars, named, two_digits
from descent.plotting import CLASSES, GRADIENT, INK, MEASURED, THEORY
from descent.simplex import (
    logsumexp,
    softmax,
    softmax_jacobian,
    sparsehourglass,
    sparsemax,
    spherical_softmax,
    sum_normalize,
)


def _number(value: float) -> str:
    """Return `value` as in the text: 164.0, 24.5, 0.18, 4.5e-05."""
    return f"{value:.{1 if value >= 10 else 2}f}" if value >= 0.005 else f"{value:.1e}"


@explorer(
    cat=Slider(-10.0, 10.0, 0.1, start=SCORES[0], label="score of cat"),
    car=Slider(-10.0, 10.0, 0.1, start=SCORES[1], label="score of car"),
    frog=Slider(-10.0, 10.0, 0.1, start=SCORES[2], label="score of frog"),
    question="How far must the score of cat rise until cat and car are equally likely? Predict all "
    "three probabilities at that moment, then drag the top of the bar.",
    presets={
        "the cat picture": {"cat": 3.2, "car": 5.1, "frog": -1.7},
        "tie of two": {"cat": 5.1, "car": 5.1, "frog": -1.7},
        "one point ahead": {"cat": 1.0, "car": 0.0, "frog": 0.0},
        "confident": {"cat": 9.0, "car": 1.0, "frog": -2.0},
        "all 5 lower": {"cat": -1.8, "car": 0.1, "frog": -6.7},
    },
    handles=[Handle(x=i, y=name, label=f"score of {name}") for i, name in enumerate(NAMES)],
    size=(6.0, 2.6),
)
def scores_to_probabilities(figure: Figure):
    """From scores to probabilities.

    The second and the third panel always have the same shape: dividing by the sum only changes
    the scale. It is exp that turns a difference of scores into a ratio.
    """
    axes = figure.subplots(1, 3)
    figure.subplots_adjust(left=0.08, right=0.99, top=0.9, bottom=0.1, wspace=0.3)
    scores = Bars(axes[0], "score (log-odds)", ylim=(-11, 14), gap=0.09)
    weights, shares = Bars(axes[1], "exp(score) (no unit)"), Bars(axes[2], "probability")
    axes[0].axhline(0, color=INK, linewidth=0.8)
    axes[0].set_yticks([-10, 0, 10])
    axes[1].set_yticks([])

    def update(cat, car, frog):
        o = np.array([cat, car, frog])
        exp, p = np.exp(o), softmax(o)
        scores.set(o, [f"{score:.1f}" for score in o])
        weights.set(exp / exp.max(), [f"{e:.{2 - (e >= 10) - (e >= 1000)}f}" for e in exp])
        shares.set(p, two_digits(p))
        total = _number(exp.sum())
        lines = [
            f"{name}: exp({score:.1f}) = {_number(e)} → {_number(e)} / {total} = {share:.2f}."
            for name, score, e, share in zip(NAMES, o, exp, p, strict=True)
        ]
        winners = " and ".join(n for n, s in zip(NAMES, o, strict=True) if s == o.max())
        return "\n".join([*lines, f"Largest score and largest probability: {winners}."])

    return update


@explorer(
    shift=Slider(-1000, 1000, 1, start=80, label="constant c"),
    precision=Choice(["float32", "float64"], label="number format"),
    question="exp(710) is more than a float64 can hold, exp(89) more than a float32. How far can c "
    "rise before each formula breaks? Predict, then push.",
    presets={
        "last good float32": {"shift": 83, "precision": "float32"},
        "overflow": {"shift": 84, "precision": "float32"},
        "the same in float64": {"shift": 84, "precision": "float64"},
        "float64 breaks too": {"shift": 705, "precision": "float64"},
        "underflow": {"shift": -800, "precision": "float64"},
    },
    size=(6.0, 3.6),
)
def shift_and_overflow(figure: Figure, scores=SCORES):
    """A constant added to all scores: two formulas, one answer, until numbers run out.

    The strip shows how large exp(score + c) is, in powers of ten, and which powers the number
    format holds. Only the naive formula has to travel along it.
    """
    grid = figure.add_gridspec(2, 2, height_ratios=[1, 3])
    figure.subplots_adjust(left=0.06, right=0.98, top=0.98, bottom=0.08, wspace=0.15, hspace=0.85)
    strip = figure.add_subplot(grid[0, :])
    held = strip.axvspan(0, 1, color=INK, alpha=0.15, linewidth=0)
    points = [strip.plot([0], [0], c.marker, color=c.color)[0] for c in CLASSES]
    word = strip.text(0, 0.6, "held by the format", ha="center")
    strip.set(xlim=(-450, 450), ylim=(-1, 1.6), xticks=[-400, -200, 0, 200, 400], yticks=[])
    strip.set(xlabel="exp(score + c), powers of ten")
    naive = Bars(figure.add_subplot(grid[1, 0]), "probability, naive")
    stable = Bars(figure.add_subplot(grid[1, 1]), "probability, stable")

    def update(shift, precision):
        o = np.array(scores, dtype=precision) + np.array(shift, dtype=precision)
        with np.errstate(all="ignore"):
            exp = np.exp(o)
            total = exp.sum()
            broken = exp / total
        format = np.finfo(precision)
        low, high = np.log10(float(format.smallest_subnormal)), np.log10(float(format.max))
        held.set(x=low, width=high - low)
        word.set_text(f"{precision}: 1e{low:.0f} to 1e{high:.0f}")
        for point, score in zip(points, o, strict=True):
            point.set_xdata([score / np.log(10)])
        p = softmax(o)
        naive.set(np.nan_to_num(broken), [n.replace("nan", "NaN") for n in two_digits(broken)])
        stable.set(p, two_digits(p))
        if np.isfinite(broken).all():
            reason = "every number fits"
        elif total == 0:
            reason = "every exp(score + c) underflows to 0, and 0 / 0 is NaN"
        else:
            reason = "the sum overflows to inf, and inf / inf is NaN"
        return (
            f"c = {shift}, {precision}: {reason}. Naive: {named(broken).replace('nan', 'NaN')}. "
            f"Largest score subtracted first: {named(p)}, whatever c is."
        )

    return update


@explorer(
    temperature=Slider(0.1, 10.0, 0.1, start=1.0, label="temperature T"),
    question="What happens to cat, the class in the middle, as T falls from 10 to 0.1? Predict "
    "whether it only falls, then drag.",
    presets={
        "nearly argmax": {"temperature": 0.1},
        "softmax": {"temperature": 1.0},
        "cat at its best": {"temperature": 7.2},
        "nearly uniform": {"temperature": 10.0},
    },
    handles=[Handle(x="temperature", y=0.5, axes=1)],
    size=(6.0, 2.8),
)
def softmax_temperature(figure: Figure, scores=SCORES):
    """What temperature does to the three probabilities.

    Scores are divided by T before softmax, so T divides every log-odds. The line in the right
    panel can be dragged.
    """
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    figure.subplots_adjust(left=0.06, right=0.97, top=0.9, bottom=0.19, wspace=0.2)
    bars = Bars(left, "probability")
    temperatures = np.geomspace(0.1, 10, 121)
    curves = np.array([softmax(scores, temperature=t) for t in temperatures])
    for color, curve in zip(COLORS, curves.T, strict=True):
        right.plot(temperatures, curve, color=color)
    right.set(xscale="log", xlim=(0.1, 10), ylim=(0, 1.15), xlabel="temperature T (no unit)")
    right.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
    right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    right.minorticks_off()
    here = right.axvline(1, color=INK, linewidth=1)
    points = [right.plot([1], [0], c.marker, color=c.color, clip_on=False)[0] for c in CLASSES]
    second, first = np.argsort(scores)[-2:]

    def update(temperature):
        p = softmax(scores, temperature=temperature)
        bars.set(p, two_digits(p))
        here.set_xdata([temperature, temperature])
        for point, share in zip(points, p, strict=True):
            point.set_data([temperature], [share])
        gap = scores[first] - scores[second]
        odds = f"exp({gap:.1f} / {temperature:.1f}) = {np.exp(gap / temperature):.3g}"
        caption = f"T = {temperature:.1f}: {named(p)}"
        return f"{caption}. Odds of {NAMES[first]} to {NAMES[second]}: {odds} to 1."

    return update


@explorer(
    score=Slider(-5.0, 5.0, 0.1, start=1.0, label="score x"),
    temperature=Slider(0.1, 2.0, 0.1, start=1.0, label="temperature T"),
    classes=Slider(2, 10, 1, start=3, label="classes K"),
    question="One score is x, the K − 1 others are 0. Where does the soft maximum stand farthest "
    "above the maximum, and how far? Predict, then drag x.",
    presets={
        "all equal": {"score": 0.0},
        "clear winner": {"score": 5.0},
        "almost the maximum": {"score": 0.0, "temperature": 0.1},
        "ten classes": {"score": 0.0, "classes": 10},
    },
    handles=[Handle(x="score", y=-0.5)],
    size=(6.0, 3.2),
)
def soft_maximum(figure: Figure):
    """Log-sum-exp, the soft maximum.

    It lies between max and max + T log K, touches the upper bound where all scores are equal,
    and its slope (dashed) is the softmax probability of the class with score x.
    """
    axes = figure.subplots()
    figure.subplots_adjust(left=0.08, right=0.98, top=0.97, bottom=0.17)
    x = np.linspace(-5, 5, 101)
    axes.plot(x, np.maximum(x, 0), **THEORY)
    axes.text(4.9, 2.6, "max(x, 0)", ha="right", va="top")
    (bound,) = axes.plot(x, x, **THEORY)
    (curve,) = axes.plot(x, x, **MEASURED)
    (tangent,) = axes.plot([0, 0], [0, 0], "--", color=GRADIENT)
    (point,) = axes.plot([0], [0], "o", color=INK)
    word = axes.text(-4.9, 0, "max(x, 0) + T log K", va="bottom")
    axes.set(xlim=(-5, 5), ylim=(-0.5, 6.5), xlabel="score x (log-odds)")
    axes.set(xticks=[-4, -2, 0, 2, 4], yticks=[0, 2, 4, 6])

    def update(score, temperature, classes):
        gap = temperature * np.log(classes)
        bound.set_ydata(np.maximum(x, 0) + gap)
        word.set_y(gap + 0.05)
        curve.set_ydata(_soft_maximum(x, temperature, classes))
        value = _soft_maximum(score, temperature, classes)
        slope = softmax([score] + [0] * (classes - 1), temperature=temperature)[0]
        point.set_data([score], [value])
        tangent.set_data([score - 2, score + 2], [value - 2 * slope, value + 2 * slope])
        top = max(score, 0)
        return (
            f"Maximum {top:.2f}, soft maximum {value:.2f}, upper bound {top:.2f} + "
            f"{temperature:.1f} log {classes} = {top + gap:.2f}. Slope: softmax gives x the "
            f"probability {slope:.2f}."
        )

    return update


def _soft_maximum(x, temperature: float, classes: int):
    """Return T log-sum-exp(scores / T) for the score `x` among classes - 1 scores of 0."""
    scores = np.zeros((*np.shape(x), classes))
    scores[..., 0] = x
    return temperature * logsumexp(scores / temperature)


_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
"""The triangle of all distributions over cat, car and frog: each corner is sure of one class."""
_MAPS = {
    "softmax": (softmax, "o", "full"),
    "sparsemax": (sparsemax, "D", "full"),
    "sparsehourglass": (sparsehourglass, "P", "full"),
    "sum-normalized": (sum_normalize, "s", "none"),
    "spherical": (spherical_softmax, "^", "none"),
}


@explorer(
    across=Slider(-0.3, 1.3, 0.01, start=0.7, label="point, across"),
    up=Slider(-0.3, 1.1, 0.01, start=0.3, label="point, up"),
    scale=Slider(0.2, 8.0, 0.1, start=3.0, label="scores times"),
    shift=Slider(-2.0, 2.0, 0.1, start=0.0, label="scores plus"),
    question="Which of the five marks stay when all scores are multiplied by a number? Which stay "
    "when a number is added to all of them? Predict, then move the last two sliders.",
    presets={
        "a distribution": {"scale": 1.0, "shift": 0.0},
        "sharper": {"scale": 8.0, "shift": 0.0},
        "shifted": {"scale": 3.0, "shift": 2.0},
        "negative scores": {"across": 1.2, "up": 0.2, "scale": 1.0, "shift": 0.0},
    },
    handles=[Handle(x="across", y="up", label="point")],
    size=(6.0, 3.6),
)
def simplex_maps(figure: Figure):
    """Five ways from scores to the triangle of distributions.

    The point's barycentric coordinates, times a number, plus a number, are the scores. The cross is
    where these scores stand when seen along the diagonal (1, 1, 1): sparsemax is the point of the
    triangle closest to it.
    """
    axes = figure.add_axes([0.0, 0.0, 1.0, 1.0], frameon=False, xticks=[], yticks=[])
    axes.set(xlim=(-0.4, 2.1), ylim=(-0.38, 1.12))
    axes.fill(*_CORNERS.T, facecolor="none", edgecolor=INK)
    for name, corner, down in zip(NAMES, _CORNERS, (0.09, 0.09, -0.03), strict=True):
        axes.text(corner[0], corner[1] - down, name, ha="center")
    (path,) = axes.plot([0, 0], [0, 0], "--", color=INK, linewidth=1)
    (seen,) = axes.plot([0], [0], "x", color=INK)
    (point,) = axes.plot([0], [0], "o", color=GRADIENT)
    marks = {}
    for row, (name, (_, marker, fill)) in enumerate(_MAPS.items()):
        style = {"marker": marker, "fillstyle": fill, "markersize": 9, "color": INK}
        (marks[name],) = axes.plot([0], [0], **style)
        axes.plot([1.3], [1.0 - 0.12 * row], **style)
        axes.text(1.37, 1.0 - 0.12 * row, name, va="center")

    def update(across, up, scale, shift):
        frog = up / _CORNERS[2, 1]
        coordinates = np.array([1 - across - frog / 2, across - frog / 2, frog])
        scores = scale * coordinates + shift
        center = _CORNERS.mean(0)
        end = center + scale * (np.array([across, up]) - center)
        point.set_data([across], [up])
        seen.set_data(*end[:, None])
        lines = []
        for name, (image, _, _) in _MAPS.items():
            p = _or_nowhere(image, scores)
            marks[name].set_data(*(p @ _CORNERS)[:, None])
            lines.append(f"{name}: {named(p) if np.isfinite(p).all() else _REFUSAL}.")
        path.set_data(*np.transpose([end, sparsemax(scores) @ _CORNERS]))
        return "\n".join([f"Scores: {named(scores)}.", *lines])

    return update


_REFUSAL = "not defined for these scores"


def _or_nowhere(image, scores):
    """Return image(scores), or NaN where the map refuses them."""
    try:
        return image(scores)
    except ValueError:
        return np.full(3, np.nan)


@explorer(
    draws=Time(1, 300, 1, start=40, label="number of draws"),
    seed=Slider(0, 20, 1, start=0, label="seed"),
    question="Noise is added to the scores and the largest sum wins. How often will cat win, two "
    "points behind car? Predict, then play.",
    presets={"one draw": {"draws": 1}, "300 draws": {"draws": 300}},
    size=(6.0, 2.9),
)
def gumbel_max(figure: Figure, scores=SCORES):
    """Scores plus Gumbel noise: the argmax is a sample of softmax.

    Left, the newest draw: each bar is a score plus its noise, the arrowhead is the score alone.
    Right, how often each class has won so far, against its softmax probability (grey).
    """
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    figure.subplots_adjust(left=0.07, right=0.97, top=0.9, bottom=0.18, wspace=0.2)
    sums = Bars(left, "score + noise", ylim=(-6, 14))
    left.axhline(0, color=INK, linewidth=0.8)
    left.plot(np.arange(3) - 0.42, scores, ">", color=INK)
    p = softmax(scores)
    for share in p:
        right.axhline(share, **THEORY)
    lines = [right.plot([1], [0], color=c.color)[0] for c in CLASSES]
    points = [right.plot([1], [0], c.marker, color=c.color, clip_on=False)[0] for c in CLASSES]
    right.set(xscale="log", xlim=(1, 300), ylim=(0, 1.15), xlabel="number of draws")
    right.set_xticks([1, 10, 100], ["1", "10", "100"])
    right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    right.minorticks_off()
    right.set_title("share of wins", weight="normal", size=10)
    counts = np.arange(1, 301)

    def update(draws, seed):
        noisy = np.array(scores) + np.random.default_rng(seed).gumbel(size=(300, 3))
        wins = noisy.argmax(1)[:draws, None] == np.arange(3)
        shares = wins.cumsum(0) / counts[:draws, None]
        newest = noisy[draws - 1]
        sums.set(newest, [f"{value:.1f}" for value in newest])
        for line, point, share in zip(lines, points, shares.T, strict=True):
            line.set_data(counts[:draws], share)
            point.set_data([draws], [share[-1]])
        return (
            f"Draw {draws}: {NAMES[newest.argmax()]} wins with {newest.max():.1f}. Shares of wins "
            f"so far: {named(shares[-1])}. Softmax: {named(p)}."
        )

    return update


@explorer(
    x_cat=Slider(-4.0, 4.0, 0.1, start=-1.0, label="x: score of cat"),
    x_car=Slider(-4.0, 4.0, 0.1, start=1.5, label="x: score of car"),
    y_cat=Slider(-4.0, 4.0, 0.1, start=1.5, label="y: score of cat"),
    y_car=Slider(-4.0, 4.0, 0.1, start=0.5, label="y: score of car"),
    temperature=Slider(0.2, 4.0, 0.1, start=1.0, label="temperature T"),
    question="The score of frog is 0. Where must two score vectors stand so that a small step "
    "between them changes the probabilities most? Predict, then drag x and y.",
    presets={
        "tie of two": {"x_cat": 3.9, "x_car": 4.0, "y_cat": 4.0, "y_car": 3.9},
        "tie of three": {"x_cat": -0.1, "x_car": 0.1, "y_cat": 0.1, "y_car": -0.1},
        "both sure": {"x_cat": 4.0, "x_car": -3.0, "y_cat": 3.0, "y_car": -4.0},
    },
    handles=[
        Handle(x="x_cat", y="x_car", label="score vector x"),
        Handle(x="y_cat", y="y_car", label="score vector y"),
    ],
    size=(6.0, 3.2),
)
def lipschitz(figure: Figure):
    """How far softmax can carry two score vectors apart.

    The ratio of the two distances never exceeds 1/T, nor even half of that. It comes closest where
    x and y face each other across a tie of two classes that leaves nothing to the third.
    """
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    figure.subplots_adjust(left=0.1, right=0.97, top=0.97, bottom=0.17, wspace=0.25)
    for tie in ([[0, 4], [0, 4]], [[-4, 0], [0, 0]], [[0, 0], [-4, 0]]):
        left.plot(*tie, **THEORY)
    for name, place in zip(NAMES, [(2.5, -2.5), (-2.5, 3.3), (-2.5, -2.5)], strict=True):
        left.text(*place, f"{name} wins", ha="center")
    (line,) = left.plot([0, 0], [0, 0], "o-", color=INK)
    names = [left.text(0, 0, letter) for letter in "xy"]
    left.set(xlim=(-4.2, 4.2), ylim=(-4.2, 4.2), xlabel="score of cat", ylabel="score of car")
    left.set(xticks=[-4, 0, 4], yticks=[-4, 0, 4])
    (bar,) = right.bar([0], [0], color=GRADIENT, width=0.5)
    for bound, word in ((0.5, "½ · 1/T"), (1, "1/T")):
        right.axhline(bound, **THEORY)
        right.text(0.75, bound + 0.02, word, ha="right")
    right.set(xlim=(-0.75, 0.75), ylim=(0, 1.15), ylabel="ratio, in units of 1/T")
    right.set(xticks=[], yticks=[0, 0.5, 1], yticklabels=["0", "½", "1"])

    def update(x_cat, x_car, y_cat, y_car, temperature):
        x, y = np.array([x_cat, x_car, 0.0]), np.array([y_cat, y_car, 0.0])
        apart = np.linalg.norm(x - y)
        moved = np.linalg.norm(np.subtract(*softmax([x, y], temperature=temperature)))
        line.set_data([x_cat, y_cat], [x_car, y_car])
        for name, place in zip(names, (x, y), strict=True):
            name.set_position(place[:2] + 0.25)
        if apart == 0:
            bar.set_height(0)
            return "x and y coincide: there is no ratio. Move one of them a little."
        bar.set_height(temperature * moved / apart)
        return (
            f"x and y are {apart:.2f} apart, their probabilities {moved:.2f}: ratio "
            f"{moved / apart:.2f}, within ½ · 1/T = {0.5 / temperature:.2f}."
        )

    return update


_BLUE, _ORANGE = (0.0, 0.45, 0.7), (0.9, 0.6, 0.0)
_SIGNED = LinearSegmentedColormap.from_list(
    "signed", [(*_BLUE, 0.8), (*_BLUE, 0.0), (*_ORANGE, 0.0), (*_ORANGE, 0.8)]
)
"""Blue for negative, orange for positive, clear at 0, so that the page's background shows."""


@explorer(
    cat=Slider(-5.0, 5.0, 0.1, start=1.0, label="score of cat"),
    car=Slider(-5.0, 5.0, 0.1, start=2.0, label="score of car"),
    frog=Slider(-5.0, 5.0, 0.1, start=0.0, label="score of frog"),
    question="Entry (i, j) says how much probability i gains when score j rises. What does every "
    "row add up to? When does the matrix almost vanish? Predict, then drag.",
    presets={
        "tie of two": {"cat": 5.0, "car": 5.0, "frog": -5.0},
        "tie of three": {"cat": 0.0, "car": 0.0, "frog": 0.0},
        "sure of car": {"cat": -2.0, "car": 5.0, "frog": -5.0},
    },
    size=(6.0, 2.9),
)
def jacobian(figure: Figure):
    """The derivative of softmax, diag(p) − p pᵀ, and its eigenvalues.

    One eigenvalue is always 0 (shift all scores: nothing happens), none is negative and none is
    above ½.
    """
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    figure.subplots_adjust(left=0.16, right=0.97, top=0.97, bottom=0.18, wspace=0.35)
    mesh = left.pcolormesh(np.zeros((3, 3)), cmap=_SIGNED, vmin=-0.25, vmax=0.25, edgecolor=INK)
    cells = [left.text(j + 0.5, i + 0.5, "", ha="center", va="center") for i, j in np.ndindex(3, 3)]
    middle = np.arange(3) + 0.5
    left.set_xticks(middle, [f"score {name}" for name in NAMES])
    left.set_yticks(middle, NAMES)
    left.invert_yaxis()
    left.grid(visible=False)
    left.tick_params(length=0)
    bars = right.bar([1, 2, 3], [0, 0, 0], color=INK, width=0.6)
    right.axhline(0.5, **THEORY)
    right.set(ylim=(0, 0.55), xlabel="eigenvalue number", ylabel="eigenvalue")
    right.set(xticks=[1, 2, 3], yticks=[0, 0.25, 0.5])

    def update(cat, car, frog):
        J = softmax_jacobian([cat, car, frog])
        eigenvalues = np.maximum(np.linalg.eigvalsh(J), 0)
        mesh.set_array(J)
        for cell, entry in zip(cells, J.flat, strict=True):
            cell.set_text(f"{entry:.2f}".replace("-0.00", "0.00"))
        for bar, eigenvalue in zip(bars, eigenvalues, strict=True):
            bar.set_height(eigenvalue)
        p = named(softmax([cat, car, frog]))
        return (
            f"{p}. Each row sums to 0. Eigenvalues {', '.join(two_digits(eigenvalues))}, "
            "none above 0.50."
        )

    return update
