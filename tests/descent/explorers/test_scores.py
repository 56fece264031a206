"""The explorers of the chapter on scores, against plain loops at their start and at their ends."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import photos
from scipy import special
from sklearn.linear_model import LogisticRegression

explore = explorers.scores
NAMES = ("cat", "car", "frog")


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def numbers(text):
    """Return all numbers in a caption."""
    return [float(n) for n in re.findall(r"-?\d+\.\d+", text.replace("−", "-"))]


def hinge(scores, true):
    return sum(max(0, s - scores[true] + 1) for j, s in enumerate(scores) if j != true)


def cross_entropy(scores, true):
    return special.logsumexp(scores) - scores[true]


ENDS = {
    "start": {},
    "low": {"cat_shiny": -2.0, "cat_green": -2.0, "bias": -3.0},
    "high": {"cat_shiny": 2.0, "cat_green": 2.0, "bias": 3.0},
    **explore.score_map.presets,
}


@pytest.mark.parametrize("values", ENDS.values(), ids=ENDS)
def test_score_map(values):
    figure, caption = moved(explore.score_map, **values)
    v = explore.score_map.start | values
    templates = [(v["cat_shiny"], v["cat_green"], v["bias"]), (1.8, -0.6, -1.0), (-0.6, 1.8, -1.0)]

    def score_all(x, y):
        return [w1 * x + w2 * y + b for w1, w2, b in templates]

    assert numbers(caption) == [v["cat_shiny"], v["cat_green"], v["bias"]]
    missed = [
        tuple(p)
        for p, k in zip(photos.POINTS, photos.LABELS, strict=True)
        if np.argmax(score_all(*p)) != k
    ]
    rings = next(line for line in figure.axes[0].lines if line.get_markersize() == 11)
    assert sorted(map(tuple, rings.get_xydata())) == sorted(missed)
    assert f"{30 - len(missed)} of 30 photos" in caption


def test_the_region_of_the_score_map_is_where_the_cat_wins():
    figure, _ = moved(explore.score_map, cat_shiny=-1.5, cat_green=-1.3, bias=-0.7)
    regions = figure.axes[0].patches[:3]
    for x in np.random.default_rng(0).uniform(-2.5, 2.5, (300, 2)):
        scores = [-1.5 * x[0] - 1.3 * x[1] - 0.7, 1.8 * x[0] - 0.6 * x[1] - 1]
        scores.append(-0.6 * x[0] + 1.8 * x[1] - 1)
        inside = [region.get_path().contains_point(x) for region in regions]
        assert inside == [k == np.argmax(scores) for k in range(3)]


def test_a_region_can_vanish():
    figure, _ = moved(explore.score_map, **explore.score_map.presets["nowhere best"])
    assert np.isnan(figure.axes[0].patches[0].get_xy()).all()


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


HINGES = [
    {},
    {"cat": -4.0, "car": 6.0, "frog": 6.0, "truth": "cat"},
    {"cat": 6.0, "car": -4.0, "frog": -4.0, "truth": "cat"},
    *explore.hinge_by_hand.presets.values(),
]


@pytest.mark.parametrize("values", HINGES)
def test_hinge_by_hand(values):
    figure, caption = moved(explore.hinge_by_hand, **values)
    v = explore.hinge_by_hand.start | values
    scores, true = [v[name] for name in NAMES], NAMES.index(v["truth"])
    terms = [0 if j == true else max(0, s - scores[true] + 1) for j, s in enumerate(scores)]
    shown, left, right = figure.axes
    np.testing.assert_array_equal(shown.images[0].get_array()[..., :3], photos.pixels()[true])
    np.testing.assert_allclose([bar.get_height() for bar in left.patches], scores)
    np.testing.assert_allclose([bar.get_height() for bar in right.patches], terms, atol=1e-12)
    tops = [bar.get_y() + bar.get_height() for bar in right.patches]
    np.testing.assert_allclose(tops, np.cumsum(terms), atol=1e-12)
    first, second = (f"{NAMES[j]} {terms[j]:.1f}" for j in range(3) if j != true)
    assert caption == f"Loss {hinge(scores, true):.1f}: {first} and {second}."


def test_hinge_by_hand_says_the_numbers_of_the_text():
    assert explore.hinge_by_hand.caption_at() == "Loss 2.9: car 2.9 and frog 0.0."
    frog = explore.hinge_by_hand.presets["photo of the frog"]
    assert explore.hinge_by_hand.caption_at(**frog) == "Loss 12.9: cat 6.3 and car 6.6."


@pytest.mark.parametrize(("photo", "k"), [("cat", 0), ("car", 1), ("frog", 2)])
def test_pixels_to_scores(photo, k):
    """Shows the photo, its middle column in x, and products that sum to its scores."""
    figure, caption = moved(explore.pixels_to_scores, photo=photo)
    given, _, column, words = figure.axes
    np.testing.assert_array_equal(given.images[0].get_array()[..., :3], photos.pixels()[k])
    drawn = column.images[0].get_array()[:, 0, :3]
    np.testing.assert_array_equal(drawn, photos.pixels()[k][:, 16])
    said = np.reshape(numbers(re.sub(r"− (?=\d)", "−", caption)), (3, 3))
    np.testing.assert_allclose(said[:, 2], photos.SCORES[k])
    np.testing.assert_allclose(said[:, 0] + said[:, 1], said[:, 2])
    texts = [text.get_text() for text in words.texts]
    assert all(f"{score:.1f}".replace("-", "−") in texts for score in photos.SCORES[k])


@pytest.mark.parametrize("photo", range(4))
@pytest.mark.parametrize("alpha", [0.0, 0.35, 1.0, 2.0, 3.0])
def test_weight_scale(alpha, photo):
    option = list(explore.weight_scale.controls["photo"].options)[photo]
    figure, caption = moved(explore.weight_scale, alpha=alpha, photo=option)
    chosen = range(3) if photo == 3 else [photo]

    def mean(loss, a):
        return np.mean([loss(a * photos.SCORES[k], k) for k in chosen])

    values = mean(hinge, alpha), mean(cross_entropy, alpha)
    np.testing.assert_allclose(numbers(caption)[-2:], values, atol=0.00501)
    curves, points = figure.axes[1].lines[:2], figure.axes[1].lines[2:]
    for loss, curve, point in zip((hinge, cross_entropy), curves, points, strict=True):
        for a, value in curve.get_xydata()[::12]:
            assert value == pytest.approx(mean(loss, a), abs=1e-9)
        np.testing.assert_allclose(point.get_xydata(), [[alpha, mean(loss, alpha)]], atol=1e-9)
    top = figure.axes[1].get_ylim()[1]
    assert max(curve.get_ydata().max() for curve in curves) <= top
    leads = [line.get_xdata()[0] for line in figure.axes[0].lines[1:]]
    expected = [photos.SCORES[k, k] - photos.SCORES[k, j] for k in range(3) for j in range(3)]
    np.testing.assert_allclose(leads, alpha * np.delete(expected, [0, 4, 8]))
    assert (alpha == 0) == ("every class is as good" in caption)


def test_weight_scale_says_the_numbers_of_the_text():
    assert explore.weight_scale.caption_at(alpha=2.0, photo="photo of the car") == (
        "α = 2.00. Photo of the car: cat 7.2 behind, frog 5.8 behind. "
        "Hinge 0.00, cross-entropy 0.00."
    )
    assert "car 1.9 ahead" in explore.weight_scale.caption_at(photo="photo of the cat")
    assert "Hinge 0.00" in explore.weight_scale.caption_at(
        **explore.weight_scale.presets["just safe"]
    )


LINES = {
    "start": {},
    "upright": {"x1": 0.5, "y1": -1.8, "x2": 0.5, "y2": 1.8},
    "through two corners": {"x1": -1.8, "y1": -1.8, "x2": 1.8, "y2": 1.8},
    "through none": {"x1": -1.8, "y1": 1.7, "x2": 1.8, "y2": 1.7},
    **explore.xor.presets,
}
CORNERS = [(-1, -1, "cat"), (1, 1, "cat"), (-1, 1, "car"), (1, -1, "car")]


def most_right(x1, y1, x2, y2, height):
    """Return how many corners a line gets right, read in the better of its two ways."""
    sides = {"cat": [], "car": []}
    for x, y, name in CORNERS:
        y = x * y if height.startswith("product") else y
        sides[name].append(np.sign(round((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1), 9)))
    return max(sides["cat"].count(s) + sides["car"].count(-s) for s in (1, -1))


@pytest.mark.parametrize("values", LINES.values(), ids=LINES)
def test_xor(values):
    figure, caption = moved(explore.xor, **values)
    values = explore.xor.start | values
    count = most_right(**values)
    assert caption.startswith(f"{count} of 4 on their own side.")
    *_, line, rings = [each.get_xydata() for each in figure.axes[0].lines]
    ends = [[values["x1"], values["y1"]], [values["x2"], values["y2"]]]
    np.testing.assert_allclose(line, ends)
    assert len(rings) == 4 - count
    segments = [len(each.get_xydata()) for each in figure.axes[0].lines[:2]]
    assert segments == ([2, 2] if count > 2 else [0, 0])


def test_xor_shows_each_end_of_the_line_on_the_border_of_the_regions():
    figure, _ = moved(explore.xor, x1=-1.6, y1=0.4, x2=0.4, y2=-1.6)
    cats, cars = (patch.get_path() for patch in figure.axes[0].patches)
    assert cats.contains_point((-1, -1)) and not cats.contains_point((1, 1))
    assert cars.contains_point((1, 1)) and cars.contains_point((0, 0))


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


def test_the_loss_is_0_from_the_score_that_is_guessed():
    car = explore.hinge_by_hand.predict.truth({})
    assert hinge([3.2, car, -1.7], 0) == pytest.approx(0)
    assert hinge([3.2, car + 0.1, -1.7], 0) == pytest.approx(0.1)


def test_no_scale_of_all_three_photos_costs_less_than_the_one_that_is_guessed():
    def mean(alpha):
        return np.mean([hinge(alpha * photos.SCORES[k], k) for k in range(3)])

    least = explore.weight_scale.predict.truth({})
    assert all(mean(least) < mean(alpha) for alpha in np.arange(0.01, 3.01, 0.01))


def test_the_score_map_asks_for_what_its_start_has_not():
    assert "24 of 30" in explore.score_map.caption_at()


def test_a_guess_of_a_score_is_marked_among_the_scores():
    figure, _ = moved(explore.hinge_by_hand)
    axes = figure.axes[explore.hinge_by_hand.predict.axes]
    assert axes.get_title(loc="left") == "score" or "score" in [t.get_text() for t in axes.texts]
