"""All optimizers at once, from where the reader puts them."""

import numpy as np
from explorable import Choice, Handle, Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import counted, panels, plain, set_axes, set_each
from descent.explorers.optimizers._contestants import COURSES, STEPS, XS, YS, race
from descent.plotting import INK, OPTIMIZERS

LOWEST = 1e-6


def _levels(axes) -> dict[str, object]:
    """Draw the level lines of each surface, all hidden."""
    x, y = np.linspace(-2.2, 2.2, 89), np.linspace(-1.2, 2.2, 69)
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    drawn = {}
    for name, course in COURSES.items():
        above = course.surface.value(grid) - course.lowest
        heights = above.max() * 4.0 ** np.arange(-5, 0)
        style = {"colors": INK, "linewidths": 0.7, "alpha": 0.4}
        drawn[name] = axes.contour(x, y, above, heights, **style)
        drawn[name].set_visible(False)
    return drawn


def _standings(heights: np.ndarray) -> str:
    """Say who is lowest, and who has not moved down or has left."""
    order = np.argsort(np.nan_to_num(heights, nan=np.inf), kind="stable")
    names = list(OPTIMIZERS)
    parts = [f"{names[k]} {_number(heights[k])}" for k in order if heights[k] == heights[k]]
    left = [names[k] for k in order if heights[k] != heights[k]]
    return ", ".join(parts) + (f"; {' and '.join(left)} flew off." if left else ".")


def _number(height: float) -> str:
    return f"{max(height, 0):.2g}" if height < 99.5 else f"{height:,.0f}"


def _at(start_x: float, start_y: float) -> tuple[int, int]:
    """Return the place of a start among all starts."""
    return round((start_x - XS[0]) * 10), round((start_y - YS[0]) * 10)


RANKED = ["gradient descent", "momentum", "AdaGrad", "Adam"]
SURFACE, START, STEP = "ravine", (-1.8, 0.8), 60


def _ranking() -> list[str]:
    """Return four of the six, the lowest first, where the reader finds them."""
    heights = race(COURSES[SURFACE])[1][:, STEP, *_at(*START)]
    return sorted(RANKED, key=dict(zip(OPTIMIZERS, heights, strict=True)).__getitem__)


@explorer(
    surface=Choice(list(COURSES), start=SURFACE, label="surface"),
    start_x=Slider(-2.0, 2.0, 0.1, start=START[0], label="start x"),
    start_y=Slider(-1.0, 2.0, 0.1, start=START[1], label="start y"),
    step=Time(0, STEPS, 1, start=STEP, label="step"),
    question="Six optimizers leave from one place in a ravine. How do these four rank after 60 "
    "steps, the lowest first?",
    predict=guess.Ranking(
        _ranking,
        RANKED,
        seen="A ravine, steep across and flat along. All six start at (−1.8, 0.8). "
        "Each is built below: for now, this is a guess.",
        says="From the lowest: {answer}. Do they rank like this on the other surfaces?",
    ),
    presets={
        "zig-zag": {"surface": "ravine", "start_x": -1.8, "start_y": 0.8, "step": 25},
        "stuck on the ridge": {"surface": "saddle", "start_x": 1.0, "start_y": 0.0, "step": 150},
        "one nudge off it": {"surface": "saddle", "start_x": 1.0, "start_y": 0.1, "step": 25},
        "the bent valley": {
            "surface": "Rosenbrock", "start_x": -1.2, "start_y": 1.0, "step": 150,
        },
        "only noise left": {
            "surface": "noisy bowl", "start_x": 2.0, "start_y": 2.0, "step": 150,
        },
    },
    handles=[Handle(x="start_x", y="start_y", label="start")],
    size=(6.0, 5.4),
)  # fmt: skip
def optimizer_race(figure: Figure):
    """Six optimizers leave from one point.

    Above: their ways, over the level lines of the surface; marks show where they are now. Below:
    the height above the minimum, step by step. Step sizes are set by eye, not tuned.
    """
    top, bottom = panels(
        figure, 2, 1, height_ratios=[5, 3], left=0.1, right=0.97, top=0.95, bottom=0.17, hspace=0.32
    )
    levels = _levels(top)
    ways, curves, ends = [], [], []
    for name, mark in OPTIMIZERS.items():
        ways += top.plot([], [], color=mark["color"], linewidth=1.2)
        curves += bottom.plot([], [], label=name, markevery=[-1], markersize=5, **mark)
        ends += top.plot([], [], linestyle="", markersize=7, **mark)
    guess.answer(*ways, *curves, *ends)
    set_axes(top, "position (no unit)", xlim=(-2.2, 2.2), ylim=(-1.2, 2.2), xticks=[-2, 0, 2],
             yticks=[-1, 0, 1, 2])  # fmt: skip
    set_axes(bottom, "f above its minimum", yscale="log", xlim=(0, STEPS), ylim=(LOWEST, 1e3),
             xlabel="step", xticks=[0, 50, 100, 150], yticks=[1e-6, 1e-3, 1])  # fmt: skip
    figure.legend(*bottom.get_legend_handles_labels(), loc="lower center", ncols=3, fontsize=9)

    def update(surface, start_x, start_y, step):
        i, j = _at(start_x, start_y)
        points, heights = (each[:, : step + 1, i, j] for each in race(COURSES[surface]))
        set_each(levels.values(), visible=[name == surface for name in levels])
        set_each(ways, data=[way.T for way in points])
        set_each(ends, data=[way[-1:].T for way in points])
        shown = np.maximum(heights, LOWEST)
        set_each(curves, data=[(np.arange(step + 1), curve) for curve in shown])
        return (
            f"{surface} from ({plain(start_x)}, {plain(start_y)}), f above its minimum after "
            f"{counted(step, 'step')}: {_standings(heights[:, -1])}"
        )

    return update
