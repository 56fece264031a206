"""What temperature does to probabilities."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._data import CAT_PICTURE, scores
from descent.explorers._own import own_scores
from descent.explorers._parts import (
    HALVES,
    Bars,
    log_ticks,
    mosaic,
    named,
    set_axes,
    set_each,
    two_digits,
)
from descent.plotting import INK, THEORY
from descent.simplex import softmax

TEMPERATURES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""Temperatures at which the reader's line for cat is compared."""


@explorer(
    temperature=Slider(0.1, 100.0, 0.1, start=1.0, label="temperature T", log=True),
    question="What happens to the probability of cat, whose score lies between the others, as T "
    "goes from 0.1 to 100? Draw its curve.",
    predict=guess.Line(
        lambda: [softmax(CAT_PICTURE.values, temperature=t)[0] for t in TEMPERATURES],
        TEMPERATURES,
        axes=1,
        decimals=2,
        maximum=1.0,
        at={"temperature": 7.2},
        seen="At T = 1 cat has 0.13, car 0.87 and frog 0.00.",
        says="It climbs past one third (gray), is highest near T = 7, and sinks back. At the "
        "bottom, the same curve enlarged.",
        foot=0.24,
    ),
    presets={
        "nearly argmax": {"temperature": 0.1},
        "softmax": {"temperature": 1.0},
        "warm": {"temperature": 7.2},
        "nearly uniform": {"temperature": 100.0},
    },
    handles=[Handle(x="temperature", y=1.08, axes=1)],
    size=(6.0, 4.8),
    adapt=own_scores(
        "Which class gains as T rises, and which loses? Can one do both?",
        heading="What temperature does to probabilities.",
    ),
)
def softmax_temperature(figure: Figure, data=None):
    """What temperature does to the three probabilities.

    Scores are divided by T before softmax. The upright line can be dragged. Gray is where all
    probabilities are equal; at the bottom, the curve of the class whose score is the second largest
    is enlarged around it.
    """
    example = CAT_PICTURE if data is None else scores(data)
    left, right, lens = mosaic(
        figure,
        "ab;cc",
        width_ratios=[2, 3],
        height_ratios=[11, 3],
        left=0.08,
        right=0.97,
        top=0.955,
        bottom=0.055,
        wspace=0.2,
        hspace=0.35,
    )
    bars = Bars(left, "probability", classes=example.classes)
    temperatures = np.geomspace(0.1, 100, 181)
    curves = np.array([softmax(example.values, temperature=t) for t in temperatures]).T
    equal, second = 1 / len(example.values), np.argsort(example.values)[-2]
    guess.answer(lens, right.axhline(equal, **THEORY))
    for c, curve in zip(example.classes, curves, strict=True):
        guess.answer(*right.plot(temperatures, curve, color=c.color))
    middle = example.classes[second]
    lens.axhline(equal, **THEORY)
    lens.plot(temperatures, curves[second], color=middle.color)
    for axes in (right, lens):
        axes.set(xscale="log", xlim=(0.1, 100))
        log_ticks(axes.xaxis, [0.1, 1, 10, 100])
    right.set(ylim=(0, 1.15), xlabel="temperature T (no unit)", **HALVES)
    set_axes(lens, f"{middle.name}, enlarged", ylim=(equal - 0.01, equal + 0.03),
             yticks=round(equal, 2) + np.array([0, 0.02]))  # fmt: skip
    lines = [axes.axvline(1, color=INK, linewidth=1) for axes in (right, lens)]
    points = [
        right.plot([1], [0], c.marker, color=c.color, clip_on=False)[0] for c in example.classes
    ]
    (close,) = lens.plot([1], [0], middle.marker, color=middle.color)

    def update(temperature):
        p = softmax(example.values, temperature=temperature)
        bars.set(p, two_digits(p))
        set_each(lines, xdata=[[temperature] * 2] * 2)
        set_each(points, data=[([temperature], [share]) for share in p])
        close.set_data([temperature], [p[second]])
        return f"T = {temperature:.1f}: {named(p, example.names)}."

    return update
