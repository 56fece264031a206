"""What temperature does to probabilities."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._data import CAT_PICTURE, scores
from descent.explorers._own import own_scores
from descent.explorers._parts import Bars, log_ticks, named, two_digits
from descent.plotting import INK, THEORY
from descent.simplex import softmax

PLACES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Temperatures at which the reader's line for cat is compared."""


def _cat() -> list[float]:
    return [softmax(CAT_PICTURE.values, temperature=t)[0] for t in PLACES]


@explorer(
    temperature=Slider(0.1, 10.0, 0.1, start=1.0, label="temperature T"),
    question="What happens to the probability of cat, the class in the middle, as T goes from 0.1 "
    "to 10? Draw its curve.",
    predict=guess.Line(
        _cat,
        PLACES,
        axes=1,
        decimals=2,
        at={"temperature": 7.2},
        seen="At T = 1 cat has 0.13, car 0.87 and frog 0.00.",
        says="It climbs past one third (gray), is highest near T = 7, and sinks back, very slowly.",
    ),
    presets={
        "nearly argmax": {"temperature": 0.1},
        "softmax": {"temperature": 1.0},
        "warm": {"temperature": 7.2},
        "nearly uniform": {"temperature": 10.0},
    },
    handles=[Handle(x="temperature", y=1.08, axes=1)],
    size=(6.0, 2.8),
    adapt=own_scores(
        "Which class gains as T rises, and which loses? Can one do both?",
        heading="What temperature does to probabilities.",
    ),
)
def softmax_temperature(figure: Figure, data=None):
    """What temperature does to the three probabilities.

    Scores are divided by T before softmax, so T divides every log-odds. The line in the right
    panel can be dragged; gray is one third.
    """
    own = CAT_PICTURE if data is None else scores(data)
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    figure.subplots_adjust(left=0.06, right=0.97, top=0.9, bottom=0.19, wspace=0.2)
    bars = Bars(left, "probability", classes=own.classes)
    temperatures = np.geomspace(0.1, 10, 121)
    curves = np.array([softmax(own.values, temperature=t) for t in temperatures])
    guess.answer(right.axhline(1 / len(own.values), **THEORY))
    for c, curve in zip(own.classes, curves.T, strict=True):
        guess.answer(*right.plot(temperatures, curve, color=c.color))
    right.set(xscale="log", xlim=(0.1, 10), ylim=(0, 1.15), xlabel="temperature T (no unit)")
    log_ticks(right.xaxis, [0.1, 1, 10])
    right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    here = right.axvline(1, color=INK, linewidth=1)
    points = [right.plot([1], [0], c.marker, color=c.color, clip_on=False)[0] for c in own.classes]
    second, first = np.argsort(own.values)[-2:]

    def update(temperature):
        p = softmax(own.values, temperature=temperature)
        bars.set(p, two_digits(p))
        here.set_xdata([temperature, temperature])
        for point, share in zip(points, p, strict=True):
            point.set_data([temperature], [share])
        gap = own.values[first] - own.values[second]
        odds = f"exp({gap:.1f} / {temperature:.1f}) = {np.exp(gap / temperature):.3g}"
        caption = f"T = {temperature:.1f}: {named(p, own.names)}"
        return f"{caption}. Odds of {own.names[first]} to {own.names[second]}: {odds} to 1."

    return update
