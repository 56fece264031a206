"""The first weights: what is left of a signal, and of a gradient, after twenty layers."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent import kernels
from descent.explorers._parts import Lines, panels, plain, set_axes
from descent.plotting import GRADIENT, INK, LOSS, THEORY

LAYERS, WIDTH, SAMPLES = 20, 64, 48
ACTIVATIONS = {
    "ReLU": (kernels.relu, kernels.relu_derivative),
    "tanh": (np.tanh, kernels.tanh_derivative),
    "sigmoid": (kernels.sigmoid, kernels.sigmoid_derivative),
    "linear": (np.positive, np.ones_like),
}


def through(
    activation: str, gain: float, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the size of the activations, of the gradients in them, layer by layer, and the last.

    Sizes are root mean squares; the gradient at the end is random, of size 1.
    """
    activate, derivative = ACTIVATIONS[activation]
    rng = np.random.default_rng(seed)
    h, delta = rng.standard_normal((2, SAMPLES, WIDTH))
    weights = rng.standard_normal((LAYERS, WIDTH, WIDTH)) * gain / np.sqrt(WIDTH)
    scores, sizes, gradients = [], [_rms(h)], [_rms(delta)]
    for W in weights:
        z = h @ W
        h = activate(z)
        scores.append(z)
        sizes.append(_rms(h))
    for W, z in zip(weights[::-1], scores[::-1], strict=True):
        delta = (delta * derivative(z)) @ W.T
        gradients.append(_rms(delta))
    return np.array(sizes), np.array(gradients[::-1]), h


def _rms(array: np.ndarray) -> float:
    return float(np.sqrt((array**2).mean()))


@explorer(
    gain=Slider(0.05, 4.0, 0.05, start=1.0, label="gain: std of a weight × √inputs"),
    activation=Choice(list(ACTIVATIONS), label="activation"),
    draw=Slider(1, 20, 1, start=1, label="random weights"),
    question="At gain 1, each of twenty layers of ReLUs halves a signal's mean square on "
    "average. At which gain does the signal keep its size?",
    predict=guess.Number(
        np.sqrt(2),
        minimum=0.05,
        maximum=4.0,
        step=0.1,
        tolerance=0.05,
        at={"gain": 1.4},
        given=("activation",),
        seen="Twenty layers leave less than a thousandth of the signal's size.",
        says="At about {answer}, the square root of 2, because a size is the root of a mean "
        "square. Does it bring sigmoids through, too?",
    ),
    presets={
        "Glorot under ReLUs": {"gain": 1.0, "activation": "ReLU"},
        "He's gain": {"gain": 1.4, "activation": "ReLU"},
        "twice He's": {"gain": 2.8, "activation": "ReLU"},
        "std 0.01": {"gain": 0.1, "activation": "ReLU"},
        "tanh, saturated": {"gain": 4.0, "activation": "tanh"},
        "sigmoids lose the gradient": {"gain": 1.0, "activation": "sigmoid"},
    },
    size=(6.0, 3.0),
)
def initialization(figure: Figure):
    """Twenty layers of 64 units with random weights, before any training.

    The left panel shows the size of the activations on their way forward (black) and of the
    gradient on its way back (orange), as root mean squares; the right panel shows how the
    activations of the last layer are spread.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.12, right=0.97, top=0.9, bottom=0.16, wspace=0.25
    )
    layers = np.arange(LAYERS + 1)
    left.axhline(1, **THEORY)
    lines = Lines(
        left,
        forward={"color": INK, "marker": "o", "markersize": 4},
        backward={"color": GRADIENT, "marker": "s", "linestyle": "--", "markersize": 4},
    )
    for x, name, color in ((0.03, "● activations", INK), (0.55, "■ gradient", GRADIENT)):
        left.text(x, 0.97, name, color=color, va="top", transform=left.transAxes)
    set_axes(left, "root mean square", yscale="log", ylim=(1e-24, 1e15), xlim=(-0.5, 20.5),
             xlabel="layer", yticks=[1e-24, 1e-12, 1, 1e12], xticks=[0, 5, 10, 15, 20])  # fmt: skip
    edges = np.linspace(-1, 1, 22)
    steps = right.stairs(np.zeros(21), edges, fill=True, color=LOSS)
    set_axes(right, "share, last layer", xlim=(-1.05, 1.05), ylim=(0, 1),
             xlabel="activation / largest", yticks=[0, 0.5, 1])  # fmt: skip

    def update(gain, activation, draw):
        sizes, gradients, last = through(activation, gain, draw)
        lines.set(forward=(layers, sizes), backward=(layers, gradients))
        counts, _ = np.histogram(last / max(np.abs(last).max(), 1e-300), edges)
        steps.set_data(counts / last.size)
        return (
            f"{activation}, gain {gain:.2f}: the signal's size goes from {sizes[0]:.2f} to "
            f"{_size(sizes[-1])}, the gradient's from 1.0 to {_size(gradients[0])}. "
            f"{_diagnosis(sizes, gradients)}"
        )

    return update


def _size(value: float) -> str:
    return plain(value, ".2f" if 0.01 <= value < 1000 else ".1e")


def _diagnosis(sizes: np.ndarray, gradients: np.ndarray) -> str:
    if sizes[-1] > 1e3:
        return "It explodes: the first scores are huge, and the first loss is, too."
    if sizes[-1] < 1e-3:
        return "It vanishes: the last layer sees almost the same for every sample."
    if gradients[0] < 1e-3:
        return "The signal keeps its size, but the first layer hardly learns of its errors."
    if gradients[0] > 1e3:
        return "The signal is bounded, but the gradient explodes on its way back."
    return "Both come through: beside twenty powers of ten, that is no change."
