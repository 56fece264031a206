"""The Lovász extension of the Jaccard loss, as an area."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import panels, set_axes, set_each
from descent.losses import lovasz_extension
from descent.plotting import CLASSES, INK, LOSS

_OBJECT = np.array([True, True, False, False])
_COLORS = [CLASSES[0].color if is_object else CLASSES[1].color for is_object in _OBJECT]
_START = (0.9, 0.4, 0.7, 0.2)
_THRESHOLDS = (0.05, 0.15, 0.3, 0.5, 0.65, 0.85)
"""Thresholds at which the reader's line is compared: one or two on each step."""
_NAMES = ("object 1", "object 2", "ground 3", "ground 4")


@explorer(
    first=Slider(0.0, 1.0, 0.05, start=_START[0], label="object pixel 1"),
    second=Slider(0.0, 1.0, 0.05, start=_START[1], label="object pixel 2"),
    third=Slider(0.0, 1.0, 0.05, start=_START[2], label="ground pixel 3"),
    fourth=Slider(0.0, 1.0, 0.05, start=_START[3], label="ground pixel 4"),
    question="Two pixels show the object, two the ground. Count those as wrong whose error is "
    "above t. Draw the Jaccard loss for t from 0 to 1.",
    predict=guess.Line(
        lambda: [_jaccard(_OBJECT ^ (np.abs(_OBJECT - _START) > t)) for t in _THRESHOLDS],
        _THRESHOLDS,
        axes=1,
        decimals=2,
        maximum=1.0,
        seen="Errors 0.10, 0.60, 0.70, 0.20. Jaccard loss: the wrong pixels, divided by those that "
        "are wrong or of the object.",
        says="It starts at 1, with all four wrong, and drops at each error. Which bar changes the "
        "area most when you move it by 0.1?",
    ),
    presets={
        "as in the text": {"first": 0.9, "second": 0.4, "third": 0.7, "fourth": 0.2},
        "one of two missed": {"first": 1.0, "second": 0.0, "third": 0.0, "fourth": 0.0},
        "one false": {"first": 1.0, "second": 1.0, "third": 1.0, "fourth": 0.0},
        "all missed": {"first": 0.0, "second": 0.0, "third": 0.0, "fourth": 0.0},
    },
    handles=[
        Handle(x=i, y=name, label=label)
        for i, (name, label) in enumerate(
            zip(("first", "second", "third", "fourth"), _NAMES, strict=True)
        )
    ],
    size=(6.0, 3.0),
)
def lovasz(figure: Figure):
    """The Lovász extension as an area.

    Left, the probability of "object" at four pixels. Right, for each threshold t the Jaccard loss
    if exactly the pixels count as wrong whose error is above t; the area is the Lovász extension.
    """
    left, right = panels(figure, 1, 2, left=0.07, right=0.97, top=0.9, bottom=0.2, wspace=0.3)
    bars = left.bar(range(4), [0, 0, 0, 0], color=_COLORS, width=0.6)
    left.plot([-0.3, 0.3, np.nan, 0.7, 1.3], [1, 1, np.nan, 1, 1], color=INK, linewidth=2)
    left.plot([1.7, 2.3, np.nan, 2.7, 3.3], [0, 0, np.nan, 0, 0], color=INK, linewidth=2)
    set_axes(left, 'probability of "object"', ylim=(0, 1.1), yticks=[0, 0.5, 1], xticks=range(4),
             xticklabels=["obj. 1", "obj. 2", "gr. 3", "gr. 4"])  # fmt: skip
    (area,) = right.fill([0, 1, 1], [0, 0, 0], color=LOSS, alpha=0.35, linewidth=0)
    (stairs,) = right.plot([0, 1], [0, 0], color=LOSS)
    guess.answer(area, stairs)
    set_axes(right, "Jaccard loss of errors above t", xlim=(0, 1), ylim=(0, 1.05),
             xlabel="threshold t", xticks=[0, 0.5, 1], yticks=[0, 1 / 3, 1 / 2, 2 / 3, 1],
             yticklabels=["0", "⅓", "½", "⅔", "1"])  # fmt: skip

    def update(first, second, third, fourth):
        p = np.array([first, second, third, fourth])
        errors = np.abs(_OBJECT - p)
        set_each(bars, height=p)
        t, loss = _staircase(errors)
        stairs.set_data(t, loss)
        area.set_xy(np.column_stack([np.r_[0, t, t[-1]], np.r_[0, loss, 0]]))
        hard = _jaccard(p > 0.5) if (p != 0.5).all() else None
        value = lovasz_extension(errors, _OBJECT)
        rounded = "" if hard is None else f" Rounded to yes and no, the Jaccard loss is {hard:.3f}."
        listed = ", ".join(f"{error:.2f}" for error in errors)
        return f"Errors {listed}. Area, the Lovász extension: {value:.3f}.{rounded}"

    return update


def _jaccard(predicted: np.ndarray) -> float:
    return 1 - (predicted & _OBJECT).sum() / (predicted | _OBJECT).sum()


def _staircase(errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return thresholds and the Jaccard loss above each, two points a step."""
    ends = np.unique(np.r_[0.0, errors, 1.0])
    losses = [_jaccard(_OBJECT ^ (errors >= high)) for high in ends[1:]]
    return np.repeat(ends, 2)[1:-1], np.repeat(losses, 2)
