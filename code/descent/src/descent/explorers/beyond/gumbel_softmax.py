"""Draws that can be differentiated, and what their gradients are worth."""

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent import sampling
from descent.explorers._parts import small_title
from descent.plotting import CLASSES, INK, MEASURED, THEORY
from descent.simplex import softmax, softmax_jacobian

_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
_SCORES = np.log([0.3, 0.5, 0.2])
_ROWS = ("score function", "with baseline", "Gumbel-softmax", "straight-through")


@explorer(
    temperature=Slider(0.1, 3.0, 0.05, start=0.5, label="temperature T"),
    seed=Slider(0, 20, 1, start=0, label="seed"),
    question="As T falls, the points become true draws. At T = 0.5, the Gumbel-softmax estimates "
    "of a slope spread by ± 0.128. By how much at T = 0.1?",
    predict=guess.Number(
        lambda: _slopes(_SCORES, 0.1, seed=0)[2][:, 0].std(),
        maximum=1.0,
        step=0.01,
        tolerance=0.005,
        at={"temperature": 0.1},
        seen="T = 0.50: 13% of the draws are above 0.99. Gumbel-softmax 0.045 ± 0.128, true slope "
        "0.084.",
        says="By ± {answer}: the mean has come closer to the true slope, and the spread has grown.",
    ),
    presets={
        "T = 3: all in between": {"temperature": 3.0},
        "T = 0.5": {"temperature": 0.5},
        "T = 0.1: nearly corners": {"temperature": 0.1},
    },
    size=(6.0, 3.0),
)
def gumbel_softmax(figure: Figure):
    """Draws that can be differentiated.

    Left, 250 Gumbel-softmax draws of cat, car and frog with probabilities 0.3, 0.5 and 0.2. Right,
    the slope, in the score of cat, of the expected (s − 0.3)², where s is 1 if a cat is drawn and
    else 0: mean and standard deviation of one draw's estimate. The grey line is the true slope.
    """
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    figure.subplots_adjust(left=0.0, right=0.97, top=0.9, bottom=0.18, wspace=0.45)
    left.fill(*_CORNERS.T, facecolor="none", edgecolor=INK)
    left.set(aspect="equal", xlim=(-0.15, 1.15), ylim=(-0.2, 1.05))
    left.set_axis_off()
    clouds = []
    for corner, down, c in zip(_CORNERS, (0.13, 0.13, -0.05), CLASSES, strict=True):
        left.text(corner[0], corner[1] - down, c.name, ha="center")
        clouds += left.plot([0], [0], c.marker, color=c.color, markersize=3, alpha=0.5)
    right.axvline(_exact(_SCORES), **THEORY)
    bars = [right.plot([0, 0], [row, row], color=INK, linewidth=1)[0] for row in range(4)]
    means = [right.plot([0], [row], "o", **MEASURED)[0] for row in range(4)]
    right.set(xlim=(-0.65, 0.85), ylim=(3.6, -0.6), xlabel="estimated slope")
    right.set_yticks(range(4), _ROWS)
    right.grid(axis="y", visible=False)
    small_title(right, "mean ± one standard deviation")

    def update(temperature, seed):
        s = sampling.gumbel_softmax(_SCORES, rng=seed, size=250, temperature=temperature)
        for i, cloud in enumerate(clouds):
            cloud.set_data(*(s[s.argmax(1) == i] @ _CORNERS).T)
        words = []
        for row, slopes in enumerate(_slopes(_SCORES, temperature, seed)):
            mean, spread = slopes[:, 0].mean(), slopes[:, 0].std()
            bars[row].set_xdata([mean - spread, mean + spread])
            means[row].set_xdata([mean])
            words.append(f"{_ROWS[row]} {mean:.3f} ± {spread:.3f}")
        sure = (s.max(1) > 0.99).mean()
        said = f"T = {temperature:.2f}: {sure:.0%} of the draws are above 0.99."
        return f"{said} True slope {_exact(_SCORES):.3f}. Estimates: {', '.join(words)}."

    return update


def _earned(s: np.ndarray) -> np.ndarray:
    return (s[..., 0] - 0.3) ** 2


def _slope(s: np.ndarray) -> np.ndarray:
    return np.stack([2 * (s[:, 0] - 0.3), 0 * s[:, 1], 0 * s[:, 2]], -1)


def _exact(o: np.ndarray) -> float:
    return float((softmax_jacobian(o) @ _earned(np.eye(3)))[0])


def _slopes(o: np.ndarray, temperature: float, seed: int) -> list[np.ndarray]:
    """Return two thousand gradients from each estimator."""
    p, corners = softmax(o), np.eye(3)
    drawn = corners[sampling.sample_gumbel_max(o, rng=seed, size=2000)]
    baseline = p @ _earned(corners)
    soft = sampling.gumbel_softmax(o, rng=seed, size=2000, temperature=temperature)
    return [
        *((_earned(drawn) - b)[:, None] * (drawn - p) for b in (0, baseline)),
        *(_back(soft, _slope(s), temperature) for s in (soft, corners[soft.argmax(1)])),
    ]


def _back(s: np.ndarray, g: np.ndarray, temperature: float) -> np.ndarray:
    """Return the slopes in the scores, given the slopes g in Gumbel-softmax's points s."""
    return s * (g - (g * s).sum(1, keepdims=True)) / temperature
