"""Gumbel draws against the probabilities and the relaxation that they promise."""

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from descent.losses import softmax_margin_gradient
from descent.sampling import (
    gumbel_softmax,
    gumbel_softmax_gradient,
    sample_gumbel_max,
    score_function_gradient,
)
from descent.simplex import softmax, softmax_jacobian
from scipy import stats

SCORES = np.array([[3.2, 5.1, -1.7], [0.0, 0.0, -np.inf]])


def test_frequencies_are_the_softmax():
    draws = sample_gumbel_max(SCORES, rng=np.random.default_rng(0), size=20_000)
    assert draws.shape == (20_000, 2)
    counts = np.bincount(draws[:, 0], minlength=3)
    assert stats.chisquare(counts, 20_000 * softmax(SCORES[0])).pvalue > 0.01
    counts = np.bincount(draws[:, 1], minlength=3)
    assert counts[2] == 0
    assert stats.chisquare(counts[:2]).pvalue > 0.01


def test_a_single_infinite_score_always_wins():
    draws = sample_gumbel_max([0.0, np.inf, 1e308], rng=np.random.default_rng(0), size=50)
    assert (draws == 1).all()


@pytest.mark.parametrize(
    ("size", "shape"), [((), (2,)), (4, (4, 2)), ((4, 5), (4, 5, 2)), (np.int64(4), (4, 2))]
)
def test_shapes(size, shape):
    assert sample_gumbel_max(SCORES, rng=np.random.default_rng(0), size=size).shape == shape
    assert gumbel_softmax(SCORES, rng=np.random.default_rng(0), size=size).shape == (*shape, 3)


def test_relaxation_is_a_distribution_that_hardens_into_the_sample():
    hard = sample_gumbel_max(SCORES, rng=np.random.default_rng(7), size=100)
    for temperature in (1e-300, 0.1, 10):
        soft = gumbel_softmax(
            SCORES, rng=np.random.default_rng(7), size=100, temperature=temperature
        )
        np.testing.assert_allclose(soft.sum(-1), 1)
        np.testing.assert_array_equal(soft.argmax(-1), hard)
        assert (soft.max(-1) == 1).all() == (temperature == 1e-300)


def test_the_temperature_is_one_unless_it_is_told_otherwise():
    drawn = gumbel_softmax([1.0, 2.0], rng=0, size=10)
    np.testing.assert_array_equal(drawn, gumbel_softmax([1.0, 2.0], rng=0, size=10, temperature=1))
    assert not np.array_equal(drawn, gumbel_softmax([1.0, 2.0], rng=0, size=10, temperature=2))


def test_float32_stays_float32():
    draws = gumbel_softmax(SCORES.astype(np.float32), rng=np.random.default_rng(0))
    assert draws.dtype == np.float32


@pytest.mark.parametrize(
    "draw",
    [
        lambda o: score_function_gradient(o, lambda e: e[:, 0], rng=0, size=2),
        lambda o: gumbel_softmax_gradient(o, lambda e: e, rng=0, size=2, straight_through=True),
        lambda o: softmax_margin_gradient(o, 0, costs=1.5),
    ],
)
def test_memory_grows_as_the_classes_and_not_as_their_square(draw):
    scores = np.zeros(2_000)
    draw(scores)
    tracemalloc.start()
    draw(scores)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * scores.nbytes


@pytest.mark.parametrize("sample", [sample_gumbel_max, gumbel_softmax])
def test_bad_arguments(sample):
    with pytest.raises(ValueError, match=r"rng must be None, an integer"):
        sample(SCORES, rng=-1)
    with pytest.raises(ValueError, match="scores must not contain NaN"):
        sample([np.nan, 0], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="size must"):
        sample(SCORES, rng=np.random.default_rng(0), size=-1)
    with pytest.raises(ValueError, match="size must"):
        sample(SCORES, rng=np.random.default_rng(0), size=(2.5,))
    with pytest.raises(ValueError, match=r"size must be an integer >= 1, got 2\.5"):
        sample(SCORES, rng=np.random.default_rng(0), size=2.5)


def square(s):
    return (s @ [1.0, 2.0, 4.0]) ** 2


def square_slope(s):
    return 2 * (s @ [1.0, 2.0, 4.0])[:, None] * [1.0, 2.0, 4.0]


OPEN = np.array([0.5, -0.3, 0.1])
EXACT = softmax_jacobian(OPEN) @ [1.0, 4.0, 16.0]  # of the mean square of a drawn class


@pytest.mark.parametrize("baseline", [0.0, 6.0])
def test_the_score_function_is_right_on_average(baseline):
    slopes = score_function_gradient(OPEN, square, rng=0, size=40_000, baseline=baseline)
    error = slopes.std(0) / 200
    assert (abs(slopes.mean(0) - EXACT) < 4 * error).all()


def test_a_baseline_lowers_the_variance():
    plain = score_function_gradient(OPEN, square, rng=0, size=4000)
    based = score_function_gradient(
        OPEN, square, rng=0, size=4000, baseline=float(softmax(OPEN) @ [1, 4, 16])
    )
    assert based.var() < plain.var()


