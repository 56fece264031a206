"""The likelihood of rolls, and its maximum."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent import images
from descent.explorers._parts import HALVES, Lines, counted, dots, panels, set_axes, set_each
from descent.information import entropy, log_arrangements, sequence_log_likelihood
from descent.plotting import GRAY, INK, LOSS

_FACES = 60
"""A die with so many faces can be fair (ten threes) and as lopsided as any small sample."""


@explorer(
    threes=Slider(0, 10, 1, start=2, label="threes rolled"),
    fours=Slider(0, 10, 1, start=3, label="fours rolled"),
    faces3=Slider(0, 60, 1, start=10, label="faces that show 3"),
    faces4=Slider(0, 60, 1, start=10, label="faces that show 4"),
    question="Five rolls gave two threes and three fours. Of all dice with 60 faces, which one "
    "makes that most probable?",
    predict=guess.Mark(
        lambda: (_FACES * 2 / 5, _FACES * 3 / 5),
        decimals=0,
        at={"faces3": 10, "faces4": 10},
        seen="The dot is a fair die, 10 threes and 10 fours among its faces. It gives two threes "
        "and three fours with probability 0.001286.",
        says="The best die is {answer}: its faces have the shares of the rolls, 2/5 and 3/5.",
    ),
    presets={
        "a fair die": {"threes": 2, "fours": 3, "faces3": 10, "faces4": 10},
        "the best die": {"threes": 2, "fours": 3, "faces3": 24, "faces4": 36},
        "no fours on it": {"threes": 2, "fours": 3, "faces3": 30, "faces4": 0},
        "three times the rolls": {"threes": 6, "fours": 9, "faces3": 24, "faces4": 36},
    },
    handles=[Handle(x="faces3", y="faces4", label="the die")],
    size=(6.0, 3.3),
)
def die_likelihood(figure: Figure):
    """Which die made these rolls: likelihood, its maximum and the cross-entropy.

    Left, every die with 60 faces; the darker, the more probable it makes the rolls (✕ is the
    best, + a fair one). Right, what this die promises (bars) and what was rolled (marks).
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.1, right=0.98, top=0.9, bottom=0.16, wspace=0.25
    )
    a, b = np.meshgrid(np.arange(_FACES + 1), np.arange(_FACES + 1))
    possible = a + b <= _FACES
    dice = np.column_stack([a[possible], b[possible], _FACES - (a + b)[possible]]) / _FACES
    shade = np.zeros(a.shape)
    likelihoods = images.draw(left, images.ink(shade), bare=False)
    left.plot([0, _FACES], [_FACES, 0], color=INK, linewidth=1)
    left.plot([10], [10], "+", color=INK, markersize=9)
    marks = Lines(
        left,
        best=dots(INK, "X", markersize=8, clip_on=False),
        point=dots(LOSS, clip_on=False),
    )
    left.set(aspect="auto", xlim=(0, _FACES), ylim=(0, _FACES), xlabel="faces that show 3",
             ylabel="faces that show 4", xticks=range(0, 61, 20),
             yticks=range(0, 61, 20))  # fmt: skip
    left.grid(visible=False)
    bars = right.bar(["3", "4", "other"], [0, 0, 0], color=GRAY, width=0.6)
    (seen,) = right.plot(range(3), [0, 0, 0], "_", color=LOSS, markersize=26, markeredgewidth=4)
    set_axes(right, "probability and share", ylim=(0, 1.05), xlabel="face", **HALVES)
    right.grid(axis="x", visible=False)
    guess.answer(likelihoods, marks["best"])

    def update(threes, fours, faces3, faces4):
        counts, n = np.array([threes, fours, 0]), threes + fours
        shares = counts / max(n, 1)
        values = sequence_log_likelihood(counts, dice)
        shade[possible] = 0.6 * np.exp(values - values.max())
        likelihoods.set_data(images.ink(shade))
        marks.set(
            best=_FACES * shares[:2, None] if n else ([np.nan], [np.nan]),
            point=([faces3], [faces4]),
        )
        seen.set_ydata(shares if n else [np.nan] * 3)
        other = _FACES - faces3 - faces4
        die = (other >= 0) * np.array([faces3, faces4, other]) / _FACES
        set_each(bars, height=die)
        if other < 0:
            return f"There is no such die: {faces3} + {faces4} faces are more than {_FACES}."
        if n == 0:
            return "No roll yet, so every die fits equally well."
        return _die_caption(counts, die, shares)

    return update


def _die_caption(counts: np.ndarray, die: np.ndarray, shares: np.ndarray) -> str:
    log_one, n = float(sequence_log_likelihood(counts, die)), counts.sum()
    orders = np.exp(log_arrangements(counts))
    one = np.exp(log_one)
    loss = f"{abs(log_one) / n:.2f}" if one else "∞"
    return (
        f"{counted(counts[0], 'three')}, {counted(counts[1], 'four')}. One given order: "
        f"probability {one:.3g}; these counts in any of {counted(orders, 'order')}: "
        f"{one * orders:.4g}. Cross-entropy {loss} nats per roll; the best die, {shares[0]:.2f} "
        f"and {shares[1]:.2f}, has the rolls' entropy, {entropy(shares):.2f}."
    )
