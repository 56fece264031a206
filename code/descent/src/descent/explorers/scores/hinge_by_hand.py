"""The hinge loss, term by term."""

from dataclasses import replace

import numpy as np
from explorable import Choice, explorer, guess
from matplotlib.figure import Figure

from descent import images
from descent.datasets import drawn
from descent.datasets.photos import SCORES
from descent.explorers._parts import (
    COLORS,
    NAMES,
    SCORE_HANDLES,
    Bars,
    panels,
    plain,
    score_sliders,
    set_axes,
    set_each,
    set_new,
)
from descent.plotting import INK, LOSS


@explorer(
    **score_sliders(-4.0, 6.0),
    truth=Choice(list(NAMES), label="the photo shows a"),
    question="In the photo of the cat, the loss charges 2.9 for the score of car. To what score "
    "must car fall for the loss to be 0?",
    predict=guess.Number(
        SCORES[0, 0] - 1,
        minimum=-6.0,
        maximum=8.0,
        step=0.1,
        tolerance=0.05,
        along="y",
        axes=1,
        at={"car": SCORES[0, 0] - 1},
        seen="A photo of a cat, its three scores, and the loss: 2.9.",
        distractors={3.2: "Level with cat. The loss wants a lead of one point."},
        says="To {answer}, one point below cat. Lower than that, nothing more is gained.",
    ),
    presets={
        "photo of the cat": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat"},
        "photo of the car": {"cat": 1.3, "car": 4.9, "frog": 2.0, "truth": "car"},
        "photo of the frog": {"cat": 2.2, "car": 2.5, "frog": -3.1, "truth": "frog"},
        "right, yet not safe": {"cat": 3.2, "car": 2.8, "frog": -1.7, "truth": "cat"},
        "all equal": {"cat": 0.0, "car": 0.0, "frog": 0.0, "truth": "cat"},
    },
    handles=[replace(handle, axes=1) for handle in SCORE_HANDLES],
    size=(6.0, 2.9),
)  # fmt: skip
def hinge_by_hand(figure: Figure):
    """The hinge loss of one photo.

    The dashed line is one point below the true class; what rises above it is charged, and marked in
    pink beside the bars. Stacked, these pieces are the loss, on the same scale.
    """
    picture, left, right = panels(
        figure,
        1,
        3,
        width_ratios=[3, 5, 1.6],
        left=0.0,
        right=0.99,
        top=0.9,
        bottom=0.1,
        wspace=0.25,
    )
    photo = images.draw(picture, images.colored(drawn.draw("cat")))
    heights = Bars(left, "score", ylim=(-6, 8.5), gap=0.06)
    left.axhline(0, color=INK, linewidth=0.8)
    left.set(xlim=(-0.6, 3.3), yticks=[-4, 0, 4], yticklabels=["−4", "0", "4"])
    safe = left.axhline(0, color=LOSS, linestyle="--", linewidth=1)
    labels = [left.text(3.3, y, "pink: charged" * (y > 0), size=9, ha="right") for y in (7.4, 0)]
    thick = {"color": LOSS, "linewidth": 5, "solid_capstyle": "butt"}
    excess = [left.plot([i + 0.4] * 2, [0, 0], **thick)[0] for i in range(3)]
    stack = [right.bar([0], [0], color=color, width=0.6, edgecolor=LOSS, linewidth=2)[0]
             for color in COLORS]  # fmt: skip
    whole = right.text(0, 0, "", ha="center")
    set_axes(right, "loss", xlim=(-0.6, 0.6), ylim=(0, 14.5), xticks=[], yticks=[0, 5, 10])
    guess.answer(*excess, safe, *labels)

    def update(cat, car, frog, truth):
        o, k = np.array([cat, car, frog]), NAMES.index(truth)
        terms = np.maximum(o - o[k] + 1, 0)
        terms[k] = 0
        set_new(photo, array=images.colored(drawn.draw(truth)))
        heights.set(o, [plain(score) for score in o])
        set_new(safe, ydata=[o[k] - 1] * 2)
        set_new(labels[1], y=o[k] - 0.8, text=f"{truth} − 1")
        floor = terms.cumsum() - terms
        set_each(excess, ydata=np.transpose([o - terms, o]))
        set_each(stack, y=floor, height=terms)
        set_new(whole, y=min(terms.sum(), 13) + 0.4, text=plain(terms.sum()))
        parts = [f"{name} {plain(t)}" for name, t in zip(NAMES, terms, strict=True)]
        return f"Loss {plain(terms.sum())}: {' and '.join(parts[:k] + parts[k + 1 :])}."

    return update
