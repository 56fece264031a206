"""How much the settings of an optimizer matter."""

from functools import cache

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, set_axes, set_each
from descent.optimizers import SGD, Adam, Optimizer
from descent.plotting import GRADIENT, INK, LOSS
from descent.surfaces import Ravine

STEPS, START, RAVINE = 100, np.array([9.0, 1.0]), Ravine(100.0)
RATES, MEMORIES = np.linspace(-4, 0.5, 46), np.linspace(0, 3, 31)
"""Log₁₀ of η, and log₁₀ of the memory 1 / (1 − μ) or 1 / (1 − β₂), in steps."""
MOMENTUM, ADAM = "momentum: η and μ", "Adam: η and β₂"


def _optimizer(method: str, memory: float) -> Optimizer:
    factor = 1 - 10.0**-memory
    return SGD(1.0, momentum=factor) if method == MOMENTUM else Adam(1.0, betas=(0.9, factor))


@cache
def heights(method: str) -> np.ndarray:
    """Return f, as a share of its first value, at every memory, step and rate: (31, 101, 46)."""
    etas = 10.0 ** RATES[:, None]
    table = np.empty((len(MEMORIES), STEPS + 1, len(RATES)))
    for row, memory in zip(table, MEMORIES, strict=True):
        optimizer = _optimizer(method, memory)
        x = np.tile(START, (len(RATES), 1))
        state = [np.zeros_like(x) for _ in range(optimizer.remembers)]
        row[0] = RAVINE.value(x)
        for t in range(1, STEPS + 1):
            optimizer.rule(x, RAVINE.gradient(x), etas, t, *state)
            x.clip(-1e20, 1e20, out=x)  # what flies off stays finite
            row[t] = RAVINE.value(x)
    shares = (table / RAVINE.value(START)).clip(1e-16, 1e9)
    shares.flags.writeable = False
    return shares


@explorer(
    method=Choice([MOMENTUM, ADAM], label="optimizer"),
    log_rate=Slider(-4.0, 0.5, 0.1, start=-2.0, label="log₁₀ of η"),
    log_memory=Slider(0.0, 3.0, 0.1, start=1.0, label="log₁₀ of the memory, in steps"),
    question="The valley of good settings, dark, is slanted: with more momentum μ a smaller step "
    "size η is best. What stays the same along the valley?",
    predict=guess.OneOf(
        "η/(1 − μ)",
        ["η · μ", "η · (1 − μ)", "η/μ", "η/(1 − μ)"],
        given=("method",),
        seen="Momentum, one hundred steps. Dark: f has become small. Lightest: it has risen.",
        says="It is {answer}, the white line. Where on Adam's map does β₂ matter?",
    ),
    presets={
        "the bottom of the valley": {"method": MOMENTUM, "log_rate": -1.5, "log_memory": 0.5},
        "ten times the η, no momentum": {"method": MOMENTUM, "log_rate": -1.0, "log_memory": 0.0},
        "too sluggish": {"method": MOMENTUM, "log_rate": -2.0, "log_memory": 2.5},
        "Adam as it comes": {"method": ADAM, "log_rate": -3.0, "log_memory": 3.0},
        "Adam, five hundred times faster": {"method": ADAM, "log_rate": -0.3, "log_memory": 3.0},
    },
    handles=[Handle(x="log_rate", y="log_memory", label="settings")],
    size=(6.0, 3.6),
)
def sensitivity_map(figure: Figure):
    """One hundred steps in a ravine of κ = 100, for every setting.

    Left: how low f is at the end, as a power of ten of the first value; dark is low, the lightest
    has risen. The thin line joins settings with the same η / (1 − μ), or the same η. Right: the
    way there for the marked setting.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[6, 5], left=0.09, right=0.97, top=0.9, bottom=0.15, wspace=0.3
    )
    tables = {method: heights(method) for method in (MOMENTUM, ADAM)}
    maps = {
        method: left.imshow(
            np.log10(table[:, -1]), origin="lower", aspect="auto", cmap="cividis",
            extent=(-4.05, 0.55, -0.05, 3.05), vmin=-8, vmax=1,
        )
        for method, table in tables.items()
    }  # fmt: skip
    lines = Lines(
        left,
        same={"color": "white", "linewidth": 1},
        mark=dots(GRADIENT, markeredgecolor="white", markersize=9),
    )
    guess.answer(lines["same"])
    set_axes(left, "memory 1/(1 − μ) or 1/(1 − β₂), steps", xlabel="step size η",
             xlim=(-4.05, 0.55), ylim=(-0.05, 3.05), xticks=[-4, -3, -2, -1, 0],
             xticklabels=["10⁻⁴", "10⁻³", "10⁻²", "0.1", "1"], yticks=[0, 1, 2, 3],
             yticklabels=["1", "10", "100", "1000"])  # fmt: skip
    left.grid(False)
    right.axhline(1, color=INK, linewidth=0.6)
    (curve,) = right.plot([], [], color=LOSS)
    set_axes(right, "f, as a share of the first", yscale="log", xlim=(0, STEPS), ylim=(1e-9, 1e3),
             xlabel="step", xticks=[0, 50, 100], yticks=[1e-8, 1e-4, 1])  # fmt: skip

    def update(method, log_rate, log_memory):
        i, j = round(log_memory * 10), round((log_rate + 4) * 10)
        table = tables[method]
        set_each(maps.values(), visible=[name == method for name in maps])
        slant = 1.0 if method == MOMENTUM else 0.0
        lines.set(
            same=(log_rate + slant * (log_memory - MEMORIES), MEMORIES),
            mark=([log_rate], [log_memory]),
        )
        curve.set_data(np.arange(STEPS + 1), np.maximum(table[i, :, j], 1e-9))
        factor, end, lowest = 1 - 10.0**-log_memory, table[i, -1, j], table[:, -1].min()
        good = (table[:, -1] < 1e-2).mean()
        setting = (
            f"μ = {factor:.3f}, η/(1 − μ) = {10 ** (log_rate + log_memory):.2g}"
            if method == MOMENTUM
            else f"β₂ = {factor:.3f}"
        )
        ends = f"{end:.1e} of the first" if end < 1 else "higher than at first: it has not settled"
        return (
            f"η = {10**log_rate:.2g}, {setting}: after {STEPS} steps f is {ends}. The best of the "
            f"map: {lowest:.1e}; {good:.0%} of all settings come below 1%."
        )

    return update
