"""The weights of a classifier as the penalty grows."""

from collections.abc import Callable
from functools import cache

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.datasets import make_blobs
from descent.explorers._parts import panels, set_axes, set_each
from descent.losses import softmax_cross_entropy_gradient
from descent.optimizers import ProximalSGD
from descent.plotting import CLASSES, INK
from descent.projections import l2_proximal, soft_threshold

STRENGTHS = np.round(np.arange(-2.0, 0.05, 0.1), 1)
INFORMATIVE = 2
CENTERS = np.zeros((3, 8))
CENTERS[:, :INFORMATIVE] = [[1.5, 0.0], [-0.75, 1.3], [-0.75, -1.3]]


def _path(X: np.ndarray, y: np.ndarray, proximal: Callable) -> np.ndarray:
    """Return the weights for every strength, the largest first to start the next from."""
    W, path = np.zeros((X.shape[1], 3)), []
    for log_strength in STRENGTHS[::-1]:
        optimizer = ProximalSGD(proximal, 10**log_strength, learning_rate=0.5)
        for _ in range(300):
            optimizer.step([W], [X.T @ softmax_cross_entropy_gradient(X @ W, y)])
        path.append(W.copy())
    return np.array(path[::-1])


@explorer(
    log_strength=Slider(-2.0, 0.0, 0.1, start=-1.7, label="log₁₀ λ"),
    penalty=Choice({"L1": soft_threshold, "L2": l2_proximal}, start="L1", label="penalty R"),
    question="With 8 features and 3 classes there are 24 weights, and only 2 features tell the "
    "classes apart. Once L1 has dropped the other six, how many weights are exactly 0?",
    predict=guess.Number(
        21,
        unit="of 24",
        maximum=24,
        at={"log_strength": -1.0},
        given=("log_strength", "penalty"),
        seen="At λ = 0.020, 17 of 24 weights are 0, and 2 of 8 features are unused.",
        says="It is {answer}, because three of the six weights of the two real features are 0 as "
        "well. How many zeros does L2 make?",
    ),
    presets={
        "a weak penalty": {"log_strength": -2.0, "penalty": "L1"},
        "noise gone": {"log_strength": -1.0, "penalty": "L1"},
        "all gone": {"log_strength": 0.0, "penalty": "L1"},
        "the same λ, L2": {"log_strength": -1.0, "penalty": "L2"},
    },
    handles=[Handle(x="log_strength", y=2.8, label="log₁₀ λ")],
    size=(6.0, 3.2),
)
def l1_path(figure: Figure):
    """The weights of a classifier on their way to zero; the data loss is cross-entropy.

    Left: all 24 weights against λ, thick for the 2 features that tell the classes apart, thin for
    the 6 that are noise. Right: the weights at this λ, feature by feature.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[3, 2], left=0.08, right=0.97, top=0.9, bottom=0.17, wspace=0.2
    )
    (X_valid, y_valid), paths = _learned()
    D, top = CENTERS.shape[1], 3.1
    features = np.arange(1, D + 1)
    lines = [
        left.plot([], [], color=CLASSES[c].color, linewidth=2 if feature < INFORMATIVE else 0.8)[0]
        for feature, c in np.ndindex(D, 3)
    ]
    guess.answer(*lines)
    (cut,) = left.plot([], [], color=INK, linewidth=0.8)
    set_axes(left, "weights (no unit)", xlim=(-2, 0), ylim=(-top, top), xlabel="log₁₀ λ",
             xticks=[-2, -1, 0], yticks=[-2, 0, 2])  # fmt: skip
    right.axhline(0, color=INK, linewidth=0.8)
    marks = [right.plot([], [], c.marker, color=c.color, markersize=5)[0] for c in CLASSES]
    set_axes(right, "  ".join(f"{m} {c.name}" for m, c in zip("●■▲", CLASSES, strict=True)),
             xlim=(0.4, D + 0.6), ylim=(-top, top), xlabel="feature", yticks=[-2, 0, 2],
             xticks=features)  # fmt: skip

    def update(log_strength, penalty):
        path = paths[penalty]
        W = path[np.argmin(np.abs(STRENGTHS - log_strength))]
        ways = path.reshape(len(path), 3 * D).T
        set_each(lines, data=[(STRENGTHS, weights) for weights in ways])
        cut.set_data([log_strength] * 2, [-top, top])
        set_each(marks, data=[(features + 0.22 * (c - 1), W[:, c]) for c in range(3)])
        zeros, idle = (W == 0).sum(), (W == 0).all(1).sum()
        right_share = ((X_valid @ W).argmax(1) == y_valid).mean()
        judged = (
            "With all weights 0 the model can only guess."
            if zeros == W.size
            else f"Right on {right_share:.0%} of {len(X_valid)} other samples."
        )
        return (
            f"λ = {10**log_strength:.3f}: {zeros} of {W.size} weights are exactly 0, {idle} of {D} "
            f"features unused. Largest weight {np.abs(W).max():.2f}. {judged}"
        )

    return update


@cache
def _learned() -> tuple[tuple[np.ndarray, np.ndarray], dict[Callable, np.ndarray]]:
    """Return X and labels of what is judged, and the paths of the weights by penalty."""
    rng = np.random.default_rng(0)
    X, y = make_blobs(CENTERS, 30, rng=rng)
    paths = {proximal: _path(X, y, proximal) for proximal in (soft_threshold, l2_proximal)}
    return make_blobs(CENTERS, 200, rng=rng), paths
