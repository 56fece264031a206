"""Four trainings, epoch by epoch."""

import numpy as np
from explorable import Choice, Time, explorer, guess
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent import images
from descent.explorers._parts import mosaic, set_axes, set_each
from descent.explorers.mnist._digits import hidden_replay, replay, templates
from descent.plotting import INK, LOSS

EPOCHS = np.arange(51)
RUNS = {
    "1 layer, batches of 32": (1, 32),
    "1 layer, single images": (1, 1),
    "2 layers, batches of 32": (2, 32),
    "2 layers, single images": (2, 1),
}
"""Layers and batch size, by what a reader calls them."""

COLOR_LIMIT = {(1, 32): 0.3, (1, 1): 2.0, (2, 32): 0.4, (2, 1): 3.0}
"""The size of a weight that gets the full color."""

_ONE, _HIDDEN = "the weights of each digit", "the weights of each hidden unit"


class _Curves:
    """Train and test over the epochs that are past; a mark is at the last one."""

    def __init__(self, axes: Axes, title: str, color: str):
        self.lines = [
            axes.plot([], [], style, color=color, label=name, markevery=[-1])[0]
            for name, style in (("train", "o-"), ("test", "s--"))
        ]
        set_axes(axes, title, xlabel="epoch", xlim=(-1, 52), xticks=range(0, 51, 10))

    def set(self, curves: np.ndarray, epoch: int):
        past = slice(epoch + 1)
        set_each(self.lines, data=[(EPOCHS[past], curve[past]) for curve in curves.T])


class _Weights:
    """Ten images, each with a word above it."""

    def __init__(self, axes: Axes):
        self.picture = images.draw(axes, templates(np.zeros((784, 10)), 1))
        self.labels = [
            axes.text(32 * (k % 5), 32 * (k // 5) + 2, "", va="top", size=9) for k in range(10)
        ]
        self.title = set_axes(axes, "")

    def set(self, title: str, W: np.ndarray, limit: float, labels: list[str]):
        self.picture.set_data(templates(W, limit))
        set_each(self.labels, text=labels)
        self.title.set_text(title)


@explorer(
    epoch=Time(0, 50, 1, start=5, label="epoch"),
    run=Choice(RUNS, label="training"),
    question="After five epochs the loss is still falling, on train and on test. After which epoch "
    "will the test loss be lowest?",
    predict=guess.Number(
        lambda: int(replay().curves[:, 2].argmin()),
        minimum=5,
        maximum=50,
        tolerance=0.5,
        along="x",
        at={"epoch": 50},
        seen="Epoch 5: loss 0.306 on train, 0.415 on test.",
        says="After epoch {answer}; the train loss goes on falling. And with single images?",
    ),
    presets={
        "one pass": {"epoch": 1, "run": "1 layer, batches of 32"},
        "best on test": {"epoch": 24, "run": "1 layer, batches of 32"},
        "wild from the start": {"epoch": 1, "run": "1 layer, single images"},
        "learned by heart": {"epoch": 50, "run": "2 layers, batches of 32"},
        "units that died": {"epoch": 50, "run": "2 layers, single images"},
    },
    size=(6.0, 5.2),
)
def training_replay(figure: Figure):
    """Fifty epochs of training, four ways: curves and weights.

    Every step has η = 0.1. A frame marks the lowest test loss so far. Each image is one column of
    W: blue pixels speak for the digit, or excite the hidden unit; vermillion ones speak against it.
    Pixels that are never inked in any training image keep the weights they start with.
    """
    left, right, below = mosaic(
        figure,
        "ab;cc",
        height_ratios=[2, 3],
        left=0.1,
        right=0.97,
        top=0.94,
        bottom=0.01,
        hspace=0.42,
        wspace=0.25,
    )
    loss, accuracy = _Curves(left, "loss (nats)", LOSS), _Curves(right, "accuracy", INK)
    left.legend(loc="lower left")
    left.set(yscale="log", ylim=(0.003, 6), yticks=[0.01, 0.1, 1], yticklabels=["0.01", "0.1", "1"])
    left.minorticks_off()
    right.set(ylim=(0, 1.04), yticks=[0, 0.5, 1])
    (lowest,) = left.plot([], [], "s", color=LOSS, markerfacecolor="none", markersize=9)
    weights = _Weights(below)

    def update(epoch, run):
        layers, size = run
        replayed, limit = (replay if layers == 1 else hidden_replay)(size), COLOR_LIMIT[run]
        W, curves = replayed.weights[epoch], replayed.curves
        loss.set(curves[:, 0::2], epoch)
        accuracy.set(curves[:, 1::2], epoch)
        best = curves[: epoch + 1, 2].argmin()
        lowest.set_data([best], [curves[best, 2]])
        if layers == 1:
            weights.set(_ONE, W, limit, [f"{digit}" for digit in range(10)])
            return _caption(epoch, curves, f"Largest weight {np.abs(W).max():.2f}, {_full(limit)}")
        dead = ~hidden_replay(size).answers[epoch]
        weights.set(_HIDDEN, W, limit, ["dead" if each else "" for each in dead])
        state = f"{dead.sum()} of 10 hidden units are 0 for every training image; {_full(limit)}"
        return _caption(epoch, curves, state)

    return update


def _full(limit: float) -> str:
    return f"full color at {limit:.1f}."


def _caption(epoch: int, curves: np.ndarray, state: str) -> str:
    train_loss, train_accuracy, test_loss, test_accuracy = curves[epoch]
    now = (
        f"loss {train_loss:.3f} on train, {test_loss:.3f} on test; accuracy "
        f"{train_accuracy:.3f} on train, {test_accuracy:.3f} on test."
    )
    if epoch == 0:
        why = " With all weights 0, every digit has the probability 0.1, and −log 0.1 = 2.303."
        alike = np.isclose(test_loss, np.log(10))
        return f"Before training: {now}{why if alike else ''} {state}"
    best = curves[: epoch + 1, 2].argmin()
    lowest = f"Lowest test loss so far: {curves[best, 2]:.3f} after epoch {best}."
    return f"Epoch {epoch}: {now} {lowest} {state}"
