"""Step sizes that fall, under noise."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, panels, set_axes
from descent.explorers.gradient_descent._drawing import small
from descent.plotting import GRADIENT, LOSS, MEASURED, THEORY
from descent.schedules import constant, exponential_decay, inverse_time_decay, piecewise_constant

NOISY_STEPS, RUNS = 300, 100
LAST_HALVING = 250  # of those within the steps shown, and far below what a sum can notice
X0, ETA0, RATE = 5.0, 0.5, 0.25
CONSTANT, PIECEWISE, EXPONENTIAL, INVERSE = "constant", "piecewise", "exponential", "1/t"
SCHEDULES = [CONSTANT, PIECEWISE, EXPONENTIAL, INVERSE]


def _recurrence(a: np.ndarray, b: np.ndarray, start: float) -> np.ndarray:
    """Return x₀ = start and xₜ₊₁ = aₜ xₜ + bₜ; each bₜ is a number or an array."""
    x = [np.full_like(b[0], start)]
    for factor, shift in zip(a, b, strict=True):
        x.append(factor * x[-1] + shift)
    return np.array(x)


def _schedule(name: str, eta0: float, rate: float):
    """Return the schedule, and in words what its step sizes sum to."""
    if name == CONSTANT or rate == 0:
        return constant(eta0), "η does not shrink: a floor of noise stays."
    if name == INVERSE:
        comment = "All η sum to infinity, their squares do not: Robbins and Monro's conditions."
        return inverse_time_decay(eta0, rate), comment
    halving = np.log(2) / rate
    if name == PIECEWISE:
        boundaries = [round(k * halving) for k in range(1, LAST_HALVING)]
        values = [eta0 / 2**k for k in range(LAST_HALVING)]
        schedule = piecewise_constant(boundaries, values)
        rates = np.repeat(values[:-1], np.diff([0, *boundaries]))
    else:
        schedule = exponential_decay(eta0, rate)
        rates = eta0 * np.exp(-rate * np.arange(LAST_HALVING * halving))
    return schedule, (
        f"η halves every {halving:.1f} steps; all η, forever, sum to {rates.sum():.1f}: of the "
        f"start a share of {small(np.prod(1 - rates))} is never forgotten."
    )


def _expected(etas: np.ndarray) -> np.ndarray:
    """Return the expectation of f at the start and after each step."""
    return _recurrence((1 - etas) ** 2, etas**2, X0**2) / 2


def _lowest() -> str:
    """Return the schedule that ends lowest, with the first step size and decay of the start."""

    def end(name):
        eta_of, _ = _schedule(name, ETA0, RATE)
        return _expected(np.array([eta_of(t) for t in range(NOISY_STEPS)]))[-50:].mean()

    return min(SCHEDULES, key=end)


@explorer(
    schedule=Choice(SCHEDULES, label="schedule"),
    eta0=Slider(0.05, 1.0, 0.05, start=ETA0, label="first step size η₀"),
    rate=Slider(0.0, 0.5, 0.01, start=RATE, label="decay per step"),
    question="A constant step size stalls at a floor of noise. The other three start with the same "
    "step size and let it decay. Which of the four ends lowest after 300 steps?",
    predict=guess.OneOf(
        _lowest,
        SCHEDULES,
        at={"schedule": INVERSE},
        seen="A constant step size of 0.5: f over the last 50 steps is 0.17 on average.",
        says="{answer} ends lowest. Those that shrink faster stop on the way: try exponential.",
    ),
    presets={
        "a floor of noise": {"schedule": CONSTANT, "eta0": 0.5, "rate": 0.05},
        "lower floor, slower": {"schedule": CONSTANT, "eta0": 0.05, "rate": 0.05},
        "decays in time": {"schedule": EXPONENTIAL, "eta0": 0.5, "rate": 0.02},
        "stops too early": {"schedule": EXPONENTIAL, "eta0": 0.5, "rate": 0.4},
        "Robbins and Monro": {"schedule": INVERSE, "eta0": 0.5, "rate": 0.25},
    },
    size=(6.0, 3.0),
)
def schedules(figure: Figure):
    """Step sizes over time, and what noise makes of them.

    f = ½ x², from x = 5; each gradient comes with noise of standard deviation 1. Right: f for one
    run, the mean over 100 runs (thick), and the expectation by theory (thin, inside).
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[2, 3], left=0.1, right=0.97, top=0.9, bottom=0.17, wspace=0.3
    )
    steps = np.arange(NOISY_STEPS + 1)
    noise = np.random.default_rng(1).standard_normal((NOISY_STEPS, RUNS))
    (rates,) = left.plot([], [], color=GRADIENT)
    set_axes(left, "step size η", yscale="log", ylim=(1e-3, 2), yticks=[1e-3, 1e-2, 1e-1, 1])
    heights = Lines(
        right,
        one={"color": LOSS, "linewidth": 0.6, "alpha": 0.6},
        mean=MEASURED | {"linewidth": 3.5},
        theory=THEORY,
    )
    set_axes(right, "f above its minimum", yscale="log", ylim=(1e-4, 40), yticks=[1e-4, 1e-2, 1])
    for axes in (left, right):
        axes.set(xlim=(0, NOISY_STEPS), xticks=[0, 100, 200, 300], xlabel="step")
        axes.minorticks_off()

    def update(schedule, eta0, rate):
        eta_of, comment = _schedule(schedule, eta0, rate)
        etas = np.array([eta_of(t) for t in range(NOISY_STEPS)])
        x = _recurrence(1 - etas, -etas[:, None] * noise, X0)
        expected = _expected(etas)
        rates.set_data(steps[:-1], etas)
        heights.set(
            one=(steps, np.maximum(x[:, 0] ** 2 / 2, 1e-9)),
            mean=(steps, (x**2).mean(1) / 2),
            theory=(steps, expected),
        )
        end = (x[-50:] ** 2).mean() / 2
        return (
            f"{schedule}: η from {etas[0]:.2g} to {etas[-1]:.2g}. f over the last 50 steps: "
            f"{end:.2g} on average, by theory {expected[-50:].mean():.2g}. {comment}"
        )

    return update
