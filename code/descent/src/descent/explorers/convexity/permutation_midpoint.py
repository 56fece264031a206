"""The line segment between a network and its copy after a swap."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.activations import relu, sigmoid
from descent.explorers._parts import Lines, dots, panels, set_each, two_digits
from descent.plotting import CLASSES, INK, LOSS, THEORY

_SQUARE = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
_FRACTIONS = np.linspace(0, 1, 9)
_SWAPS = {"the hidden units": True, "the last layer only": False}


@explorer(
    t=Slider(0.0, 1.0, 0.05, start=0.0, label="place t"),
    sharpness=Slider(0.5, 6.0, 0.5, start=3.0, label="last layer, size"),
    swap=Choice(_SWAPS, label="swap"),
    question="If the two hidden units swap places with all their weights, the network computes the "
    "same as before, and its loss is as small. How does the loss run on the straight line from the "
    "old weights to the new ones? Draw it.",
    predict=guess.Line(
        lambda: -np.log(_true_class(_FRACTIONS, 3.0, True)).mean(-1),
        _FRACTIONS.tolist(),
        axes=1,
        at={"t": 0.5},
        seen="At t = 0 the loss is 0.05, as at t = 1: all four points are right.",
        says="It climbs over a ridge. Halfway both hidden units are the same.",
    ),
    presets={
        "one end": {"t": 0.0, "swap": "the hidden units"},
        "halfway": {"t": 0.5, "swap": "the hidden units"},
        "the other end": {"t": 1.0, "swap": "the hidden units"},
        "only the last layer": {"t": 0.5, "swap": "the last layer only"},
    },
    size=(6.0, 3.0),
)
def permutation_midpoint(figure: Figure):
    """Between a network and its copy after a swap.

    Left, four points of two classes that no straight line separates, the probability of each one's
    true class, and the two lines where the hidden units switch on. Right, the loss on the line
    segment between the two sets of weights, and its chord.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[4, 5], left=0.08, right=0.98, top=0.96, bottom=0.18, wspace=0.25
    )
    for c, pair in zip(CLASSES[:2], np.split(_SQUARE, 2), strict=True):
        left.plot(*pair.T, c.marker, color=c.color, linestyle="none", markersize=9)
    folds = [left.plot([], [], style, color=INK)[0] for style in ("-", "--")]
    labels = [left.text(x, y + 0.1, "", ha="center") for x, y in _SQUARE]
    left.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="feature 1", ylabel="feature 2",
             xticks=[0, 1], yticks=[0, 1])  # fmt: skip
    way = np.linspace(0, 1, 101)
    lines = Lines(right, loss={"color": LOSS}, chord=THEORY, point=dots(INK, clip_on=False))
    guess.answer(lines["loss"])
    right.set(xlim=(0, 1), xlabel="t", ylabel="loss (nats)", xticks=[0, 0.5, 1])
    right.locator_params(axis="y", nbins=4)

    def update(t, sharpness, swap):
        losses = -np.log(_true_class(way, sharpness, swap)).mean(-1)
        p = _true_class(np.array([t]), sharpness, swap)[0]
        loss = -np.log(p).mean()
        height = (1 - t) * losses[0] + t * losses[-1]
        right.set_ylim(0, next(top for top in (2, 4, 8, 16) if top > losses.max()))
        lines.set(loss=(way, losses), chord=([0, 1], losses[[0, -1]]), point=([t], [loss]))
        set_each(labels, text=two_digits(p))
        for fold, threshold in zip(folds, (t, 1 - t) if swap else (0, 1), strict=True):
            fold.set_data([-1.0, 2.0], [threshold + 1.0, threshold - 2.0])
        where = "above" if loss > height + 1e-9 else "not above"
        return (
            f"At t = {t:.2f} the loss is {loss:.2f}; the chord is at {height:.2f}: the loss is "
            f"{where} it. Probability of the true class: cats {p[0]:.2f} and {p[1]:.2f}, cars "
            f"{p[2]:.2f} and {p[3]:.2f}."
        )

    return update


def _true_class(t: np.ndarray, sharpness: float, both: bool) -> np.ndarray:
    """Return the probability of each point's class, shape (len(t), 4), on the way between nets.

    Hidden unit k is relu(x₁ + x₂ − k), and cars score 2 h₀ − 4 h₁ − 1 more than cats.
    """
    t = t[:, None]
    thresholds = np.stack([t, 1 - t]) if both else np.array([0, 1])[:, None, None]
    h = relu(_SQUARE.sum(1) - thresholds)
    cars_lead = (2 - 6 * t) * h[0] + (6 * t - 4) * h[1] - 1
    return sigmoid(sharpness * cars_lead * np.array([-1, -1, 1, 1]))
