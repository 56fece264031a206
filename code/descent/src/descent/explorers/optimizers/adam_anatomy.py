"""What Adam makes of a stream of gradients."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import panels, plain, set_axes, set_each, set_new
from descent.plotting import GRADIENT, INK, MEASURED, THEORY

STEPS = 120
T = np.arange(1, STEPS + 1)
RARE = "0, with 1 every 20 steps"
STREAMS = {
    "always 1": np.ones(STEPS),
    "1, then −1, then 1, …": np.where(T % 2, 1.0, -1.0),
    "noise around 0.2": 0.2 + np.random.default_rng(0).standard_normal(STEPS),
    RARE: np.where(T % 20 == 1, 1.0, 0.0),
    "ten times 1, then 0.01": np.where(T <= 10, 1.0, 0.01),
}
FORGET = {"0.9": 0.9, "0.99": 0.99, "0.999": 0.999}


def running_mean(x: np.ndarray, beta: float) -> np.ndarray:
    """Return after each step the sum of (1 - β) β^age · x so far: Adam's m of g, its v of g²."""
    weights = (1 - beta) * beta ** np.arange(len(x))
    return np.convolve(weights, x)[: len(x)]


def _anatomy(g: np.ndarray, beta1: float, beta2: float) -> np.ndarray:
    """Return m, √v and their quotient, the step in units of η; then all three bias-corrected."""
    m, v = running_mean(g, beta1), running_mean(g**2, beta2)
    raw, corrected = (m, v), (m / (1 - beta1**T), v / (1 - beta2**T))
    return np.array([(m, np.sqrt(v), m / np.sqrt(v)) for m, v in (raw, corrected)])


@explorer(
    stream=Choice(STREAMS, label="gradients"),
    beta1=Slider(0.0, 0.99, 0.01, start=0.9, label="β₁"),
    beta2=Choice(FORGET, start="0.999", label="β₂"),
    question="If all gradients are 1, Adam takes steps of η, and 120 of them cover 120 η. How far "
    "do 120 steps go if the first gradient is 1, then every twentieth after it, and the others 0?",
    predict=guess.Number(
        lambda: _anatomy(STREAMS[RARE], 0.9, 0.999)[1, 2].sum(),
        unit="η",
        maximum=120.0,
        tolerance=0.5,
        at={"stream": RARE},
        given=("stream", "beta1", "beta2"),
        seen="All gradients are 1, and every step is η.",
        says="They go {answer}, though the gradients sum to 6. How far does a zig-zag go?",
    ),
    presets={
        "a steady slope": {"stream": "always 1", "beta1": 0.9, "beta2": "0.999"},
        "a zig-zag cancels": {"stream": "1, then −1, then 1, …", "beta1": 0.9, "beta2": "0.999"},
        "a rare feature": {"stream": RARE, "beta1": 0.0, "beta2": "0.999"},
        "hardly a signal": {"stream": "noise around 0.2", "beta1": 0.9, "beta2": "0.999"},
        "it remembers the cliff": {
            "stream": "ten times 1, then 0.01",
            "beta1": 0.9,
            "beta2": "0.999",
        },
        "it forgets the cliff": {"stream": "ten times 1, then 0.01", "beta1": 0.9, "beta2": "0.9"},
    },
    size=(6.0, 5.0),
)
def adam_anatomy(figure: Figure):
    """From gradients to Adam's steps, for one weight.

    Above: the gradients (dots) and m̂, their running mean. Middle: √v̂, their running size. Below:
    the step, m̂ / √v̂ times η. Thin: the same without the correction for the start at zero.
    """
    rows = panels(figure, 3, 1, left=0.1, right=0.97, top=0.95, bottom=0.1, hspace=0.42, share="x")
    titles = ("gradient g (dots) and m̂", "√v̂", "step, in units of η")
    limits = ((-2.5, 2.9), (0, 1.6), (-2, 7.5))
    (dots,) = rows[0].plot([], [], ".", color=GRADIENT, markersize=4)
    raw = [axes.plot([], [], **THEORY)[0] for axes in rows]
    lines = [axes.plot([], [], **MEASURED)[0] for axes in rows]
    for axes, title, ylim in zip(rows, titles, limits, strict=True):
        axes.axhline(0, color=INK, linewidth=0.6)
        set_axes(axes, title, xlim=(0, STEPS), ylim=ylim)
    rows[2].axhline(1, color=INK, linewidth=0.6, linestyle=":")
    rows[0].set(yticks=[-2, 0, 2])
    rows[1].set(yticks=[0, 1])
    rows[2].set(xlabel="step", xticks=[0, 30, 60, 90, 120], yticks=[0, 3, 6])

    def update(stream, beta1, beta2):
        anatomy = _anatomy(stream, beta1, beta2)
        (_, _, hasty), (m_hat, root, steps) = anatomy
        set_new(dots, data=(T, stream))
        set_each(raw + lines, data=[(T, values) for values in anatomy.reshape(6, STEPS)])
        return (
            f"β₁ = {beta1:.2f}, β₂ = {beta2:g}. First step {plain(steps[0], 'z.2f')} η, "
            f"uncorrected {plain(hasty[0], 'z.2f')} η. Last: m̂ = {plain(m_hat[-1], 'z.3f')}, √v̂ = "
            f"{root[-1]:.3f}, step {plain(steps[-1], 'z.3f')} η. All {STEPS} steps cover "
            f"{plain(steps.sum(), 'z.1f')} η; with steps of η g it would be "
            f"{plain(stream.sum(), 'z.1f')} η."
        )

    return update
