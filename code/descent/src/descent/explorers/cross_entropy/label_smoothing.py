"""Targets that are not quite one-hot."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import HALVES, Lines, dots, panels, plain, set_axes, set_each
from descent.losses import softmax_cross_entropy
from descent.plotting import GRAY, INK, LOSS, THEORY
from descent.simplex import softmax

_EPSILON, _CLASSES = 0.1, 10
_LEADS = (-2, 0, 2, 4, 6, 8, 10, 12)
"""Leads at which the reader's line is compared."""


@explorer(
    smoothing=Slider(0.0, 1.0, 0.01, start=_EPSILON, label="smoothing ε"),
    gap=Slider(-2.0, 12.0, 0.1, start=8.0, label="lead of the true class"),
    classes=Slider(2, 10, 1, start=_CLASSES, label="classes C"),
    question="Gray is the loss of a one-hot target. With the target smoothed, 0.91 instead of 1, "
    "how does the loss depend on the lead of the true class? Draw its curve.",
    predict=guess.Line(
        lambda: _smoothed_loss(np.array(_LEADS), _EPSILON, _CLASSES).tolist(),
        _LEADS,
        axes=1,
        at={"gap": 8.0},
        seen="The outlines are the targets, 0.910 and 0.010. At a lead of 8.0, p = 0.997.",
        says="It falls to a lowest point, where p is the target, and rises again: a larger lead "
        "costs more.",
    ),
    presets={
        "no smoothing": {"smoothing": 0.0, "gap": 8.0, "classes": 10},
        "the usual ε": {"smoothing": 0.1, "gap": 4.5, "classes": 10},
        "far ahead": {"smoothing": 0.1, "gap": 8.0, "classes": 10},
        "nothing but noise": {"smoothing": 1.0, "gap": 0.0, "classes": 10},
    },
    handles=[Handle(x="gap", y=0, axes=1, label="lead")],
    size=(6.0, 3.0),
)
def label_smoothing(figure: Figure):
    """Label smoothing: a target that can be reached.

    Left, target (outline) and probability (filled) of the true class and of each other one. Right,
    the loss against the lead: with ε > 0 it has a lowest point, where p equals the target. Without
    smoothing (gray) it has none.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[2, 3], left=0.07, right=0.98, top=0.9, bottom=0.18, wspace=0.2
    )
    bars = left.bar([0, 1], [0, 0], color=GRAY, width=0.6)
    targets = left.bar([0, 1], [0, 0], width=0.75, fill=False, edgecolor=INK, linewidth=1.5)
    set_axes(left, "probability and target", ylim=(0, 1.05), xticks=[0, 1],
             xticklabels=["true class", "each other"], **HALVES)  # fmt: skip
    left.grid(axis="x", visible=False)
    leads = np.linspace(-2, 12, 141)
    lines = Lines(
        right,
        one_hot=THEORY,
        smooth={"color": LOSS},
        lowest=dots(INK, "x", markersize=9),
        point=dots(LOSS, clip_on=False),
    )
    guess.answer(lines["smooth"], lines["lowest"], lines["point"])
    set_axes(right, "loss (nats)", xlim=(-2, 12), xlabel="lead of the true class (log-odds)")

    def update(smoothing, gap, classes):
        target = 1 - smoothing + smoothing / classes, smoothing / classes
        p = softmax(_lead(gap, classes))[:2]
        set_each(bars, height=p)
        set_each(targets, height=target)
        losses = _smoothed_loss(leads, smoothing, classes)
        right.set_ylim(0, 6 if losses.max() <= 6 else 11)
        loss = float(_smoothed_loss(gap, smoothing, classes))
        lines.set(
            one_hot=(leads, _smoothed_loss(leads, 0.0, classes)),
            smooth=(leads, losses),
            point=([gap], [loss]),
        )
        here = f"C = {classes}, lead {plain(gap)}: p = {p[0]:.3f}, loss {loss:.3f}."
        if smoothing == 0:
            lines.set(lowest=([np.nan], [np.nan]))
            return f"{here} Target 1: the loss keeps falling, no lead is large enough."
        best = np.log(target[0] / target[1])
        least = float(_smoothed_loss(best, smoothing, classes))
        lines.set(lowest=([best], [least]))
        return (
            f"{here} Targets {target[0]:.3f} and {target[1]:.3f}: lowest loss {least:.3f} at lead "
            f"{plain(best, 'z.2f')}."
        )

    return update


def _lead(gap, classes: int) -> np.ndarray:
    """Return scores, 0 but for the first class, which leads by `gap`."""
    scores = np.zeros((*np.shape(gap), classes))
    scores[..., 0] = gap
    return scores


def _smoothed_loss(gap, smoothing: float, classes: int) -> np.ndarray:
    labels = np.zeros(np.shape(gap), int)
    return softmax_cross_entropy(
        _lead(gap, classes), labels, label_smoothing=smoothing, reduction="none"
    )
