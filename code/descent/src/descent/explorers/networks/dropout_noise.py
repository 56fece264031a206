"""Dropout, averaged over many draws."""

import numpy as np
from explorable import Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import counted, log_ticks, plain, small_title
from descent.layers import dropout
from descent.plotting import GRADIENT, INK, LOSS, MEASURED, THEORY

RATE, DRAWS, SEED, MOST = 0.5, 30, 0, 200
_rng = np.random.default_rng(4)
X = _rng.normal(size=20)
Y = X + 0.3 * _rng.normal(size=20)


def _parabolas(rate: float, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return b and c of each draw's loss mean(Y²) − 2bw + cw²."""
    kept = dropout(np.tile(X, (MOST, 1)), rate, rng=np.random.default_rng(seed))[:draws]
    return (kept * Y).mean(1), (kept**2).mean(1)


def _lowest() -> float:
    """Return where the average of the first draws is lowest."""
    slopes, curvatures = _parabolas(RATE, DRAWS, SEED)
    return slopes.sum() / curvatures.sum()


@explorer(
    rate=Slider(0.0, 0.8, 0.05, start=RATE, label="dropout rate q"),
    draws=Time(1, MOST, 1, start=DRAWS, label="number of draws"),
    seed=Slider(0, 20, 1, start=SEED, label="seed"),
    question="Each draw drops every sample's feature with probability 0.5, and doubles those it "
    "keeps. At which w is the average of 30 such losses lowest?",
    predict=guess.Number(
        _lowest,
        minimum=-0.5,
        maximum=2.0,
        step=0.01,
        tolerance=0.01,
        along="x",
        seen="The dashed line is the loss without dropout, lowest at w = 0.96.",
        says="At {answer}, near half of 0.96: the noise acts like a penalty on w². Change q.",
    ),
    presets={
        "one draw": {"rate": 0.5, "draws": 1},
        "200 draws": {"rate": 0.5, "draws": 200},
        "no dropout": {"rate": 0.0, "draws": 30},
        "nearly all dropped": {"rate": 0.8, "draws": 200},
    },
    size=(6.0, 3.1),
)
def dropout_noise(figure: Figure):
    """Dropout on average is a penalty on the squared weight.

    Left: the loss without dropout (dashed), of the newest draw (orange), averaged over all draws so
    far (thick), and with the penalty that it tends to (grey). Right: where that average is lowest.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.97, top=0.9, bottom=0.17, wspace=0.25)
    w, counts = np.linspace(-0.5, 2, 101), np.arange(1, MOST + 1)
    flat, slope, curvature = (Y**2).mean(), (X * Y).mean(), (X**2).mean()
    least = slope / curvature
    left.plot(w, flat - 2 * slope * w + curvature * w**2, "--", color=LOSS)
    (newest,) = left.plot([], [], color=GRADIENT, linewidth=1)
    (theory,) = left.plot([], [], **THEORY)
    (average,) = left.plot([], [], **MEASURED)
    (dot,) = left.plot([], [], "o", color=INK)
    left.set(xlim=(-0.5, 2), ylim=(0, 4), xlabel="weight w", xticks=[0, 1, 2], yticks=[0, 2, 4])
    small_title(left, "mean squared error")
    right.axhline(least, color=LOSS, linestyle="--")
    (limit,) = right.plot([], [], **THEORY)
    (minimum,) = right.plot([], [], **MEASURED)
    (end,) = right.plot([], [], "o", color=INK, clip_on=False)
    guess.answer(newest, theory, average, dot, limit, minimum, end)
    right.set(xlim=(1, MOST), ylim=(0, 1.6), xlabel="number of draws", xscale="log")
    log_ticks(right.xaxis, [1, 10, 100])
    right.set(yticks=[0, 1])
    small_title(right, "w where the average is lowest")

    def update(rate, draws, seed):
        slopes, curvatures = _parabolas(rate, draws, seed)
        sums = slopes.cumsum(), np.maximum(curvatures.cumsum(), 1e-12)
        lowest = sums[0] / sums[1]
        b, c = sums[0][-1] / draws, sums[1][-1] / draws
        newest.set_data(w, flat - 2 * slopes[-1] * w + curvatures[-1] * w**2)
        average.set_data(w, flat - 2 * b * w + c * w**2)
        theory.set_data(w, flat - 2 * slope * w + curvature / (1 - rate) * w**2)
        dot.set_data([lowest[-1]], [flat - 2 * b * lowest[-1] + c * lowest[-1] ** 2])
        limit.set_data([1, MOST], [(1 - rate) * least] * 2)
        minimum.set_data(counts[:draws], lowest)
        end.set_data([draws], lowest[-1:])
        return (
            f"q = {rate:.2f}, {counted(draws, 'draw')}: the average is lowest at w = "
            f"{plain(lowest[-1], 'z.2f')}. The penalty with λ = "
            f"{rate / (1 - rate) * curvature:.2f} predicts {(1 - rate) * least:.2f}; "
            f"without dropout it is {least:.2f}."
        )

    return update
