"""Samples of softmax by the Gumbel-max trick."""

import numpy as np
from explorable import Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import (
    HALVES,
    NAMES,
    SCORES,
    Bars,
    log_ticks,
    named,
    panels,
    plain,
    set_axes,
    set_each,
)
from descent.plotting import CLASSES, INK, THEORY
from descent.simplex import softmax


@explorer(
    draws=Time(1, 300, 1, start=40, label="number of draws", log=True),
    seed=Slider(0, 20, 1, start=0, label="seed"),
    question="Noise is added to three scores, and the largest sum wins. Cat is 1.9 points behind "
    "car. What share of the draws will cat win?",
    predict=guess.Number(
        lambda: softmax(SCORES)[0],
        maximum=1.0,
        step=0.01,
        tolerance=0.005,
        along="y",
        axes=1,
        at={"draws": 300},
        given=(),
        seen="The arrowheads are the scores; each bar adds the noise of one draw.",
        says="In the long run {answer}, the probability that softmax gives to cat.",
    ),
    presets={"one draw": {"draws": 1}, "300 draws": {"draws": 300}},
    size=(6.0, 2.9),
)
def gumbel_max(figure: Figure):
    """Scores plus Gumbel noise: the argmax is a sample of softmax.

    The left panel shows the newest draw: each bar is a score plus its noise, and the arrowhead is
    the score without it. The right panel shows how often each class has won so far, against its
    softmax probability (gray).
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[2, 3], left=0.07, right=0.97, top=0.9, bottom=0.18, wspace=0.2
    )
    sums = Bars(left, "score + noise", ylim=(-6, 19))
    left.axhline(0, color=INK, linewidth=0.8)
    left.plot(np.arange(3) - 0.42, SCORES, ">", color=INK)
    p = softmax(SCORES)
    for share in p:
        guess.answer(right.axhline(share, **THEORY))
    lines = [right.plot([1], [0], color=c.color)[0] for c in CLASSES]
    points = [right.plot([1], [0], c.marker, color=c.color, clip_on=False)[0] for c in CLASSES]
    set_axes(right, "share of wins", xscale="log", xlim=(1, 300), ylim=(0, 1.15),
             xlabel="number of draws", **HALVES)  # fmt: skip
    log_ticks(right.xaxis, [1, 10, 100])
    guess.answer(*lines, *points)
    counts = np.arange(1, 301)

    def update(draws, seed):
        noisy = SCORES + np.random.default_rng(seed).gumbel(size=(300, 3))
        wins = noisy.argmax(1)[:draws, None] == np.arange(3)
        shares = wins.cumsum(0) / counts[:draws, None]
        newest = noisy[draws - 1]
        sums.set(newest, [plain(value) for value in newest])
        set_each(lines, data=[(counts[:draws], share) for share in shares.T])
        set_each(points, data=[([draws], [share]) for share in shares[-1]])
        return (
            f"Draw {draws}: {NAMES[newest.argmax()]} wins with {plain(newest.max())}. Shares of "
            f"wins so far: {named(shares[-1])}. Softmax: {named(p)}."
        )

    return update
