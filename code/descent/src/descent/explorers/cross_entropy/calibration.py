"""Whether probabilities are honest."""

from functools import cache

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.datasets import load_mnist, load_replay
from descent.explorers._parts import Lines, dots, panels, set_axes
from descent.losses import softmax_cross_entropy
from descent.metrics import calibration_error
from descent.metrics.confidence import bin_forecasts
from descent.plotting import INK, LOSS, THEORY
from descent.simplex import softmax

TEMPERATURES = np.arange(0.5, 8.01, 0.25)


@explorer(
    temperature=Slider(0.5, 8.0, 0.05, start=1.0, label="temperature T"),
    batch_size=Choice({"one image per step": 1, "32 images per step": 32}, label="trained with"),
    question="The cross marks the mean of all test digits: confidence 0.965, right 0.861. Where "
    "will it be when all scores are divided by T = 8?",
    predict=guess.Mark(
        lambda: _mean(1, temperature=8.0),
        decimals=2,
        at={"temperature": 8.0},
        given=("temperature", "batch_size"),
        seen="T = 1.00: most dots are below the line, because the model is too sure.",
        says="At {answer}: a temperature changes what the model says, not how often it is right. "
        "Which T makes it honest?",
    ),
    presets={
        "as trained": {"temperature": 1.0, "batch_size": "one image per step"},
        "honest": {"temperature": 4.05, "batch_size": "one image per step"},
        "T = 8": {"temperature": 8.0, "batch_size": "one image per step"},
        "born honest": {"temperature": 1.0, "batch_size": "32 images per step"},
    },
    handles=[Handle(x="temperature", y=0, axes=1, label="temperature")],
    size=(6.0, 3.2),
)
def calibration(figure: Figure):
    """Reliability diagram: whether 90% sure means right in 90% of the cases.

    Left, the thousand test digits gathered by confidence (the larger the dot, the more digits) and
    the mean of all (✕). If the model is calibrated, they are on the gray line. Right, the test
    loss at every temperature.
    """
    left, right = panels(figure, 1, 2, left=0.08, right=0.98, top=0.9, bottom=0.17, wspace=0.25)
    left.plot([0, 1], [0, 1], **THEORY)
    (middle,) = left.plot([0], [0], "X", color=LOSS, markersize=11, markeredgecolor=INK)
    bins = left.scatter([0], [0], s=[20], color=INK, alpha=0.8, clip_on=False)
    set_axes(left, "share that is right", xlim=(0, 1), ylim=(0, 1), xlabel="confidence",
             xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])  # fmt: skip
    lines = Lines(right, curve={"color": LOSS}, point=dots(LOSS, clip_on=False))
    set_axes(right, "test loss (nats)", xlim=(0.5, 8), ylim=(0, 2.3), xlabel="temperature T",
             xticks=range(1, 9), yticks=[0, 1, 2])  # fmt: skip

    def update(temperature, batch_size):
        scores, y = _judged(batch_size)
        p = softmax(scores, temperature=temperature)
        accuracy, confidence, counts = bin_forecasts(p.argmax(1) == y, p.max(1), n_bins=10)
        bins.set(offsets=np.column_stack([confidence, accuracy]), sizes=20 + 0.3 * counts)
        middle.set_data(*np.reshape(_mean(batch_size, temperature), (2, 1)))
        loss = softmax_cross_entropy(scores / temperature, y)
        lines.set(curve=(TEMPERATURES, _losses(batch_size)), point=([temperature], [loss]))
        return (
            f"T = {temperature:.2f}: mean confidence {p.max(1).mean():.3f}, accuracy "
            f"{(p.argmax(1) == y).mean():.3f} at every T. Calibration error "
            f"{calibration_error(y, p):.3f}, test loss {loss:.2f}."
        )

    return update


def _mean(batch_size: int, temperature: float) -> tuple[float, float]:
    """Return the mean confidence and the share that is right."""
    scores, y = _judged(batch_size)
    p = softmax(scores, temperature=temperature)
    return p.max(1).mean(), (p.argmax(1) == y).mean()


@cache
def _judged(batch_size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores that a training ends with, and the digits: of all test images."""
    X, y = load_mnist()[2:]
    replay = load_replay(batch_size)
    return X @ replay.weights[-1] + replay.biases[-1], y


@cache
def _losses(batch_size: int) -> tuple[float, ...]:
    """Return the test loss at each of `TEMPERATURES`."""
    scores, y = _judged(batch_size)
    return tuple(float(softmax_cross_entropy(scores / t, y)) for t in TEMPERATURES)
