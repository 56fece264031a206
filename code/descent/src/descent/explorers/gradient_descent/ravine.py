"""Two curvatures and one step size."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, panels, plain, set_axes
from descent.explorers.gradient_descent._drawing import PATH, LevelLines, apart, small
from descent.optimizers import SGD, minimize
from descent.plotting import INK, MEASURED, THEORY

CONDITION, RATE, ALONG, ACROSS = 20, 1.9, 9.0, 1.0


def _first_step() -> tuple[float, float]:
    """Return where the first step leads from the start that the reader finds."""
    eta = RATE / CONDITION
    return (1 - eta) * ALONG, (1 - eta * CONDITION) * ACROSS


@explorer(
    condition=Slider(1, 100, 1, start=CONDITION, label="condition number κ"),
    rate=Slider(0.05, 2.1, 0.05, start=RATE, label="step size η, in units of 1/L"),
    start_x=Slider(-10.0, 10.0, 0.5, start=ALONG, label="start, along"),
    start_y=Slider(-2.5, 2.5, 0.1, start=ACROSS, label="start, across"),
    question="The minimum is at the ×. Where does the first step from the dot land, with "
    "η = 1.9/L = 0.095, nearly the best step size for this ravine? Mark the place.",
    predict=guess.Mark(
        _first_step,
        seen="The curvature is 1 along the ravine and L = κ = 20 across it. The dot is at (9, 1).",
        says="It lands at {answer}: across the ravine, hardly along it. Is a much shorter step "
        "better?",
    ),
    presets={
        "round bowl": {"condition": 1, "rate": 1.0},
        "1/L: crawls along": {"condition": 20, "rate": 1.0},
        "nearly best: zig-zag": {"condition": 20, "rate": 1.9},
        "over the edge": {"condition": 20, "rate": 2.05},
    },
    handles=[Handle(x="start_x", y="start_y", label="start")],
    size=(6.0, 4.2),
)
def ravine(figure: Figure):
    """Forty steps in a ravine, f = ½ (x² + κ y²).

    The curvature is 1 along the ravine and L = κ across it, and one step size must serve both. The
    thin line below is the best that any fixed step size can do from the worst start.
    """
    top, bottom = panels(
        figure, 2, 1, height_ratios=[3, 2], left=0.1, right=0.97, top=0.94, bottom=0.12, hspace=0.5
    )
    levels = LevelLines(top)
    top.plot([0], [0], "x", color=INK)
    way = Lines(top, here={"color": PATH["color"], "marker": "o"}, path=PATH)
    set_axes(top, "position (no unit): level lines and steps", xlim=(-10.5, 10.5), ylim=(-3.2, 3.2),
             aspect="equal", anchor="C", xticks=[-10, 0, 10], yticks=[-2, 0, 2])  # fmt: skip
    steps = np.arange(41)
    shares = Lines(bottom, theory=THEORY, measured=MEASURED)
    guess.answer(way["path"], shares["measured"])
    set_axes(bottom, "f, as a share of f at the start", yscale="log", xlim=(0, 40), ylim=(1e-4, 10),
             xlabel="step", xticks=[0, 10, 20, 30, 40], yticks=[1e-4, 1e-2, 1])  # fmt: skip

    def update(condition, rate, start_x, start_y):
        curvature = np.array([1.0, condition])
        eta, start = rate / condition, np.array([start_x, start_y])

        def f(x):
            return x**2 @ curvature / 2

        points, values = minimize(f, lambda x: curvature * x, start, SGD(eta), steps=40)
        levels.set(np.zeros(2), np.diag(curvature), values[0])
        way.set(here=([start_x], [start_y]), path=points.T)
        way["path"].set_markevery(apart(points, 0.3))
        best = (condition - 1) / (condition + 1)
        shares.set(
            theory=(steps, np.maximum(best, 1e-9) ** (2 * steps)),
            measured=(steps, np.maximum(values / (values[0] or np.nan), 1e-12)),
        )
        if values[0] == 0:
            return "The start is the minimum: nothing moves."
        along, across = (plain(1 - each, "z.2f") for each in (eta, rate))
        return (
            f"The curvature is 1 along the ravine and L = κ = {condition} across it, and η = "
            f"{rate:.2f}/L = {eta:.3g}. Each step multiplies the distance along the "
            f"ravine by 1 − η = {along} and that across it by 1 − ηL = "
            f"{across}. After 40 steps f is {small(values[-1] / values[0])} times what "
            f"it was. Best η: {2 * condition / (condition + 1):.3f}/L, where both factors are "
            f"{best:.3f} in size."
        )

    return update
