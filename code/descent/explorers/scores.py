"""The explorers of the chapter on scores and margins."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from descent.datasets import make_blobs
from descent.explorers.core import Choice, Handle, Slider, explorer
from descent.explorers.parts import NAMES, Bars
from descent.geometry import decision_regions
from descent.losses import multiclass_hinge, softmax_cross_entropy
from descent.plotting import CLASSES, GRADIENT, INK, LOSS

SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
"""The running example: row i holds the scores of photo i, which shows class i."""

POINTS, LABELS = make_blobs(
    [[-1.1, -1.0], [1.5, -0.5], [-0.3, 1.5]], 10, scale=0.45, rng=np.random.default_rng(3)
)
"""Thirty photos in the plane: how shiny they are, how green they are."""
WEIGHTS = np.array([[1.0, 1.8, -0.6], [0.5, -0.6, 1.8]])
BIASES = np.array([0.0, -1.0, -1.0])
"""Templates, one column a class, and biases. The cat's are those the reader starts from."""

_BOX = (-2.5, 2.5, -2.5, 2.5)


def _plain(value: float, spec: str = ".1f") -> str:
    """Return a number as in the text, with a true minus sign and no minus zero."""
    return f"{value:z{spec}}".replace("-", "−")


@explorer(
    cat_shiny=Slider(-2.0, 2.0, 0.1, start=WEIGHTS[0, 0], label="cat's weight of shiny"),
    cat_green=Slider(-2.0, 2.0, 0.1, start=WEIGHTS[1, 0], label="cat's weight of green"),
    bias=Slider(-3.0, 3.0, 0.1, start=0.0, label="cat's bias b"),
    shiny=Slider(-2.5, 2.5, 0.1, start=0.6, label="photo x: shiny"),
    green=Slider(-2.5, 2.5, 0.1, start=0.9, label="photo x: green"),
    question="Where must the cat's arrow point so that each photo lies in its class's region? "
    "Predict, then drag the tip of the blue arrow. Is the arrow enough, or do you need the bias?",
    presets={
        "an arrow at its class": {"cat_shiny": -1.1, "cat_green": -1.0, "bias": 0.0},
        "no opinion": {"cat_shiny": 0.0, "cat_green": 0.0, "bias": 0.0},
        "bias takes all": {"cat_shiny": 0.0, "cat_green": 0.0, "bias": 3.0},
        "nowhere best": {"cat_shiny": 0.4, "cat_green": 0.4, "bias": -3.0},
    },
    handles=[
        Handle(x="cat_shiny", y="cat_green", label="the cat's arrow"),
        Handle(x="shiny", y="green", label="photo x"),
    ],
    size=(6.0, 3.3),
)
def score_map(figure: Figure):
    """Three scores, three regions: who wins where.

    Arrows are the templates, one a class. Each border is a straight line at a right angle to the
    difference of two arrows. Rings mark the photos that lie in a wrong region.
    """
    map_axes = figure.add_axes([0.08, 0.15, 0.45, 0.45 * 6.0 / 3.3])
    bars = Bars(figure.add_axes([0.63, 0.15, 0.35, 0.7]), "scores of the photo x", (-15, 18), 0.03)
    bars.bars[0].axes.axhline(0, color=INK, linewidth=0.8)
    bars.bars[0].axes.set_yticks([-10, 0, 10], ["−10", "0", "10"])
    map_axes.set(xlim=_BOX[:2], ylim=_BOX[2:], xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    map_axes.set(xlabel="shiny (no unit)")
    map_axes.set_ylabel("green (no unit)", labelpad=-2)
    regions = [map_axes.add_patch(_region(c.color)) for c in CLASSES]
    for k, c in enumerate(CLASSES):
        map_axes.plot(*POINTS[k == LABELS].T, c.marker, color=c.color, markersize=5)
    wrong = map_axes.plot([0], [0], "o", color=INK, fillstyle="none", markersize=11)[0]
    arrows = [map_axes.plot(*_arrow(w), color=c.color, linewidth=3)[0]
              for w, c in zip(WEIGHTS.T, CLASSES, strict=True)]  # fmt: skip
    photo = map_axes.plot([0], [0], "D", color=GRADIENT, markeredgecolor=INK, markersize=8)[0]

    def update(cat_shiny, cat_green, bias, shiny, green):
        W = np.column_stack([[cat_shiny, cat_green], WEIGHTS[:, 1:]])
        b = np.array([bias, *BIASES[1:]])
        for patch, corners in zip(regions, decision_regions(W, b, _BOX), strict=True):
            patch.set_xy(corners if len(corners) else np.full((3, 2), np.nan))
        missed = (POINTS @ W + b).argmax(1) != LABELS
        wrong.set_data(*POINTS[missed].T)
        arrows[0].set_data(*_arrow(W[:, 0]))
        photo.set_data([shiny], [green])
        scores = np.array([shiny, green]) @ W + b
        bars.set(scores, [_plain(score) for score in scores])
        terms = f"({_plain(cat_shiny)}) · ({_plain(shiny)}) + ({_plain(cat_green)}) · "
        winners = [n for n, s in zip(NAMES, scores, strict=True) if s > scores.max() - 1e-9]
        return (
            f"The cat's score of x: {terms}({_plain(green)}) + ({_plain(bias)}) = "
            f"{_plain(scores[0], '.2f')}; car {_plain(scores[1], '.2f')}, frog "
            f"{_plain(scores[2], '.2f')}. x lies with {' and '.join(winners)}. "
            f"{30 - missed.sum()} of 30 photos lie in their own region."
        )

    return update


def _region(color: str) -> Polygon:
    return Polygon(
        np.zeros((3, 2)), facecolor=(color, 0.2), edgecolor=INK, linewidth=0.8, zorder=0.5
    )


def _arrow(tip: np.ndarray) -> np.ndarray:
    """Return x and y of a line that draws an arrow from the origin to `tip`."""
    length = np.hypot(*tip)
    along = np.asarray(tip) / max(length, 1e-9) * min(0.25, length)
    aside = 0.6 * np.array([-along[1], along[0]])
    return np.transpose([np.zeros(2), tip, tip - along + aside, tip, tip - along - aside])


@explorer(
    cat=Slider(-4.0, 6.0, 0.1, start=SCORES[0, 0], label="score of cat"),
    car=Slider(-4.0, 6.0, 0.1, start=SCORES[0, 1], label="score of car"),
    frog=Slider(-4.0, 6.0, 0.1, start=SCORES[0, 2], label="score of frog"),
    truth=Choice(list(NAMES), label="the photo shows a"),
    question="The photo shows a cat. How far can the score of car fall before the loss is 0, and "
    "does it help to lower it farther? Predict, then drag the top of the bar.",
    presets={
        "photo of the cat": {"cat": 3.2, "car": 5.1, "frog": -1.7, "truth": "cat"},
        "photo of the car": {"cat": 1.3, "car": 4.9, "frog": 2.0, "truth": "car"},
        "photo of the frog": {"cat": 2.2, "car": 2.5, "frog": -3.1, "truth": "frog"},
        "right, yet not safe": {"cat": 3.2, "car": 2.8, "frog": -1.7, "truth": "cat"},
        "all equal": {"cat": 0.0, "car": 0.0, "frog": 0.0, "truth": "cat"},
    },
    handles=[Handle(x=i, y=name, label=f"score of {name}") for i, name in enumerate(NAMES)],
    size=(6.0, 2.9),
)
def hinge_by_hand(figure: Figure):
    """The hinge loss of one photo, term by term.

    Dashed is the safe line, one point below the score of the true class. What of a wrong class
    stands above it is marked, and is its term. The loss is their sum.
    """
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.06, right=0.99, top=0.9, bottom=0.1, wspace=0.2)
    heights = Bars(left, "score, and the safe line", ylim=(-6, 8.5), gap=0.06)
    left.axhline(0, color=INK, linewidth=0.8)
    left.set_yticks([-4, 0, 4], ["−4", "0", "4"])
    safe = left.axhline(0, color=INK, linestyle="--")
    excess = [left.plot([i + 0.4] * 2, [0, 0], color=LOSS, linewidth=5)[0] for i in range(3)]
    for line in excess:
        line.set_solid_capstyle("butt")
    stacks, words = _term_bars(right)

    def update(cat, car, frog, truth):
        scores, k = np.array([cat, car, frog]), NAMES.index(truth)
        terms = np.maximum(scores - scores[k] + 1, 0)
        terms[k] = 0
        heights.set(scores, [_plain(score) for score in scores])
        safe.set_ydata([scores[k] - 1] * 2)
        floor = np.array([0, terms[0], terms[0] + terms[1]])
        for i, (line, term) in enumerate(zip(excess, terms, strict=True)):
            line.set_ydata([scores[i] - term, scores[i]])
            stacks[i].set_height(term)
            words[i].set(y=term + 0.4, text="true" if i == k else _plain(term))
            stacks[i + 3].set(y=floor[i], height=term)
        words[3].set(y=terms.sum() + 0.4, text=_plain(terms.sum()))
        lines = [_term(scores, i, k) for i in range(3) if i != k]
        rest = " + ".join(_plain(term) for i, term in enumerate(terms) if i != k)
        lines.append(f"Loss: {rest} = {_plain(terms.sum())}.")
        return "\n".join(lines)

    return update


