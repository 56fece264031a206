"""One variable: what a step of each size is worth."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, panels, plain, set_axes, set_new
from descent.explorers.gradient_descent._drawing import PATH
from descent.optimizers import SGD, minimize
from descent.plotting import INK, LOSS, THEORY

PARABOLA, LOG_LOSS = "x²", "log loss of 8 coin tosses"
CURVES = {
    PARABOLA: (lambda x: x**2, lambda x: 2 * x),
    LOG_LOSS: (lambda x: 8 * np.log(np.cosh(x / 2)), lambda x: 4 * np.tanh(x / 2)),
}
"""Two functions with f″ ≤ L = 2. The log loss of four heads and four tails stands above its
minimum: 4 log(1 + eˣ) + 4 log(1 + e⁻ˣ) - 8 log 2 = 8 log cosh(x/2)."""


def _step_comment(eta: float, parabola: bool) -> str:
    if eta < 0.5:
        return "Below 1/L = 0.5 no step jumps over the minimum."
    if eta == 0.5:
        return "At 1/L = 0.5 " + (
            "one step is enough: the parabola that touches f at x₀ is f itself."
            if parabola
            else "the parabola that touches f at x₀ lies on or above f: the step cannot climb."
        )
    if eta < 1:
        return "Between 1/L and 2/L it jumps over the minimum and back, closer each time."
    if parabola:
        if eta == 1:
            return "At 2/L = 1 it jumps back and forth forever, always equally high."
        return "Above 2/L = 1 each jump is longer than the one before: it diverges."
    if eta == 1:
        return "At 2/L = 1 it still comes closer, but ever more slowly."
    return (
        "Above 2/L = 1 it never settles; as the slope of this curve stays below 4, it ends up "
        "jumping back and forth instead of flying off."
    )


@explorer(
    eta=Slider(0.05, 1.5, 0.05, start=0.2, label="step size η"),
    start=Slider(-3.0, 3.0, 0.1, start=2.5, label="start x₀"),
    curve=Choice(list(CURVES), label="function f"),
    question="On the parabola x² small steps come closer to the minimum, and large ones fly off. "
    "At which step size η does it change?",
    predict=guess.Number(
        1.0,
        maximum=1.5,
        step=0.05,
        tolerance=0.01,
        along="x",
        axes=1,
        at={"eta": 1.0},
        given=("curve",),
        seen="Twelve steps with η = 0.20. The first takes x² from 6.25 to 2.25.",
        says="At {answer} it jumps back and forth forever. The log loss of 8 coin tosses, 4 heads "
        "and 4 tails, as a function of their score, has the same largest curvature (second "
        "derivative), 8 · ¼ = 2: does it fly off, too?",
    ),
    presets={
        "crawling": {"eta": 0.05, "curve": PARABOLA},
        "there at once": {"eta": 0.5, "curve": PARABOLA},
        "back and forth": {"eta": 0.8, "curve": PARABOLA},
        "divergent": {"eta": 1.3, "curve": PARABOLA},
        "too large, yet bounded": {"eta": 1.4, "curve": LOG_LOSS},
    },
    handles=[
        Handle(x="start", y=0, label="start x₀"),
        Handle(x="eta", y=1, axes=1, label="step size η"),
    ],
    size=(6.0, 3.3),
)
def step_size(figure: Figure):
    """One slope, many step sizes.

    Left: twelve steps, and the parabola of curvature 1/η that touches f at the start; the first
    step goes to its lowest point. Right: what one step from there is worth for every η. The dashed
    line is what it would be worth if f were as straight as its tangent, the thin curve what L
    guarantees.
    """
    left, right = panels(figure, 1, 2, left=0.08, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    x, etas = np.linspace(-4, 4, 161), np.linspace(0, 1.5, 76)
    steps = Lines(
        left,
        curve={"color": LOSS},
        model=THEORY,
        path=PATH,
        stem={"color": INK, "linewidth": 0.8, "marker": "o", "markevery": [0]},
    )
    set_axes(left, "f(x): twelve steps", xlim=(-4, 4), ylim=(-1, 11), xlabel="x (no unit)",
             xticks=[-3, 0, 3], yticks=[0, 5, 10])  # fmt: skip
    worth = Lines(right, promise=THEORY | {"linestyle": "--"}, bound=THEORY, result={"color": LOSS})
    right.axhline(1, color=INK, linewidth=0.8)
    guess.answer(*worth.values())
    for limit, name in ((0.5, "1/L"), (1.0, "2/L")):
        line = right.axvline(limit, color=INK, linewidth=0.8, linestyle=":")
        guess.answer(line, right.text(limit + 0.03, 2.15, name))
    (here,) = right.plot([], [], **PATH)
    set_axes(right, "f(x₁) / f(x₀) after one step", xlim=(0, 1.5), ylim=(-0.4, 2.4),
             xlabel="step size η (no unit)", yticks=[0, 1, 2])  # fmt: skip

    def update(eta, start, curve):
        f, slope = CURVES[curve]
        points = minimize(f, slope, start, SGD(eta), steps=12).points
        height, g = f(start), slope(start)
        steps.set(
            curve=(x, f(x)),
            model=(x, height + g * (x - start) + (x - start) ** 2 / (2 * eta)),
            path=(points, f(points)),
            stem=([start, start], [0, height]),
        )
        unit = height or np.nan
        worth.set(
            promise=(etas, 1 - etas * g**2 / unit),
            bound=(etas, 1 - etas * (1 - etas) * g**2 / unit),
            result=(etas, f(start - etas * g) / unit),
        )
        after = f(points[1]) / unit
        set_new(here, data=([eta, eta], [1, after]))
        if start == 0:
            return "x₀ = 0 is the minimum: the slope is 0, and no step size moves anything."
        values = (f(points[1]), height - eta * g**2, points[11], points[12])
        first, promised, eleven, twelve = (plain(each, "z.2f") for each in values)
        return (
            f"η = {eta:.2f} on {curve}: the first step takes f from {height:.2f} to "
            f"{first}. If f were as straight as its tangent at x₀, the step would take it to "
            f"{promised}. "
            f"x after 11 and 12 steps: {eleven} and {twelve}. "
            f"{_step_comment(eta, curve == PARABOLA)} "
            "(L = 2 is the largest curvature, the largest second derivative.)"
        )

    return update
