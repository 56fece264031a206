"""Momentum on one parabola: a two-by-two matrix and its eigenvalues."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, mosaic, plain, set_axes
from descent.explorers._plane import on_circle
from descent.optimizers import SGD, minimize, momentum_roots
from descent.plotting import GRADIENT, INK, MEASURED, THEORY

STEPS, LOG_SHARE = 60, -2.0


def _positions(share: float, momentum: float) -> np.ndarray:
    descent = SGD(share, momentum=momentum)
    return minimize(lambda x: float(x**2) / 2, lambda x: x, 1.0, descent, STEPS).points


def _regime(share: float, momentum: float) -> str:
    largest = np.abs(momentum_roots(share, momentum)).max()
    discriminant = (1 + momentum - share) ** 2 - 4 * momentum
    if largest > 1 + 1e-9:
        return "Beyond 2(1 + μ) one of them leaves the circle of radius 1: it diverges."
    if largest > 1 - 1e-9:
        return "At 2(1 + μ) one of them is −1: back and forth, never closer."
    if abs(discriminant) < 1e-9:
        return "They meet: critical damping, the fastest that this curvature can be."
    if discriminant < 0:
        return "They are complex, of size √μ: it swings, and a larger step would not be faster."
    return "They are real: too little momentum for this curvature, and the larger sets the pace."


@explorer(
    momentum=Slider(0.0, 0.99, 0.01, start=0.0, label="momentum μ"),
    log_share=Slider(-3.0, 0.6, 0.05, start=LOG_SHARE, label="log₁₀ of step size × curvature, ηλ"),
    question="With ηλ = 0.01 and no momentum, x creeps toward 0. Which momentum μ brings it home "
    "fastest?",
    predict=guess.Number(
        (1 - np.sqrt(10**LOG_SHARE)) ** 2,
        maximum=0.99,
        step=0.01,
        tolerance=0.005,
        at={"momentum": 0.81},
        seen="μ = 0.00, ηλ = 0.01: a step multiplies the distance by 0.990.",
        says="μ = {answer} does. With more momentum it swings, and takes longer again.",
    ),
    presets={
        "no momentum: crawls": {"momentum": 0.0, "log_share": -2.0},
        "critical damping": {"momentum": 0.81, "log_share": -2.0},
        "too much: it swings": {"momentum": 0.97, "log_share": -2.0},
        "a steep direction": {"momentum": 0.81, "log_share": 0.5},
        "over the edge": {"momentum": 0.81, "log_share": 0.6},
    },
    handles=[Handle(x="log_share", y=1.15, axes=2, label="ηλ")],
    size=(6.0, 4.2),
)
def momentum_spectrum(figure: Figure):
    """Two eigenvalues decide how momentum comes down a parabola of curvature λ.

    Left: the eigenvalues in the complex plane, the circle of radius 1, beyond which all diverges,
    and that of radius √μ. Right: the position x step by step; and the size of the larger eigenvalue
    for all curvatures (thick: with this μ, thin: without momentum).
    """
    left, way, pace = mosaic(
        figure, "ab;ac", left=0.07, right=0.97, top=0.93, bottom=0.13, hspace=0.75, wspace=0.25
    )
    circle = on_circle(np.linspace(0, 2 * np.pi, 91))
    left.plot(*circle, color=INK, linewidth=1)
    plane = Lines(left, inner=THEORY, roots=dots(GRADIENT, markersize=8))
    set_axes(left, "imaginary part", xlim=(-1.7, 1.3), ylim=(-1.5, 1.5), aspect="equal",
             xticks=[-1, 0, 1], yticks=[-1, 1], xlabel="real part")  # fmt: skip
    steps, logs = np.arange(STEPS + 1), np.linspace(-3, 0.6, 145)
    way.axhline(0, color=INK, linewidth=0.6)
    (position,) = way.plot([], [], **MEASURED)
    set_axes(way, "position x, from 1", xlim=(0, STEPS), ylim=(-1.3, 1.3), xlabel="step",
             yticks=[-1, 0, 1])  # fmt: skip
    pace.plot(logs, np.abs(momentum_roots(10**logs, 0.0)).max(-1), **THEORY)
    drop = {"color": GRADIENT, "marker": "o", "markevery": [1], "markersize": 8}
    sizes = Lines(pace, all=MEASURED, here=drop)
    pace.axhline(1, color=INK, linewidth=0.6)
    set_axes(pace, "larger eigenvalue, its size", xlim=(-3, 0.6), ylim=(0, 1.3), yticks=[0, 1],
             xlabel="step size × curvature, ηλ", xticks=[-3, -2, -1, 0],
             xticklabels=["0.001", "0.01", "0.1", "1"])  # fmt: skip

    def update(momentum, log_share):
        share = 10**log_share
        pair, all_roots = momentum_roots(share, momentum), momentum_roots(10**logs, momentum)
        largest = np.abs(pair).max()
        plane.set(inner=np.sqrt(momentum) * circle, roots=(pair.real, pair.imag))
        position.set_data(steps, np.clip(_positions(share, momentum), -9, 9))
        sizes.set(
            all=(logs, np.abs(all_roots).max(-1)), here=([log_share, log_share], [1.15, largest])
        )
        eigenvalues = " and ".join(_complex(z) for z in pair)
        return (
            f"μ = {momentum:.2f}, ηλ = {share:.3g}: eigenvalues {eigenvalues}; a step multiplies "
            f"the distance by {largest:.3f} on average in the long run. {_regime(share, momentum)} "
            f"The best μ for this ηλ: {(1 - np.sqrt(share)) ** 2:.2f}."
        )

    return update


def _complex(z: complex) -> str:
    if abs(z.imag) < 1e-9:
        return plain(z.real, "z.3f")
    return f"{plain(z.real, 'z.3f')} {'+' if z.imag > 0 else '−'} {abs(z.imag):.3f}i"
