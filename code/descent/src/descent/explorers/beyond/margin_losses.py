"""Losses that ask for a margin between directions."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import panels, plain, set_axes, set_new
from descent.explorers._plane import on_circle
from descent.losses import softmax_cross_entropy
from descent.plotting import CLASSES, GRAY, INK, LOSS, REGULARIZER

_DIRECTIONS = np.radians([0, 120, -120])
_ANGLES = np.arange(-180, 181, 2)
_KINDS = {
    "no margin": {"color": GRAY, "linestyle": "-", "marker": "o"},
    "additive": {"color": LOSS, "linestyle": "--", "marker": "s"},
    "angular": {"color": REGULARIZER, "linestyle": ":", "marker": "^"},
}
_MARGIN = 0.35
_LOOKS = list(_KINDS.values())


@explorer(
    angle=Slider(-180, 180, 1, start=40, label="feature's angle (degrees)"),
    margin=Slider(0.0, 1.0, 0.05, start=_MARGIN, label="margin m"),
    scale=Slider(1, 32, 1, start=8, label="scale s"),
    question="Without a margin cat wins up to 60°, halfway to car. An angular margin adds 20° "
    "(m = 0.35) to the feature's angle to cat. Up to which angle does cat win now?",
    predict=guess.Number(
        lambda: round(_reach({"angle": _MARGIN})),
        unit="degrees",
        maximum=90,
        tolerance=0.5,
        given=("margin",),
        seen="Feature at 40°. The arc shows where cat wins without a margin.",
        says="Up to {answer}, not 40: a feature that turns away from cat turns toward car.",
    ),
    presets={
        "wins without, not with": {"angle": 50, "margin": 0.35, "scale": 8},
        "no margin": {"angle": 40, "margin": 0.0, "scale": 8},
        "a floor": {"angle": 0, "margin": 0.35, "scale": 1},
        "behind the head": {"angle": 180, "margin": 1.0, "scale": 8},
    },
    handles=[Handle(x="angle", y=0.003, axes=1, label="feature's angle")],
    size=(6.0, 3.0),
)
def margin_losses(figure: Figure):
    """What a margin does to directions.

    Left, the three classes' directions and the feature; the three arcs are where *cat* wins by the
    margin: without one, with an additive one, s (cos ψ − m), and with an angular one, s cos(ψ + m).
    Right, the three losses of the photo at every angle of its feature.
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[2, 3], left=0.0, right=0.97, top=0.9, bottom=0.18, wspace=0.15
    )
    left.set(aspect="equal", xlim=(-1.4, 1.4), ylim=(-1.4, 1.4))
    left.set_axis_off()
    for direction, (name, color, _) in zip(_DIRECTIONS, CLASSES, strict=True):
        left.annotate(
            "", on_circle(direction), (0, 0), arrowprops={"arrowstyle": "->", "color": color}
        )
        left.text(*(1.22 * on_circle(direction)), name, ha="center", va="center", color=color)
    (feature,) = left.plot([0, 1], [0, 0], "-o", color=INK, markevery=[1])
    arcs = [left.plot([0], [0], **look, markevery=[20], linewidth=2.5)[0] for look in _LOOKS]
    lines = [right.plot(_ANGLES, _ANGLES, **look, markevery=[0])[0] for look in _LOOKS]
    points = [right.plot([0], [1], **look)[0] for look in _LOOKS]
    for row, (name, look) in enumerate(_KINDS.items()):
        left.plot([0.05, 0.35], 2 * [-0.85 - 0.23 * row], **look, markevery=[1])
        left.text(0.5, -0.85 - 0.23 * row, name, va="center")
    guess.answer(*arcs[1:])
    right.axhline(np.log(3), color=INK, linewidth=0.8, linestyle=":")
    set_axes(right, "loss (nats)", yscale="log", xlim=(-180, 180), ylim=(1e-3, 100),
             xlabel="angle to cat (degrees)", xticks=[-180, -120, -60, 0, 60, 120, 180],
             yticks=[0.001, 0.1, np.log(3), 10],
             yticklabels=["0.001", "0.1", "log 3", "10"])  # fmt: skip
    right.minorticks_off()

    def update(angle, margin, scale):
        options = _options(margin, scale)
        set_new(feature, data=np.transpose([(0, 0), on_circle(np.radians(angle))]))
        descriptions = []
        for i, (name, each) in enumerate(options.items()):
            reach = np.radians(_reach(each))
            arc = (0.55 + 0.1 * i) * on_circle(np.linspace(-reach, reach, 41))
            set_new(arcs[i], data=arc)
            set_new(lines[i], data=(_ANGLES, np.maximum(_losses(_ANGLES, **each), 1e-4)))
            loss = _losses(np.array([angle]), **each)[0]
            set_new(points[i], data=([angle], [max(loss, 1e-4)]))
            descriptions.append(f"{name} {loss:.3f} (line at {_reach(each):.0f}°)")
        return f"Feature at {plain(angle, 'd')}°. Loss: {', '.join(descriptions)}."

    return update


def _options(margin: float, scale: float) -> dict[str, dict[str, float]]:
    given: tuple[dict[str, float], ...] = ({}, {"margin": margin}, {"angle": margin})
    return {name: {"scale": scale, **more} for name, more in zip(_KINDS, given, strict=True)}


def _losses(degrees, scale=1, margin=0, angle=0):
    """Return the loss of cat for features at these angles."""
    apart = np.arccos(np.cos(np.radians(degrees)[:, None] - _DIRECTIONS))  # from 0 to π
    cosines = np.cos(apart + np.array([angle, 0, 0])) - [margin, 0, 0]
    return softmax_cross_entropy(scale * cosines, np.zeros(len(degrees), int), reduction="none")


def _reach(options: dict[str, float]) -> float:
    """Return the angle, in degrees, at which cat and its nearest rival are level."""
    fine = np.arange(0, 60.05, 0.1)
    label_score = np.cos(np.radians(fine) + options.get("angle", 0)) - options.get("margin", 0)
    wins = label_score >= np.cos(np.radians(120 - fine)) - 1e-9
    return fine[wins][-1] if wins.any() else 0.0
