"""One loss in three units, beside the price of knowing nothing."""

from math import e

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.datasets.photos import SCORES
from descent.explorers._parts import NAMES, named
from descent.losses import softmax_cross_entropy
from descent.plotting import CLASSES, INK, REGULARIZER

_UNITS = {"nats (base e)": e, "bits (base 2)": 2.0, "base 10": 10.0}
_NATS = softmax_cross_entropy(SCORES, range(3), reduction="none")


@explorer(
    unit=Choice(list(_UNITS), label="unit"),
    classes=Slider(2, 20, 1, start=10, label="number of classes C"),
    question="In nats, cat and frog lie outside the strip from 0 to 1. Count in base 10: what does "
    "the photo of the frog cost then?",
    predict=guess.Number(
        lambda: _NATS[2] / np.log(10),
        maximum=11.0,
        step=0.01,
        tolerance=0.005,
        along="x",
        at={"unit": "base 10"},
        seen="In nats the photos cost 2.04, 0.08 and 6.16.",
        says="It costs {answer}: cat is inside now, frog is not. Is there a unit for all three?",
    ),
    presets={
        "0.89": {"unit": "base 10", "classes": 10},
        "a coin": {"unit": "bits (base 2)", "classes": 2},
        "three classes": {"unit": "nats (base e)", "classes": 3},
    },
    size=(6.0, 2.3),
)
def loss_units(figure: Figure):
    """The three photos' losses in three units, beside the price of knowing nothing.

    The price of knowing nothing of C classes is log C: what a model pays if it gives each of
    them the probability 1/C.
    """
    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.97, bottom=0.24)
    axes.axvspan(0, 1, color=REGULARIZER, alpha=0.3, linewidth=0)
    marks, texts = [], []
    for row, (name, look) in enumerate(zip(NAMES, CLASSES, strict=True)):
        marks += axes.plot([0], [2 - row], look.marker, color=look.color, markersize=9)
        texts.append(axes.text(0, 2 - row, name, va="center"))
    (ignorance,) = axes.plot([0, 0], [-1.5, -0.6], color=INK)
    words = axes.text(0, -1.1, "", va="center")
    axes.set(xlim=(-0.25, 11), ylim=(-1.5, 2.6), yticks=[])
    axes.set_xticks(range(0, 11, 2))
    axes.spines["left"].set_visible(False)

    def update(unit, classes):
        scale = np.log(_UNITS[unit])
        losses, price = _NATS / scale, np.log(classes) / scale
        for row, (mark, text, loss) in enumerate(zip(marks, texts, losses, strict=True)):
            mark.set_data([loss], [2 - row])
            text.set(x=loss + 0.25, text=f"{NAMES[row]} {loss:.2f}")
        ignorance.set_xdata([price, price])
        words.set(x=price + 0.15, text=f"log {classes} = {price:.2f}")
        axes.set_xlabel(f"loss, {unit}")
        inside = [name for name, loss in zip(NAMES, losses, strict=True) if loss <= 1]
        end = "not above 1" if price <= 1 + 1e-12 else "above 1"
        return (
            f"In {unit}: {named(losses)}. Between 0 and 1: {' and '.join(inside) or 'none'}. "
            f"Knowing nothing of {classes} classes costs {price:.2f}, {end}."
        )

    return update
