"""Moves that nobody sees: an engine compiles well only what has run often, and takes its time."""

from functools import cache
from itertools import cycle

from explorable import Slider, explorer
from explorable.picture.drawing import Drawing


@explorer(height=Slider(0.0, 1.0, 0.001))
def two_shares(figure):
    """Draw a little of all that pictures are made of."""
    left, right = figure.subplots(1, 2)
    bars = left.bar(["one", "other"], [0, 0])
    words = [left.text(place, 0, "") for place in range(2)]
    (line,) = right.plot([0, 1], [0, 0], "o-")

    def update(height):
        for bar, word, share in zip(bars, words, (height, 1 - height), strict=True):
            bar.set_height(share)
            word.set(y=share, text=f"{share:.3f}")
        line.set_ydata([height, 1 - height])
        return f"{height:.2f} and {1 - height:.2f}"

    return update


@cache
def _drawing() -> Drawing:
    return Drawing(two_shares)


_heights = cycle(step * 0.618 % 1 for step in range(1000))  # most words are new, and measured


def practice() -> None:
    """Make one move."""
    _drawing().show({"height": next(_heights)})
