"""Functions and their chords."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer
from matplotlib.figure import Figure

from descent.activations import sigmoid
from descent.explorers._parts import Lines, panels, rounded, set_each
from descent.plotting import CLASSES, GRADIENT, INK, MEASURED

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
    question="Three of the nine functions rise somewhere above one of their chords. Can you catch "
    "them? Choose a function, then drag the two ends along the axis.",
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

    A function is convex if no chord, wherever it starts and ends, has a point of the graph above
    it. One such point proves that it is not; a thousand chords without one prove nothing.
    """
    axes = panels(figure, left=0.08, right=0.98, top=0.97, bottom=0.16)
    x = np.linspace(-3, 3, 241)
    lines = Lines(
        axes,
        graph=MEASURED,
        chord={"color": CLASSES[0].color, "marker": "o"},
        gap={"color": GRADIENT, "linewidth": 3},
    )
    drops = [axes.plot([0, 0], [0, 0], ":", color=INK, linewidth=1)[0] for _ in "xy"]
    feet = [axes.text(0, -0.65, name, ha="center") for name in "xy"]
    axes.set(xlim=(-3.1, 3.1), ylim=(-1, 5.2), xlabel="argument (no unit)", ylabel="value",
             xticks=[-3, -2, -1, 0, 1, 2, 3], yticks=[0, 2, 4])  # fmt: skip

    def update(curve, left, right, t):
        ends = np.array([left, right])
        f = curve(ends)
        share = np.linspace(0, 1, 101)
        rises = curve(share * left + (1 - share) * right) - share * f[0] - (1 - share) * f[1]
        z, height = t * left + (1 - t) * right, t * f[0] + (1 - t) * f[1]
        value = curve(np.array([z]))[0]
        lines.set(graph=(x, curve(x)), chord=(ends, f), gap=([z, z], [value, height]))
        set_each(drops, xdata=[[left] * 2, [right] * 2], ydata=[[-0.25, top] for top in f])
        aside = 0.12 * np.array([-1, 1]) * (1 if left <= right else -1)
        set_each(feet, x=ends + aside * (abs(left - right) < 0.3))  # names of close ends part
        if left == right:
            return "Both ends coincide: a chord needs two points."
        if not np.isfinite(f).all():
            return "An end lies outside the domain. There the function counts as +∞: no chord."
        if rises.max() > 1e-9:
            word = f"Somewhere it is above by {rounded(rises.max())}: not convex."
        else:
            word = "On this chord it is nowhere above."
        return f"At t = {t:.2f} the function is {value:.2f}, the chord {height:.2f}. {word}"

    return update