def _term_bars(axes: Axes):
    """Draw a bar for each term and one that stacks them; return bars and the words above."""
    colors = [c.color for c in CLASSES]
    bars = [*axes.bar(NAMES, [0] * 3, color=colors, width=0.6)]
    bars += axes.bar(["loss"] * 3, [0] * 3, color=colors, width=0.6, edgecolor=LOSS, linewidth=2)
    words = [axes.text(i, 0, "", ha="center") for i in range(4)]
    axes.set_title("terms of the loss", weight="normal", size=10)
    axes.set(ylim=(0, 24), yticks=[0, 10, 20])
    axes.grid(axis="x", visible=False)
    axes.tick_params(axis="x", length=0)
    return bars, words


def _term(scores: np.ndarray, other: int, true: int) -> str:
    """Return one term of the hinge loss as a line of arithmetic."""
    own, gap = _plain(scores[true]), scores[other] - scores[true] + 1
    minus = f"− ({own})" if scores[true] < -1e-9 else f"− {own}"
    value = f"max(0, {_plain(gap)}) = {_plain(max(gap, 0))}"
    return f"{NAMES[other]}: max(0, {_plain(scores[other])} {minus} + 1) = {value}."


_PHOTOS = {f"photo of the {name}": k for k, name in enumerate(NAMES)} | {"all three": -1}
_TOPS = {0: 8, 1: 2.4, 2: 36, -1: 15}
_ALPHAS = np.linspace(0, 3, 121)


