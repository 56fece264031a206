"""What a constant added to all scores does to two formulas of softmax."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import (
    NAMES,
    SCORES,
    Bars,
    mosaic,
    named,
    plain,
    set_axes,
    set_each,
    two_digits,
)
from descent.plotting import CLASSES, INK
from descent.simplex import softmax

_TOO_MUCH = int(np.log(np.finfo("float32").max) - max(SCORES)) + 1
"""The first whole c with which the largest exp(score + c) is more than a float32 can hold."""

_POWERS = {"float32": range(-40, 39, 20), "float64": range(-200, 201, 100)}
"""The ticks of the strip, in powers of ten, by what each number format holds."""


@explorer(
    shift=Slider(-1000, 1000, 1, start=80, label="constant c"),
    precision=Choice(["float32", "float64"], label="number format"),
    question="The scores are 3.2, 5.1 and −1.7, and c is added to each. A float32 holds numbers up "
    "to exp(88.7). At which whole c does the naive formula first give NaN?",
    predict=guess.Number(
        _TOO_MUCH,
        maximum=1000.0,
        at={"shift": _TOO_MUCH},
        distractors={89: "There c itself passes 88.7, but the largest score is 5.1 + c."},
        seen="At c = 80 every number fits, and both formulas say the same.",
        says="At {answer}, where 5.1 + c passes 88.7. From there on, cat gets a quiet, wrong 0.00.",
    ),
    presets={
        "last good float32": {"shift": 83, "precision": "float32"},
        "overflow": {"shift": 84, "precision": "float32"},
        "the same in float64": {"shift": 84, "precision": "float64"},
        "float64 breaks too": {"shift": 705, "precision": "float64"},
        "underflow": {"shift": -800, "precision": "float64"},
    },
    size=(6.0, 4.0),
)
def shift_and_overflow(figure: Figure):
    """A constant added to all scores: two formulas, one answer, until numbers run out.

    The strip has a row for each class: how large exp(score + c) is, in powers of ten, as far as the
    number format holds it. What it does not hold stands hollow at an end, at 0 or at inf. Only the
    naive formula has to travel along the strip.
    """
    strip, *panels = mosaic(
        figure,
        "aa;bc",
        height_ratios=[2, 3],
        left=0.06,
        right=0.98,
        top=0.93,
        bottom=0.07,
        wspace=0.15,
        hspace=0.65,
    )
    held = strip.axvspan(0, 1, color=INK, alpha=0.15, linewidth=0)
    points = [strip.plot([0], [-i], c.marker, color=c.color)[0] for i, c in enumerate(CLASSES)]
    numbers = [strip.text(0, -i, "", va="center") for i in range(len(CLASSES))]
    word = set_axes(strip, "", ylim=(-2.6, 0.6), yticks=[])
    strip.set_xlabel("powers of ten", labelpad=0)
    strip.grid(visible=False)
    naive, stable = (
        Bars(panel, f"probability, {name}")
        for panel, name in zip(panels, ["naive", "stable"], strict=True)
    )

    def update(shift, precision):
        o = np.array(SCORES, dtype=precision) + np.array(shift, dtype=precision)
        with np.errstate(all="ignore"):
            exp = np.exp(o)
            total = exp.sum()
            broken = exp / total
        format = np.finfo(precision)
        low, high = np.log10(float(format.smallest_subnormal)), np.log10(float(format.max))
        held.set(x=low, width=high - low)
        beyond = (high - low) / 6
        small, large = low - beyond / 2, high + beyond / 2
        ticks = [small, *_POWERS[precision], large]
        strip.set(xlim=(low - beyond, high + beyond), xticks=ticks)
        strip.set_xticklabels(["0", *(f"1e{plain(t, 'd')}" for t in _POWERS[precision]), "inf"])
        ends = f"1e{plain(np.ceil(low), '.0f')} to 1e{np.floor(high):.0f}"
        word.set_text(f"exp(score + c); gray: what {precision} holds, {ends}")
        outside = (exp == 0) | np.isinf(exp)
        positions = np.select([exp == 0, np.isinf(exp)], [small, large], o / np.log(10))
        right = positions < (low + high) / 2  # beyond it, the number is on the left
        set_each(points, xdata=positions[:, None], fillstyle=np.where(outside, "none", "full"))
        set_each(
            numbers,
            x=positions + np.where(right, beyond, -beyond) / 8,
            ha=np.where(right, "left", "right"),
            text=map(" ".join, zip(NAMES, map(_short, exp), strict=True)),
        )
        p = softmax(o)
        naive.set(np.nan_to_num(broken), [n.replace("nan", "NaN") for n in two_digits(broken)])
        stable.set(p, two_digits(p))
        if np.isfinite(broken).all() and exp.min() == 0:
            reason = "the smallest exp(score + c) underflows to 0, the others keep few digits"
        elif np.isfinite(broken).all():
            reason = "every number fits"
        elif total == 0:
            reason = "every exp(score + c) underflows to 0, and 0 / 0 is NaN"
        else:
            reason = "the sum overflows to inf, and inf / inf is NaN"
        return (
            f"c = {plain(shift, 'g')}, {precision}: {reason}. Naive: "
            f"{named(broken).replace('nan', 'NaN')}. "
            f"Largest score subtracted first: {named(p)}, whatever c is."
        )

    return update


def _short(number: float) -> str:
    """Return a number with one digit and its power of ten; 0 and inf as they are."""
    if not 0 < number < np.inf:
        return f"{number:g}"
    digit, power = f"{number:.0e}".split("e")
    return f"{digit}e{plain(int(power), 'd')}"
