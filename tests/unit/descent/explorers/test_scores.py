"""The explorers of the chapter on scores, against plain loops at their start and at their ends."""

import numpy as np
from descent import explorers
from descent.datasets import photos
from moves import moved
from sklearn.linear_model import LogisticRegression

explore = explorers.scores


def test_the_region_of_the_score_map_is_where_the_cat_wins():
    figure, _ = moved(explore.score_map, cat_shiny=-1.5, cat_green=-1.3, bias=-0.7)
    regions = figure.axes[0].patches[:3]
    for x in np.random.default_rng(0).uniform(-2.5, 2.5, (300, 2)):
        scores = [-1.5 * x[0] - 1.3 * x[1] - 0.7, 1.8 * x[0] - 0.6 * x[1] - 1]
        scores.append(-0.6 * x[0] + 1.8 * x[1] - 1)
        inside = [region.get_path().contains_point(x) for region in regions]
        assert inside == [k == np.argmax(scores) for k in range(3)]


def test_the_task_needs_the_bias_and_can_be_done():
    X, y = photos.POINTS, photos.LABELS
    assert LogisticRegression(C=1e6).fit(X, y).score(X, y) == 1
    start = explore.score_map.caption_at(cat_shiny=-1.5, cat_green=-1.3, bias=-0.7)
    assert start.startswith("30 of 30 photos lie in their own region.")
    others = X @ photos.WEIGHTS[:, 1:] + photos.BIASES[1:]
    angle = np.linspace(0, 2 * np.pi, 721)[:, None, None]
    arrows = np.linspace(0, 3, 61)[:, None] * np.concatenate([np.cos(angle), np.sin(angle)], 2)
    for arrow in arrows.reshape(-1, 2):  # the tip anywhere, and no bias
        assert (np.column_stack([X @ arrow, others]).argmax(1) != y).any()


CORNERS = [(-1, -1, "cat"), (1, 1, "cat"), (-1, 1, "car"), (1, -1, "car")]


def most_right(x1, y1, x2, y2, height):
    """Return how many corners a line gets right, read in the better of its two ways."""
    sides = {"cat": [], "car": []}
    for x, y, name in CORNERS:
        y = x * y if height.startswith("product") else y
        sides[name].append(np.sign(round((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1), 9)))
    return max(sides["cat"].count(s) + sides["car"].count(-s) for s in (1, -1))


def test_no_line_gets_more_than_three_of_xor_until_the_product_is_a_feature():
    ends = np.random.default_rng(0).integers(-18, 19, size=(300, 4)) / 10
    for height, most in (("second feature", 3), ("product of both", 4)):
        counts = []
        for x1, y1, x2, y2 in ends.tolist():
            values = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "height": height}
            caption, count = explore.xor.caption_at(**values), most_right(**values)
            assert int(caption[0]) == count
            assert ("same midpoint" in caption) == (count == 3 == most)
            counts.append(count)
        assert max(counts) == most


def test_xor_knows_that_a_point_is_no_line():
    caption = explore.xor.caption_at(x1=0.5, y1=0.5, x2=0.5, y2=0.5)
    assert caption == "0 of 4 on their own side. The two ends are one point, and that is no line."


def test_a_guess_of_a_score_is_marked_among_the_scores():
    figure, _ = moved(explore.hinge_by_hand)
    axes = figure.axes[explore.hinge_by_hand.predict.axes]
    assert axes.get_title(loc="left") == "score" or "score" in [t.get_text() for t in axes.texts]
