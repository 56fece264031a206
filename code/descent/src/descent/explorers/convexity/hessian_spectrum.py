"""The curvature of the softmax loss in all directions."""

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent.convexity import softmax_cross_entropy_hessian
from descent.explorers._parts import Lines, dots, panels
from descent.explorers.convexity._three_classes import three_classes
from descent.plotting import INK, THEORY


@explorer(
    scale=Slider(0.0, 5.0, 0.1, start=1.0, label="size of the weights"),
    strength=Slider(0.0, 0.1, 0.005, start=0.0, label="strength λ"),
    question="Three classes, two features and a bias: nine weights, and nine eigenvalues of the "
    "Hessian. How many of them are 0?",
    predict=guess.Number(
        3,
        maximum=9.0,
        given=("strength",),
        seen="The axis has a place for each eigenvalue, the smallest on the left.",
        says="There are {answer}: one for each feature and one for the bias. Let the weights grow: "
        "does any turn negative?",
    ),
    presets={
        "W = 0": {"scale": 0.0, "strength": 0.0},
        "sure of itself": {"scale": 5.0, "strength": 0.0},
        "lifted by λ": {"scale": 5.0, "strength": 0.1},
    },
    size=(6.0, 2.9),
)
def hessian_spectrum(figure: Figure):
    """The eigenvalues of the Hessian of softmax regression.

    Three classes, two features and a bias: nine weights, nine eigenvalues. Hollow marks are
    zeros, because the same change for every class alters no probability. λ lifts all but one, since
    the biases are not penalized. The gray line is at 2λ.
    """
    axes = panels(figure, left=0.17, right=0.98, top=0.96, bottom=0.18)
    number, floor = np.arange(1, 10), 1e-5
    lines = Lines(
        axes,
        stems={"color": INK, "linewidth": 1},
        positive=dots(INK, markersize=8),
        zero=dots(INK, markersize=8, fillstyle="none", clip_on=False),
        shift={**THEORY, "zorder": 1},
    )
    guess.answer(lines["stems"], lines["positive"], lines["zero"])
    axes.set(yscale="log", xlim=(0.5, 9.5), ylim=(floor, 3), xticks=number,
             xlabel="eigenvalue number", ylabel="eigenvalue (no unit)",
             yticks=[floor, 1e-3, 0.01, 0.1, 1],
             yticklabels=["0", "0.001", "0.01", "0.1", "1"])  # fmt: skip
    axes.minorticks_off()
    X, _ = three_classes()
    direction = np.array([[-2.0, 2.0, 0.0], [-1.0, -1.0, 2.0], [0.5, 0.5, -1.0]])
    penalized = np.diag(np.repeat([1.0, 1.0, 0.0], 3))

    def update(scale, strength):
        H = softmax_cross_entropy_hessian(X, scale * direction) + 2 * strength * penalized
        eigenvalues = np.linalg.eigvalsh(H)
        null = eigenvalues < 1e-10
        heights = np.where(null, floor, np.maximum(eigenvalues, floor))
        lines.set(
            stems=_stems(number, heights, floor),
            positive=(number[~null], heights[~null]),
            zero=(number[null], heights[null]),
            shift=([0.6, 9.4], [max(2 * strength, floor)] * 2),
        )
        least, largest = eigenvalues[~null][[0, -1]]
        return (
            f"None is negative. Equal to 0: {null.sum()}. The others range from {least:.2g} to "
            f"{largest:.2g}, a factor of {largest / least:.3g}. 2λ = {2 * strength:.2f}."
        )

    return update


def _stems(x: np.ndarray, tops: np.ndarray, floor: float) -> tuple[np.ndarray, np.ndarray]:
    """Return one line's data that goes from the floor to each top, with gaps between."""
    gaps = np.full(len(x), np.nan)
    heights = np.column_stack([np.full(len(x), floor), tops, gaps])
    return np.repeat(x, 3), heights.ravel()
