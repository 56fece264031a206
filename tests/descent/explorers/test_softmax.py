"""The explorers of the chapter on softmax, against scipy at their start and at their ends."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import photos
from descent.sampling import sample_gumbel_max
from scipy import optimize, special

explore = explorers.softmax
SCORES = np.array([3.2, 5.1, -1.7])


def words(p):
    told = ", ".join(f"{n} {x:.2f}" for n, x in zip(("cat", "car", "frog"), p, strict=True))
    return told.replace("-", "−")


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def heights(axes):
    return [bar.get_height() for bar in axes.patches]


CORNERS = [{}, {"cat": -10.0, "car": 10.0, "frog": 10.0}, {"cat": 10.0, "car": 10.0, "frog": 10.0}]


@pytest.mark.parametrize("values", CORNERS)
def test_scores_to_probabilities(values):
    start = dict(zip(("cat", "car", "frog"), SCORES, strict=True))
    o = np.array(list((start | values).values()))
    figure, caption = moved(explore.scores_to_probabilities, **values)
    p = special.softmax(o)
    np.testing.assert_allclose(heights(figure.axes[0]), o)
    np.testing.assert_allclose(heights(figure.axes[1]), np.exp(o - o.max()))
    np.testing.assert_allclose(heights(figure.axes[2]), p)
    assert caption.endswith(f"Divided by it: {words(p)}.")


def test_scores_to_probabilities_says_the_numbers_of_the_text():
    assert explore.scores_to_probabilities.caption_at() == (
        "exp(score): cat 24.5, car 164.0, frog 0.18; their sum is 188.7. "
        "Divided by it: cat 0.13, car 0.87, frog 0.00."
    )


@pytest.mark.parametrize("cat", [-2.0, 3.2, 10.0])
def test_photo_to_probabilities(cat):
    figure, caption = moved(explore.photo_to_probabilities, cat=cat)
    o = np.array([cat, 5.1, -1.7])
    photo, scores, shares = figure.axes
    np.testing.assert_array_equal(photo.images[0].get_array()[..., :3], photos.pixels()[0])
    np.testing.assert_allclose(heights(scores), o)
    np.testing.assert_allclose(heights(shares), special.softmax(o))
    assert caption.endswith(f"Probabilities: {words(special.softmax(o))}.")


def test_cat_is_nine_times_as_probable_as_car_at_the_score_that_is_guessed():
    cat = explore.scores_to_probabilities.predict.truth({})
    p = special.softmax([cat, 5.1, -1.7])
    assert p[0] / p[1] == pytest.approx(9)


@pytest.mark.parametrize(
    ("shift", "precision", "naive"),
    [
        (0, "float32", "cat 0.13, car 0.87, frog 0.00"),
        (83, "float32", "cat 0.13, car 0.87, frog 0.00"),
        (84, "float32", "cat 0.00, car NaN, frog 0.00"),
        (84, "float64", "cat 0.13, car 0.87, frog 0.00"),
        (704, "float64", "cat 0.13, car 0.87, frog 0.00"),
        (705, "float64", "cat 0.00, car NaN, frog 0.00"),
        (1000, "float32", "cat NaN, car NaN, frog NaN"),
        (1000, "float64", "cat NaN, car NaN, frog NaN"),
        (-1000, "float64", "cat NaN, car NaN, frog NaN"),
    ],
)
def test_shift_and_overflow(shift, precision, naive):
    figure, caption = moved(explore.shift_and_overflow, shift=shift, precision=precision)
    assert f"Naive: {naive}." in caption
    assert f"first: {words(special.softmax(SCORES))}" in caption
    np.testing.assert_allclose(heights(figure.axes[2]), special.softmax(SCORES), atol=1e-4)
    places = [line.get_xdata()[0] for line in figure.axes[0].lines]
    np.testing.assert_allclose(places, (SCORES + shift) / np.log(10), rtol=1e-5)


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_where_every_number_fits_the_naive_answer_is_right(precision):
    fitting = 0
    for shift in range(-1000, 1001):
        caption = explore.shift_and_overflow.caption_at(shift=shift, precision=precision)
        if "every number fits" in caption:
            fitting += 1
            assert f"Naive: {words(special.softmax(SCORES))}." in caption, shift
    assert fitting > 100


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_the_format_holds_the_powers_that_the_strip_names(precision):
    figure, _ = moved(explore.shift_and_overflow, precision=precision)
    (word,) = (text.get_text() for text in figure.axes[0].texts)
    low, high = (np.dtype(precision).type(power) for power in re.findall(r"1e-?\d+", word))
    assert 0 < low < high < np.inf


@pytest.mark.parametrize("temperature", [0.1, 1.0, 10.0, 100.0])
def test_softmax_temperature(temperature):
    figure, caption = moved(explore.softmax_temperature, temperature=temperature)
    p = special.softmax(SCORES / temperature)
    assert caption == f"T = {temperature:.1f}: {words(p)}."
    np.testing.assert_allclose(heights(figure.axes[0]), p)
    points = figure.axes[1].lines[-3:]
    np.testing.assert_allclose([line.get_ydata()[0] for line in points], p)
    assert figure.axes[2].lines[-1].get_ydata()[0] == pytest.approx(p[0])


def test_the_rise_and_the_fall_of_the_cat_can_be_seen():
    """Each is at least a fifth of the height of the panel that enlarges its curve."""
    figure, _ = moved(explore.softmax_temperature)
    lens = figure.axes[2]
    curve, (low, high) = lens.lines[1].get_ydata(), lens.get_ylim()
    assert low < curve.max() < high
    assert curve.max() - curve[-1] > (high - low) / 5 < curve.max() - 1 / 3


def test_a_preset_of_the_temperature_is_what_it_is_called():
    for name, spread in (("nearly argmax", 0.999), ("nearly uniform", 0.35)):
        p = special.softmax(SCORES / explore.softmax_temperature.presets[name]["temperature"])
        assert (p.max() > spread) == (name == "nearly argmax")


def test_cat_is_at_its_best_when_the_guess_is_answered():
    cat = optimize.minimize_scalar(
        lambda t: -special.softmax(SCORES / t)[0], bounds=(0.1, 10), method="bounded"
    )
    preset = explore.softmax_temperature.presets["warm"]["temperature"]
    assert preset == pytest.approx(cat.x, abs=0.06)
    assert explore.softmax_temperature.predict.at == {"temperature": preset}


@pytest.mark.parametrize(
    ("score", "temperature", "classes"), [(1.0, 1.0, 3), (-5.0, 0.1, 2), (0.0, 2.0, 10)]
)
def test_soft_maximum(score, temperature, classes):
    values = {"score": score, "temperature": temperature, "classes": classes}
    figure, caption = moved(explore.soft_maximum, **values)
    scores = np.array([score] + [0.0] * (classes - 1))
    value = temperature * special.logsumexp(scores / temperature)
    slope = special.softmax(scores / temperature)[0]
    bound = max(score, 0) + temperature * np.log(classes)
    assert f"soft maximum {value:.2f}, " in caption
    assert f"= {bound:.2f}. " in caption
    assert caption.endswith(f"probability {slope:.2f}.")
    lowest, highest, curve, tangent, point = (line.get_xydata() for line in figure.axes[0].lines)
    assert (lowest[:, 1] - 1e-12 <= curve[:, 1]).all()
    assert (curve[:, 1] <= highest[:, 1] + 1e-12).all()
    assert np.diff(tangent[:, 1]) / np.diff(tangent[:, 0]) == pytest.approx(slope)
    assert point[0, 1] == pytest.approx(value)


def projected(scores):
    """Return the point of the simplex closest to the scores, by a general optimizer."""
    constraint = {"type": "eq", "fun": lambda p: p.sum() - 1}
    found = optimize.minimize(
        lambda p: ((p - scores) ** 2).sum(), [1 / 3] * 3, bounds=[(0, 1)] * 3,
        constraints=constraint, tol=1e-12,
    )  # fmt: skip
    return found.x


def test_the_point_of_the_maps_does_not_reach_their_legend():
    figure, _ = moved(explore.simplex_maps)
    legend = [text.get_position()[0] for text in figure.axes[0].texts[3:]]
    ends = [explore.simplex_maps.controls[name].maximum for name in ("across", "up")]
    assert ends[0] + 0.15 < min(legend) - 0.07  # half a handle, and the marks of the legend
    assert ends[1] + 0.15 < figure.axes[0].get_ylim()[1]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"scale": 1.0},
        {"shift": 2.0},
        {"across": 1.1, "up": 0.9, "scale": 8.0},
        {"across": -0.3, "up": -0.3, "shift": -2.0},
    ],
)
def test_simplex_maps(values):
    caption = explore.simplex_maps.caption_at(**values)
    v = explore.simplex_maps.start | values
    frog = v["up"] / np.sqrt(0.75)
    car = v["across"] - frog / 2
    scores = v["scale"] * np.array([1 - car - frog, car, frog]) + v["shift"]
    assert f"Scores: {words(scores)}." in caption
    assert not re.search(r"-\d", caption)
    assert f"softmax: {words(special.softmax(scores))}." in caption
    assert f"sparsemax: {words(projected(scores) + 1e-9)}." in caption
    assert f"spherical: {words(scores**2 / (scores**2).sum())}." in caption
    hourglass = scores * 4 / (abs(scores.sum()) + 3)
    assert f"sparsehourglass: {words(projected(hourglass) + 1e-9)}." in caption
    fair = words(scores / scores.sum()) if scores.min() >= 0 else "not defined for these scores"
    assert f"sum-normalized: {fair}." in caption


def test_the_simplex_map_draws_sparsemax_closest_to_the_cross():
    figure, _ = moved(explore.simplex_maps, across=0.7, up=0.3, scale=3.0)
    path, cross, _, *lines = (line.get_xydata() for line in figure.axes[0].lines)
    sparse = lines[5 + 2]  # after five trails, softmax and its mark in the legend
    np.testing.assert_allclose(path, [cross[0], sparse[0]])
    along_edge = np.array([-0.5, np.sqrt(0.75)])  # from car to frog
    assert (cross[0] - sparse[0]) @ along_edge == pytest.approx(0, abs=1e-12)


def test_the_maps_that_stay_when_a_number_is_added():
    figure, caption = moved(explore.simplex_maps, **explore.simplex_maps.predict.at)
    trails = [line.get_xydata() for line in figure.axes[0].lines[3:8]]
    still = [np.allclose(*trail) for trail in trails]
    assert still == [True, True, False, False, False]
    scores = np.array([float(n) for n in re.findall(r"\d\.\d\d", caption.split("\n")[0])])
    for image in (special.softmax, projected):
        np.testing.assert_allclose(image(scores), image(scores - 2), atol=1e-6)
    assert "in place" not in explore.simplex_maps.caption_at()


@pytest.mark.parametrize(("draws", "seed"), [(1, 0), (40, 0), (300, 0), (300, 20)])
def test_gumbel_max(draws, seed):
    figure, caption = moved(explore.gumbel_max, draws=draws, seed=seed)
    wins = sample_gumbel_max(SCORES, rng=np.random.default_rng(seed), size=300)[:draws]
    shares = np.bincount(wins, minlength=3) / draws
    assert f"so far: {words(shares)}. Softmax: {words(special.softmax(SCORES))}." in caption
    assert f"{('cat', 'car', 'frog')[wins[-1]]} wins" in caption
    curves = figure.axes[1].lines[3:6]
    np.testing.assert_allclose([line.get_ydata()[-1] for line in curves], shares)
    assert np.argmax(heights(figure.axes[0])) == wins[-1]


def test_the_shares_of_many_draws_come_close():
    finals = [explore.gumbel_max.caption_at(draws=300, seed=seed) for seed in range(21)]
    cat = [float(re.search(r"far: cat (0\.\d\d)", text)[1]) for text in finals]
    assert np.mean(cat) == pytest.approx(special.softmax(SCORES)[0], abs=0.01)


@pytest.mark.parametrize(
    "values",
    [{}, {"temperature": 0.2}, {"temperature": 4.0}, *explore.lipschitz.presets.values()],
)
def test_lipschitz(values):
    figure, caption = moved(explore.lipschitz, **values)
    v = explore.lipschitz.start | values
    x, y = np.array([v["x_cat"], v["x_car"], 0]), np.array([v["y_cat"], v["y_car"], 0])
    t = v["temperature"]
    change = np.linalg.norm(special.softmax(x / t) - special.softmax(y / t))
    ratio = change / np.linalg.norm(x - y)
    assert f"ratio {ratio:.2f}, within ½ · 1/T = {0.5 / t:.2f}." in caption
    assert heights(figure.axes[1]) == [pytest.approx(ratio * t)]
    assert ratio * t <= 0.5


def test_lipschitz_comes_close_to_its_bound_at_a_tie_and_speaks_where_there_is_no_ratio():
    assert "ratio 0.49, within" in explore.lipschitz.caption_at(
        **explore.lipschitz.presets["tie of two"]
    )
    assert "coincide" in explore.lipschitz.caption_at(x_cat=1.5, x_car=0.5)


@pytest.mark.parametrize(
    "values", [{}, {"cat": -5.0, "car": 5.0, "frog": 5.0}, {"cat": 0.0, "car": 0.0, "frog": 0.0}]
)
def test_jacobian(values):
    figure, caption = moved(explore.jacobian, **values)
    v = explore.jacobian.start | values
    o, step = np.array([v["cat"], v["car"], v["frog"]]), 1e-6
    J = np.transpose(
        [(special.softmax(o + e) - special.softmax(o - e)) / (2 * step) for e in step * np.eye(3)]
    )
    drawn = figure.axes[0].collections[0].get_array()
    np.testing.assert_allclose(np.reshape(drawn, (3, 3)), J, atol=1e-9)
    np.testing.assert_allclose(heights(figure.axes[1]), np.linalg.eigvalsh(J), atol=1e-9)
    entries = [text.get_text() for text in figure.axes[0].texts]
    told = [float(entry.replace("−", "-")) for entry in entries]
    np.testing.assert_allclose(told, J.ravel(), atol=0.00501)
    assert f"{words(special.softmax(o))}." in caption


def test_the_guessed_probabilities_are_those_of_scipy():
    assert explore.gumbel_max.predict.truth({}) == pytest.approx(special.softmax(SCORES)[0])
    risen = special.softmax(np.add(SCORES, [1, 0, 0]))[0]
    assert explore.photo_to_probabilities.predict.truth({}) == pytest.approx(risen)
    asked = explore.softmax_temperature.predict
    curve = [special.softmax(SCORES / t)[0] for t in asked.x]
    np.testing.assert_allclose(asked.truth({}), curve)
    asked = explore.soft_maximum.predict
    curve = [special.logsumexp([x, 0, 0]) for x in asked.x]
    np.testing.assert_allclose(asked.truth({}), curve)
    gaps = curve - np.maximum(asked.x, 0)
    assert asked.x[gaps.argmax()] == 0 and gaps.max() == pytest.approx(np.log(3))


def test_the_guessed_shift_is_the_first_that_breaks_the_naive_formula():
    with np.errstate(all="ignore"):
        exps = (np.exp(SCORES.astype("float32") + np.float32(c)) for c in range(1000))
        first = next(c for c, exp in enumerate(exps) if np.isnan(exp / exp.sum()).any())
    assert explore.shift_and_overflow.predict.truth({}) == first
    assert explore.shift_and_overflow.start["shift"] < first


def test_the_guessed_place_is_where_softmax_is_most_sensitive():
    def gain(place):
        steps = 1e-5 * np.eye(3)[:2]
        o = np.array([*place, 0.0])
        J = [(special.softmax(o + e) - special.softmax(o - e)) / 2e-5 for e in steps]
        return np.linalg.norm(J, 2)

    found = optimize.brute(lambda place: -gain(place), [(-4, 4)] * 2, Ns=33, finish=None)
    np.testing.assert_allclose(explore.lipschitz.predict.truth({}), found)


def test_a_row_of_the_jacobian_always_sums_to_0():
    for o in np.random.default_rng(0).normal(scale=3, size=(20, 3)):
        steps = 1e-5 * np.eye(3)
        J = [(special.softmax(o + e) - special.softmax(o - e)) / 2e-5 for e in steps]
        np.testing.assert_allclose(np.sum(J, axis=0), 0, atol=1e-9)
    assert explore.jacobian.predict.truth({}) == "always 0"


def test_what_is_seen_before_the_guess_is_so():
    for explorer in vars(explore).values():
        if asked := getattr(explorer, "predict", None):
            for number in re.findall(r"\d+\.\d+", asked.seen):
                assert number in explorer.caption_at(), (explorer.name, number)