@explorer(
    alpha=Slider(0.0, 3.0, 0.05, start=1.0, label="scale α"),
    photo=Choice(_PHOTOS, start="photo of the car", label="loss of"),
    question="All weights are multiplied by α. For which α is the hinge loss of the car's photo 0? "
    "And what does a larger α do to a photo that is classified wrongly? Predict, then drag.",
    presets={
        "all tied": {"alpha": 0.0},
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

    Left, one row a photo: how far its true class leads each of the others. Right, the hinge loss
    (solid) and, as a preview of chapter 4, the softmax loss (dashed).
    """
    left, right = figure.subplots(1, 2, width_ratios=[6, 5])
    figure.subplots_adjust(left=0.08, right=0.98, top=0.9, bottom=0.18, wspace=0.2)
    marks = _lead_marks(left)
    curves = [right.plot(_ALPHAS, _ALPHAS, style, color=color)[0]
              for style, color in (("-", INK), ("--", LOSS))]  # fmt: skip
    points = [right.plot([0], [0], "o", color=color, clip_on=False)[0] for color in (INK, LOSS)]
    right.set(xlim=(0, 3), xticks=[0, 1, 2, 3], xlabel="scale α (no unit)")
    right.set_title("mean loss", weight="normal", size=10)

    def update(alpha, photo):
        if right.get_ylim() != (0, _TOPS[photo]):
            right.set_ylim(0, _TOPS[photo])
        leads = alpha * (SCORES.diagonal()[:, None] - SCORES)
        for (k, j), mark in marks.items():
            mark.set_xdata([leads[k, j]])
        losses = _mean_losses(photo, np.array([alpha]))
        for curve, point, path, loss in zip(
            curves, points, _mean_losses(photo, _ALPHAS), losses, strict=True
        ):
            curve.set_ydata(path)
            point.set_data([alpha], loss)
        shown = range(3) if photo == -1 else [photo]
        facts = [f"Photo of the {NAMES[k]}: {_leads(leads[k], k)}." for k in shown]
        tie = " All scores are 0: every class is as good as any other." if alpha == 0 else ""
        (hinge,), (soft,) = losses
        return (
            f"α = {alpha:.2f}.{tie} {' '.join(facts)} Hinge {hinge:.2f}, softmax loss {soft:.2f}."
        )

    return update


def _lead_marks(axes: Axes) -> dict:
    """Draw a mark for each photo and each wrong class; what lies left of 1 costs."""
    axes.axvspan(-20, 1, color=LOSS, alpha=0.25, linewidth=0)
    axes.axvline(1, color=INK, linestyle="--", linewidth=1)
    axes.set(xlim=(-19, 17), ylim=(-2.5, 0.5), xlabel="lead of the true class (points)")
    axes.set_yticks([0, -1, -2], NAMES)
    axes.set_xticks([-10, 0, 10], ["−10", "0", "10"])
    axes.set_title("a lead below 1 costs", weight="normal", size=10)
    return {
        (k, j): axes.plot([0], [-k + 0.15 * (j - 1)], c.marker, color=c.color, markersize=9)[0]
        for k in range(3)
        for j, c in enumerate(CLASSES)
        if j != k
    }


def _leads(leads: np.ndarray, true: int) -> str:
    """Return in words where the other classes stand."""
    sides = ["behind" if lead >= 0 else "ahead" for lead in leads]
    return ", ".join(f"{NAMES[j]} {abs(leads[j]):.1f} {sides[j]}" for j in range(3) if j != true)


def _mean_losses(photo: int, alphas: np.ndarray) -> np.ndarray:
    """Return hinge and softmax loss, shape (2, n), of one photo or of all (-1) at each scale."""
    chosen = [0, 1, 2] if photo == -1 else [photo]
    scaled = np.concatenate(np.multiply.outer(alphas, SCORES[chosen]))
    labels = np.tile(chosen, len(alphas))
    each = [loss(scaled, labels, reduction="none")
            for loss in (multiclass_hinge, softmax_cross_entropy)]  # fmt: skip
    return np.reshape(each, (2, len(alphas), -1)).mean(2)
