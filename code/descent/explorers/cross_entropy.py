"""The explorers of the chapter on cross-entropy."""

from math import e

import numpy as np
from matplotlib.figure import Figure

from descent import images
from descent.activations import sigmoid, sigmoid_derivative
from descent.calibration import calibration_error, reliability
from descent.datasets import load_mnist
from descent.datasets.replay import load_replay
from descent.explorers.core import Choice, Handle, Slider, Time, explorer
from descent.explorers.parts import NAMES, SCORES, Bars, named, two_digits
from descent.losses import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    cross_entropy,
    entropy,
    kl_divergence,
    log_arrangements,
    mae,
    mae_gradient,
    mse,
    mse_gradient,
    multiclass_hinge,
    sequence_log_likelihood,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from descent.plotting import GRADIENT, INK, LOSS, THEORY
from descent.simplex import one_hot, softmax

_UNITS = {"nats": e, "bits": 2.0}
_GRID = np.linspace(0.001, 0.999, 201)
"""Probabilities at which a curve is drawn."""


@explorer(
    p=Slider(0.0, 1.0, 0.01, start=0.13, label="probability p"),
    unit=Choice(list(_UNITS), label="unit"),
    question="The cat had probability 0.13. What does halving p do to the surprise: double it, or "
    "add something? Predict, then drag.",
    presets={
        "the cat picture": {"p": 0.13},
        "a coin": {"p": 0.5, "unit": "bits"},
        "certain": {"p": 1.0},
        "held impossible": {"p": 0.0},
    },
    handles=[Handle(x="p", y=0, label="probability p")],
    size=(6.0, 2.9),
)
def surprise(figure: Figure):
    """The surprise −log p of an event of probability p.

    Right, the same surprise in coins: as many heads in a row are just as surprising. Halving p adds
    one coin, wherever you start.
    """
    left, right = figure.subplots(1, 2, width_ratios=[5, 1])
    figure.subplots_adjust(left=0.08, right=0.98, top=0.9, bottom=0.18, wspace=0.25)
    (curve,) = left.plot(_GRID, _GRID, color=LOSS)
    (drop,) = left.plot([0, 0], [0, 0], **THEORY)
    (point,) = left.plot([0], [0], "o", color=LOSS, clip_on=False)
    left.set(xlim=(0, 1), ylim=(0, 7), xlabel="probability p", xticks=[0, 0.25, 0.5, 0.75, 1])
    name = left.set_title("", weight="normal", size=10)
    (coins,) = right.bar([0], [0], width=0.8, color=LOSS)
    for count in range(1, 8):
        right.axhline(count, color=INK, linewidth=0.8)
    right.set_title("heads in a row", weight="normal", size=10, loc="center")
    right.set(ylim=(0, 7), xticks=[], yticks=range(0, 8))
    right.grid(visible=False)

    def update(p, unit):
        value, bits = _surprise(p, unit), _surprise(p, "bits")
        curve.set_ydata(-np.log(_GRID) / np.log(_UNITS[unit]))
        name.set_text(f"surprise −log p ({unit})")
        drop.set_data([p, p], [0, min(value, 7)])
        point.set_data([p], [value if p else np.nan])
        coins.set_height(min(bits, 7))
        if p == 0:
            return (
                "p = 0: what was held impossible has happened. −log 0 = ∞, no row of coins is "
                "surprising enough, and the curve never arrives at the left edge."
            )
        return (
            f"p = {p:.2f}: −log p = {value:.2f} {unit}, as surprising as {bits:.1f} heads in a "
            f"row. At half that p it is {_surprise(p / 2, unit):.2f} {unit}."
        )

    return update


def _surprise(p: float, unit: str) -> float:
    return float(cross_entropy([1, 0], [p, 1 - p], _UNITS[unit]))


