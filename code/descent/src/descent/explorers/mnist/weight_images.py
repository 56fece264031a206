"""What a penalty does to the weights."""

import numpy as np
from explorable import Choice, explorer, guess
from matplotlib.figure import Figure

from descent import images
from descent.datasets import load_penalized
from descent.datasets.replay import STRENGTHS
from descent.explorers._parts import panels, set_axes
from descent.explorers.mnist._digits import templates
from descent.plotting import INK, LOSS

SAME, SEPARATE = "the same for all λ", "its own for each λ"
NAMES = {f"{strength:g}": i for i, strength in enumerate(STRENGTHS)}


@explorer(
    strength=Choice(NAMES, label="penalty λ"),
    scale=Choice([SEPARATE, SAME], label="color scale"),
    question="A larger penalty λ gives templates that you can read. Does it lower the test loss, "
    "too? Draw the test loss.",
    predict=guess.Line(
        lambda: load_penalized().judged[:, 2].tolist(),
        range(len(STRENGTHS)),
        axes=1,
        decimals=2,
        seen="λ = 0: loss 0.152 on train, 0.378 on test. The templates are full of specks.",
        at={"strength": "0.0003"},
        given=(),
        says="It is lowest at λ = 0.0003, where the templates are hardly calmer.",
    ),
    presets={
        "specks": {"strength": "0", "scale": SEPARATE},
        "lowest test loss": {"strength": "0.0003", "scale": SEPARATE},
        "soft digits": {"strength": "0.1", "scale": SEPARATE},
        "hardly any weight": {"strength": "0.1", "scale": SAME},
    },
    size=(6.0, 4.6),
)
def weight_images(figure: Figure):
    """Templates of softmax regression after 50 epochs with the penalty λ Σ W².

    Blue pixels speak for a digit, vermillion ones against it. Right, the mean cross-entropy without
    the penalty.
    """
    weights, judged = load_penalized()
    upper, lower = panels(
        figure, 2, 1, height_ratios=[5, 3], left=0.1, right=0.97, top=0.99, bottom=0.12, hspace=0.2
    )
    picture = images.draw(upper, templates(weights[0], 1))
    positions = np.arange(len(STRENGTHS))
    for name, style, column, y in (("train", "o-", 0, 0.02), ("test", "s--", 2, 0.48)):
        curve = lower.plot(positions, judged[:, column], style, color=LOSS, markersize=4)
        label = lower.text(0.1, y, name)
        if name == "test":
            guess.answer(*curve, label)
    (line,) = lower.plot([0, 0], [0, 1.15], color=INK, linewidth=0.8)
    set_axes(lower, "loss (nats)", ylim=(0, 1.15), yticks=[0, 0.5, 1], xlabel="penalty λ (no unit)",
             xticks=positions, xticklabels=[f"{strength:g}" for strength in STRENGTHS])  # fmt: skip
    common = np.quantile(np.abs(weights[0]), 0.98)

    def update(strength, scale):
        W = weights[strength]
        limit = np.quantile(np.abs(W), 0.98) if scale == SEPARATE else common
        picture.set_data(templates(W, limit))
        line.set_xdata([strength, strength])
        train_loss, train_accuracy, test_loss, test_accuracy = judged[strength]
        return (
            f"λ = {STRENGTHS[strength]:g}: loss {train_loss:.3f} on train, {test_loss:.3f} on "
            f"test; accuracy {train_accuracy:.3f} on train, {test_accuracy:.3f} on test. Length "
            f"of all weights ‖W‖ = {np.linalg.norm(W):.1f}; full color at {limit:.2f}."
        )

    return update
