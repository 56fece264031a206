"""The hinge loss, term by term."""

import numpy as np
from explorable import Choice, explorer, guess
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.datasets.photos import SCORES
from descent.explorers._parts import (
    COLORS,
    NAMES,
    SCORE_HANDLES,
    Bars,
    plain,
    score_sliders,
    small_title,
)
from descent.plotting import INK, LOSS


@explorer(
    **score_sliders(-4.0, 6.0),
    truth=Choice(list(NAMES), label="the photo shows a"),
    question="The photo shows a cat, and the loss charges 2.9 for the score of car. To what score "
    "must car fall before the loss is 0?",
    predict=guess.Number(
        SCORES[0, 0] - 1,
        minimum=-6.0,
        maximum=8.0,
        step=0.1,
        tolerance=0.05,
        along="y",
        at={"car": SCORES[0, 0] - 1},
        seen="Cat scores 3.2, car 5.1, frog −1.7. Car is charged 2.9, frog nothing.",
        says="To {answer}, one point below cat. Drag it lower: nothing more is gained.",
    ),
    presets={
        "photo of the cat": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat"},
        "photo of the car": {"cat": 1.3, "car": 4.9, "frog": 2.0, "truth": "car"},
        "photo of the frog": {"cat": 2.2, "car": 2.5, "frog": -3.1, "truth": "frog"},
        "right, yet not safe": {"cat": 3.2, "car": 2.8, "frog": -1.7, "truth": "cat"},
        "all equal": {"cat": 0.0, "car": 0.0, "frog": 0.0, "truth": "cat"},
    },
    handles=SCORE_HANDLES,
    size=(6.0, 2.9),
)  # fmt: skip
def hinge_by_hand(figure: Figure):
    """The hinge loss of one photo, term by term.

    The safe line is one point below the score of the true class. The part of a wrong class's score
    that is above the line is marked; it is the term of that class, and the loss sums the terms.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.06, right=0.99, top=0.9, bottom=0.1, wspace=0.25)
    heights = Bars(left, "score", ylim=(-6, 8.5), gap=0.06)
    left.axhline(0, color=INK, linewidth=0.8)
    left.set_yticks([-4, 0, 4], ["−4", "0", "4"])
    safe = left.axhline(0, color=INK, linewidth=2)
    name = left.text(1.02, 0, "safe", va="center", transform=left.get_yaxis_transform())
    excess = [left.plot([i + 0.4] * 2, [0, 0], color=LOSS, linewidth=5)[0] for i in range(3)]
    for line in excess:
        line.set_solid_capstyle("butt")
    stacks, words = _term_bars(right)
    guess.answer(safe, name, *excess)

    def update(cat, car, frog, truth):
        o, k = np.array([cat, car, frog]), NAMES.index(truth)
        terms = np.maximum(o - o[k] + 1, 0)
        terms[k] = 0
        heights.set(o, [plain(score) for score in o])
        safe.set_ydata([o[k] - 1] * 2)
        name.set_y(o[k] - 1)
        floor = np.array([0, terms[0], terms[0] + terms[1]])
        for i, (line, term) in enumerate(zip(excess, terms, strict=True)):
            line.set_ydata([o[i] - term, o[i]])
            stacks[i].set_height(term)
            words[i].set(y=term + 0.4, text="true" if i == k else plain(term))
            stacks[i + 3].set(y=floor[i], height=term)
        words[3].set(y=terms.sum() + 0.4, text=plain(terms.sum()))
        lines = [_term(o, i, k) for i in range(3) if i != k]
        rest = " + ".join(plain(term) for i, term in enumerate(terms) if i != k)
        lines.append(f"Loss: {rest} = {plain(terms.sum())}.")
        return "\n".join(lines)

    return update


def _term_bars(axes: Axes):
    """Draw a bar for each term and one that stacks them; return bars and the words above."""
    bars = [*axes.bar(range(3), [0] * 3, color=COLORS, width=0.6)]
    bars += axes.bar([3] * 3, [0] * 3, color=COLORS, width=0.6, edgecolor=LOSS, linewidth=2)
    axes.set_xticks(range(4), [*NAMES, "loss"])
    words = [axes.text(i, 0, "", ha="center") for i in range(4)]
    small_title(axes, "terms of the loss")
    axes.set(ylim=(0, 24), yticks=[0, 10, 20])
    axes.grid(axis="x", visible=False)
    axes.tick_params(axis="x", length=0)
    return bars, words


def _term(scores: np.ndarray, other: int, true: int) -> str:
    """Return one term of the hinge loss as a line of arithmetic."""
    own, gap = plain(scores[true]), scores[other] - scores[true] + 1
    minus = f"− ({own})" if scores[true] < -1e-9 else f"− {own}"
    value = f"max(0, {plain(gap)}) = {plain(max(gap, 0))}"
    return f"{NAMES[other]}: max(0, {plain(scores[other])} {minus} + 1) = {value}."
