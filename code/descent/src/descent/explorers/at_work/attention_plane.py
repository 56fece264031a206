"""One query, four keys, and the mean of their values that it hears."""

import numpy as np
from explorable import Handle, Slider, explorer, guess
from matplotlib.figure import Figure

from descent.explorers._parts import HALVES, panels, set_axes, set_each, set_new, two_digits
from descent.plotting import CLASSES, INK, LOSS
from descent.simplex import softmax

_KEYS = np.array([[2.0, 0.5], [1.0, 2.0], [-1.5, 1.0], [0.0, -2.0]])
_VALUES = np.array([3.0, 7.0, 1.0, 9.0])
_COLORS = [*(c.color for c in CLASSES), LOSS]
_MARKERS = [*(c.marker for c in CLASSES), "D"]
_BESIDE = 0.35
_ONE = "mostly the value of one key"


@explorer(
    query_x=Slider(-3.0, 3.0, 0.1, start=0.7, label="query, first number"),
    query_y=Slider(-3.0, 3.0, 0.1, start=0.0, label="query, second number"),
    key_x=Slider(-3.0, 3.0, 0.1, start=2.0, label="key 1, first number"),
    key_y=Slider(-3.0, 3.0, 0.1, start=0.5, label="key 1, second number"),
    question="The arrow is a query. Four keys each hold a value: 3, 7, 1 and 9. The query hears a "
    "mean of these values, about 5. You pull the arrow to four times its length, in the same "
    "direction. What does the query hear then?",
    predict=guess.OneOf(
        _ONE,
        ["the same mean", "four times as much", _ONE],
        at={"query_x": 2.8, "query_y": 0.0},
        given=("query_x", "query_y", "key_x", "key_y"),
        seen="Bars are the weights of the mean; a key weighs more where the arrow points at it.",
        says="Scores grow with the length, so the softmax hardens: {answer}.",
    ),
    presets={
        "a soft question": {"query_x": 0.7, "query_y": 0.0},
        "no question": {"query_x": 0.0, "query_y": 0.0},
        "a loud question": {"query_x": 2.8, "query_y": 0.0},
        "away from two": {"query_x": -1.5, "query_y": -1.5},
    },
    handles=[
        Handle(x="query_x", y="query_y", label="query"),
        Handle(x="key_x", y="key_y", label="key 1"),
    ],
    size=(6.0, 3.1),
)
def attention_plane(figure: Figure):
    """What a query hears.

    Left, the query (arrow) and four keys with their values. Then the softmax of the scores
    qᵀk / √2; and the values on an axis of their own, with a line at their mean under these weights.
    """
    left, right, scale = panels(
        figure,
        1,
        3,
        width_ratios=[5, 4.5, 1.5],
        left=0.06,
        right=0.97,
        top=0.9,
        bottom=0.16,
        wspace=0.25,
    )
    (arrow,) = left.plot([0, 0], [0, 0], "-", color=INK, linewidth=2)
    left.plot([0], [0], ".", color=INK)
    points, values = [], []
    sizes = (18, 9, 9, 9)  # what is seen of the first key around its handle
    looks = zip(_KEYS, _VALUES, _COLORS, _MARKERS, sizes, strict=True)
    for key, value, color, marker, size in looks:
        points += left.plot(*key[:, None], marker, color=color, markersize=size)
        values.append(left.text(*(key + _BESIDE), f"{value:.0f}", size=9))
        scale.plot([0.5], [value], marker, color=color, markersize=8)
    set_axes(left, "query and keys", xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), xticks=[-3, 0, 3],
             yticks=[-3, 0, 3])  # fmt: skip
    bars = right.bar(range(4), [0] * 4, color=_COLORS, width=0.6)
    texts = [right.text(i, 0, "", ha="center", size=9) for i in range(4)]
    set_axes(right, "weight", ylim=(0, 1.15), xticks=range(4),
             xticklabels=[f"{value:.0f}" for value in _VALUES], **HALVES)  # fmt: skip
    right.set_xlabel("value of the key", labelpad=0)
    right.grid(axis="x", visible=False)
    set_axes(scale, "mean", xlim=(0, 1), ylim=(0, 10), xticks=[], yticks=[0, 5, 10])
    mean_line = scale.axhline(0, color=INK)
    mean_text = scale.text(1, 0, "", ha="right", va="bottom", size=9)
    guess.answer(mean_line, mean_text)

    def update(query_x, query_y, key_x, key_y):
        q, keys = np.array([query_x, query_y]), _KEYS.copy()
        keys[0] = key_x, key_y
        p = softmax(keys @ q / np.sqrt(2))
        mean = p @ _VALUES
        set_new(arrow, data=([0, query_x], [0, query_y]))
        set_new(points[0], data=([key_x], [key_y]))
        set_new(values[0], position=(key_x + _BESIDE, key_y + _BESIDE))
        set_each(bars, height=p)
        set_each(texts, y=p + 0.02, text=two_digits(p))
        set_new(mean_line, ydata=[mean, mean])
        set_new(mean_text, y=mean + 0.1, text=f"{mean:.1f}")
        weights = ", ".join(
            f"{v:.0f} with {w}" for v, w in zip(_VALUES, two_digits(p), strict=True)
        )
        mostly = _ONE if p.max() > 0.8 else "a mix"
        return f"The query hears {weights}: {mostly}, {mean:.2f} in the mean."

    return update
