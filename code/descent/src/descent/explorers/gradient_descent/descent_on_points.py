"""The whole course in one picture: points, borders, templates, probabilities and loss."""

import numpy as np
from explorable import Handle, Slider, Time, explorer, guess
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent import kernels
from descent.datasets.photos import BIASES, WEIGHTS
from descent.explorers._data import PHOTOS, Points, points
from descent.explorers._own import own_points
from descent.explorers._parts import (
    Bars,
    Lines,
    counted,
    dots,
    named,
    set_axes,
    set_each,
    set_new,
    two_digits,
)
from descent.explorers._plane import Regions, arrow
from descent.optimizers import SGD, Trajectory, minimize
from descent.plotting import INK, LOSS

STEPS, ETA = 60, 1.0
BOX = (-2.5, 2.5, -2.5, 2.5)
START = np.vstack([WEIGHTS, BIASES])
"""Where chapter 1 starts: templates in columns, and the biases in the last row."""


@explorer(
    step=Time(0, STEPS, 1, start=0, label="step"),
    shiny=Slider(-2.5, 2.5, 0.1, start=-1.5, label="marked cat: shiny"),
    green=Slider(-2.5, 2.5, 0.1, start=0.5, label="marked cat: green"),
    question="Six photos have a ring: they lie in a wrong region. After how many steps of gradient "
    "descent is the last ring gone?",
    predict=guess.Number(
        18,
        unit="steps",
        maximum=STEPS,
        tolerance=0.5,
        along="x",
        axes=2,
        at={"step": 18},
        seen="Before the first step 24 of 30 photos lie in their own region.",
        says="After {answer}. Play on: does the loss stop falling there? Then drag the marked cat "
        "in among the frogs.",
    ),
    presets={
        "before the first step": {"step": 0, "shiny": -1.5, "green": 0.5},
        "one step": {"step": 1, "shiny": -1.5, "green": 0.5},
        "a cat among the frogs": {"step": 60, "shiny": -0.3, "green": 1.5},
    },
    handles=[
        Handle(x="shiny", y="green", label="the marked cat"),
        Handle(x="step", y=0.0, axes=2, label="step"),
    ],
    size=(6.0, 3.4),
    adapt=own_points(
        "After how many steps of gradient descent do as few samples as possible have a ring? Then "
        "drag the marked {0} in among the others.",
        "Gradient descent on a class's own points: all that it moves, at once.",
        controls=lambda samples, known: {
            name: known[name].changed(start=start)
            for name, start in zip(
                ("shiny", "green"), samples.X[marked(samples)].round(1), strict=True
            )
        },
    ),
)
def descent_on_points(figure: Figure, data=None):
    """Gradient descent on thirty photos: all that it moves, at once.

    The arrows are the templates, at half their length; they and the biases start where chapter 1
    does. A photo in a wrong region has a ring. The marked cat can be dragged at any step: the
    training is then run again, from its start, with the cat where it is.
    """
    samples = PHOTOS if data is None else points(data)
    row, what = marked(samples), "photo" if data is None else "sample"
    draw_plane = _plane(figure.add_axes([0.07, 0.13, 0.47, 0.47 * 6.0 / 3.4]), samples, row)
    bars = Bars(
        figure.add_axes([0.64, 0.6, 0.34, 0.32]),
        f"p of the marked {samples.names[0]}",
        classes=samples.classes,
    )
    curve = figure.add_axes([0.64, 0.13, 0.34, 0.28])
    lines = Lines(curve, path={"color": LOSS}, here=dots(LOSS, clip_on=False))
    top = 0.8 * np.ceil(train(samples.X, samples.labels, 0).values[0] / 0.8)
    set_axes(curve, "mean loss (nats)", xlim=(0, STEPS), ylim=(0, top), xticks=[0, 30, 60],
             yticks=[0, top / 2, top])  # fmt: skip
    curve.set_xlabel("step", labelpad=0)

    def update(step, shiny, green):
        X = samples.X.copy()
        X[row] = shiny, green
        thetas, losses = train(X, samples.labels, step)
        scores = X @ thetas[-1, :2] + thetas[-1, 2]
        right = scores.argmax(1) == samples.labels
        draw_plane(X, thetas[-1], right)
        p = kernels.softmax(scores[row])
        bars.set(p, two_digits(p))
        lines.set(path=(np.arange(step + 1), losses), here=([step], [losses[-1]]))
        return (
            f"After {counted(step, 'step')}: {right.sum()} of {len(X)} {what}s in their own "
            f"region, mean loss {losses[-1]:.3f}. The marked {samples.names[0]}: "
            f"{named(p, samples.names)}."
        )

    return update


def marked(samples: Points) -> int:
    """Return which sample of the first class lies closest to one of another."""
    gaps = np.linalg.norm(samples.X[:, None] - samples.X[samples.labels > 0], axis=-1).min(1)
    return int(np.where(samples.labels == 0, gaps, np.inf).argmin())


def train(X: np.ndarray, labels: np.ndarray, steps: int) -> Trajectory:
    """Return templates and biases, shape (steps + 1, 3, C), and the mean loss after each step."""
    X1 = np.column_stack([X, np.ones(len(X))])
    return minimize(
        lambda theta: kernels.label_surprise(X1 @ theta, labels).mean(),
        lambda theta: X1.T @ kernels.residual(X1 @ theta, labels) / len(X),
        START[:, : labels.max() + 1], SGD(ETA), steps,
    )  # fmt: skip


def _plane(axes: Axes, samples: Points, row: int):
    """Draw points, regions, templates and rings; return how to set them."""
    axes.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    axes.set_xlabel(samples.axes[0], labelpad=0)
    axes.set_ylabel(samples.axes[1], labelpad=-4)
    regions, is_marked = Regions(axes, BOX, samples.classes), np.arange(len(samples.X)) == row
    for k, c in enumerate(samples.classes):
        axes.plot(
            *samples.X[(k == samples.labels) & ~is_marked].T, c.marker, color=c.color, markersize=5
        )
    arrows = [axes.plot([], [], color=c.color, linewidth=2.5)[0] for c in samples.classes]
    cat = samples.classes[0]
    (marked,) = axes.plot([], [], cat.marker, color=cat.color, markersize=15)
    sizes = (13, 21)  # the marked cat's ring is seen around its handle, too
    rings = [axes.plot([], [], "o", color=INK, fillstyle="none", markersize=size)[0]
             for size in sizes]  # fmt: skip

    def draw(X: np.ndarray, theta: np.ndarray, right: np.ndarray) -> None:
        regions.set(theta[:2], theta[2])
        set_each(arrows, data=[arrow(tip) for tip in theta[:2].T / 2])
        set_new(marked, data=X[is_marked].T)
        set_each(rings, data=[X[whose & ~right].T for whose in (~is_marked, is_marked)])

    return draw
