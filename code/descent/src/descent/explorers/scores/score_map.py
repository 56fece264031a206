"""Scores as templates: regions of the plane."""

import numpy as np
from explorable import Handle, Slider, explorer
from matplotlib.figure import Figure

from descent import images
from descent.datasets import drawn
from descent.datasets.photos import BIASES, WEIGHTS
from descent.explorers._data import PHOTOS, points
from descent.explorers._own import own_points
from descent.explorers._parts import plain
from descent.explorers._plane import Regions, arrow
from descent.plotting import INK, Category

_BOX = (-2.5, 2.5, -2.5, 2.5)


@explorer(
    cat_shiny=Slider(-2.0, 2.0, 0.1, start=WEIGHTS[0, 0], label="cat's weight of shiny"),
    cat_green=Slider(-2.0, 2.0, 0.1, start=WEIGHTS[1, 0], label="cat's weight of green"),
    bias=Slider(-3.0, 3.0, 0.1, start=0.0, label="cat's bias b"),
    question="Rings mark the photos in a wrong region. Drag the tip of the cat's arrow until none "
    "is left. Is the arrow enough, or do you need the bias?",
    presets={
        "an arrow at its class": {"cat_shiny": -1.1, "cat_green": -1.0, "bias": 0.0},
        "no opinion": {"cat_shiny": 0.0, "cat_green": 0.0, "bias": 0.0},
        "bias takes nearly all": {"cat_shiny": 0.0, "cat_green": 0.0, "bias": 3.0},
        "nowhere best": {"cat_shiny": 0.6, "cat_green": 0.6, "bias": -3.0},
    },
    handles=[Handle(x="cat_shiny", y="cat_green", label="the cat's arrow")],
    size=(6.0, 3.6),
    adapt=own_points(
        "Rings mark the samples in a wrong region. Drag the tip of {0}'s arrow until as few as "
        "possible are left. Is the arrow enough, or do you need the bias?",
        "A region for each class: who wins where.",
    ),
)
def score_map(figure: Figure, data=None):
    """Three templates, three regions: who wins where.

    Arrows are the templates, one per class. Each border is a straight line at a right angle to the
    difference of two arrows. Rings mark the photos that lie in a wrong region.
    """
    X, labels, classes, _, axis_names = samples = PHOTOS if data is None else points(data)
    weights, biases = WEIGHTS[:, : len(classes)], BIASES[: len(classes)]
    axes = figure.add_axes([0.08, 0.13, 0.51, 0.51 * 6.0 / 3.6])
    axes.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2], xlabel=axis_names[0])
    axes.set_ylabel(axis_names[1], labelpad=-2)
    regions = Regions(axes, _BOX, classes)
    for k, c in enumerate(classes):
        axes.plot(*X[k == labels].T, c.marker, color=c.color, markersize=5)
        _name(figure, k, c, pictured=data is None)
    wrong = axes.plot([0], [0], "o", color=INK, fillstyle="none", markersize=11)[0]
    arrows = [axes.plot(*arrow(w), color=c.color, linewidth=3)[0]
              for w, c in zip(weights.T, classes, strict=True)]  # fmt: skip
    what = "photo" if data is None else "sample"

    def update(cat_shiny, cat_green, bias):
        W = np.column_stack([[cat_shiny, cat_green], weights[:, 1:]])
        b = np.array([bias, *biases[1:]])
        regions.set(W, b)
        missed = (X @ W + b).argmax(1) != labels
        wrong.set_data(*X[missed].T)
        arrows[0].set_data(*arrow(W[:, 0]))
        return (
            f"{len(X) - missed.sum()} of {len(X)} {what}s lie in their own region. "
            f"The {samples.names[0]}'s weights are {plain(cat_shiny)} and {plain(cat_green)}, "
            f"its bias {plain(bias)}."
        )

    return update


def _name(figure: Figure, k: int, category: Category, pictured: bool) -> None:
    """Write what a marker stands for beside the map, with a photo of the book's classes."""
    key = figure.add_axes([0.66, 0.7 - 0.28 * k, 0.3, 0.24])
    key.set(xlim=(0, 3), ylim=(-0.72, 0.72))
    key.set_axis_off()
    key.plot([0.2], [0], category.marker, color=category.color, markersize=9)
    key.text(0.5, 0, category.name, va="center")
    if pictured:
        rect = [0.83, 0.7 - 0.28 * k, 0.144, 0.24]
        images.draw(figure.add_axes(rect), images.colored(drawn.draw(category.name)))
