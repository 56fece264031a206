"""The explorers of the chapter on MNIST."""

import numpy as np
from explorable import Choice, Slider, Time, explorer
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from descent import images
from descent.datasets import load_mnist, load_replay
from descent.explorers.parts import small_title
from descent.plotting import INK, LOSS
from descent.simplex import log_softmax, softmax

EPOCHS = np.arange(51)
COLOR_LIMIT = {32: 0.3, 1: 2.0}
"""The size of a weight that gets the full color, by batch size."""

COMING, ERRORS, TIES = "as they come", "surest errors", "closest calls"


class _Curves:
    """Train and test over the epochs that are past; a mark stands at the last one."""

    def __init__(self, axes: Axes, title: str, color: str):
        self.lines = [
            axes.plot([], [], style, color=color, label=name, markevery=[-1])[0]
            for name, style in (("train", "o-"), ("test", "s--"))
        ]
        axes.set(xlabel="epoch", xlim=(-1, 52), xticks=range(0, 51, 10))
        small_title(axes, title)

    def set(self, curves: np.ndarray, epoch: int):
        for line, curve in zip(self.lines, curves.T, strict=True):
            line.set_data(EPOCHS[: epoch + 1], curve[: epoch + 1])


@explorer(
    epoch=Time(0, 50, 1, start=1, label="epoch"),
    batch_size=Choice([32, 1], label="images a step"),
    question="After which epoch does the test loss stop falling, and does the train loss stop too? "
    "Predict for 32 images a step and for 1, then play.",
    presets={
        "one pass": {"epoch": 1, "batch_size": 32},
        "best on test": {"epoch": 24, "batch_size": 32},
        "noise in the templates": {"epoch": 50, "batch_size": 32},
        "learned by heart": {"epoch": 50, "batch_size": 1},
    },
    size=(6.0, 5.0),
)
def training_replay(figure: Figure):
    """Fifty epochs of training: curves and templates.

    Each image is one column of W: blue pixels speak for the digit, vermillion ones against it.
    Pixels that are never inked in any training image keep weight 0 for ever.
    """
    axes = figure.subplot_mosaic("ab;ww", height_ratios=[2, 3])
    figure.subplots_adjust(left=0.1, right=0.97, top=0.94, bottom=0.01, hspace=0.3, wspace=0.25)
    left, right, weights = axes["a"], axes["b"], axes["w"]
    loss, accuracy = _Curves(left, "loss (nats)", LOSS), _Curves(right, "accuracy", INK)
    left.legend(loc="lower left")
    left.set(yscale="log", ylim=(0.003, 4))
    left.minorticks_off()
    left.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
    right.set(ylim=(0.7, 1.02), yticks=[0.7, 0.8, 0.9, 1])
    replays = {batch_size: load_replay(batch_size) for batch_size in COLOR_LIMIT}
    picture = images.draw(weights, _templates(replays[32].weights[0], 1))
    for digit in range(10):
        weights.text(32 * (digit % 5), 32 * (digit // 5) + 2, f"{digit}", va="top")

    def update(epoch, batch_size):
        replay, limit = replays[batch_size], COLOR_LIMIT[batch_size]
        loss.set(replay.curves[:, 0::2], epoch)
        accuracy.set(replay.curves[:, 1::2], epoch)
        picture.set_data(_templates(replay.weights[epoch], limit))
        train_loss, train_accuracy, test_loss, test_accuracy = replay.curves[epoch]
        if epoch == 0:
            return (
                f"Before training all weights are 0: there is no template to see. Every digit has "
                f"probability 0.1, the loss is −log 0.1 = {test_loss:.3f}, and of ten equal scores "
                f"the first, that of 0, is the model's word: accuracy {test_accuracy:.3f} on test."
            )
        best = replay.curves[: epoch + 1, 2].argmin()
        return (
            f"Epoch {epoch}: loss {train_loss:.3f} on train, {test_loss:.3f} on test; "
            f"accuracy {train_accuracy:.3f} on train, {test_accuracy:.3f} on test. "
            f"Lowest test loss so far: {replay.curves[best, 2]:.3f} after epoch {best}. "
            f"Largest weight {np.abs(replay.weights[epoch]).max():.2f}, full color at {limit:.1f}."
        )

    return update


def _templates(W: np.ndarray, limit: float) -> np.ndarray:
    return images.signed(images.tile(W.T, columns=5), limit)


class _Rows:
    """One horizontal bar for each digit."""

    def __init__(self, axes: Axes, title: str, xlim: tuple[float, float]):
        self.bars = axes.add_collection(LineCollection([], linewidths=9, capstyle="butt"))
        axes.set(xlim=xlim, ylim=(9.6, -0.6), yticks=range(10))
        small_title(axes, title)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", visible=False)

    def set(self, lengths: np.ndarray, colors: list[str]):
        self.bars.set_segments([[(0, i), (length, i)] for i, length in enumerate(lengths)])
        self.bars.set_color(colors)


@explorer(
    which=Choice([COMING, ERRORS, TIES], start=ERRORS, label="test images"),
    rank=Slider(1, 40, 1, start=1, label="number in that list"),
    epoch=Time(0, 50, 1, start=50, label="epochs of training"),
    question="Read the digit yourself before you look at the bars. Then take the training back: "
    "does the loss of this image fall with every epoch?",
    presets={
        "the surest error": {"which": ERRORS, "rank": 1, "epoch": 50},
        "the closest call": {"which": TIES, "rank": 1, "epoch": 50},
        "an easy one": {"which": COMING, "rank": 1, "epoch": 50},
        "before training": {"which": COMING, "rank": 1, "epoch": 0},
    },
    size=(6.0, 3.0),
)
def digit_inspector(figure: Figure):
    """One image: ink, scores, probabilities.

    Softmax turns a lead of a few points in the scores into near certainty.
    """
    X, y = load_mnist()[2:]
    replay = load_replay(32)
    lists = _lists(X @ replay.weights[50] + replay.biases[50], y)
    axes = figure.subplots(1, 3, width_ratios=[4, 3, 3])
    figure.subplots_adjust(left=0.0, right=0.87, top=0.9, bottom=0.1, wspace=0.25)
    picture = images.draw(axes[0], images.ink(X[0].reshape(28, 28)))
    scores = _Rows(axes[1], "score", (-20, 20))
    shares = _Rows(axes[2], "probability", (0, 1))
    axes[1].axvline(0, color=INK, linewidth=0.8)
    axes[2].set_xticks([0, 0.5, 1], ["0", "½", "1"])
    guessed, true = (axes[2].text(1.05, 0, "guess", va="center") for _ in range(2))

    def update(which, rank, epoch):
        i = lists[which][rank - 1]
        o = X[i] @ replay.weights[epoch] + replay.biases[epoch]
        p = softmax(o)
        guess = p.argmax()
        colors = ["#888888"] * 10
        colors[guess], colors[y[i]] = images.AGAINST, images.FOR
        pixels = images.ink(X[i].reshape(28, 28))
        if not np.array_equal(picture.get_array(), pixels):
            picture.set_data(pixels)
        scores.set(o, colors)
        shares.set(p, colors)
        guessed.set_y(guess)
        guessed.set_text("guess" if guess != y[i] else "")
        true.set(y=y[i], text="true" if guess != y[i] else "both")
        loss = f"loss −log {_share(p[y[i]])} = {-log_softmax(o)[y[i]]:.3f}."
        if epoch == 0:
            return (
                f"Test image {i}, true digit {y[i]}. Before training all digits are alike: {loss}"
            )
        verdict = "rightly" if guess == y[i] else f"and leaves {_share(p[y[i]])} to the {y[i]}"
        return (
            f"Test image {i}, true digit {y[i]}. After epoch {epoch} the model says {guess} with "
            f"probability {_share(p[guess])}, {verdict}: {loss}"
        )

    return update


def _share(p: float) -> str:
    return f"{p:.3f}" if p >= 0.1 else np.format_float_positional(p, 3, fractional=False)


def _lists(scores: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Return the test images in three orders, as their numbers."""
    p = softmax(scores)
    lowest = np.sort(p)
    wrong = np.flatnonzero(p.argmax(1) != y)
    return {
        COMING: np.arange(len(y)),
        ERRORS: wrong[np.argsort(-p[wrong].max(1), kind="stable")],
        TIES: np.argsort(lowest[:, -1] - lowest[:, -2], kind="stable"),
    }
