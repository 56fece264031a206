"""One test image: what the model sees, and what it says."""

from functools import cache

import numpy as np
from explorable import Choice, Slider, Time, explorer, guess
from matplotlib.figure import Figure

from descent import images
from descent.explorers.mnist._digits import Rows, digits, replay, share
from descent.plotting import GRAY, INK
from descent.simplex import log_softmax, softmax

COMING, ERRORS, TIES = "as they come", "surest errors", "closest calls"


def _label() -> int:
    """Return the true digit of the surest error."""
    return int(digits()[1][_lists()[ERRORS][0]])


@cache
def _lists() -> dict[str, np.ndarray]:
    (X, y), trained = digits(), replay()
    return lists_of(X @ trained.weights[50] + trained.biases[50], y)


@explorer(
    which=Choice([COMING, ERRORS, TIES], start=ERRORS, label="test images"),
    rank=Slider(1, 40, 1, start=1, label="number in that list"),
    epoch=Time(0, 50, 1, start=50, label="epochs of training"),
    question="Of all its errors the model is surest of this one. Which digit do you read?",
    predict=guess.Number(
        _label,
        maximum=9,
        tolerance=0.5,
        seen="Test image 8, as the model is given it.",
        says="The label says {answer}. Take the training back: does the loss always fall?",
    ),
    presets={
        "the surest error": {"which": ERRORS, "rank": 1, "epoch": 50},
        "the closest call": {"which": TIES, "rank": 1, "epoch": 50},
        "an easy one": {"which": COMING, "rank": 1, "epoch": 50},
        "before training": {"which": COMING, "rank": 1, "epoch": 0},
    },
    size=(6.0, 3.0),
)
def digit_inspector(figure: Figure):
    """One image: ink, scores, probabilities.

    Softmax turns a lead of a few points in the scores into near certainty.
    """
    (X, y), trained, lists = digits(), replay(), _lists()
    axes = figure.subplots(1, 3, width_ratios=[4, 3, 3])
    figure.subplots_adjust(left=0.0, right=0.87, top=0.9, bottom=0.1, wspace=0.25)
    picture = images.draw(axes[0], images.ink(X[0].reshape(28, 28)))
    scores = Rows(axes[1], "score", (-20, 20))
    shares = Rows(axes[2], "probability", (0, 1))
    axes[1].axvline(0, color=INK, linewidth=0.8)
    axes[2].set_xticks([0, 0.5, 1], ["0", "½", "1"])
    guessed, true = (axes[2].text(1.05, 0, "guess", va="center") for _ in range(2))
    guess.answer(scores.bars, shares.bars, guessed, true)

    def update(which, rank, epoch):
        i = lists[which][rank - 1]
        o = X[i] @ trained.weights[epoch] + trained.biases[epoch]
        p = softmax(o)
        said = p.argmax()
        colors = [GRAY] * 10
        colors[said], colors[y[i]] = images.AGAINST, images.FOR
        picture.set_data(images.ink(X[i].reshape(28, 28)))
        scores.set(o, colors)
        shares.set(p, colors)
        guessed.set_y(said)
        guessed.set_text("guess" if said != y[i] else "")
        true.set(y=y[i], text="true" if said != y[i] else "both")
        loss = f"loss −log {share(p[y[i]])} = {-log_softmax(o)[y[i]]:.2f}."
        if epoch == 0:
            return (
                f"Test image {i}, true digit {y[i]}. Before training all digits are alike: {loss}"
            )
        verdict = "rightly" if said == y[i] else f"and leaves {share(p[y[i]])} to the {y[i]}"
        return (
            f"Test image {i}, true digit {y[i]}. After epoch {epoch} the model says {said} with "
            f"probability {share(p[said])}, {verdict}: {loss}"
        )

    return update


def lists_of(scores: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Return the test images in three orders, as their numbers."""
    p = softmax(scores)
    lowest = np.sort(p)
    wrong = np.flatnonzero(p.argmax(1) != y)
    return {
        COMING: np.arange(len(y)),
        ERRORS: wrong[np.argsort(-p[wrong].max(1), kind="stable")],
        TIES: np.argsort(lowest[:, -1] - lowest[:, -2], kind="stable"),
    }
