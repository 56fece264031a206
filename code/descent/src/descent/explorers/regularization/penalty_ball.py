"""Where the loss touches the ball of a penalty."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, panels, plain, set_each
from descent.explorers._plane import on_circle
from descent.penalties import elastic_net, l1, l2
from descent.plotting import INK, LOSS, REGULARIZER
from descent.projections import l2_proximal, soft_threshold

CURVATURE = np.array([[1.0, 0.5], [0.5, 0.7]])
BETA = 1.0
CIRCLE = on_circle(np.linspace(0, 2 * np.pi, 121))
ELLIPSE = np.linalg.inv(np.linalg.cholesky(CURVATURE).T) @ CIRCLE


def _elastic_radius(R: float) -> np.ndarray:
    """Return the r for which the elastic net of r times each point of the circle is R."""
    across = np.abs(CIRCLE).sum(0)
    return (np.sqrt(across**2 + 4 * BETA * R) - across) / (2 * BETA)


PENALTIES = {
    "L1": (l1, soft_threshold, lambda R: R / np.abs(CIRCLE).sum(0)),
    "L2": (l2, l2_proximal, np.sqrt),
    "elastic net, β = 1": (
        lambda w: elastic_net(w, BETA),
        lambda w, threshold: l2_proximal(soft_threshold(w, threshold), threshold * BETA),
        _elastic_radius,
    ),
}
"""Of each penalty R: itself, its proximal step, and how far its ball {R(w) ≤ R} reaches."""

STRENGTH, CENTER = 0.6, (2.2, 0.6)


def _minimizer(penalty: str, strength: float, best: np.ndarray) -> np.ndarray:
    """Return the weights of the smallest loss + λR; those of the smallest loss are `best`."""
    proximal, eta = PENALTIES[penalty][1], 1 / np.linalg.eigvalsh(CURVATURE)[-1]
    w = best
    for _ in range(60):
        w = proximal(w - eta * CURVATURE @ (w - best), eta * strength)
    return w.round(6)  # what is left of a weight that goes to 0 is smaller


@explorer(
    penalty=Choice(list(PENALTIES), start="L1", label="penalty R"),
    strength=Slider(0.0, 3.0, 0.05, start=STRENGTH, label="strength λ"),
    w1=Slider(-3.0, 3.0, 0.1, start=CENTER[0], label="w₁ of the smallest loss"),
    w2=Slider(-3.0, 3.0, 0.1, start=CENTER[1], label="w₂ of the smallest loss"),
    question="The data loss is smallest at the cross, and equal along each ellipse. L1 adds "
    "0.6 · (|w₁| + |w₂|) to it. Where is the sum smallest?",
    predict=guess.Mark(
        lambda: tuple(_minimizer("L1", STRENGTH, np.array(CENTER))),
        decimals=2,
        seen="The cross is at (2.2, 0.6).",
        says="It is at {answer}, on the axis, so w₂ is exactly 0. Now choose L2 or drag the cross.",
    ),
    presets={
        "L1": {"penalty": "L1", "strength": 0.6, "w1": 2.2, "w2": 0.6},
        "L1, a side": {"penalty": "L1", "strength": 0.6, "w1": 1.5, "w2": 1.8},
        "L2": {"penalty": "L2", "strength": 0.6, "w1": 2.2, "w2": 0.6},
        "elastic net": {
            "penalty": "elastic net, β = 1", "strength": 0.6, "w1": 2.2, "w2": 0.6,
        },
        "λ wins": {"penalty": "L1", "strength": 3.0, "w1": 2.2, "w2": 0.6},
    },
    handles=[Handle(x="w1", y="w2", label="weights of the smallest loss")],
    size=(6.0, 3.6),
)  # fmt: skip
def penalty_ball(figure: Figure):
    """Where the loss touches the ball of the penalty.

    The ellipses are the data loss, smallest at the cross. The solution ŵ (dot) minimizes loss + λR.
    The ellipse through it and the ball of all weights with no larger penalty just touch.
    """
    axes = panels(figure, left=0.02, right=0.98, top=0.97, bottom=0.15)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.8)
    rings = [axes.plot([], [], color=LOSS, linewidth=0.7, alpha=0.6)[0] for _ in range(3)]
    (touching,) = axes.plot([], [], color=LOSS)
    (ball,) = axes.fill([0], [0], facecolor=REGULARIZER, alpha=0.4)
    lines = Lines(
        axes,
        center=dots(LOSS, "+", markersize=11, markeredgewidth=2),
        way={"color": INK, "linewidth": 0.8, "linestyle": ":"},
        solution=dots(INK),
    )
    guess.answer(touching, ball, lines["way"], lines["solution"])
    axes.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), aspect="equal", xlabel="weight w₁",
             ylabel="weight w₂", xticks=[-3, 0, 3], yticks=[-3, 0, 3])  # fmt: skip

    def update(penalty, strength, w1, w2):
        R, _, radius = PENALTIES[penalty]
        best = np.array([w1, w2])
        w = _minimizer(penalty, strength, best)
        loss = (w - best) @ CURVATURE @ (w - best) / 2
        levels = (0.1, 0.5, 2, loss)
        ellipses = [best[:, None] + np.sqrt(2 * level) * ELLIPSE for level in levels]
        set_each([*rings, touching], data=ellipses)
        ball.set_xy((radius(R(w)) * CIRCLE).T)
        lines.set(center=([w1], [w2]), way=([w1, w[0]], [w2, w[1]]), solution=(w[:1], w[1:]))
        zeros = " and ".join(f"w{'₁₂'[i]}" for i in range(2) if w[i] == 0)
        coordinates = ", ".join(plain(weight, "z.2f") for weight in w)
        verdict = f"{zeros} exactly 0" if zeros else "no weight is 0"
        return (
            f"{penalty}, λ = {strength:.2f}: ŵ = ({coordinates}), {verdict}. "
            f"Data loss {loss:.2f} + λ · {R(w):.2f} = {loss + strength * R(w):.2f}."
        )

    return update