@explorer(
    p=Slider(0.0, 1.0, 0.01, start=0.3, label="true share p"),
    q=Slider(0.0, 1.0, 0.01, start=0.8, label="belief q"),
    unit=Choice(list(_UNITS), label="unit"),
    question="A share p of the photos show a cat; you believe q. Where is the cross-entropy least, "
    "and is it 0 there? Predict, then drag q.",
    presets={
        "belief = truth": {"p": 0.3, "q": 0.3},
        "mirror images": {"p": 0.3, "q": 0.7},
        "sure and wrong": {"p": 0.3, "q": 0.99},
        "one-hot truth": {"p": 1.0, "q": 0.13},
        "held impossible": {"p": 0.3, "q": 0.0},
    },
    handles=[Handle(x="q", y=0, label="belief q"), Handle(x="p", y=3.4, label="true share p")],
    size=(6.0, 3.1),
)
def kl(figure: Figure):
    """Entropy, cross-entropy and the divergence between them.

    Left, the cross-entropy of every belief q: it touches the entropy (grey) at q = p only. Right,
    the same at your q as a stack: entropy (grey) and divergence, also with truth and belief
    exchanged.
    """
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    figure.subplots_adjust(left=0.07, right=0.98, top=0.9, bottom=0.17, wspace=0.2)
    (floor,) = left.plot([0, 1], [0, 0], **THEORY)
    (truth,) = left.plot([0, 0], [0, 3.6], **THEORY)
    letter = left.text(0, 3.7, "p", ha="center")
    (curve,) = left.plot(_GRID, _GRID, color=LOSS)
    (gap,) = left.plot([0, 0], [0, 0], color=LOSS, linewidth=4, alpha=0.5)
    (point,) = left.plot([0], [0], "o", color=LOSS)
    left.set(xlim=(0, 1), ylim=(0, 4), xlabel="belief q", xticks=[0, 0.5, 1], yticks=range(5))
    name = left.set_title("", weight="normal", size=10)
    sure = right.bar([0, 1], [0, 0], color=THEORY["color"], width=0.6)
    excess = right.bar([0, 1], [0, 0], color=LOSS, width=0.6)
    numbers = [right.text(i, 0, "", ha="center") for i in range(2)]
    right.set(ylim=(0, 4), yticks=range(5))
    right.set_xticks([0, 1], ["P is true,\nQ believed", "Q is true,\nP believed"])
    right.set_title("H + D = cross-entropy", weight="normal", size=10)
    right.grid(axis="x", visible=False)

    def update(p, q, unit):
        base, P, Q = _UNITS[unit], [p, 1 - p], [q, 1 - q]
        H, D = entropy([P, Q], base), kl_divergence([P, Q], [Q, P], base)
        floor.set_ydata([H[0], H[0]])
        truth.set_xdata([p, p])
        letter.set_x(p)
        beliefs = np.column_stack([_GRID, 1 - _GRID])
        curve.set_ydata(cross_entropy(np.tile(P, (len(beliefs), 1)), beliefs, base))
        gap.set_data([q, q], [H[0], min(H[0] + D[0], 4)])
        point.set_data([q], [H[0] + D[0] if np.isfinite(D[0]) else np.nan])
        name.set_text(f"cross-entropy H(P, Q) ({unit})")
        for low, high, number, h, d in zip(sure, excess, numbers, H, D, strict=True):
            low.set_height(h)
            high.set(y=h, height=min(h + d, 4.2) - h)
            number.set(y=min(h + d, 3.6) + 0.08, text=f"{h + d:.2f}".replace("inf", "∞"))
        parts = f"H(P) {H[0]:.2f} + D(P‖Q) {abs(D[0]):.2f} = H(P, Q) {H[0] + D[0]:.2f} {unit}."
        other = f"Exchanged: {H[1]:.2f} + {abs(D[1]):.2f} = {H[1] + D[1]:.2f}."
        return f"p = {p:.2f}, q = {q:.2f}: {parts} {other}".replace("inf", "∞")

    return update


