"""Log-sum-exp between its bounds."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels
from descent.plotting import GRADIENT, INK, MEASURED, THEORY
from descent.simplex import logsumexp, softmax

SKETCHED = tuple(range(-5, 6))
"""Scores over which the reader sketches."""


@explorer(
    score=Slider(-5.0, 5.0, 0.1, start=1.0, label="score x"),
    temperature=Slider(0.1, 2.0, 0.1, start=1.0, label="temperature T"),
    classes=Slider(2, 10, 1, start=3, label="classes C"),
    question="One score is x, two others are 0, and gray is the maximum. How does the soft "
    "maximum, log-sum-exp, run? Draw its curve.",
    predict=guess.Line(
        lambda: _soft_maximum(np.array(SKETCHED), 1.0, 3),
        SKETCHED,
        at={"score": 1.0},
        seen="The maximum has a kink at x = 0, where all three scores are equal.",
        says="It runs above the maximum everywhere, farthest at x = 0, by log 3.",
    ),
    presets={
        "all equal": {"score": 0.0, "temperature": 1.0, "classes": 3},
        "clear winner": {"score": 5.0, "temperature": 1.0, "classes": 3},
        "almost the maximum": {"score": 0.0, "temperature": 0.1, "classes": 3},
        "ten classes": {"score": 0.0, "temperature": 1.0, "classes": 10},
    },
    handles=[Handle(x="score", y=-0.5)],
    size=(6.0, 3.2),
)
def soft_maximum(figure: Figure):
    """Log-sum-exp, the soft maximum.

    It lies between max and max + T log C, touches the upper bound where all scores are equal,
    and its slope (dashed) is the softmax probability of the class with score x.
    """
    axes = panels(figure, left=0.08, right=0.98, top=0.97, bottom=0.17)
    x = np.linspace(-5, 5, 101)
    axes.plot(x, np.maximum(x, 0), **THEORY)
    axes.text(4.9, 2.6, "max(x, 0)", ha="right", va="top")
    lines = Lines(
        axes,
        bound=THEORY,
        curve=MEASURED,
        tangent={"color": GRADIENT, "linestyle": "--"},
        point=dots(INK),
    )
    word = axes.text(-4.9, 0, "max(x, 0) + T log C", va="bottom")
    guess.answer(*lines.values(), word)
    axes.set(xlim=(-5, 5), ylim=(-0.5, 6.5), xlabel="score x (log-odds)", xticks=[-4, -2, 0, 2, 4],
             yticks=[0, 2, 4, 6])  # fmt: skip

    def update(score, temperature, classes):
        gap = temperature * np.log(classes)
        word.set_y(gap + 0.05)
        value = _soft_maximum(score, temperature, classes)
        slope = softmax([score] + [0] * (classes - 1), temperature=temperature)[0]
        lines.set(
            bound=(x, np.maximum(x, 0) + gap),
            curve=(x, _soft_maximum(x, temperature, classes)),
            tangent=([score - 2, score + 2], [value - 2 * slope, value + 2 * slope]),
            point=([score], [value]),
        )
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
