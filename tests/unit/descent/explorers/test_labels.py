"""Names of points stay apart where the points meet."""

from itertools import combinations, product

import pytest
from descent.explorers import convexity, myths, softmax
from matplotlib.backends.backend_agg import FigureCanvasAgg
from moves import moved

NEAR = [-0.6, -0.1, 0.0, 0.1, 0.6]


def overlaps(figure, words):
    """Return the pairs of these words that lie on each other."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text() in words]
    boxes = {text.get_text(): text.get_window_extent(renderer) for text in texts}
    assert len(boxes) == len(words)
    return [pair for pair in combinations(words, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]


@pytest.mark.parametrize(("across", "up"), list(product(NEAR, NEAR)))
def test_lipschitz(across, up):
    figure, _ = moved(softmax.lipschitz, x_cat=1.0, x_car=1.0, y_cat=1 + across, y_car=1 + up)
    assert not overlaps(figure, "xy")


@pytest.mark.parametrize("apart", NEAR)
def test_chord(apart):
    figure, _ = moved(convexity.chord, left=1.0, right=1 + apart)
    assert not overlaps(figure, "xy")


@pytest.mark.parametrize(("q", "r"), list(product([0.47, 0.5, 0.53], repeat=2)))
def test_detour(q, r):
    figure, _ = moved(myths.detour, p=0.5, q=q, r=r)
    assert not overlaps(figure, "pqr")
