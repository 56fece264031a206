"""One gradient step on the pixels."""

from functools import cache

import numpy as np
from explorable import Slider, explorer, guess
from matplotlib.figure import Figure

from descent import images
from descent.datasets import load_mnist, load_replay
from descent.explorers._parts import panels, set_axes, set_new
from descent.plotting import GRAY, INK
from descent.simplex import one_hot, softmax


@explorer(
    step=Slider(0.0, 0.25, 0.005, start=0.05, label="step ε per pixel"),
    image=Slider(0, 29, 1, start=0, label="test image"),
    question="Every pixel may move by ε, paper being 0 and full ink 1. How small an ε makes the "
    "model change its mind?",
    predict=guess.Number(
        0.075,
        maximum=0.25,
        step=0.005,
        tolerance=0.002,
        at={"step": 0.075},
        seen="Test image 0, a 7. With steps of 0.050 the model still says 7, with probability "
        "0.849.",
        says="At {answer} it says 3. Could you tell from the picture?",
    ),
    presets={
        "untouched": {"step": 0.0},
        "hardly visible": {"step": 0.05},
        "nine in ten are wrong": {"step": 0.1},
    },
    size=(6.0, 2.8),
)
def adversarial_step(figure: Figure):
    """One gradient step on the pixels, against the model.

    Left, the digit after the step. Middle, the step: blue where ink is added, vermillion where it
    is taken away. Right, the model's probabilities; its answer is vermillion where it is wrong.
    """
    X, y, W, b, slopes = _attacked()
    axes = panels(
        figure,
        1,
        3,
        width_ratios=[4, 4, 3],
        left=0.0,
        right=0.97,
        top=0.9,
        bottom=0.16,
        wspace=0.12,
    )
    picture = images.draw(axes[0], images.ink(X[0].reshape(28, 28)))
    change = images.draw(axes[1], images.signed(slopes[0].reshape(28, 28), 1))
    bars = axes[2].barh(range(10), np.zeros(10), color=GRAY, height=0.7)
    axes[2].set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xticks=[0, 0.5, 1])
    axes[2].axvline(0, color=INK, linewidth=0.8)
    axes[2].tick_params(axis="y", length=0)
    for each, title in zip(axes, ("digit", "step", "probability"), strict=True):
        set_axes(each, title)

    def update(step, image):
        moved = np.clip(X[image] + step * slopes[image], 0, 1)
        p = softmax(moved @ W + b)
        predicted, true = p.argmax(), y[image]
        picture.set_data(images.ink(moved.reshape(28, 28)))
        change.set_data(images.signed((moved - X[image]).reshape(28, 28), 0.25))
        for digit, bar in enumerate(bars):
            wrong = digit == predicted != true
            color = images.AGAINST if wrong else images.FOR if digit == true else GRAY
            set_new(bar, width=p[digit], color=color)
        verdict = (
            "rightly" if predicted == true else f"wrongly, for p of {true} is now {p[true]:.3f}"
        )
        return (
            f"Test image {image}, a {true}. With steps of {step:.3f} the model says {predicted} "
            f"with probability {p[predicted]:.3f}, {verdict}. Loss {-np.log(p[true]) + 0:.2f}."
        )

    return update


@cache
def _attacked() -> tuple[np.ndarray, ...]:
    """Return thirty test images and their digits, weights and biases, and the slopes' signs."""
    X, y = (part[:30].copy() for part in load_mnist()[2:])  # the others are let go
    replay = load_replay(32)
    W, b = replay.weights[-1].copy(), replay.biases[-1].copy()
    return X, y, W, b, np.sign((softmax(X @ W + b) - one_hot(y, 10)) @ W.T)
