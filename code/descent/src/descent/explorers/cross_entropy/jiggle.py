"""The hinge loss beside the softmax loss."""

import numpy as np
from explorable import Choice, Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import Lines, dots, log_ticks, panels, plain, set_axes
from descent.plotting import INK, LOSS

_ROWS = {
    "(10, −2, 3)": (10.0, -2.0, 3.0),
    "(10, 9, 9)": (10.0, 9.0, 9.0),
    "(10, −100, −100)": (10.0, -100.0, -100.0),
}


@explorer(
    scores=Choice(_ROWS, label="scores of cat, car, frog"),
    jiggle=Slider(-5.0, 5.0, 0.1, start=2.0, label="jiggle δ"),
    question="The photo shows a cat, with scores 10, −2 and 3. The score of frog rises by 2. Which "
    "loss notices?",
    predict=guess.OneOf(
        "only softmax",
        ("only the hinge", "only softmax", "both", "neither"),
        seen="Frog's score 3 becomes 5.0, and cat still leads by far. On the left, both losses "
        "seem to be 0.",
        says="Only softmax notices: its loss is tiny, and seven times what it was. Is it the same "
        "with the other scores?",
    ),
    presets={
        "safe": {"scores": "(10, −2, 3)", "jiggle": 2.0},
        "on the margin": {"scores": "(10, 9, 9)", "jiggle": 1.0},
        "safer than safe": {"scores": "(10, −100, −100)", "jiggle": 5.0},
    },
    handles=[Handle(x="jiggle", y=0, label="jiggle")],
    size=(6.0, 3.0),
)
def jiggle(figure: Figure):
    """The jiggle question: which loss notices a small change of the scores.

    Left, both losses (hinge in the text's color). Right, the softmax loss as a multiple of what it
    was before; for the hinge that would mostly be 0 / 0.
    """
    left, right = panels(figure, 1, 2, left=0.06, right=0.98, top=0.9, bottom=0.18, wspace=0.3)
    delta = np.linspace(-5, 5, 101)
    soft = {"curve": {"color": LOSS}, "point": dots(LOSS, clip_on=False)}
    hinge = Lines(left, curve={"color": INK}, corner=dots(INK, "s", clip_on=False))
    losses, ratios = Lines(left, **soft), Lines(right, **soft)
    for axes, title in ((left, "hinge and softmax loss"), (right, "softmax loss, times that at 0")):
        set_axes(
            axes, title, xlim=(-5, 5), xlabel="jiggle δ of frog's score", xticks=[-4, -2, 0, 2, 4]
        )
    left.set(ylim=(-0.3, 6.5), yticks=[0, 2, 4, 6])
    right.set(yscale="log", ylim=(0.01, 200))
    log_ticks(right.yaxis, [0.01, 0.1, 1, 10, 100])
    guess.answer(*ratios.values())

    def update(scores, jiggle):
        moved = np.array(scores) + np.outer(delta, [0, 0, 1])
        before, after = np.array(scores), np.add(scores, [0, 0, jiggle])
        old, new = _loss_of_cat(before), _loss_of_cat(after)
        old_hinge, new_hinge = _hinge_of_cat(before), _hinge_of_cat(after)
        hinge.set(curve=(delta, _hinge_of_cat(moved)), corner=([jiggle], [new_hinge]))
        losses.set(curve=(delta, _loss_of_cat(moved)), point=([jiggle], [new]))
        ratios.set(curve=(delta, _loss_of_cat(moved) / old), point=([jiggle], [new / old]))
        return (
            f"The frog's score {plain(before[2], '.0f')} becomes {plain(after[2], '.1f')}. "
            f"{_who_notices(old_hinge != new_hinge, old != new)}. Hinge {old_hinge:.1f} → "
            f"{new_hinge:.1f}. Softmax loss {plain(old, '.2g')} → {plain(new, '.2g')}, "
            f"{new / old:.2f} times as much."
        )

    return update


def _who_notices(hinge: bool, softmax: bool) -> str:
    if hinge and softmax:
        return "Both notice"
    return "Only softmax notices" if softmax else "Neither notices"


def _hinge_of_cat(scores: np.ndarray) -> np.ndarray:
    """Return Σ max(0, 1 + o_j − o_cat)."""
    return np.maximum(0, 1 + scores[..., 1:] - scores[..., :1]).sum(-1)


def _loss_of_cat(scores: np.ndarray) -> np.ndarray:
    """Return log(1 + Σ exp(o_j − o_cat)), the softmax loss, right even far below rounding of 1."""
    return np.log1p(np.exp(scores[..., 1:] - scores[..., :1]).sum(-1))
