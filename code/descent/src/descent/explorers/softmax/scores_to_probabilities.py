"""From scores to probabilities: exp, sum, divide."""

import numpy as np
from explorable import explorer, guess
from matplotlib.figure import Figure

from descent.explorers._data import CAT_PICTURE, scores
from descent.explorers._own import own_scores
from descent.explorers._parts import (
    NAMES,
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


def _number(value: float) -> str:
    """Return `value` as in the text: 164.0, 24.5, 0.18, 4.5e-05."""
    return plain(value, f".{1 if value >= 10 else 2}f" if value >= 0.005 else ".1e")


@explorer(
    **score_sliders(-10.0, 10.0),
    question="At which score is cat nine times as probable as car?",
    predict=guess.Number(
        SCORES[1] + np.log(9),
        minimum=-10.0,
        maximum=10.0,
        step=0.1,
        tolerance=0.05,
        along="y",
        at={"cat": round(SCORES[1] + np.log(9), 1)},
        given=("car",),
        seen="The scores, their exponentials, and each one's share of the sum.",
        says="At {answer}: level at 5.1, and nine times as probable only 2.2 points later.",
    ),
    presets={
        "the cat picture": {"cat": 3.2, "car": 5.1, "frog": -1.7},
        "tie of two": {"cat": 5.1, "car": 5.1, "frog": -1.7},
        "all 5 lower": {"cat": -1.8, "car": 0.1, "frog": -6.7},
    },
    handles=SCORE_HANDLES,
    size=(6.0, 2.6),
    adapt=own_scores(
        "How probable is each class, and where does {0} draw level with {1}?",
        sliders=NAMES,
        classes=[3],
    ),
)
def scores_to_probabilities(figure: Figure, data=None):
    """From scores to probabilities.

    The second and the third panel always have the same shape: dividing by the sum only changes
    the scale. It is exp that turns a difference of scores into a ratio.
    """
    classes = (CAT_PICTURE if data is None else scores(data)).classes
    names = [each.name for each in classes]
    axes = panels(
        figure, 1, 3, width_ratios=[4, 3, 3], left=0.08, right=0.99, top=0.9, bottom=0.1, wspace=0.3
    )
    heights = Bars(axes[0], "score", ylim=(-11, 14), gap=0.09, classes=classes)
    weights = Bars(axes[1], "exp(score)", classes=classes)
    shares = Bars(axes[2], "probability", classes=classes)
    axes[0].axhline(0, color=INK, linewidth=0.8)
    axes[0].set_yticks([-10, 0, 10], ["−10", "0", "10"])
    axes[1].set_yticks([])

    def update(cat, car, frog):
        o = np.array([cat, car, frog])
        exp, p = np.exp(o), softmax(o)
        heights.set(o, [plain(score) for score in o])
        weights.set(exp / exp.max(), [f"{e:.{2 - (e >= 10) - (e >= 1000)}f}" for e in exp])
        shares.set(p, two_digits(p))
        powers = ", ".join(map(" ".join, zip(names, map(_number, exp), strict=True)))
        return (
            f"exp(score): {powers}; their sum is {_number(exp.sum())}. Divided by it: "
            f"{named(p, names)}."
        )

    return update
