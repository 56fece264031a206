"""A digit of the reader's own, and what the model makes of it."""

from itertools import pairwise

import numpy as np
from explorable import Checkbox, Pad, explorer
from matplotlib.figure import Figure

from descent import images
from descent.explorers._parts import panels, plain, set_axes, set_each
from descent.explorers.mnist._digits import Rows, replay, share
from descent.plotting import GRAY
from descent.simplex import softmax


def drawn(*points: tuple[float, float]) -> np.ndarray:
    """Return a line through points (column, row) as ink on 28 by 28 cells."""
    cells = np.stack(np.meshgrid(np.arange(28) + 0.5, np.arange(28) + 0.5), axis=-1)
    ink = np.zeros((28, 28))
    for start, end in pairwise(points):
        way = np.subtract(end, start)
        along = np.clip((cells - start) @ way / (way @ way), 0, 1)
        far = np.linalg.norm(cells - start - along[..., None] * way, axis=-1)
        ink = np.maximum(ink, np.clip(1.7 - far, 0, 1))
    return ink


SEVEN = drawn((3, 4), (11, 4), (7, 17))
ONE = drawn((20, 14), (20, 25))
CROSS = drawn((7, 7), (21, 21), (14, 14), (21, 7), (7, 21))


@explorer(
    drawing=Pad(28, 28, start=SEVEN, label="your digit"),
    centered=Checkbox(True, label="scale and center, as MNIST was"),
    question="Can you write a digit that you can read and the model cannot? Draw, and look at what "
    "speaks for its answer.",
    presets={
        "a seven in a corner": {"drawing": SEVEN, "centered": True},
        "as it was drawn": {"drawing": SEVEN, "centered": False},
        "a short one": {"drawing": ONE, "centered": True},
        "no digit": {"drawing": CROSS, "centered": True},
    },
    size=(6.0, 2.7),
)
def draw_a_digit(figure: Figure):
    """The chapter's model reads what you write.

    Left, the image that it is given. In the middle, each of its pixels times the weight that the
    answer gives it: blue ink speaks for the answer, vermillion ink against it.
    """
    trained = replay()
    W, b = trained.weights[50], trained.biases[50]
    axes = panels(
        figure,
        1,
        3,
        width_ratios=[3, 3, 2.6],
        left=0.0,
        right=0.98,
        top=0.88,
        bottom=0.12,
        wspace=0.12,
    )
    given = images.draw(axes[0], images.ink(np.zeros((28, 28))), bare=False)
    evidence = images.draw(axes[1], images.signed(np.zeros((28, 28)), 1), bare=False)
    titles = [set_axes(axis, "", xticks=[], yticks=[]) for axis in axes[:2]]
    for axis in axes[:2]:
        axis.spines[:].set_visible(True)
    shares = Rows(axes[2], "probability", (0, 1))
    axes[2].set_xticks([0, 0.5, 1], ["0", "½", "1"])

    def update(drawing, centered):
        image = images.center_digit(drawing) if centered else drawing
        x = image.ravel()
        p = softmax(x @ W + b)
        answer, second = np.argsort(-p, kind="stable")[:2]
        parts = x * W[:, answer]
        given.set_data(images.ink(image))
        evidence.set_data(images.signed(parts.reshape(28, 28), 0.3))
        drawn_as = "centered and scaled" if centered else "as drawn"
        set_each(titles, text=[drawn_as, f"evidence for {answer}"])
        shares.set(p, [images.FOR if k == answer else GRAY for k in range(10)])
        if not x.any():
            return f"Nothing is drawn: the biases alone say {answer}, with {share(p[answer])}."
        return (
            f"The model says {answer} with probability {share(p[answer])}, then {second} with "
            f"{_rest(p[second])}. Its score for {answer}: blue ink "
            f"{plain(parts[parts > 0].sum(), '+.1f')}, vermillion ink "
            f"{plain(parts[parts < 0].sum(), '+.1f')}, bias {plain(b[answer], '+.1f')}, "
            f"together {plain(x @ W[:, answer] + b[answer], '+.1f')}."
        )

    return update


def _rest(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else "less than 0.001"