_FACES = 60
"""A die with so many faces can be fair (ten threes) and as lopsided as any small sample."""


@explorer(
    threes=Slider(0, 10, 1, start=2, label="threes rolled"),
    fours=Slider(0, 10, 1, start=3, label="fours rolled"),
    faces3=Slider(0, 60, 1, start=10, label="faces that show 3"),
    faces4=Slider(0, 60, 1, start=10, label="faces that show 4"),
    question="Five rolls gave two threes and three fours. Of all dice with 60 faces, which one "
    "makes that most probable? Predict, then drag the point.",
    presets={
        "a fair die": {"threes": 2, "fours": 3, "faces3": 10, "faces4": 10},
        "the best die": {"threes": 2, "fours": 3, "faces3": 24, "faces4": 36},
        "no fours on it": {"threes": 2, "fours": 3, "faces3": 30, "faces4": 0},
        "three times the rolls": {"threes": 6, "fours": 9, "faces3": 24, "faces4": 36},
    },
    handles=[Handle(x="faces3", y="faces4", label="the die")],
    size=(6.0, 3.3),
)
def die_likelihood(figure: Figure):
    """Which die made these rolls: likelihood, its maximum and the cross-entropy.

    Left, every die with 60 faces; the darker, the more probable it makes the rolls (✕ is the
    best, + a fair one). Right, what this die promises (bars) and what came (marks).
    """
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    figure.subplots_adjust(left=0.1, right=0.98, top=0.9, bottom=0.16, wspace=0.25)
    a, b = np.meshgrid(np.arange(_FACES + 1), np.arange(_FACES + 1))
    possible = a + b <= _FACES
    dice = np.column_stack([a[possible], b[possible], _FACES - (a + b)[possible]]) / _FACES
    shade = np.zeros(a.shape)
    likelihoods = images.draw(left, images.ink(shade))
    left.set_axis_on()
    left.set_aspect("auto")
    left.plot([0, _FACES], [_FACES, 0], color=INK, linewidth=1)
    left.plot([10], [10], "+", color=INK, markersize=9)
    (best,) = left.plot([0], [0], "X", color=INK, markersize=8, clip_on=False)
    (point,) = left.plot([0], [0], "o", color=LOSS, clip_on=False)
    left.set(xlim=(0, _FACES), ylim=(0, _FACES), xlabel="faces that show 3")
    left.set(ylabel="faces that show 4", xticks=range(0, 61, 20), yticks=range(0, 61, 20))
    left.grid(visible=False)
    bars = right.bar(["3", "4", "other"], [0, 0, 0], color=THEORY["color"], width=0.6)
    (seen,) = right.plot(range(3), [0, 0, 0], "_", color=LOSS, markersize=26, markeredgewidth=4)
    right.set(ylim=(0, 1.05), xlabel="face")
    right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    right.set_title("probability and share", weight="normal", size=10)
    right.grid(axis="x", visible=False)

    def update(threes, fours, faces3, faces4):
        counts, n = np.array([threes, fours, 0]), threes + fours
        shares = counts / max(n, 1)
        values = sequence_log_likelihood(counts, dice)
        shade[possible] = 0.6 * np.exp(values - values.max())
        likelihoods.set_data(images.ink(shade))
        best.set_data(*(_FACES * shares[:2, None] if n else [[np.nan], [np.nan]]))
        point.set_data([faces3], [faces4])
        seen.set_ydata(shares if n else [np.nan] * 3)
        die = np.array([faces3, faces4, max(_FACES - faces3 - faces4, 0)]) / _FACES
        for bar, chance in zip(bars, die, strict=True):
            bar.set_height(chance)
        if faces3 + faces4 > _FACES:
            return f"There is no such die: {faces3} + {faces4} faces are more than {_FACES}."
        if n == 0:
            return "No roll yet: every die explains nothing equally well."
        return _die_caption(counts, die, shares)

    return update


