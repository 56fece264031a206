"""What the explorers of MNIST read, draw and say: trainings, templates, rows of bars, shares."""

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from descent import images
from descent.datasets import load_hidden_replay, load_mnist, load_replay
from descent.datasets.replay import HiddenReplay, Replay
from descent.explorers._parts import set_axes


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return the test images and their digits, read once; nobody may change them."""
    X, y = load_mnist()[2:]
    return _frozen(X), _frozen(y)


@cache
def replay(batch_size: int = 32) -> Replay:
    """Return a stored training, read once; nobody may change it."""
    return Replay(*map(_frozen, load_replay(batch_size)))


@cache
def hidden_replay(batch_size: int) -> HiddenReplay:
    """Return one with a hidden layer, read once; nobody may change it."""
    return HiddenReplay(*map(_frozen, load_hidden_replay(batch_size)))


def _frozen(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


class Rows:
    """One horizontal bar for each digit."""

    def __init__(self, axes: Axes, title: str, xlim: tuple[float, float]):
        self.bars = axes.add_collection(LineCollection([], linewidths=9, capstyle="butt"))
        set_axes(axes, title, xlim=xlim, ylim=(9.6, -0.6), yticks=range(10))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", visible=False)

    def set(self, lengths: np.ndarray, colors: list[str]):
        """Give the bars their lengths and colors."""
        self.bars.set(
            segments=[[(0, i), (length, i)] for i, length in enumerate(lengths)], color=colors
        )


def templates(W: np.ndarray, limit: float) -> np.ndarray:
    """Return the columns of W as two rows of images, in color up to `limit`."""
    return images.signed(images.tile(W.T, columns=5), limit)


def share(p: float) -> str:
    """Return a probability with three digits that count."""
    return f"{p:.3f}" if p >= 0.1 else np.format_float_positional(p, 3, fractional=False)