def test_through_gumbel_softmax_it_is_the_slope_of_the_draw():
    """With the noise held fixed, central differences of the function of the draw agree."""
    slopes = gumbel_softmax_gradient(OPEN, square_slope, rng=3, size=50, temperature=0.7)
    for i, step in enumerate(1e-6 * np.eye(3)):
        ends = [
            square(gumbel_softmax(OPEN + h, rng=3, size=50, temperature=0.7)) for h in (step, -step)
        ]
        np.testing.assert_allclose(slopes[:, i], (ends[0] - ends[1]) / 2e-6, rtol=1e-5)


def test_unless_told_otherwise_the_baseline_is_0_and_the_temperature_1():
    plain = score_function_gradient(OPEN, square, rng=0, size=50)
    np.testing.assert_array_equal(
        plain, score_function_gradient(OPEN, square, rng=0, size=50, baseline=0.0)
    )
    relaxed = gumbel_softmax_gradient(OPEN, square_slope, rng=0, size=50)
    np.testing.assert_array_equal(
        relaxed, gumbel_softmax_gradient(OPEN, square_slope, rng=0, size=50, temperature=1.0)
    )


def test_straight_through_takes_the_slope_at_the_corner():
    soft = gumbel_softmax(OPEN, rng=3, size=50, temperature=0.7)
    g = square_slope(np.eye(3)[soft.argmax(1)])
    expected = soft * (g - (g * soft).sum(1, keepdims=True)) / 0.7
    slopes = gumbel_softmax_gradient(
        OPEN, square_slope, rng=3, size=50, temperature=0.7, straight_through=True
    )
    np.testing.assert_allclose(slopes, expected)


def test_functions_that_do_not_fit():
    with pytest.raises(ValueError, match=r"function\(draws\) must be 1-D"):
        score_function_gradient(OPEN, lambda e: e, rng=0, size=5)
    for wrong in (1, 3):
        with pytest.raises(
            ValueError, match=r"function\(draws\) must have the shape of draws\[:, 0\]"
        ):
            score_function_gradient(OPEN, lambda e, wrong=wrong: e[:wrong, 0], rng=0, size=5)
    with pytest.raises(ValueError, match=r"gradient\(draws\) must have the shape of draws"):
        gumbel_softmax_gradient(OPEN, square, rng=0, size=5)


def test_gradients_through_draws_stay_float32():
    scores = np.float32(OPEN)
    slopes = [
        score_function_gradient(scores, lambda e: e[:, 0], rng=0, size=5),
        *(
            gumbel_softmax_gradient(
                scores, lambda s: s, rng=0, size=5, temperature=1.0, straight_through=hard
            )
            for hard in (True, False)
        ),
    ]
    assert {each.dtype for each in slopes} == {np.dtype(np.float32)}


@pytest.mark.parametrize("temperature", [0, -1, np.nan])
def test_a_temperature_is_positive(temperature):
    slope = np.ones_like
    for draw in (
        lambda: gumbel_softmax([1.0, 2.0], rng=0, temperature=temperature),
        lambda: gumbel_softmax_gradient([1.0, 2.0], slope, rng=0, size=3, temperature=temperature),
    ):
        with pytest.raises(ValueError, match="temperature must be a number > 0, got"):
            draw()


@pytest.mark.parametrize("size", [0, (2, 0), 1.5, True])
def test_at_least_one_is_drawn(size):
    with pytest.raises(ValueError, match="size must be an integer >= 1, got"):
        sample_gumbel_max([1.0, 2.0], rng=0, size=size)


def test_a_baseline_is_a_number():
    for baseline in (np.nan, "mean", None):
        with pytest.raises(ValueError, match="baseline must be a number, got"):
            score_function_gradient([1.0, 2.0], lambda e: e[:, 0], rng=0, size=3, baseline=baseline)


def test_what_is_earned_beyond_all_floats_is_an_error():
    with pytest.raises(FloatingPointError, match="the gradient is not finite: function too large"):
        score_function_gradient(
            [0.0, 0.0], lambda e: 1e308 * e[:, 0], rng=0, size=9, baseline=-1e308
        )


@pytest.mark.parametrize(
    ("estimate", "name"),
    [(score_function_gradient, "function"), (gumbel_softmax_gradient, "gradient")],
)
def test_what_is_no_function_is_named(estimate, name):
    with pytest.raises(ValueError, match=f"{name} must be a function, got 'f'"):
        estimate([1.0, 2.0], "f", rng=0, size=3)


def test_straight_through_is_no_word():
    with pytest.raises(ValueError, match="straight_through must be True or False, got 'no'"):
        gumbel_softmax_gradient([1.0, 2.0], np.ones_like, rng=0, size=3, straight_through="no")


def test_of_one_class_there_is_nothing_to_learn():
    np.testing.assert_array_equal(
        score_function_gradient([3.0], lambda e: e[:, 0], rng=0, size=4), 0
    )


def test_a_temperature_of_any_type_of_number_is_used_as_a_float():
    estimates = [
        gumbel_softmax_gradient([0.0, 1.0], lambda s: s, rng=0, size=3, temperature=t)
        for t in (Fraction(1, 2), 0.5)
    ]
    np.testing.assert_array_equal(*estimates)
