"""A small network, walked through forward and back with its numbers and shapes."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from explorable import Slider, Time, explorer, guess
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.explorers._parts import plain, set_new, two_digits
from descent.plotting import GRADIENT, INK
from descent.simplex import one_hot, softmax

X = np.array([[1.0, 2.0], [-1.0, 0.5]])
Y = one_hot([0, 2], 3)
W1, b1 = np.array([[0.5, -1.0, 0.8], [0.4, 0.6, -0.4]]), np.array([[0.15, 0.0, 0.2]])
W2, b2 = np.array([[0.7, -0.6], [-0.4, 0.9], [1.0, 0.5]]), np.array([[0.0, 0.1]])
W3, b3 = np.array([[0.6, -0.8, 0.3], [-0.5, 0.4, 0.9]]), np.array([[0.2, 0.0, -0.1]])


class Step(NamedTuple):
    """One arrow of the graph: what is made, of what, and what to say about it."""

    name: str
    formula: str
    terms: str  # names of the arrays of the equation, and the signs between them
    comment: str


STEPS = (
    Step("X", "X", "X", "Two samples with two features each: a row is a sample."),
    Step("z₁", "z₁ = X W₁ + b₁", "z₁ = X · W₁ + b₁", "Every row gets the same biases."),
    Step("h₁", "h₁ = max(0, z₁)", "h₁ = max(0, z₁ )", "What is below 0 becomes 0."),
    Step("z₂", "z₂ = h₁ W₂ + b₂", "z₂ = h₁ · W₂ + b₂", "The next layer, from three to two."),
    Step("h₂", "h₂ = max(0, z₂)", "h₂ = max(0, z₂ )", "Bent again, or two layers would be one."),
    Step("z₃", "z₃ = h₂ W₃ + b₃", "z₃ = h₂ · W₃ + b₃", "Three scores for each sample."),
    Step("P", "P = softmax(z₃)", "P = softmax( z₃ )", "Each row sums to 1."),
    Step("L", "L = −mean log p of the true class", "L ← P , Y", "Here the way forward ends."),
    Step("δ₃", "δ₃ = (P − Y) / N", "δ₃ = ( P − Y ) / 2", "Now backward: each row sums to 0."),
    Step("∂W₃", "∂L/∂W₃ = h₂ᵀ δ₃", "∂W₃ = h₂ᵀ · δ₃", "It has the shape of W₃."),
    Step(
        "δ₂",
        "δ₂ = δ₃ W₃ᵀ ∘ [z₂ > 0]",
        "δ₂ = δ₃ · W₃ᵀ ∘ [z₂>0]",
        "What ReLU cut off gets no gradient.",
    ),
    Step("∂W₂", "∂L/∂W₂ = h₁ᵀ δ₂", "∂W₂ = h₁ᵀ · δ₂", "It has the shape of W₂."),
    Step("δ₁", "δ₁ = δ₂ W₂ᵀ ∘ [z₁ > 0]", "δ₁ = δ₂ · W₂ᵀ ∘ [z₁>0]", "The same rule once more."),
    Step("∂W₁", "∂L/∂W₁ = Xᵀ δ₁", "∂W₁ = Xᵀ · δ₁", "It has the shape of W₁."),
)
UP = ("X", "z₁", "h₁", "z₂", "h₂", "z₃", "P", "L")
DOWN = {"∂W₁": 0, "δ₁": 1, "∂W₂": 2, "δ₂": 3, "∂W₃": 4, "δ₃": 5}
POSITIONS = {name: (k, 1.0) for k, name in enumerate(UP)} | {n: (k, 0.0) for n, k in DOWN.items()}
ARROWS = {
    **{after: [before] for before, after in pairwise(UP)},
    "δ₃": ["P"], "∂W₃": ["δ₃", "h₂"], "δ₂": ["δ₃", "z₂"],
    "∂W₂": ["δ₂", "h₁"], "δ₁": ["δ₂", "z₁"], "∂W₁": ["δ₁", "X"],
}  # fmt: skip
NEEDED = [name for name in UP if any(name in ARROWS[after] for after in DOWN)]
"""The arrays of the way forward that the way back reads."""


def passes(weight: float) -> dict[str, np.ndarray]:
    """Return every array of both passes by name; `weight` is the first one of W₁."""
    first = W1.copy()
    first[0, 0] = weight
    z1 = X @ first + b1
    h1 = np.maximum(z1, 0)
    z2 = h1 @ W2 + b2
    h2 = np.maximum(z2, 0)
    z3 = h2 @ W3 + b3
    P = softmax(z3)
    loss = -np.log((P * Y).sum(1)).mean()
    d3 = (P - Y) / len(X)
    d2 = d3 @ W3.T * (z2 > 0)
    d1 = d2 @ W2.T * (z1 > 0)
    return {
        "X": X, "Xᵀ": X.T, "W₁": first, "b₁": b1, "z₁": z1, "h₁": h1, "h₁ᵀ": h1.T, "W₂": W2,
        "W₂ᵀ": W2.T, "b₂": b2, "z₂": z2, "h₂": h2, "h₂ᵀ": h2.T, "W₃": W3, "W₃ᵀ": W3.T, "b₃": b3,
        "z₃": z3, "P": P, "Y": Y, "L": np.array([[loss]]), "δ₃": d3, "∂W₃": h2.T @ d3, "δ₂": d2,
        "∂W₂": h1.T @ d2, "δ₁": d1, "∂W₁": X.T @ d1, "[z₁>0]": 1.0 * (z1 > 0),
        "[z₂>0]": 1.0 * (z2 > 0),
    }  # fmt: skip


class _Graph:
    """Nodes and arrows; what is not yet computed is faint."""

    def __init__(self, axes: Axes):
        axes.set(xlim=(-0.5, 7.5), ylim=(-0.55, 1.45))
        axes.set_axis_off()
        self.arrows = {
            (before, after): axes.plot(*_way(POSITIONS[before], POSITIONS[after]), color=INK)[0]
            for after, sources in ARROWS.items()
            for before in sources
        }
        crossing = [line for (before, _), line in self.arrows.items() if before in NEEDED]
        guess.answer(*(line for line in crossing if np.ptp(line.get_ydata()) > 0.5))
        self.discs = {
            name: axes.plot(*position, "o", markersize=24, markeredgecolor=INK)[0]
            for name, position in POSITIONS.items()
        }
        center = {"ha": "center", "va": "center", "size": 9.5}
        self.names = {
            name: axes.text(*position, name, **center) for name, position in POSITIONS.items()
        }

    def set(self, now: int) -> None:
        order = {step.name: k for k, step in enumerate(STEPS)}
        for (_, after), line in self.arrows.items():
            active = order[after] == now
            set_new(
                line,
                color=_color(now) if active else INK,
                linewidth=3 if active else 1,
                alpha=1.0 if active else 0.5 if order[after] < now else 0.15,
            )
        for name, disc in self.discs.items():
            active, done = order[name] == now, order[name] <= now
            set_new(
                disc,
                markerfacecolor=(_color(now), 0.35) if active else (INK, 0.06),
                markeredgecolor=(INK, 1.0 if done else 0.2),
            )
            set_new(self.names[name], alpha=1.0 if done else 0.35)


def _way(start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    """Return x and y of a line between two discs; along the lower row it sags below the next."""
    gap = 0.2 / np.hypot(end[0] - start[0], end[1] - start[1])
    s = np.linspace(gap, 1 - gap, 21)[:, None]
    way = (1 - s) * np.array(start) + s * np.array(end)
    if start[1] == end[1] == 0 and abs(start[0] - end[0]) > 1:
        way[:, 1] -= 1.6 * (s * (1 - s))[:, 0]
    return way.T


def _color(step: int) -> str:
    return GRADIENT if step > UP.index("L") else INK


class _Equation:
    """Matrices beside each other, with their names above and their shapes below."""

    def __init__(self, axes: Axes):
        axes.set(xlim=(0, 110), ylim=(-4.2, 2.6))
        axes.set_axis_off()
        center = {"ha": "center", "va": "center"}
        column = {"size": 9, "linespacing": 3, **center}
        self.columns = [axes.text(0, 0, "", **column) for _ in range(12)]
        self.signs = [axes.text(0, 0, "", **center) for _ in range(6)]
        self.names = [axes.text(0, 1.9, "", weight="bold", **center) for _ in range(4)]
        self.shapes = [axes.text(0, -3.7, "", size=9, **center) for _ in range(4)]
        self.brackets = [axes.plot([], [], linewidth=1.2)[0] for _ in range(4)]

    def set(self, terms: str, arrays: dict[str, np.ndarray], color: str) -> None:
        columns, signs, blocks, x = iter(self.columns), iter(self.signs), 0, 1.0
        for term in terms.split():
            if term not in arrays:
                x += 1.2 + 1.2 * len(term)
                set_new(next(signs), position=(x, -0.9), text=term)
                x += 1.2 + 1.2 * len(term)
                continue
            array, start = arrays[term], x
            form = "z.0f" if np.isin(array, (0, 1)).all() else "z.2f"
            for j, values in enumerate(array.T):
                position = (x + 4.4 + 8.2 * j, 1.25 - 0.7 * len(array))
                numbers = "\n".join(plain(value, form) for value in values)
                set_new(next(columns), position=position, text=numbers)
            x += 0.6 + 8.2 * array.shape[1]
            self._frame(blocks, term, array, (start, x), color)
            blocks += 1
        for text in (*columns, *signs, *self.names[blocks:], *self.shapes[blocks:]):
            set_new(text, text="")
        for bracket in self.brackets[blocks:]:
            set_new(bracket, data=([], []))

    def _frame(
        self, block: int, name: str, array: np.ndarray, ends: tuple[float, float], color: str
    ) -> None:
        (left, right), low = ends, 0.55 - 1.4 * len(array) + 0.6
        x = [left + 1, left, left, left + 1, np.nan, right - 1, right, right, right - 1]
        self.brackets[block].set_data(x, [1.2, 1.2, low, low, np.nan, 1.2, 1.2, low, low])
        set_new(self.brackets[block], color=color)
        middle, shape = (left + right) / 2, f"{array.shape[0]} × {array.shape[1]}"
        set_new(self.names[block], position=(middle, 1.9), text=name)
        set_new(self.shapes[block], position=(middle, low - 0.7), text=shape)


@explorer(
    step=Time(0, len(STEPS) - 1, 1, start=1, label="step"),
    weight=Slider(-2.0, 2.0, 0.1, start=W1[0, 0], label="w, the first weight of W₁"),
    question="The upper row has eight arrays: X, and seven that the way forward makes of it. How "
    "many of the eight does the way back, in the lower row, need again?",
    predict=guess.Number(
        len(NEEDED),
        maximum=8,
        at={"step": len(STEPS) - 1},
        given=(),
        seen="Two samples, two hidden layers, three classes. Step 1: z₁ = X W₁ + b₁.",
        says="It needs {answer}, all but z₃ and L, so training keeps them in memory. Now step "
        "through the way back.",
    ),
    presets={
        "the scores are read": {"step": 6},
        "probability minus truth": {"step": 8},
        "through a ReLU": {"step": 10},
        "arrived at the first weights": {"step": 13},
    },
    size=(6.0, 4.1),
)
def backprop_steps(figure: Figure):
    """Both ways through a network with two hidden layers, with the numbers.

    In the graph, the upper row is computed forward and the lower row backward. Under it is the
    equation of the current step with all its matrices and their shapes.
    """
    graph = _Graph(figure.add_axes([0.01, 0.5, 0.98, 0.49]))
    equation = _Equation(figure.add_axes([0.01, 0.01, 0.98, 0.46]))

    def update(step, weight):
        arrays, here = passes(weight), STEPS[step]
        graph.set(step)
        equation.set(here.terms, arrays, _color(step))
        caption = f"Step {step} of {len(STEPS) - 1}: {here.formula}. {here.comment}"
        if here.name in ("h₁", "h₂", "δ₁", "δ₂"):
            z = arrays["z" + here.name[-1]]
            caption += f" Of {z.size} entries of z{here.name[-1]}, {(z > 0).sum()} are positive."
        if here.name == "L":
            caption += f" The loss is {plain(arrays['L'][0, 0], '.4f')}."
        if here.name.startswith("∂"):
            bias = arrays["δ" + here.name[-1]].sum(0)
            caption += (
                f" For the biases sum δ{here.name[-1]} by column: {', '.join(two_digits(bias))}."
            )
        if here.name == "∂W₁":
            caption += f" The way back has read {len(NEEDED)} of {len(UP)} arrays."
            up, down = (passes(weight + h)["L"][0, 0] for h in (1e-5, -1e-5))
            caption += (
                f" Check: moving w by 0.00001 both ways moves the loss at a rate of "
                f"{plain((up - down) / 2e-5, '.4f')}; the matrix says "
                f"{plain(arrays['∂W₁'][0, 0], '.4f')}."
            )
        return caption

    return update
