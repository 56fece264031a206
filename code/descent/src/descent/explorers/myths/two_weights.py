"""Two weights that are multiplied with each other."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.activations import relu
from descent.explorers._parts import Lines, dots, panels, plain, set_each
from descent.plotting import GRADIENT, INK, LOSS, THEORY

_ACTIVATIONS = {"ReLU": relu, "none (linear)": np.array}
_START = 2.0
_LEVELS = [0.02, 0.1, 0.3, 0.6, 1, 2, 4, 6]
_TOPS = [0.1, 0.4, 1, 2.5, 5, 10]  # few: a new one is drawn with all its ticks

_OPEN = -2.0
_FRACTIONS = np.linspace(0, 1, 11)
"""Where on the segment the reader's line is compared."""


def _on_the_way() -> np.ndarray:
    both = _START + _FRACTIONS * (_OPEN - _START)
    return _loss(both, both, relu)


@explorer(
    u=Slider(-3.0, 3.0, 0.1, start=_OPEN, label="first weight u"),
    v=Slider(-3.0, 3.0, 0.1, start=_OPEN, label="second weight v"),
    activation=Choice(_ACTIVATIONS, label="activation"),
    question="The smallest network has two weights, one after the other. Draw its loss on the "
    "straight line from (2, 2) to (−2, −2), the end that you can drag.",
    predict=guess.Line(
        _on_the_way,
        _FRACTIONS,
        axes=1,
        decimals=2,
        seen="Left, level lines of the loss. Right, its chord, from 0.018 to 0.693.",
        says="Halfway the unit dies, and the loss is above the chord: not convex. Does it get "
        "there if you move only one weight?",
    ),
    presets={
        "both turned around": {"u": -2.0, "v": -2.0, "activation": "none (linear)"},
        "both, with ReLU": {"u": -2.0, "v": -2.0, "activation": "ReLU"},
        "only the last weight": {"u": 2.0, "v": -2.0, "activation": "ReLU"},
        "only the first weight": {"u": -2.0, "v": 2.0, "activation": "ReLU"},
    },
    handles=[Handle(x="u", y="v", label="the end that you can drag")],
    size=(6.0, 3.0),
)
def two_weights(figure: Figure):
    """The loss of a network with one weight per layer.

    The sample is x = 1 and of the class that leads, so the lead is v·g(u) and the loss
    log(1 + exp(−v·g(u))). Left, its level lines and a segment from (2, 2). Right, the loss along
    the segment, and its chord; where the loss is above its chord, it is drawn orange.
    """
    left, right = panels(figure, 1, 2, left=0.1, right=0.95, top=0.96, bottom=0.18, wspace=0.28)
    grid = np.linspace(-3.2, 3.2, 65)
    maps = {
        name: left.contour(
            grid, grid, _loss(*np.meshgrid(grid, grid), g), _LEVELS, colors=LOSS, linewidths=1
        )
        for name, g in _ACTIVATIONS.items()
    }
    way = Lines(left, segment={"color": INK}, end=dots(INK, fillstyle="none", markersize=9))
    left.plot([_START], [_START], "o", color=INK)
    left.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), xlabel="first weight u", ylabel="second weight v",
             xticks=[-2, 0, 2], yticks=[-2, 0, 2])  # fmt: skip
    share = np.linspace(0, 1, 101)
    lines = Lines(
        right, chord=THEORY, loss={"color": LOSS}, above={"color": GRADIENT, "linewidth": 4}
    )
    guess.answer(lines["loss"], lines["above"])
    right.set(xlim=(0, 1), xlabel="place on the segment", ylabel="loss (nats)", xticks=[0, 1],
              xticklabels=["(2, 2)", "the end that you can drag"])  # fmt: skip
    right.get_xticklabels()[-1].set(ha="right")  # else it is wider than the margin

    def update(u, v, activation):
        losses = _loss(_START + share * (u - _START), _START + share * (v - _START), activation)
        heights = losses[0] + share * (losses[-1] - losses[0])
        rise = losses - heights
        set_each(maps.values(), visible=[_ACTIVATIONS[name] is activation for name in maps])
        way.set(segment=([_START, u], [_START, v]), end=([u], [v]))
        lines.set(
            chord=([0, 1], losses[[0, -1]]),
            loss=(share, losses),
            above=(share, np.where(rise > 1e-9, losses, np.nan)),
        )
        right.set_ylim(0, next(top for top in _TOPS if top > losses.max()))
        caption = (
            f"From (2, 2) to ({plain(u)}, {plain(v)}) the loss goes from {losses[0]:.3f} to "
            f"{losses[-1]:.3f}"
        )
        if rise.max() <= 1e-9:
            return f"{caption}, and on the way it is nowhere above the chord."
        most = f"up to {rise.max():.3f}" if rise.max() >= 0.0005 else "by less than 0.001"
        return f"{caption}, and on the way it is {most} above the chord: not convex."

    return update


def _loss(u: np.ndarray, v: np.ndarray, g) -> np.ndarray:
    return np.logaddexp(0, -v * g(u))