def _die_caption(counts: np.ndarray, die: np.ndarray, shares: np.ndarray) -> str:
    log_one, n = float(sequence_log_likelihood(counts, die)), counts.sum()
    orders = np.exp(log_arrangements(counts))
    one = np.exp(log_one)
    loss = f"{abs(log_one) / n:.2f}" if one else "∞"
    return (
        f"{counts[0]} threes, {counts[1]} fours. One given order: probability {one:.3g}; these "
        f"counts in any of {orders:.0f} orders: {one * orders:.4g}. Cross-entropy {loss} nats a "
        f"roll; the best die, {shares[0]:.2f} and {shares[1]:.2f}, has the rolls' entropy, "
        f"{entropy(shares):.2f}."
    )


_ROWS = {
    "(10, −2, 3)": (10.0, -2.0, 3.0),
    "(10, 9, 9)": (10.0, 9.0, 9.0),
    "(10, −100, −100)": (10.0, -100.0, -100.0),
}


@explorer(
    scores=Choice(_ROWS, label="scores of cat, car, frog"),
    jiggle=Slider(-5.0, 5.0, 0.1, start=2.0, label="jiggle δ"),
    question="The photo shows a cat. Add δ to the score of frog. Which loss notices, in each of "
    "the three cases? Predict, then drag.",
    presets={
        "safe": {"scores": "(10, −2, 3)", "jiggle": 2.0},
        "on the margin": {"scores": "(10, 9, 9)", "jiggle": 1.0},
        "safer than safe": {"scores": "(10, −100, −100)", "jiggle": 5.0},
    },
    handles=[Handle(x="jiggle", y=0, label="jiggle")],
    size=(6.0, 3.0),
)
def jiggle(figure: Figure):
    """The jiggle question: which loss notices a small change of the scores.

    Left, both losses (hinge in the text's color). Right, how many times its old self the softmax
    loss has become. For the hinge that is mostly 0 / 0.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.06, right=0.98, top=0.9, bottom=0.18, wspace=0.3)
    delta = np.linspace(-5, 5, 101)
    (hinge,) = left.plot(delta, delta, color=INK)
    (corner,) = left.plot([0], [0], "s", color=INK, clip_on=False)
    lines = [axes.plot(delta, delta, color=LOSS)[0] for axes in (left, right)]
    points = [axes.plot([0], [1], "o", color=LOSS, clip_on=False)[0] for axes in (left, right)]
    for axes, title in ((left, "hinge and softmax loss"), (right, "softmax loss, times that at 0")):
        axes.set(xlim=(-5, 5), xlabel="jiggle δ of frog's score", xticks=[-4, -2, 0, 2, 4])
        axes.set_title(title, weight="normal", size=10)
    left.set(ylim=(-0.3, 6.5), yticks=[0, 2, 4, 6])
    right.set(yscale="log", ylim=(0.01, 200))
    right.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    right.minorticks_off()

    def update(scores, jiggle):
        moved = np.array(scores) + np.outer(delta, [0, 0, 1])
        before, after = np.array(scores), np.add(scores, [0, 0, jiggle])
        old, new = _loss_of_cat(before), _loss_of_cat(after)
        old_hinge, new_hinge = multiclass_hinge([before, after], [0, 0], reduction="none")
        hinge.set_ydata(multiclass_hinge(moved, np.zeros(len(delta), int), reduction="none"))
        corner.set_data([jiggle], [new_hinge])
        for line, point, unit in zip(lines, points, (1, old), strict=True):
            line.set_ydata(_loss_of_cat(moved) / unit)
            point.set_data([jiggle], [new / unit])
        notices = "does not notice" if old_hinge == new_hinge else "notices"
        return (
            f"Frog's score {_plain(before[2], '.0f')} becomes {_plain(after[2], '.1f')}. The hinge "
            f"{notices}: {old_hinge:.1f} → {new_hinge:.1f}. Softmax loss "
            f"{_plain(old, '.2g')} → {_plain(new, '.2g')}, {new / old:.2f} times as much."
        )

    return update


def _plain(value: float, spec: str) -> str:
    """Return a number as in the text, with a true minus sign."""
    return f"{value:{spec}}".replace("-", "−")


def _loss_of_cat(scores: np.ndarray) -> np.ndarray:
    """Return log(1 + Σ exp(o_j − o_cat)), the softmax loss, right even far below rounding of 1."""
    return np.log1p(np.exp(scores[..., 1:] - scores[..., :1]).sum(-1))


@explorer(
    cat=Slider(-6.0, 10.0, 0.1, start=SCORES[0], label="score of cat"),
    car=Slider(-6.0, 10.0, 0.1, start=SCORES[1], label="score of car"),
    frog=Slider(-6.0, 10.0, 0.1, start=SCORES[2], label="score of frog"),
    truth=Choice(list(NAMES), label="the photo shows a"),
    rate=Slider(0.0, 10.0, 0.1, start=2.0, label="step η"),
    question="The label names one class. Which of the three scores does the gradient move, which "
    "way, and what do the three arrows add up to? Predict, then drag the bars.",
    presets={
        "the cat picture": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat"},
        "nothing known": {"cat": 0.0, "car": 0.0, "frog": 0.0, "truth": "cat"},
        "right and sure": {"cat": 3.2, "car": 9.0, "frog": -1.7, "truth": "car"},
        "sure and wrong": {"cat": -4.0, "car": 8.0, "frog": -1.7, "truth": "cat"},
        "a huge step": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat", "rate": 10.0},
    },
    handles=[Handle(x=i, y=name, label=f"score of {name}") for i, name in enumerate(NAMES)],
    size=(6.0, 2.8),
)
def gradient_bars(figure: Figure):
    """Probabilities minus targets: the gradient, and one step against it.

    The arrows point against the gradient. In the middle they lead from each probability to its
    target; on the left the same arrows, times η, move the scores.
    """
    axes = figure.subplots(1, 3)
    figure.subplots_adjust(left=0.07, right=0.99, top=0.9, bottom=0.1, wspace=0.3)
    scores = Bars(axes[0], "score, step η (y − p)", ylim=(-11, 16), gap=0.05)
    before, after = Bars(axes[1], "p, target, y − p"), Bars(axes[2], "p after the step")
    targets = axes[1].bar(range(3), [0, 0, 0], width=0.75, fill=False, edgecolor=INK)
    axes[0].axhline(0, color=INK, linewidth=0.8)
    axes[0].set_yticks([-10, 0, 10])
    for panel in axes:
        panel.set_xlim(-0.5, 2.65)
    steps, pulls = (axes[panel].plot([0], [0], color=GRADIENT)[0] for panel in range(2))

    def update(cat, car, frog, truth, rate):
        o, label = np.array([cat, car, frog]), NAMES.index(truth)
        gradient = softmax_cross_entropy_gradient(o, label)
        moved = o - rate * gradient
        scores.set(o, ["", "", ""])
        before.set(softmax(o), two_digits(softmax(o)))
        after.set(softmax(moved), two_digits(softmax(moved)))
        for bar, target in zip(targets, one_hot(label, 3), strict=True):
            if bar.get_height() != target:
                bar.set_height(target)
        steps.set_data(_arrows(o, moved, head=0.8))
        pulls.set_data(_arrows(softmax(o), softmax(o) - gradient, head=0.035))
        return (
            f"Gradient p − y: {_signed(gradient)}; the sum is 0. Loss "
            f"{softmax_cross_entropy(o, label):.2f}; after one step with η = {rate:.1f} the scores "
            f"are {named(moved)} and the loss is {softmax_cross_entropy(moved, label):.2f}."
        ).replace("-", "−")

    return update


def _arrows(starts: np.ndarray, ends: np.ndarray, head: float) -> np.ndarray:
    """Return x and y of a line that draws an upright arrow beside each of three bars."""
    nan, x = np.nan, np.arange(3) + 0.47
    back = ends - head * np.sign(np.round(ends - starts, 2))
    across = [x, x, nan + x, x - 0.08, x, x + 0.08, nan + x]
    upward = [starts, ends, nan + x, back, ends, back, nan + x]
    return np.array([across, upward]).transpose(0, 2, 1).reshape(2, -1)


def _signed(values: np.ndarray) -> str:
    numbers = [f"{value + 0.0:+.2f}" for value in np.round(values, 2)]
    return ", ".join(map(" ".join, zip(NAMES, numbers, strict=True)))


_ERRORS = {
    "cross-entropy": (
        lambda z: binary_cross_entropy(z, np.ones_like(z), reduction="none"),
        lambda z: binary_cross_entropy_gradient(z, np.ones_like(z), reduction="none"),
    ),
    "squared error": (
        lambda z: mse(sigmoid(z), np.ones_like(z), reduction="none"),
        lambda z: (
            mse_gradient(sigmoid(z), np.ones_like(z), reduction="none") * sigmoid_derivative(z)
        ),
    ),
    "absolute error": (
        lambda z: mae(sigmoid(z), np.ones_like(z), reduction="none"),
        lambda z: (
            mae_gradient(sigmoid(z), np.ones_like(z), reduction="none") * sigmoid_derivative(z)
        ),
    ),
}
"""Losses of the score z of an event that has happened, each with its derivative in z."""

_STEPS = 100
_STYLES = ({"color": LOSS}, {"color": INK}, {"color": THEORY["color"], "linestyle": "--"})


@explorer(
    start=Slider(-10.0, 10.0, 0.1, start=-6.0, label="first score z"),
    steps=Time(0, _STEPS, 1, start=10, label="gradient steps"),
    question="The photo shows a cat and the score says surely not: z = −6. After 100 steps with "
    "η = 1, which of the three losses has noticed? Predict, then play.",
    presets={
        "confidently wrong": {"start": -6.0, "steps": 100},
        "merely wrong": {"start": -2.0, "steps": 20},
        "undecided": {"start": 0.0, "steps": 20},
        "hopeless": {"start": -10.0, "steps": 100},
    },
    handles=[Handle(x="start", y=0, label="first score")],
    size=(6.0, 3.1),
)
def mse_versus_ce(figure: Figure):
    """Cross-entropy, squared and absolute error behind a sigmoid.

    Left, the three losses of a score z when the answer is yes. Squared and absolute error are flat
    where the model is sure and wrong, so descent (right) does not move there.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.07, right=0.98, top=0.9, bottom=0.17, wspace=0.25)
    z = np.linspace(-10, 10, 201)
    paths = [_descend(gradient, z) for _, gradient in _ERRORS.values()]
    walks, points, ends = [], [], []
    for (value, _), style in zip(_ERRORS.values(), _STYLES, strict=True):
        left.plot(z, value(z), **style)
        walks.append(right.plot([0], [0], **style)[0])
        points.append(left.plot([0], [0], "o", color=style["color"], clip_on=False)[0])
        ends.append(right.plot([0], [0], "o", color=style["color"], clip_on=False)[0])
    left.text(-4.6, 5.2, "cross-entropy", ha="left")
    left.text(-9.8, 1.35, "squared, absolute", size=9)
    left.set(xlim=(-10, 10), ylim=(0, 7), xlabel="score z (log-odds)", yticks=range(0, 8, 2))
    left.set_title("loss", weight="normal", size=10)
    right.set(xlim=(0, _STEPS), ylim=(-10.5, 10.5), xlabel="gradient steps")
    right.set_title("score z", weight="normal", size=10)

    def update(start, steps):
        column = round(10 * (start + 10))
        words = []
        for i, (name, (value, _)) in enumerate(_ERRORS.items()):
            path = paths[i][: steps + 1, column]
            walks[i].set_data(np.arange(steps + 1), path)
            points[i].set_data([path[-1]], [value(path[-1])])
            ends[i].set_data([steps], [path[-1]])
            here = _plain(path[-1], ".1f")
            words.append(f"{name} {here} (first slope {_slope(name, start)})")
        first = _plain(start, ".1f")
        return f"From z = {first}, after {steps} steps with η = 1, z is: {', '.join(words)}."

    return update


