"""A network unwinds three spirals before its last, linear step."""

from collections.abc import Iterator

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from descent.datasets import make_spirals
from descent.explorers._parts import panels, set_axes, set_each
from descent.models import MLP
from descent.optimizers import Adam
from descent.plotting import CLASSES, INK

WIDTHS = {
    "none": (),
    "2": (2,),
    "3": (3,),
    "5": (5,),
    "10": (10,),
    "20": (20,),
    "10 and 10": (10, 10),
}
STEPS, EVERY = 450, 25
CORNERS = np.array([[0, 1], [-np.sqrt(0.75), -0.5], [np.sqrt(0.75), -0.5]])
"""Where a score pulls: three directions whose sum is 0, so that a common shift is not seen."""

DATA = make_spirals(3, 50, noise=0.05, rng=np.random.default_rng(0))
GRID = np.stack(np.meshgrid(*[np.linspace(-1.1, 1.1, 45)] * 2), axis=-1).reshape(-1, 2)
SHADES = np.array([[*(round(255 * part) for part in to_rgb(c.color)), 70] for c in CLASSES], "u1")


def training(hidden: tuple[int, ...], start: int, rate: float) -> Iterator[MLP]:
    """Yield the model as it is trained: before the first step, then after each."""
    model = MLP(hidden, epochs=0, random_state=start).fit(*DATA)
    optimizer = Adam(rate)
    yield model
    for _ in range(STEPS):
        layers = model.backward(*DATA)
        gradients = [layer.W for layer in layers] + [layer.b for layer in layers]
        optimizer.step([*model.weights_, *model.biases_], gradients)
        yield model


@explorer(
    hidden=Choice(list(WIDTHS), start="none", label="hidden units"),
    rate=Choice([0.003, 0.03, 0.3], start=0.03, label="step size η"),
    start=Slider(1, 8, 1, start=1, label="random start"),
    question="Each hidden unit is 0 on one side of a line and rises on the other: a crease. Which "
    "of these is the smallest number of them that parts the three arms from all eight random "
    "starts?",
    predict=guess.OneOf(
        "10",
        ["2", "3", "5", "10"],
        at={"hidden": "10"},
        given=("rate",),
        seen="No hidden unit, no crease: about half of the samples are on their own side.",
        says="Of these four, {answer}; 5 are enough from most starts. Try them, and other starts.",
    ),
    presets={
        "straight borders only": {"hidden": "none", "rate": 0.03, "start": 1},
        "too few creases": {"hidden": "2", "rate": 0.03, "start": 1},
        "ten creases": {"hidden": "10", "rate": 0.03, "start": 1},
        "another start": {"hidden": "10", "rate": 0.03, "start": 5},
        "steps too small": {"hidden": "10", "rate": 0.003, "start": 1},
    },
    size=(6.0, 3.2),
)
def spiral_mlp(figure: Figure):
    """Three spirals, and what a network makes of them.

    The left panel shows the plane of the samples with the regions of the classes; a thin line is
    where a unit of the first layer switches on. The right panel shows the same samples by their
    scores, where the borders are straight and always these three. The training runs while you
    watch.
    """
    left, right = panels(figure, 1, 2, left=0.02, right=0.98, top=0.9, bottom=0.03, wspace=0.08)
    X, y = DATA
    for axes, title in ((left, "samples (no unit)"), (right, "their scores, seen flat")):
        set_axes(
            axes, title, xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal", xticks=[], yticks=[]
        )
    regions = AxesImage(left, interpolation="none", extent=(-1.1, 1.1, -1.1, 1.1), origin="lower")
    regions.set_data(np.zeros((45, 45, 4), "u1"))
    left.add_image(regions)
    folds = [left.plot([], [], color=INK, linewidth=0.7, alpha=0.6)[0] for _ in range(20)]
    for border in -CORNERS:
        right.plot([0, 2 * border[0]], [0, 2 * border[1]], color=INK, linewidth=0.8)
    seen = []
    for k, c in enumerate(CLASSES):
        left.plot(*X[y == k].T, c.marker, color=c.color, markersize=3.5)
        seen.append(right.plot([], [], c.marker, color=c.color, markersize=3.5)[0])

    def show(model: MLP, step: int, units: str) -> str:
        regions.set_data(SHADES[model.predict(GRID)].reshape(45, 45, 4))
        lines = [*_switches(model.weights_[0], model.biases_[0])] if len(model.weights_) > 1 else []
        for k, fold in enumerate(folds):
            fold.set_data(*(lines[k] if k < len(lines) else ([], [])))
        flat = model.forward(X)[-1].z @ CORNERS
        flat /= max(np.linalg.norm(flat, axis=1).max(), 1e-9)
        set_each(seen, data=[flat[y == k].T for k in range(len(CLASSES))])
        accuracy = model.score(X, y)
        return (
            f"{units} hidden units, {model.num_parameters} parameters, after {step} of {STEPS} "
            f"steps: loss {model.loss(X, y):.3f}, {accuracy:.0%} of {len(X)} samples on their "
            f"own side.{_comment(units, accuracy)}"
        )

    def update(hidden, rate, start):
        units = "No" if hidden == "none" else hidden
        for step, model in enumerate(training(WIDTHS[hidden], start, rate)):
            if step % EVERY == 0:
                yield show(model, step, units)

    return update


def _switches(W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return, for each unit, x and y of both ends of the line w·x + b = 0: (units, 2, 2)."""
    size = np.maximum(np.linalg.norm(W, axis=0), 1e-6)
    foot, along = -b * W / size**2, 4 * np.array([-W[1], W[0]]) / size
    return np.stack([foot - along, foot + along], axis=-1).swapaxes(0, 1)


def _comment(units: str, accuracy: float) -> str:
    if units == "No":
        return " Scores that are linear in x leave the arms wound up."
    if accuracy < 0.9:
        return " The arms are still wound up."
    return " Seen by their scores, the arms have come apart."
