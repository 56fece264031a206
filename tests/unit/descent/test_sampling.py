"""Gumbel draws against the probabilities and the relaxation that they promise."""

from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from descent.sampling import gumbel_softmax, min_p, sample_gumbel_max, top_p
from descent.simplex import softmax
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


def test_the_temperature_is_one_by_default_and_any_type_of_number():
    draw = partial(gumbel_softmax, [1.0, 2.0], rng=0, size=10)
    np.testing.assert_array_equal(draw(), draw(temperature=1))
    assert not np.array_equal(draw(), draw(temperature=2))
    np.testing.assert_array_equal(draw(temperature=Fraction(1, 2)), draw(temperature=0.5))


def test_decimals_reach_what_they_reach():
    """Draw two-decimal distributions, and masses and shares that some of their classes reach."""
    rng = np.random.default_rng(0)
    for _ in range(2000):
        hundredths = rng.multinomial(100, rng.dirichlet(np.ones(rng.integers(2, 8))))
        falling = -np.sort(-hundredths)
        reach = falling.cumsum()[rng.integers(len(falling))]
        for dtype in (np.float64, np.float32):
            p = (hundredths / 100).astype(dtype)
            count = np.argmax(falling.cumsum() >= reach) + 1 if reach < 100 else (falling > 0).sum()
            assert (top_p(p, reach / 100) > 0).sum() == count
            kept = min_p(np.array([0.4, 0.38, 0.22], dtype), 0.55)
            assert (kept > 0).all()
    assert (top_p([0.6, 0.4 - 1e-9, 1e-9], 1.0) > 0).all()
    assert (min_p([0.5 + 1e-15, 0.5 - 1e-15], 1.0) > 0).tolist() == [True, False]
