"""One network, two questions: convex in its input, and convex in its weights."""

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent.activations import relu
from descent.explorers._parts import Lines, counted, dots, panels, set_axes
from descent.plotting import GRADIENT, LOSS, MEASURED, THEORY

_WIDTH = 6
_X = np.linspace(-2, 2, 401)


@explorer(
    negative=Slider(0, 6, 1, start=0, label="negative weights in the last layer"),
    draw=Slider(0, 20, 1, start=3, label="random network"),
    question="A network of two hidden layers, with no negative weight behind the first, is convex "
    "in its input. Is its squared error, against the output on the left, convex in the weights?",
    predict=guess.OneOf(
        "not convex",
        ["convex", "not convex"],
        seen="Left, the output never bends down. Right, both ends have this output, hence error 0.",
        says="It is {answer}: between two networks without error lie others with some. How many "
        "last weights may be negative before the left curve bends down?",
    ),
    presets={
        "none negative": {"negative": 0},
        "one negative": {"negative": 1},
        "all negative": {"negative": 6},
    },
    size=(6.0, 2.9),
)
def signed_network(figure: Figure):
    """A deep network as a function of its input, and its loss as a function of its weights.

    Two hidden layers of six ReLUs; the weights between them are positive. Left, the output for
    every input x; an orange mark shows where it bends down. Right, the squared error against that
    output while the weights move on a straight line to those of the same network with its first
    hidden units renamed: at both ends the error is 0.
    """
    left, right = panels(figure, 1, 2, left=0.08, right=0.94, top=0.88, bottom=0.18, wspace=0.25)
    lines = Lines(left, curve=MEASURED, bends=dots(GRADIENT, "v", markersize=8))
    set_axes(left, "output, in the input", xlim=(-2, 2), ylim=(-1.1, 1.1), xlabel="input x",
             xticks=[-2, 0, 2], yticks=[-1, 0, 1])  # fmt: skip
    way = np.linspace(0, 1, 41)
    segment = Lines(right, losses={"color": LOSS}, chord=THEORY)
    right.plot([0, 1], [0, 0], "o", **THEORY)
    guess.answer(*segment.values())
    set_axes(right, "error / its maximum, in the weights", xlim=(-0.03, 1.03), ylim=(-0.05, 1.1),
             yticks=[0, 1], xlabel="place on the line", xticks=[0, 1],
             xticklabels=["weights", "renamed"])  # fmt: skip

    def update(negative, draw):
        weights = _weights(negative, np.random.default_rng(draw))
        output = _network(_X, *weights)
        down, heights = _bends_down(output), output / np.abs(output).max()
        lines.set(curve=(_X, heights), bends=(_X[down], heights[down]))
        errors = np.array([((_on_the_way(t, weights) - output) ** 2).mean() for t in way])
        segment.set(losses=(way, errors / errors.max()), chord=([0, 1], [0, 0]))
        bends = f"it bends down in {counted(len(down), 'place')}: not convex"
        shape = bends if len(down) else "it never bends down"
        halfway = errors[len(way) // 2] / (output**2).mean()
        verb = "is" if negative == 1 else "are"
        return (
            f"{negative} of {_WIDTH} last weights {verb} negative. In its input: {shape}. In its "
            f"weights: error 0 at both ends, halfway {halfway:.1%} of the output's mean square: "
            "not convex."
        )

    return update


def _weights(negative: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Return A, a, B, b, c of relu(relu(x A + a) B + b) c; the first entries of c are negative."""
    A, a = rng.choice([-1, 1], _WIDTH) * rng.uniform(0.5, 1.5, _WIDTH), rng.normal(size=_WIDTH)
    B, b = rng.uniform(0.1, 1, (_WIDTH, _WIDTH)), rng.uniform(-4, -1, _WIDTH)
    signs = np.where(np.arange(_WIDTH) < negative, -1, 1)
    return [A, a, B, b, signs * rng.uniform(0.5, 1.5, _WIDTH)]


def _network(x: np.ndarray, A, a, B, b, c) -> np.ndarray:
    return relu(relu(np.multiply.outer(x, A) + a) @ B + b) @ c


def _on_the_way(t: float, weights: list[np.ndarray]) -> np.ndarray:
    """Return the outputs of the network at place t between its weights and the renamed ones."""
    A, a, B, b, c = weights
    renamed = [A[::-1], a[::-1], B[::-1], b, c]
    pairs = zip(weights, renamed, strict=True)
    return _network(_X, *((1 - t) * one + t * two for one, two in pairs))


def _bends_down(values: np.ndarray) -> np.ndarray:
    """Return the places where the slope drops, by more than rounding; one for each kink."""
    down = np.diff(values, 2) < -1e-9 * np.abs(values).max()
    return np.flatnonzero(down & ~np.append(False, down[:-1])) + 1
