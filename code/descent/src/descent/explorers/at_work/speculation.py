"""Drafts that cost no truth: speculative sampling."""

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Bars, panels, set_axes, set_each, two_digits
from descent.plotting import CLASSES, GRADIENT, GRAY, LOSS, Category
from descent.simplex import softmax

_SCORES = np.array([2.0, 1.2, 0.3, -0.5, -1.5])
_DRAFT = np.array([0.8, 2.0, 0.6, -1.0, -0.5])
_LETTERS = [Category(letter, GRAY, "o") for letter in "eaiou"]


def _shares(likeness: float) -> tuple[np.ndarray, np.ndarray]:
    return softmax(_SCORES), softmax(likeness * _SCORES + (1 - likeness) * _DRAFT)


@explorer(
    likeness=Slider(0.0, 1.0, 0.05, start=0.0, label="likeness of the draft"),
    question="A small model drafts the next letter (orange), the large one wants other shares "
    "(blue). A draft x is kept with probability min(1, p(x)/q(x)). What share of drafts is kept?",
    predict=guess.Number(
        lambda: float(np.minimum(*_shares(0.0)).sum()),
        maximum=1.0,
        step=0.01,
        tolerance=0.02,
        seen="Blue is p, what the large model wants; orange is q, what the small one drafts.",
        says="{answer}: the sum of the smaller bars, 1 less the total variation.",
    ),
    presets={
        "a stranger's drafts": {"likeness": 0.0},
        "a good apprentice": {"likeness": 0.7},
        "the same model": {"likeness": 1.0},
    },
    size=(6.0, 2.9),
)
def speculation(figure: Figure):
    """Drafts that cost no truth.

    Left, both distributions. Right, what is kept of the drafts (gray: the smaller of both bars),
    and what is drawn in the place of rejected ones (pink: where p is larger).
    """
    left, right = panels(figure, 1, 2, left=0.06, right=0.97, top=0.9, bottom=0.12, wspace=0.2)
    positions = np.arange(5)
    wanted = left.bar(positions - 0.2, [0] * 5, color=CLASSES[0].color, width=0.36)
    drafted = left.bar(positions + 0.2, [0] * 5, color=GRADIENT, width=0.36)
    left.grid(axis="x", visible=False)
    set_axes(left, "p wanted (blue), q drafted (orange)", xticks=positions,
             xticklabels=[each.name for each in _LETTERS])  # fmt: skip
    accepted = Bars(right, "kept (gray), drawn instead (pink)", ylim=(0, 0.75), classes=_LETTERS)
    for axes in (left, right):
        axes.set(ylim=(0, 0.75), yticks=[0, 0.25, 0.5], yticklabels=["0", "¼", "½"])
    more = right.bar(positions, [0] * 5, color=LOSS, width=0.6)
    guess.answer(*accepted.bars, *accepted.texts, *more)

    def update(likeness):
        p, q = _shares(likeness)
        both = np.minimum(p, q)
        set_each(wanted, height=p)
        set_each(drafted, height=q)
        set_each(accepted.bars, height=both)
        set_each(more, y=both, height=p - both)
        set_each(accepted.texts, y=p + 0.02, text=two_digits(p))
        return (
            f"Kept: {both.sum():.2f} of all drafts; total variation {1 - both.sum():.2f}. Kept and "
            f"drawn instead add up to p, letter by letter."
        )

    return update
