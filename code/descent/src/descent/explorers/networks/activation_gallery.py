"""What a unit does with its score, and what its derivative does to a gradient."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent import kernels
from descent.explorers._parts import Lines, counted, dots, panels, plain, set_axes
from descent.plotting import GRADIENT, INK, LOSS
from descent.simplex import softmax


def _softmax(z: np.ndarray) -> np.ndarray:
    """Return the probability of a class of score `z` whose two rivals have the score 0."""
    return softmax(np.stack([z, 0 * z, 0 * z], axis=-1))[..., 0]


class Unit(NamedTuple):
    """An activation, its derivative, and what is worth knowing about it."""

    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    comment: str


UNITS = {
    "linear": Unit(np.array, np.ones_like, "Nothing bends, so many layers are one."),
    "sigmoid": Unit(
        kernels.sigmoid,
        kernels.sigmoid_derivative,
        "Never steeper than 1/4, and flat far out.",
    ),
    "tanh": Unit(np.tanh, kernels.tanh_derivative, "Steep at 0, and flat far out."),
    "softmax": Unit(
        _softmax,
        lambda z: _softmax(z) * (1 - _softmax(z)),
        "One entry, with two rivals at 0: a sigmoid, shifted by log 2.",
    ),
    "ReLU": Unit(
        kernels.relu,
        kernels.relu_derivative,
        "Its slope is 1 or 0: a gradient passes or dies.",
    ),
    "leaky ReLU": Unit(
        lambda z: kernels.leaky_relu(z, 0.1),
        lambda z: kernels.leaky_relu_derivative(z, 0.1),
        "A tenth of the gradient gets through even below 0.",
    ),
}

DEPTH = 5


@explorer(
    activation=Choice(list(UNITS), start="sigmoid", label="activation g"),
    z=Slider(-6.0, 6.0, 0.1, start=0.0, label="score z"),
    depth=Slider(1, 20, 1, start=DEPTH, label="layers in a row"),
    question="A gradient of 1 goes back through five sigmoids, each at z = 0, its steepest point. "
    "How much of it is left?",
    predict=guess.Number(
        lambda: float(UNITS["sigmoid"].slope(np.array(0.0))) ** DEPTH,
        minimum=0.0001,
        maximum=1.0,
        step=0.0001,
        tolerance=0.00005,
        along="y",
        axes=2,
        seen="The orange tangent has the slope g′(0). Each layer multiplies the gradient by it.",
        says="About {answer}, a thousandth, and that is the best sigmoids can do. "
        "Now drag z to 5 and try the other activations there.",
    ),
    presets={
        "the sigmoid at its best": {"activation": "sigmoid", "z": 0.0, "depth": 5},
        "saturated": {"activation": "sigmoid", "z": 5.0, "depth": 5},
        "passed on in full": {"activation": "ReLU", "z": 5.0, "depth": 20},
        "dead": {"activation": "ReLU", "z": -2.0, "depth": 5},
        "a leak": {"activation": "leaky ReLU", "z": -2.0, "depth": 5},
    },
    handles=[Handle(x="z", y=0.0, axes=0, label="score z")],
    size=(6.0, 3.0),
)
def activation_gallery(figure: Figure):
    """Six activations, their slopes, and what is left of a gradient after many layers.

    The left panel shows the activation g with its tangent at z, the middle one its derivative,
    and the right one what is left of a gradient of 1 after that many layers, all of them at z.
    """
    value, slope, left_over = panels(
        figure, 1, 3, left=0.07, right=0.98, top=0.88, bottom=0.17, wspace=0.34
    )
    z_all, layers = np.linspace(-6, 6, 241), np.arange(21)
    here = dots(INK, markersize=7)
    lines = Lines(value, g={"color": INK}, tangent={"color": GRADIENT, "linewidth": 2}, here=here)
    slopes = Lines(slope, derivative={"color": GRADIENT}, here=here)
    (rest,) = left_over.plot([], [], "o-", color=LOSS, markersize=4)
    guess.answer(rest)
    set_axes(value, "g(z)", xlim=(-6, 6), xlabel="score z", xticks=[-5, 0, 5])
    set_axes(slope, "derivative g′(z)", xlim=(-6, 6), ylim=(-1.15, 1.3), xlabel="score z",
             xticks=[-5, 0, 5], yticks=[-1, 0, 0.25, 1],
             yticklabels=["−1", "0", "¼", "1"])  # fmt: skip
    set_axes(left_over, "size of the gradient", yscale="log", xlim=(0, 20.5), ylim=(1e-12, 10),
             xlabel="layers", yticks=[1e-10, 1e-5, 1], xticks=[0, 10, 20])  # fmt: skip

    def update(activation, z, depth):
        unit = UNITS[activation]
        height, g = float(unit.value(np.array(z))), float(unit.slope(np.array(z)))
        heights = unit.value(z_all)
        top = 6.5 if np.abs(heights).max() > 1 else 1.6
        value.set_ylim(-top, top)
        lines.set(
            g=(z_all, heights),
            tangent=([z - 1.5, z + 1.5], [height - 1.5 * g, height + 1.5 * g]),
            here=([z], [height]),
        )
        slopes.set(derivative=(z_all, unit.slope(z_all)), here=([z], [g]))
        sizes = abs(g) ** layers[: depth + 1]
        rest.set_data(layers[: depth + 1], np.where(sizes > 0, sizes, np.nan))
        return (
            f"{activation}: g({plain(z)}) = {plain(height, 'z.3f')}, g′ = {plain(g, 'z.4f')}. "
            f"After {counted(depth, 'layer')} the gradient is multiplied by "
            f"{_small(g**depth)}. {unit.comment}"
        )

    return update


def _small(number: float) -> str:
    """Return 0, 0.00098 or 1.2e−11."""
    return plain(number, ".2g") if abs(number) >= 1e-4 or number == 0 else plain(number, ".1e")