def _descend(gradient, z: np.ndarray) -> np.ndarray:
    """Return the scores after 0, 1, …, _STEPS steps of gradient descent from each of `z`."""
    path = [z]
    for _ in range(_STEPS):
        path.append(path[-1] - gradient(path[-1]))
    return np.array(path)


def _slope(name: str, z: float) -> str:
    slope = float(_ERRORS[name][1](np.array(z)))
    return _plain(slope, ".2f" if slope < -0.01 else ".0e")


@explorer(
    smoothing=Slider(0.0, 1.0, 0.01, start=0.1, label="smoothing ε"),
    gap=Slider(-2.0, 12.0, 0.1, start=8.0, label="lead of the true class"),
    classes=Slider(2, 10, 1, start=10, label="classes K"),
    question="The true class leads all others by 8 points. Would the smoothed loss rather have the "
    "lead larger or smaller? Predict, then drag the point.",
    presets={
        "no smoothing": {"smoothing": 0.0},
        "the usual ε": {"smoothing": 0.1, "gap": 4.5, "classes": 10},
        "too sure": {"smoothing": 0.1, "gap": 8.0},
        "nothing but noise": {"smoothing": 1.0, "gap": 0.0},
    },
    handles=[Handle(x="gap", y=0, axes=1, label="lead")],
    size=(6.0, 3.0),
)
def label_smoothing(figure: Figure):
    """Label smoothing: a target that can be reached.

    Left, target (outline) and probability (filled) of the true class and of each other one. Right,
    the loss against the lead: with ε > 0 it has a lowest point, where p equals the target.
    """
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    figure.subplots_adjust(left=0.07, right=0.98, top=0.9, bottom=0.18, wspace=0.2)
    bars = left.bar([0, 1], [0, 0], color=THEORY["color"], width=0.6)
    targets = left.bar([0, 1], [0, 0], width=0.75, fill=False, edgecolor=INK, linewidth=1.5)
    left.set(ylim=(0, 1.05), xticks=[0, 1], xticklabels=["true class", "each other"])
    left.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    left.set_title("probability and target", weight="normal", size=10)
    left.grid(axis="x", visible=False)
    leads = np.linspace(-2, 12, 141)
    (curve,) = right.plot(leads, leads, color=LOSS)
    (lowest,) = right.plot([0], [0], "x", color=INK, markersize=9)
    (point,) = right.plot([0], [0], "o", color=LOSS, clip_on=False)
    right.set(xlim=(-2, 12), ylim=(0, 6), xlabel="lead of the true class (log-odds)")
    right.set_title("loss (nats)", weight="normal", size=10)

    def update(smoothing, gap, classes):
        target = 1 - smoothing + smoothing / classes, smoothing / classes
        p = softmax(_lead(gap, classes))[:2]
        for bar, outline, share, aim in zip(bars, targets, p, target, strict=True):
            bar.set_height(share)
            outline.set_height(aim)
        curve.set_ydata(_smoothed_loss(leads, smoothing, classes))
        loss = float(_smoothed_loss(gap, smoothing, classes))
        point.set_data([gap], [loss])
        here = f"K = {classes}, lead {gap:.1f}: p = {p[0]:.3f}, loss {loss:.3f}."
        if smoothing == 0:
            lowest.set_data([np.nan], [np.nan])
            return f"{here} Target 1: the loss falls for ever, no lead is large enough."
        best = np.log(target[0] / target[1])
        least = float(_smoothed_loss(best, smoothing, classes))
        lowest.set_data([best], [least])
        aims = f"Targets {target[0]:.3f} and {target[1]:.3f}"
        return f"{here} {aims}: lowest loss {least:.3f} at lead {best:.2f}."

    return update


