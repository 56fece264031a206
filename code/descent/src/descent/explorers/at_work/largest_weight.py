"""How large one weight among many can be."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import HALVES, Lines, dots, panels, set_axes
from descent.plotting import CLASSES, INK, THEORY

_COUNTS = {f"{n:,}": n for power in range(6) for n in (3 * 10**power, 10 ** (power + 1))}


def _largest(count: float | np.ndarray, spread: float) -> float | np.ndarray:
    return 1 / (1 + (count - 1) * np.exp(-spread))


@explorer(
    keys=Choice(_COUNTS, start="10", label="number of keys n"),
    spread=Slider(1.0, 20.0, 0.5, start=10.0, label="range of the scores ρ"),
    question="A trained model's scores never differ by more than 10. Among ten keys one can then "
    "have nearly all the weight. What is the most it can have among 100,000?",
    predict=guess.Number(
        float(_largest(1e5, 10)),
        maximum=1.0,
        step=0.01,
        tolerance=0.02,
        along="y",
        at={"keys": "100,000", "spread": 10.0},
        given=("keys", "spread"),
        seen="The point is the largest weight that ten keys allow, when the scores differ by 10.",
        says="{answer}: the others are each e¹⁰ times lighter, but there are 99,999 of them.",
    ),
    presets={
        "ten keys": {"keys": "10", "spread": 10.0},
        "a page of them": {"keys": "3,000", "spread": 10.0},
        "a library": {"keys": "1,000,000", "spread": 10.0},
        "a library, sharper": {"keys": "1,000,000", "spread": 16.0},
    },
    size=(6.0, 2.9),
)
def largest_weight(figure: Figure):
    """How large one weight among many can be.

    The curve is the largest weight that any of n keys can have while all scores lie within the
    range ρ of each other; gray curves belong to ranges of 5, 10 and 15.
    """
    axes = panels(figure, left=0.08, right=0.97, top=0.9, bottom=0.18)
    counts = np.geomspace(3, 1e6, 121)
    for spread in (5, 10, 15):
        gray = axes.plot(counts, _largest(counts, spread), **THEORY)
        x, y, side = (np.exp(spread), 0.56, "left") if spread < 15 else (9e5, 0.66, "right")
        guess.answer(*gray, axes.text(x, y, f"ρ = {spread}", size=8, ha=side))
    lines = Lines(axes, curve={"color": CLASSES[0].color}, point=dots(INK, clip_on=False))
    guess.answer(lines["curve"])
    set_axes(axes, "largest possible weight", xscale="log", xlim=(3, 1e6), ylim=(0, 1.05),
             xlabel="number of keys n", xticks=[10, 100, 1000, 1e4, 1e5, 1e6],
             xticklabels=["10", "100", "1,000", "10⁴", "10⁵", "10⁶"], **HALVES)  # fmt: skip
    axes.minorticks_off()

    def update(keys, spread):
        lines.set(
            curve=(counts, _largest(counts, spread)), point=([keys], [_largest(keys, spread)])
        )
        return (
            f"n = {keys:,} keys, scores within {spread:g}: no weight exceeds "
            f"{_largest(keys, spread):.3g}. Half of the weight takes a lead of "
            f"{np.log(keys - 1):.1f}."
        )

    return update
