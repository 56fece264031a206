"""Features of unequal size, and two remedies."""

import numpy as np
from explorable import Choice, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, set_axes
from descent.explorers.gradient_descent._drawing import PATH, LevelLines, small
from descent.optimizers import SGD, minimize
from descent.plotting import INK, MEASURED, THEORY

NONE, STANDARDIZE, PRECONDITION = "none", "standardize", "precondition"


def _two_features(ratio: float, mean: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return X with columns of sizes `ratio` and 1, and y = x₁ / ratio + x₂.

    Their means are `mean` standard deviations above 0 and below, so that the mean of y is 0.
    """
    z = np.random.default_rng(5).standard_normal((40, 2))
    z = (z - z.mean(0)) / z.std(0) + [mean, -mean]
    return z * [ratio, 1.0], z.sum(1)


@explorer(
    ratio=Slider(1, 30, 1, start=1, label="size of x₁, that of x₂ being 1"),
    mean=Slider(0.0, 5.0, 0.5, start=0.0, label="means above and below 0, in sd"),
    remedy=Choice([NONE, STANDARDIZE, PRECONDITION], label="remedy"),
    question="With features of equal size one step takes the loss below 1% of the first. Now the "
    "numbers of x₁ are 4 times as large. How many steps does it take?",
    predict=guess.Number(
        30,
        unit="steps",
        maximum=40,
        tolerance=0.5,
        along="x",
        axes=1,
        at={"ratio": 4},
        given=("ratio", "mean", "remedy"),
        distractors={4: "Four times as large is not four times as many."},
        seen="Two features of equal size. Condition number 1.26; 1% reached at step 1.",
        says="It takes {answer}: the condition number grows with the square of the size.",
    ),
    presets={
        "one large feature": {"ratio": 30, "mean": 0.0, "remedy": NONE},
        "standardized": {"ratio": 30, "mean": 0.0, "remedy": STANDARDIZE},
        "preconditioned": {"ratio": 30, "mean": 0.0, "remedy": PRECONDITION},
        "far from 0, preconditioned": {"ratio": 30, "mean": 3.0, "remedy": PRECONDITION},
        "far from 0, standardized": {"ratio": 30, "mean": 3.0, "remedy": STANDARDIZE},
    },
    size=(6.0, 3.2),
)
def unequal_features(figure: Figure):
    """One step size for two features of unequal size.

    ŷ = w₁x₁ + w₂x₂ is fitted to y by least squares, from w = 0, with steps of 1/L. The mean of x₁
    is so many standard deviations (sd) above 0, that of x₂ below. To standardize changes the
    features, and with them the plane; to precondition leaves both and scales each weight's step.
    The dot on the right marks the step that reaches 1%.
    """
    left, right = panels(figure, 1, 2, left=0.08, right=0.97, top=0.9, bottom=0.16, wspace=0.3)
    levels = LevelLines(left)
    way = Lines(left, target=dots(INK, "x"), path=PATH)
    set_axes(left, "weight w₂", xlim=(-0.7, 1.7), ylim=(-0.4, 2.0), aspect="equal",
             xlabel="weight w₁", xticks=[0, 1], yticks=[0, 1])  # fmt: skip
    steps = np.arange(41)
    shares = Lines(right, plain=THEORY, percent=dots(INK, zorder=3), measured=MEASURED)
    set_axes(right, "loss, as a share of the first", yscale="log", xlim=(0, 40), ylim=(1e-6, 3),
             xlabel="step", xticks=[0, 20, 40], yticks=[1e-6, 1e-4, 1e-2, 1])  # fmt: skip

    def update(ratio, mean, remedy):
        X, y = _two_features(ratio, mean)
        one = np.ones(2)
        untreated = _descend(X, y, one)[2].values if remedy != NONE else np.full(41, np.nan)
        scale = 1 / (X**2).mean(0) if remedy == PRECONDITION else one
        if remedy == STANDARDIZE:
            X = (X - X.mean(0)) / X.std(0)
        H, curvatures, (points, values) = _descend(X, y, scale)
        best = np.linalg.solve(H, X.T @ y / len(X))
        levels.set(best, H, values[0])
        way.set(target=best[:, None], path=points.T)
        end = values[-1] / values[0]
        far = np.flatnonzero(values > 0.01 * values[0])
        reached = far[-1] + 1
        shares.set(
            plain=(steps, untreated / untreated[0]),
            percent=([reached], [0.01]),
            measured=(steps, np.maximum(values / values[0], 1e-12)),
        )
        progress = f"1% reached at step {reached}" if reached <= 40 else "1% not reached"
        return (
            f"Size of x₁ {ratio}, of x₂ 1, means {mean:g} sd from 0, remedy: {remedy}. Condition "
            f"number {curvatures[-1] / curvatures[0]:.3g}; {progress}; after 40 steps the loss is "
            f"{small(end)} times the first."
        )

    return update


def _descend(X: np.ndarray, y: np.ndarray, scale: np.ndarray):
    """Return the Hessian, the curvatures that the steps meet, and the trajectory."""
    H = X.T @ X / len(X)
    root = np.sqrt(scale)
    curvatures = np.linalg.eigvalsh(root[:, None] * H * root)

    def loss(w):
        return ((X @ w - y) ** 2).mean() / 2

    def direction(w):
        return scale * (X.T @ (X @ w - y)) / len(X)

    return H, curvatures, minimize(loss, direction, np.zeros(2), SGD(1 / curvatures[-1]), steps=40)
