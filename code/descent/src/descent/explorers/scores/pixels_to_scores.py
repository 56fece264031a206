"""A photo becomes a vector, and three rows of weights turn it into three scores."""

import numpy as np
from explorable import Choice, explorer
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Text

from descent import images
from descent.datasets import drawn, photos
from descent.explorers._parts import COLORS, NAMES, plain, set_each
from descent.plotting import GRAY

MIDDLE = slice(16, None, drawn.SIZE)
"""The pixels that are drawn of x and W, one of each of the photo's rows: the others look alike."""


@explorer(
    photo=Choice(list(NAMES), label="the photo shows a"),
    question="The same machine reads three photos. What changes from one to the next, and what "
    "stays?",
    size=(6.0, 3.1),
)
def pixels_to_scores(figure: Figure):
    """From pixels to scores.

    Each pixel is three numbers from 0 to 1: how much red, green and blue. Laid out row by row they
    are the vector x. Each class has a row of weights, blue for and vermillion against it; its score
    is weight times number, summed, plus its bias. The weights were computed so that these photos
    get the scores of this chapter.
    """
    X, W, b = photos.vectors(), photos.pixel_weights(), photos.PIXEL_BIASES
    sums = X @ W.T
    given = images.draw(figure.add_axes([0.0, 0.16, 0.3, 0.58]), images.colored(drawn.draw("cat")))
    rows = _strip(
        figure,
        [0.37, 0.3, 0.21, 0.24],
        images.signed(W.reshape(3, -1, 3).mean(axis=2)[:, MIDDLE], 0.008),
    )
    column = _strip(figure, [0.62, 0.05, 0.028, 0.74], images.colored(np.zeros((drawn.SIZE, 1, 3))))
    rows.axes.set_yticks(range(3), NAMES)
    set_each(rows.axes.get_yticklabels(), color=COLORS, weight=["bold"] * 3)
    overlay = figure.add_axes([0, 0, 1, 1])
    overlay.set(xlim=(0, 1), ylim=(0, 1))
    overlay.set_axis_off()
    heights = (0.5, 0.42, 0.34)
    _write(overlay, 0.15, 0.13, "32 × 32 pixels,\n3 numbers each", va="top")
    _write(overlay, 0.475, 0.27, "W: 3 rows of\n3,072 weights", va="top")
    _write(overlay, 0.635, 0.92, "x: 3,072 numbers")
    _arrow(overlay, [(0.15, 0.76), (0.15, 0.86), (0.634, 0.86), (0.634, 0.81)])
    for x, sign in ((0.6, "·"), (0.68, "="), (0.8, "+"), (0.895, "=")):
        _write(overlay, x, 0.42, sign, size=13)
    _write(overlay, 0.745, 0.62, "W x")
    _write(overlay, 0.848, 0.62, "b")
    _write(overlay, 0.95, 0.62, "scores")
    products = [_write(overlay, 0.775, y, "", ha="right") for y in heights]
    for y, bias in zip(heights, b, strict=True):
        _write(overlay, 0.873, y, plain(bias), ha="right")
    totals = [
        _write(overlay, 0.985, y, "", ha="right", color=color, weight="bold")
        for y, color in zip(heights, COLORS, strict=True)
    ]

    def update(photo):
        k = NAMES.index(photo)
        given.set_data(images.colored(drawn.draw(photo)))
        column.set_data(images.colored(photos.pixels()[k].reshape(-1, 1, 3)[MIDDLE]))
        set_each(products, text=map(plain, sums[k]))
        set_each(totals, text=map(plain, sums[k] + b))
        sentences = [
            f"{name} {plain(product)} + {plain(bias)} = {plain(product + bias)}"
            for name, product, bias in zip(NAMES, sums[k], b, strict=True)
        ]
        return f"The {photo}'s photo: {', '.join(sentences)}.".replace("+ −", "− ")

    return update


def _strip(figure: Figure, rect: list[float], pixels: np.ndarray) -> AxesImage:
    """Draw a table of numbers as colored cells that fill their place."""
    axes = figure.add_axes(rect)
    picture = images.draw(axes, pixels, bare=False)
    axes.set(aspect="auto", xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.tick_params(length=0)
    return picture


def _write(axes: Axes, x: float, y: float, text: str, **style) -> Text:
    return axes.text(x, y, text, **{"ha": "center", "va": "center", **style})


def _arrow(axes: Axes, corners: list[tuple[float, float]]) -> None:
    """Draw a line with corners that ends in an arrow's head, downward."""
    x, y = corners[-1]
    axes.plot(*zip(*corners, strict=True), color=GRAY, linewidth=1)
    axes.plot([x - 0.008, x, x + 0.008], [y + 0.02, y, y + 0.02], color=GRAY, linewidth=1)
