"""How far apart softmax can carry two score vectors."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import NAMES, panels, set_new
from descent.plotting import GRADIENT, INK, THEORY
from descent.simplex import softmax, softmax_jacobian


def _most_sensitive() -> tuple[float, float]:
    """Return where in the square a tiny step, with frog's score fixed, moves softmax farthest."""
    cat, car = np.meshgrid(*[np.linspace(-4, 4, 17)] * 2)
    points = np.stack([cat, car, np.zeros_like(cat)], -1).reshape(-1, 3)
    gains = [np.linalg.norm(softmax_jacobian(point)[:, :2], 2) for point in points]
    return tuple(points[np.argmax(gains)][:2])


@explorer(
    x_cat=Slider(-4.0, 4.0, 0.1, start=-1.0, label="x: score of cat"),
    x_car=Slider(-4.0, 4.0, 0.1, start=1.5, label="x: score of car"),
    y_cat=Slider(-4.0, 4.0, 0.1, start=1.5, label="y: score of cat"),
    y_car=Slider(-4.0, 4.0, 0.1, start=0.5, label="y: score of car"),
    temperature=Slider(0.2, 4.0, 0.1, start=1.0, label="temperature T"),
    question="The score of frog is 0. Where in the square does a small step from one score vector, "
    "x, to another, y, change the probabilities most?",
    predict=guess.Mark(
        _most_sensitive,
        at={"x_cat": 3.9, "x_car": 4.0, "y_cat": 4.0, "y_car": 3.9},
        seen="Gray lines are ties. The bar: how far probabilities move per step of the scores.",
        says="At {answer}: across a tie of two classes that leaves nothing to the third.",
    ),
    presets={
        "tie of two": {"x_cat": 3.9, "x_car": 4.0, "y_cat": 4.0, "y_car": 3.9},
        "tie of three": {"x_cat": -0.1, "x_car": 0.1, "y_cat": 0.1, "y_car": -0.1},
        "both sure": {"x_cat": 4.0, "x_car": -3.0, "y_cat": 3.0, "y_car": -4.0},
    },
    handles=[
        Handle(x="x_cat", y="x_car", label="score vector x"),
        Handle(x="y_cat", y="y_car", label="score vector y"),
    ],
    size=(6.0, 3.2),
)
def lipschitz(figure: Figure):
    """How far softmax can carry two score vectors apart.

    The ratio of the two distances never exceeds half of 1/T. It comes closest to this bound where x
    and y face each other across a tie of two classes that leaves nothing to the third.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.1, right=0.97, top=0.97, bottom=0.17, wspace=0.25
    )
    for tie in ([[0, 4], [0, 4]], [[-4, 0], [0, 0]], [[0, 0], [-4, 0]]):
        left.plot(*tie, **THEORY)
    for name, position in zip(NAMES, [(2.5, -2.5), (-2.5, 3.3), (-2.5, -2.5)], strict=True):
        left.text(*position, f"{name} wins", ha="center")
    (line,) = left.plot([0, 0], [0, 0], "o-", color=INK)
    letters = [left.text(0, 0, letter) for letter in "xy"]
    left.set(xlim=(-4.2, 4.2), ylim=(-4.2, 4.2), xlabel="score of cat", ylabel="score of car",
             xticks=[-4, 0, 4], yticks=[-4, 0, 4])  # fmt: skip
    (bar,) = right.bar([0], [0], color=GRADIENT, width=0.5)
    for bound, word in ((0.5, "½ · 1/T"), (1, "1/T")):
        right.axhline(bound, **THEORY)
        right.text(0.75, bound + 0.02, word, ha="right")
    right.set(xlim=(-0.75, 0.75), ylim=(0, 1.15), ylabel="ratio, in units of 1/T", xticks=[],
              yticks=[0, 0.5, 1], yticklabels=["0", "½", "1"])  # fmt: skip

    def update(x_cat, x_car, y_cat, y_car, temperature):
        x, y = np.array([x_cat, x_car, 0.0]), np.array([y_cat, y_car, 0.0])
        apart = np.linalg.norm(x - y)
        moved = np.linalg.norm(np.subtract(*softmax([x, y], temperature=temperature)))
        set_new(line, data=([x_cat, y_cat], [x_car, y_car]))
        meet = np.abs(x - y).max() < 0.7
        lower = int(x.sum() > y.sum())  # its name goes to the other side
        for i, point in enumerate((x, y)):
            beside = -0.7 if meet and i == lower else 0.25
            set_new(letters[i], position=point[:2] + beside)
        if apart == 0:
            bar.set_height(0)
            return "x and y coincide: there is no ratio. Move one of them a little."
        set_new(bar, height=temperature * moved / apart)
        return (
            f"x and y are {apart:.2f} apart, their probabilities {moved:.2f}: ratio "
            f"{moved / apart:.2f}, within ½ · 1/T = {0.5 / temperature:.2f}."
        )

    return update
