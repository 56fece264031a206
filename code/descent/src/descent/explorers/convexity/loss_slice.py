"""Two losses along lines through their weights."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.activations import relu, tanh
from descent.explorers._parts import HALVES, Lines, counted, panels, set_axes
from descent.explorers.convexity._three_classes import three_classes
from descent.plotting import GRADIENT, LOSS
from descent.simplex import logsumexp

_ACTIVATIONS = {"ReLU": relu, "tanh": tanh, "none (linear)": np.array}
_WHICH = ("neither", "only softmax regression", "only the network", "both")
_HIDDEN = 3
_POINTS, _CELL = 601, 5
"""So many that hardly a kink is hidden by the curvature beside it; every fifth is drawn."""
_NEAR = slice(40, 81)
"""The middle third of those that are drawn: all that is seen before the guess."""


@explorer(
    line=Slider(0, 40, 1, start=20, label="random line"),
    reach=Slider(1.0, 6.0, 0.5, start=3.0, label="length"),
    activation=Choice(_ACTIVATIONS, start="tanh", label="activation"),
    question="Two losses, each cut along a random straight line through all its weights. As the "
    "line goes on to both sides, which of the two will bend downward?",
    predict=guess.OneOf(
        "only the network",
        _WHICH,
        seen="On its middle third neither loss bends downward.",
        says="It is {answer}, in orange. Can you find a line on which softmax regression does?",
    ),
    presets={
        "a linear network": {"line": 31, "reach": 3.0, "activation": "none (linear)"},
        "with ReLU": {"line": 23, "reach": 3.0, "activation": "ReLU"},
        "looks convex close up": {"line": 20, "reach": 1.0, "activation": "tanh"},
    },
    size=(6.0, 2.8),
)
def loss_slice(figure: Figure):
    """Two losses along a straight line through weight space.

    Left, softmax regression with 9 weights; right, a network with three hidden units and 21
    weights, on the same data. Where a curve bends downward, which no convex function does, it is
    drawn orange.
    """
    both = panels(figure, 1, 2, left=0.09, right=0.98, top=0.88, bottom=0.18, wspace=0.22)
    X, y = three_classes()
    s = np.linspace(-1, 1, _POINTS)
    drawn = s[::_CELL]
    curves = []
    for axes, title in zip(both, ("softmax regression", "network"), strict=True):
        near = {"color": LOSS}
        lines = Lines(axes, curve=near, bends={"color": GRADIENT, "linewidth": 4}, near=near)
        guess.answer(lines["curve"], lines["bends"])
        set_axes(axes, title, xlim=(-1.05, 1.05), ylim=(0, 1.08), xlabel="place on the line",
                 xticks=[-1, 0, 1], **HALVES)  # fmt: skip
        curves.append(lines)
    both[0].set_ylabel("loss / its maximum")

    def update(line, reach, activation):
        rng = np.random.default_rng(line)
        flat = _on_a_line(rng, (3, 3), reach * drawn)
        first = _on_a_line(rng, (3, _HIDDEN), reach * s)
        last = _on_a_line(rng, (_HIDDEN + 1, 3), reach * s)
        hidden = activation(np.tensordot(X, first, 1))
        deep = np.einsum("nhs,hcs->ncs", hidden, last[:-1]) + last[-1]
        scores = ("Softmax regression", 1, np.tensordot(X, flat, 1)), ("Network", _CELL, deep)
        sentences, bent = [], []
        for (name, cell, O), lines in zip(scores, curves, strict=True):
            losses = (logsumexp(O, axis=1) - O[np.arange(len(y)), y]).mean(0)
            losses = losses / losses.max()
            down = np.diff(losses, 2) < -1e-8
            bent.append(down.any())
            cells = np.append(False, down).reshape(-1, cell).any(1)
            orange = np.append(cells, False) | np.append(False, cells)
            lines.set(
                curve=(drawn, losses[::cell]),
                bends=(drawn, np.where(orange, losses[::cell], np.nan)),
                near=(drawn[_NEAR], losses[::cell][_NEAR]),
            )
            dips = ((np.diff(losses)[:-1] < 0) & (np.diff(losses)[1:] > 0)).sum()
            sentences.append(
                f"{name}: bends down on {_share(down)} of the line, {counted(dips, 'valley')}"
            )
        sentences.append(f"Bent downward: {_WHICH[bent[0] + 2 * bent[1]]}")
        return ".\n".join(sentences) + "."

    return update


def _on_a_line(rng, shape: tuple[int, ...], s: np.ndarray) -> np.ndarray:
    """Return start + s · direction, both drawn at random, for each number in `s`: it comes last."""
    start, direction = rng.normal(size=(2, *shape, 1))
    return start + s * direction


def _share(down: np.ndarray) -> str:
    share = down.mean()
    return "less than 1%" if 0 < share < 0.005 else f"{share:.0%}"
