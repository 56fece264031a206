"""Scores as templates: regions of the plane."""

import numpy as np
from explorable import Handle, Slider, explorer
from matplotlib.figure import Figure

from descent.datasets.photos import BIASES, WEIGHTS
from descent.explorers._data import PHOTOS, points
from descent.explorers._own import own_points
from descent.explorers._parts import Bars, plain
from descent.explorers._plane import Regions, arrow
from descent.plotting import GRADIENT, INK

_BOX = (-2.5, 2.5, -2.5, 2.5)


@explorer(
    cat_shiny=Slider(-2.0, 2.0, 0.1, start=WEIGHTS[0, 0], label="cat's weight of shiny"),
    cat_green=Slider(-2.0, 2.0, 0.1, start=WEIGHTS[1, 0], label="cat's weight of green"),
    bias=Slider(-3.0, 3.0, 0.1, start=0.0, label="cat's bias b"),
    shiny=Slider(-2.5, 2.5, 0.1, start=0.8, label="photo x: shiny"),
    green=Slider(-2.5, 2.5, 0.1, start=1.4, label="photo x: green"),
    question="Rings mark the photos in a wrong region. Drag the tip of the cat's arrow until none "
    "is left. Is the arrow enough, or do you need the bias?",
    presets={
        "an arrow at its class": {"cat_shiny": -1.1, "cat_green": -1.0, "bias": 0.0},
        "no opinion": {"cat_shiny": 0.0, "cat_green": 0.0, "bias": 0.0},
        "bias takes nearly all": {"cat_shiny": 0.0, "cat_green": 0.0, "bias": 3.0},
        "nowhere best": {"cat_shiny": 0.6, "cat_green": 0.6, "bias": -3.0},
    },
    handles=[
        Handle(x="cat_shiny", y="cat_green", label="the cat's arrow"),
        Handle(x="shiny", y="green", label="photo x"),
    ],
    size=(6.0, 3.3),
    adapt=own_points(
        "Rings mark the samples in a wrong region. Drag the tip of {0}'s arrow until as few as "
        "possible are left. Is the arrow enough, or do you need the bias?",
        "A score and a region for each class: who wins where.",
    ),
)
def score_map(figure: Figure, data=None):
    """Three scores, three regions: who wins where.

    Arrows are the templates, one per class. Each border is a straight line at a right angle to the
    difference of two arrows. Rings mark the photos that lie in a wrong region.
    """
    X, labels, classes, _, words = own = PHOTOS if data is None else points(data)
    weights, biases = WEIGHTS[:, : len(classes)], BIASES[: len(classes)]
    map_axes = figure.add_axes([0.08, 0.15, 0.45, 0.45 * 6.0 / 3.3])
    place = figure.add_axes([0.63, 0.15, 0.35, 0.7])
    what = "photo" if data is None else "sample"
    bars = Bars(place, f"scores of the {what} x", (-15, 18), 0.03, classes)
    place.axhline(0, color=INK, linewidth=0.8)
    place.set_yticks([-10, 0, 10], ["−10", "0", "10"])
    map_axes.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2], xlabel=words[0])
    map_axes.set_ylabel(words[1], labelpad=-2)
    regions = Regions(map_axes, _BOX, classes)
    for k, c in enumerate(classes):
        map_axes.plot(*X[k == labels].T, c.marker, color=c.color, markersize=5)
    wrong = map_axes.plot([0], [0], "o", color=INK, fillstyle="none", markersize=11)[0]
    arrows = [map_axes.plot(*arrow(w), color=c.color, linewidth=3)[0]
              for w, c in zip(weights.T, classes, strict=True)]  # fmt: skip
    photo = map_axes.plot([0], [0], "D", color=GRADIENT, markeredgecolor=INK, markersize=8)[0]

    def update(cat_shiny, cat_green, bias, shiny, green):
        W = np.column_stack([[cat_shiny, cat_green], weights[:, 1:]])
        b = np.array([bias, *biases[1:]])
        regions.set(W, b)
        missed = (X @ W + b).argmax(1) != labels
        wrong.set_data(*X[missed].T)
        arrows[0].set_data(*arrow(W[:, 0]))
        photo.set_data([shiny], [green])
        scores = np.array([shiny, green]) @ W + b
        bars.set(scores, [plain(score) for score in scores])
        terms = f"({plain(cat_shiny)}) · ({plain(shiny)}) + ({plain(cat_green)}) · "
        named = [*zip(own.names, scores, strict=True)]
        others = [f"{name} {plain(score, 'z.2f')}" for name, score in named[1:]]
        winners = [n for n, s in named if s > scores.max() - 1e-9]
        return (
            f"The {own.names[0]}'s score of x: {terms}({plain(green)}) + ({plain(bias)}) = "
            f"{plain(scores[0], 'z.2f')}; {', '.join(others)}. x falls to "
            f"{' and '.join(winners)}. {len(X) - missed.sum()} of {len(X)} {what}s "
            f"lie in their own region."
        )

    return update
