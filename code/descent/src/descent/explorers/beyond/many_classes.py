"""The cost of very many classes, and an estimate that avoids it."""

from functools import cache

import numpy as np
from explorable import Choice, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import counted, panels, set_axes, set_each, set_new
from descent.plotting import CLASSES, INK, LOSS, THEORY
from descent.simplex import logsumexp, softmax

_D, _RUNS = 128, 200
_COUNTS = {f"{10**power:,}": 10**power for power in range(1, 7)}
_DRAWS = [1, 10, 100, 1000]
_WAYS = ("all classes", "√C clusters", "binary tree", "sample")
_MARKERS = ("o", "s", "^", "D")
_LABELS = {
    "all classes": (800, 4e6),
    "√C clusters": (1.7e4, 3e5),
    "sample": (2e3, 5e3),
    "binary tree": (4e4, 5e2),
}


@explorer(
    classes=Choice(_COUNTS, start="100,000", label="number of classes C"),
    sample=Choice(_DRAWS, start=100, label="classes drawn, m"),
    proposal=Choice(["uniform", "near softmax"], start="uniform", label="drawn from"),
    question="With 100,000 classes, which way to the loss takes the fewest multiplications? Put "
    "the cheapest first.",
    predict=guess.Ranking(
        lambda: _by_cost(1e5, 100),
        _WAYS,
        given=("classes", "sample"),
        seen="√C clusters: choose a group, then a class in it. Binary tree: left or right at each "
        "fork. Sample: the label and 100 classes drawn, see the right side.",
        says="Cheapest first: {answer}. But a sample only estimates the sum: how many draws "
        "pin its log down to 0.1?",
    ),
    presets={
        "one draw": {"classes": "100,000", "sample": 1, "proposal": "uniform"},
        "a hundred, blindly": {"classes": "100,000", "sample": 100, "proposal": "uniform"},
        "a hundred, well chosen": {"classes": "100,000", "sample": 100, "proposal": "near softmax"},
        "ten classes need none of it": {"classes": "10", "sample": 100, "proposal": "uniform"},
    },
    size=(6.0, 3.1),
)
def many_classes(figure: Figure):
    """The cost of many classes, and a sample instead of a sum.

    Left, multiplications for one sample with 128 features, by the number of classes. Right, two
    hundred estimates of the log of the sum over 10,000 classes, each from m draws; the line is the
    true value.
    """
    left, right = panels(figure, 1, 2, left=0.09, right=0.97, top=0.9, bottom=0.18, wspace=0.25)
    counts = 10 ** np.arange(1, 6.01, 0.5)
    colors = [INK, *(c.color for c in CLASSES)]
    lines, points = [], []
    for color, marker in zip(colors, _MARKERS, strict=True):
        lines += left.plot(counts, counts, color=color)
        points += left.plot([10], [10], marker, color=color)
    names = {name: left.text(*position, name, size=9) for name, position in _LABELS.items()}
    guess.answer(*lines, *points, *names.values())
    set_axes(left, "multiplications per sample", xscale="log", yscale="log", xlim=(10, 1e6),
             ylim=(100, 3e8), xlabel="classes C")  # fmt: skip
    left.minorticks_off()
    true = logsumexp(_scores())
    right.axhline(true, **THEORY)
    (dots,) = right.plot(np.arange(_RUNS), np.zeros(_RUNS), ".", color=LOSS, markersize=4)
    set_axes(right, "log of the estimated sum", xlim=(-4, 204), ylim=(true - 4, true + 4),
             xlabel="estimate number")  # fmt: skip

    def update(classes, sample, proposal):
        set_each(lines, ydata=[[_cost(way, count, sample) for count in counts] for way in _WAYS])
        set_each(points, data=[([classes], [_cost(way, classes, sample)]) for way in _WAYS])
        set_new(names["sample"], y=0.45 * _cost("sample", 1e6, sample))  # just below its line
        estimates = logsumexp(_terms(proposal)[:, :sample]) - np.log(sample)
        set_new(dots, ydata=estimates)
        costs = ", ".join(
            f"{way} {_cost(way, classes, sample):,.0f}" for way in _by_cost(classes, sample)
        )
        return (
            f"C = {classes:,}: {costs}. From {counted(sample, 'draw')} among 10,000 "
            f"classes, log Z is {estimates.mean():.2f} ± {estimates.std(ddof=1):.2f}; "
            f"true {true:.2f}."
        )

    return update


def _by_cost(count: float, sample: int) -> list[str]:
    """Return the ways, the cheapest first."""
    return sorted(_WAYS, key=lambda way: _cost(way, count, sample))


def _cost(way: str, count: float, sample: int) -> float:
    """Return how many multiplications the score of the label and its rivals take."""
    count = round(count)
    products = {
        "all classes": count,
        "√C clusters": 2 * np.ceil(np.sqrt(count)),
        "binary tree": np.ceil(np.log2(count)),
        "sample": min(sample, count - 1) + 1,
    }
    return _D * products[way]


def _scores() -> np.ndarray:
    return np.random.default_rng(0).normal(scale=2, size=10_000)


@cache
def _terms(proposal: str) -> np.ndarray:
    """Return the scores of classes drawn by their shares q, each made up for its rarity."""
    o = _scores()
    q = softmax(0 * o) if proposal == "uniform" else softmax(o, temperature=1.1)
    upto = q.cumsum()
    draws = np.random.default_rng(1).random((_RUNS, max(_DRAWS))) * upto[-1]
    return (o - np.log(q))[np.searchsorted(upto, draws)]
