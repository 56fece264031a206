"""Other losses behind a sigmoid."""

import numpy as np
from explorable import Handle, Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent.activations import sigmoid
from descent.explorers._parts import counted, panels, plain, set_axes
from descent.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from descent.plotting import GRAY, INK, LOSS

_ERRORS = {
    "cross-entropy": (
        lambda z: binary_cross_entropy_with_logits(z, np.ones_like(z), reduction="none"),
        lambda z: binary_cross_entropy_with_logits_gradient(z, np.ones_like(z), reduction="none"),
    ),
    "squared error": (
        lambda z: sigmoid(-z) ** 2,
        lambda z: -2 * sigmoid(-z) * sigmoid(z) * sigmoid(-z),
    ),
    "absolute error": (
        lambda z: sigmoid(-z),
        lambda z: -sigmoid(z) * sigmoid(-z),
    ),
}
"""Losses of the score z of an event that has happened, each with its derivative in z.

The error of the probability is 1 - sigmoid(z), which is sigmoid(-z).
"""
_STEPS = 100
_SKETCHED = (0, 10, 20, 40, 60, 80, 100)
"""Steps at which the reader's line is compared."""
_STYLES = ({"color": LOSS}, {"color": INK}, {"color": GRAY, "linestyle": ":"})


def _squared() -> list[float]:
    path = _descend(_ERRORS["squared error"][1], np.array([-6.0]))[:, 0]
    return [path[step] for step in _SKETCHED]


@explorer(
    start=Slider(-10.0, 10.0, 0.1, start=-6.0, label="first score z"),
    steps=Time(0, _STEPS, 1, start=_STEPS, label="gradient steps"),
    question="The photo shows a cat and the score says surely not: z = −6. Draw the path of z in "
    "100 steps if the loss is the squared error.",
    predict=guess.Line(
        _squared,
        _SKETCHED,
        axes=1,
        at={"steps": 100},
        seen="From z = −6.0, 100 steps with η = 1 on the cross-entropy lead to 4.5.",
        says="Squared and absolute error have hardly moved: where the model is sure and wrong, "
        "they are flat.",
    ),
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
    left, right = panels(figure, 1, 2, left=0.07, right=0.98, top=0.9, bottom=0.17, wspace=0.25)
    z = np.linspace(-10, 10, 201)
    paths = [_descend(gradient, z) for _, gradient in _ERRORS.values()]
    walks, points, ends = [], [], []
    for (value, _), style in zip(_ERRORS.values(), _STYLES, strict=True):
        left.plot(z, value(z), **style)
        walks.append(right.plot([0], [0], **style)[0])
        points.append(left.plot([0], [0], "o", color=style["color"], clip_on=False)[0])
        ends.append(right.plot([0], [0], "o", color=style["color"], clip_on=False)[0])
    guess.answer(*walks[1:], *points[1:], *ends[1:])
    left.text(-4.6, 5.2, "cross-entropy", ha="left")
    left.text(-9.8, 1.6, "squared, absolute", size=9)
    set_axes(left, "loss", xlim=(-10, 10), ylim=(0, 10.5), xlabel="score z (log-odds)",
             yticks=range(0, 11, 2))  # fmt: skip
    set_axes(right, "score z", xlim=(0, _STEPS), ylim=(-10.5, 10.5), xlabel="gradient steps")

    def update(start, steps):
        column = round(10 * (start + 10))
        descriptions = []
        for i, (name, (value, _)) in enumerate(_ERRORS.items()):
            path = paths[i][: steps + 1, column]
            walks[i].set_data(np.arange(steps + 1), path)
            points[i].set_data([path[-1]], [value(path[-1])])
            ends[i].set_data([steps], [path[-1]])
            descriptions.append(f"{name} {plain(path[-1])} (first slope {_slope(name, start)})")
        return (
            f"From z = {plain(start)}, after {counted(steps, 'step')} with η = 1, z is: "
            f"{', '.join(descriptions)}."
        )

    return update


def _descend(gradient, z: np.ndarray) -> np.ndarray:
    """Return the scores after 0, 1, …, _STEPS steps of gradient descent from each of `z`."""
    path = [z]
    for _ in range(_STEPS):
        path.append(path[-1] - gradient(path[-1]))
    return np.array(path)


def _slope(name: str, z: float) -> str:
    slope = float(_ERRORS[name][1](np.array(z)))
    return plain(slope, ".2f" if slope < -0.01 else ".0e")