def _lead(gap, classes: int) -> np.ndarray:
    """Return scores, 0 but for the first class, which leads by `gap`."""
    scores = np.zeros((*np.shape(gap), classes))
    scores[..., 0] = gap
    return scores


def _smoothed_loss(gap, smoothing: float, classes: int) -> np.ndarray:
    labels = np.zeros(np.shape(gap), int)
    return softmax_cross_entropy(
        _lead(gap, classes), labels, label_smoothing=smoothing, reduction="none"
    )


@explorer(
    temperature=Slider(0.5, 8.0, 0.05, start=1.0, label="temperature T"),
    batch_size=Choice({"one image a step": 1, "32 images a step": 32}, label="trained with"),
    question="A model that says 0.99 is right in only nine of ten cases. Which T makes its "
    "probabilities honest, and how does the accuracy change? Predict, then drag.",
    presets={
        "as trained": {"temperature": 1.0, "batch_size": "one image a step"},
        "honest": {"temperature": 4.05, "batch_size": "one image a step"},
        "too modest": {"temperature": 8.0, "batch_size": "one image a step"},
        "born honest": {"temperature": 1.0, "batch_size": "32 images a step"},
    },
    handles=[Handle(x="temperature", y=0, axes=1, label="temperature")],
    size=(6.0, 3.2),
)
def calibration(figure: Figure):
    """Reliability diagram: whether 90% sure means right in 90% of the cases.

    Left, the thousand test digits gathered by confidence (the larger the dot, the more digits); a
    calibrated model lies on the grey line. Right, the test loss at every temperature.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.98, top=0.9, bottom=0.17, wspace=0.25)
    X, y = load_mnist()[2:]
    scores = {size: _final_scores(X, size) for size in (1, 32)}
    temperatures = np.arange(0.5, 8.01, 0.25)
    losses = {
        size: [softmax_cross_entropy(o / t, y) for t in temperatures] for size, o in scores.items()
    }
    left.plot([0, 1], [0, 1], **THEORY)
    dots = left.scatter([0], [0], s=[20], color=INK, alpha=0.8, clip_on=False)
    left.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    left.set_title("share that is right", weight="normal", size=10)
    (curve,) = right.plot(temperatures, temperatures, color=LOSS)
    (point,) = right.plot([0], [0], "o", color=LOSS, clip_on=False)
    right.set(
        xlim=(0.5, 8), ylim=(0, 2), xlabel="temperature T", xticks=range(1, 9), yticks=[0, 1, 2]
    )
    right.set_title("test loss (nats)", weight="normal", size=10)

    def update(temperature, batch_size):
        p = softmax(scores[batch_size], temperature=temperature)
        confidence, accuracy, counts = reliability(p, y)
        dots.set_offsets(np.column_stack([confidence, accuracy]))
        dots.set_sizes(20 + 0.3 * counts)
        curve.set_ydata(losses[batch_size])
        loss = softmax_cross_entropy(scores[batch_size] / temperature, y)
        point.set_data([temperature], [loss])
        return (
            f"T = {temperature:.2f}: mean confidence {p.max(1).mean():.3f}, accuracy "
            f"{(p.argmax(1) == y).mean():.3f} at every T. Calibration error "
            f"{calibration_error(p, y):.3f}, test loss {loss:.2f}."
        )

    return update


def _final_scores(X: np.ndarray, batch_size: int) -> np.ndarray:
    replay = load_replay(batch_size)
    return X @ replay.weights[-1] + replay.biases[-1]
