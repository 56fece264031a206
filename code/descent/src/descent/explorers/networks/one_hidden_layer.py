"""One hidden layer draws any curve: a sum of ReLUs through given points."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from explorable import Checkbox, Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.activations import relu
from descent.explorers._parts import Lines, counted, dots, panels, set_axes
from descent.plotting import INK, LOSS, REGULARIZER, THEORY

END, MOST = 2 * np.pi, 40
X = np.sort(np.r_[np.linspace(0, END, 481), np.nextafter(3, 0), 3.0])


class Curve(NamedTuple):
    """A function on [0, 2π], the largest size of its second derivative, and what to say of it."""

    function: Callable[[np.ndarray], np.ndarray]
    bend: float = np.nan
    comment: str = ""


CURVES = {
    "sine": Curve(np.sin, 1.0),
    "three waves": Curve(lambda x: np.sin(3 * x) * 0.9, 8.1),
    "a kink": Curve(
        lambda x: np.abs(x - 3) / 2 - 0.6,
        comment=" One unit at the kink itself would do, so it pays to learn where knots go.",
    ),
    "a jump": Curve(
        lambda x: np.where(x < 3, -0.7, 0.7),
        comment=" A sum of ReLUs cannot jump, so somewhere it is off by half of the height.",
    ),
}


def interpolant(function: Callable, units: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the knots and weights of `units` ReLUs whose sum, after f(0), is f at equal steps."""
    x = np.linspace(0, END, units + 1)
    slopes = np.diff(function(x)) / np.diff(x)
    return x[:-1], np.diff(slopes, prepend=0)


@explorer(
    units=Slider(1, MOST, 1, start=10, label="hidden units", log=True),
    curve=Choice(list(CURVES), label="function"),
    parts=Checkbox(start=True, label="show each unit"),
    question="With ten ReLUs the largest error on the sine is 0.049. How large is it with twenty?",
    predict=guess.Number(
        lambda: _worst(np.sin, 20, X),
        minimum=0.001,
        maximum=0.1,
        step=0.001,
        tolerance=0.0005,
        along="y",
        axes=1,
        at={"units": 20},
        given=("units", "curve"),
        seen="The sine, ten units and their sum; beside them, their largest error.",
        says="It is {answer}, a quarter rather than half. Now choose a jump.",
    ),
    presets={
        "two units": {"units": 2, "curve": "sine"},
        "twenty units": {"units": 20, "curve": "sine"},
        "too few for its waves": {"units": 6, "curve": "three waves"},
        "forty, and a jump": {"units": 40, "curve": "a jump"},
    },
    size=(6.0, 3.0),
)
def one_hidden_layer(figure: Figure):
    """A sum of ReLUs goes through as many points of a curve as it has units, and one more.

    The left panel shows the function (thin), the network (thick) and each unit times its weight
    (blue, cut off); the right one shows the largest error for every number of units, and the bound
    (thin) for a smooth function.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.08, right=0.98, top=0.9, bottom=0.16, wspace=0.25
    )
    ramps = [left.plot([], [], color=REGULARIZER, linewidth=0.8)[0] for _ in range(MOST)]
    curves = Lines(
        left,
        network={"color": INK, "linewidth": 3},
        target={"color": LOSS, "linewidth": 1.5},
        knots=dots(INK, markersize=5),
    )
    set_axes(left, "f(x) and the network", xlim=(0, END), ylim=(-1.6, 1.6), xlabel="x",
             yticks=[-1, 0, 1], xticks=[0, np.pi, END], xticklabels=["0", "π", "2π"])  # fmt: skip
    errors = Lines(right, bound=THEORY, largest={"color": INK}, here=dots(INK, markersize=8))
    guess.answer(errors["bound"], errors["largest"])
    set_axes(right, "largest error", xscale="log", yscale="log", xlim=(0.9, 45), ylim=(1e-3, 30),
             xlabel="hidden units n", xticks=[1, 10, 40],
             xticklabels=["1", "10", "40"])  # fmt: skip
    right.minorticks_off()
    counts = np.arange(1, MOST + 1)

    def update(units, curve, parts):
        function, bend, comment = CURVES[curve]
        at, weights = interpolant(function, units)
        hidden = relu(X[:, None] - at) * weights
        every = np.linspace(0, END, units + 1)
        curves.set(
            network=(X, function(0) + hidden.sum(1)),
            target=(X, function(X)),
            knots=(every, function(every)),
        )
        for k, ramp in enumerate(ramps):
            here_on = np.array([0, at[k], END] if parts and k < units else [])
            ramp.set_data(here_on, weights[k] * relu(here_on - at[k]) if len(here_on) else [])
        worst = _errors(curve)
        limits = bend * (END / counts) ** 2 / 8
        errors.set(
            bound=(counts, limits), largest=(counts, worst), here=([units], [worst[units - 1]])
        )
        comment = comment or f" The bound: {limits[units - 1]:.3g}; it falls like 1/n²."
        return f"{counted(units, 'unit')}: largest error {worst[units - 1]:.3g}.{comment}"

    return update


@cache
def _errors(curve: str) -> tuple[float, ...]:
    """Return the largest error with each number of units."""
    return tuple(_worst(CURVES[curve].function, n, X) for n in range(1, MOST + 1))


def _worst(function: Callable, units: int, x: np.ndarray) -> float:
    every = np.linspace(0, END, units + 1)
    return float(np.abs(np.interp(x, every, function(every)) - function(x)).max())
