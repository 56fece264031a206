"""What the size of the weights does to leads and losses."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.datasets.photos import SCORES
from descent.explorers._parts import NAMES, panels, plain, set_axes, set_each
from descent.losses import multiclass_hinge, softmax_cross_entropy
from descent.plotting import CLASSES, INK, LOSS

_PHOTOS = {f"photo of the {name}": k for k, name in enumerate(NAMES)} | {"all three": -1}
_TOPS = {0: 8, 1: 2.4, 2: 36, -1: 15}
_ALPHAS = np.linspace(0, 3, 121)


def _quietest() -> float:
    """Return the scale at which the mean hinge loss of all three photos is smallest."""
    return _ALPHAS[_mean_losses(-1, _ALPHAS)[0].argmin()]


@explorer(
    alpha=Slider(0.0, 3.0, 0.05, start=1.0, label="scale α"),
    photo=Choice(_PHOTOS, start="all three", label="loss of"),
    question="All weights and biases are multiplied by α. Two of the three photos are classified "
    "wrongly. Which α makes the mean hinge loss of all three smallest?",
    predict=guess.Number(
        _quietest,
        maximum=3.0,
        step=0.05,
        tolerance=0.01,
        along="x",
        axes=1,
        at={"alpha": 0.0},
        seen="At α = 1 the mean hinge loss is 5.27, and cross-entropy is 2.76.",
        says="At {answer}: the best choice is to say nothing. Now choose the photo of the car.",
    ),
    presets={
        "all tied": {"alpha": 0.0, "photo": "photo of the car"},
        "just safe": {"alpha": 0.35, "photo": "photo of the car"},
        "twice W": {"alpha": 2.0, "photo": "photo of the car"},
        "louder and wrong": {"alpha": 3.0, "photo": "photo of the cat"},
        "mostly wrong": {"alpha": 1.0, "photo": "all three"},
    },
    handles=[Handle(x="alpha", y=0.0, axes=1, label="scale α")],
    size=(6.0, 3.0),
)
def weight_scale(figure: Figure):
    """The same classifier, louder: what αW does to leads and losses.

    Left, one row per photo: how far its true class leads each of the others, whose marks stand a
    little above each other. Right, the hinge loss (solid) and, as a preview of chapter 4,
    cross-entropy (dashed).
    """
    left, right = panels(
        figure, 1, 2, width_ratios=[6, 5], left=0.08, right=0.98, top=0.9, bottom=0.18, wspace=0.2
    )
    marks = _lead_marks(left)
    curves = [right.plot(_ALPHAS, _ALPHAS, style, color=color)[0]
              for style, color in (("-", INK), ("--", LOSS))]  # fmt: skip
    guess.answer(*curves)
    points = [right.plot([0], [0], "o", color=color, clip_on=False)[0] for color in (INK, LOSS)]
    labels = [right.text(0, y, word, size=9, transform=right.transAxes)
             for y, word in ((0.93, "solid: hinge"), (0.75, "dashed: cross-entropy"))]  # fmt: skip
    set_axes(right, "mean loss", xlim=(0, 3), xticks=[0, 1, 2, 3], xlabel="scale α (no unit)")
    right.locator_params(axis="y", nbins=3)

    def update(alpha, photo):
        right.set_ylim(-0.08 * _TOPS[photo], _TOPS[photo])  # the handle is above the numbers
        falls = _PHOTOS["photo of the car"] == photo
        x, side = (0.98, "right") if falls else (0.04, "left")
        set_each(labels, x=[x, x], ha=[side, side])
        leads = alpha * (SCORES.diagonal()[:, None] - SCORES)
        set_each(marks.values(), xdata=[[leads[pair]] for pair in marks])
        losses = _mean_losses(photo, np.array([alpha]))
        set_each(curves, ydata=_mean_losses(photo, _ALPHAS))
        set_each(points, data=[([alpha], loss) for loss in losses])
        (hinge,), (soft,) = losses
        return (
            f"α = {alpha:.2f}. {_facts(leads, photo)} Hinge {hinge:.2f}, cross-entropy {soft:.2f}."
        )

    return update


def _lead_marks(axes: Axes) -> dict:
    """Draw a mark for each photo and each wrong class; what is left of 1 is charged."""
    axes.axvspan(-20, 1, color=LOSS, alpha=0.25, linewidth=0)
    axes.axvline(1, color=INK, linestyle="--", linewidth=1)
    set_axes(axes, "a lead below 1 costs", xlim=(-19, 17), ylim=(-2.5, 0.5),
             xlabel="lead of the true class (points)", yticks=[0, -1, -2], yticklabels=NAMES,
             xticks=[-10, 0, 10], xticklabels=["−10", "0", "10"])  # fmt: skip
    return {
        (k, j): axes.plot([0], [-k + 0.2 * (j - 1)], c.marker, color=c.color, markersize=9)[0]
        for k in range(3)
        for j, c in enumerate(CLASSES)
        if j != k
    }


def _facts(leads: np.ndarray, photo: int) -> str:
    """Say how far ahead or behind the other classes are, or of all photos the least lead."""
    if not leads.any():
        return "All scores are 0: every class is as good as any other."
    others = np.where(np.eye(3, dtype=bool), np.inf, leads)
    if photo == -1:
        least = ", ".join(map(" ".join, zip(NAMES, map(plain, others.min(1)), strict=True)))
        return f"Lead of each photo's true class over the best other: {least}."
    sides = ["behind" if lead >= 0 else "ahead" for lead in leads[photo]]
    rivals = [f"{NAMES[j]} {abs(leads[photo, j]):.1f} {sides[j]}" for j in range(3) if j != photo]
    return f"Photo of the {NAMES[photo]}: {', '.join(rivals)}."


def _mean_losses(photo: int, alphas: np.ndarray) -> np.ndarray:
    """Return hinge and cross-entropy, shape (2, n), of one photo or of all (-1) at each scale."""
    chosen = [0, 1, 2] if photo == -1 else [photo]
    scaled = np.concatenate(np.multiply.outer(alphas, SCORES[chosen]))
    labels = np.tile(chosen, len(alphas))
    each = [loss(scaled, labels, reduction="none")
            for loss in (multiclass_hinge, softmax_cross_entropy)]  # fmt: skip
    return np.reshape(each, (2, len(alphas), -1)).mean(2)
