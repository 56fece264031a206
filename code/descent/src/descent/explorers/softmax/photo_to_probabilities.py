"""A photo, its scores, and what they say as probabilities."""

from dataclasses import replace

import numpy as np
from explorable import explorer, guess
from matplotlib.figure import Figure

from descent import images
from descent.datasets import drawn
from descent.explorers._parts import (
    SCORE_HANDLES,
    SCORES,
    Bars,
    named,
    panels,
    plain,
    score_sliders,
    two_digits,
)
from descent.plotting import INK
from descent.simplex import softmax


@explorer(
    cat=score_sliders(-2.0, 10.0)["cat"],
    question="The score of cat rises by one point, from 3.2 to 4.2. How probable is cat then?",
    predict=guess.Number(
        softmax([SCORES[0] + 1, *SCORES[1:]])[0],
        maximum=1.0,
        step=0.01,
        tolerance=0.005,
        along="y",
        axes=2,
        at={"cat": round(SCORES[0] + 1, 1)},
        given=("cat",),
        seen="A photo, its three scores, and what they say: cat has a probability of 0.13.",
        says="It is {answer}. Where does cat draw level with car?",
    ),
    presets={"as scored": {"cat": 3.2}, "a tie": {"cat": 5.1}, "9 for cat": {"cat": 9.0}},
    handles=[replace(SCORE_HANDLES[0], axes=1)],
    size=(6.0, 2.6),
)
def photo_to_probabilities(figure: Figure):
    """From a photo to probabilities."""
    axes = panels(
        figure, 1, 3, width_ratios=[5, 4, 4], left=0.0, right=0.99, top=0.9, bottom=0.1, wspace=0.25
    )
    images.draw(axes[0], images.colored(drawn.draw("cat")))
    heights = Bars(axes[1], "score", ylim=(-4, 15), gap=0.09)
    shares = Bars(axes[2], "probability")
    axes[1].axhline(0, color=INK, linewidth=0.8)
    axes[1].set_yticks([0, 5, 10])

    def update(cat):
        o = np.array([cat, *SCORES[1:]])
        p = softmax(o)
        heights.set(o, [plain(score) for score in o])
        shares.set(p, two_digits(p))
        return f"Cat's score is {plain(cat)}. Probabilities: {named(p)}."

    return update
