"""The explorers of the chapter on softmax."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.explorers.core import Handle, Slider, explorer
from descent.plotting import CLASSES, INK
from descent.simplex import softmax

NAMES = [category.name for category in CLASSES]
SCORES = (3.2, 5.1, -1.7)


class _Bars:
    """A bar for each class with a number at its end."""

    def __init__(self, axes: Axes, ylabel: str, ylim: tuple[float, float], gap: float = 0.02):
        colors = [category.color for category in CLASSES]
        self.bars = axes.bar(NAMES, [0, 0, 0], color=colors, width=0.6)
        self.texts = [axes.text(i, 0, "", ha="center") for i in range(3)]
        self.gap = gap * (ylim[1] - ylim[0])
        axes.set(ylabel=ylabel, ylim=ylim)
        axes.grid(axis="x", visible=False)
        axes.tick_params(axis="x", length=0)

    def set(self, heights, numbers):
        for bar, text, height, number in zip(self.bars, self.texts, heights, numbers, strict=True):
            if (bar.get_height(), text.get_text()) != (height, number):  # spares drawing it again
                bar.set_height(height)
                text.set(y=max(height, 0) + self.gap, text=number)


def _number(value: float) -> str:
    """Return `value` as in the text: 164.0, 24.5, 0.18, 4.5e-05."""
    return f"{value:.{1 if value >= 10 else 2}f}" if value >= 0.005 else f"{value:.1e}"


def _named(values) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, values, strict=True))


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
    """From scores to probabilities: exponentiate, then divide by the sum.

    The second and the third panel always have the same shape: dividing by the sum only changes
    the scale. It is exp that turns a difference of scores into a ratio.
    """
    axes = figure.subplots(1, 3)
    figure.subplots_adjust(left=0.08, right=0.99, top=0.9, bottom=0.1, wspace=0.3)
    scores = _Bars(axes[0], "", (-11, 13), gap=0.05)
    weights, shares = (_Bars(each, "", (0, 1.15)) for each in axes[1:])
    titles = ["score (log-odds)", "exp(score) (no unit)", "probability"]
    for each, title in zip(axes, titles, strict=True):
        each.set_title(title, weight="normal", size=10)
    axes[0].axhline(0, color=INK, linewidth=0.8)
    axes[0].set_yticks([-10, 0, 10])
    axes[1].set_yticks([])
    axes[2].set_yticks([0, 0.5, 1], ["0", "½", "1"])

    def update(cat, car, frog):
        o = np.array([cat, car, frog])
        exp, p = np.exp(o), softmax(o)
        scores.set(o, [f"{score:.1f}" for score in o])
        weights.set(exp / exp.max(), [f"{e:.{2 - (e >= 10) - (e >= 1000)}f}" for e in exp])
        shares.set(p, [f"{share:.2f}" for share in p])
        total = _number(exp.sum())
        lines = [
            f"{name}: exp({score:.1f}) = {_number(e)} → {_number(e)} / {total} = {share:.2f}."
            for name, score, e, share in zip(NAMES, o, exp, p, strict=True)
        ]
        winners = " and ".join(n for n, s in zip(NAMES, o, strict=True) if s == o.max())
        return "\n".join([*lines, f"Largest score and largest probability: {winners}."])

    return update


@explorer(
    temperature=Slider(0.1, 10.0, 0.1, start=1.0, label="temperature T"),
    question="What happens to cat, the class in the middle, as T falls from 10 to 0.1? Predict "
    "whether it only falls, then drag.",
    presets={
        "nearly argmax": {"temperature": 0.1},
        "softmax": {"temperature": 1.0},
        "nearly uniform": {"temperature": 10.0},
    },
    handles=[Handle(x="temperature", y=0.5, axes=1)],
    size=(6.0, 3.0),
)
def softmax_temperature(figure: Figure, scores=SCORES):
    """What temperature does to the three probabilities.

    Scores are divided by T before softmax, so T divides every log-odds. The line in the right
    panel can be dragged.
    """
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    figure.subplots_adjust(left=0.1, right=0.97, top=0.97, bottom=0.18, wspace=0.3)
    bars = _Bars(left, "probability", (0, 1.15))
    left.set_yticks([0, 0.5, 1])
    temperatures = np.geomspace(0.1, 10, 121)
    curves = np.array([softmax(scores, temperature=t) for t in temperatures])
    for category, curve in zip(CLASSES, curves.T, strict=True):
        right.plot(temperatures, curve, color=category.color)
    right.set(xscale="log", xlim=(0.1, 10), ylim=(0, 1.15), xlabel="temperature T (no unit)")
    right.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
    right.set_yticks([0, 0.5, 1])
    right.minorticks_off()
    here = right.axvline(1, color=INK, linewidth=1)
    points = [right.plot([1], [0], c.marker, color=c.color, clip_on=False)[0] for c in CLASSES]
    second, first = np.argsort(scores)[-2:]

    def update(temperature):
        p = softmax(scores, temperature=temperature)
        bars.set(p, [f"{share:.2f}" for share in p])
        here.set_xdata([temperature, temperature])
        for point, share in zip(points, p, strict=True):
            point.set_data([temperature], [share])
        gap = scores[first] - scores[second]
        odds = f"exp({gap:.1f} / {temperature:.1f}) = {np.exp(gap / temperature):.3g}"
        caption = f"T = {temperature:.1f}: {_named(p)}"
        return f"{caption}. Odds of {NAMES[first]} to {NAMES[second]}: {odds} to 1."

    return update
