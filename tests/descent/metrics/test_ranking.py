"""Ranking against scikit-learn, and the bound that makes cross-entropy a ranking loss."""

import tracemalloc

import numpy as np
import pytest
from descent import softmax_cross_entropy
from descent.metrics import ndcg, ranking_targets
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

grades = st.lists(st.integers(0, 4), min_size=2, max_size=8).filter(any)
seeds = st.integers(0, 2**32 - 1)


@given(grades, seeds)
def test_ndcg_agrees_with_sklearn(relevance, seed):
    scores = np.random.default_rng(seed).normal(size=len(relevance))
    gains = 2.0 ** np.array(relevance) - 1
    assert ndcg(relevance, scores) == pytest.approx(ndcg_score([gains], [scores]))


@given(grades, seeds, st.sampled_from([0.1, 1, 10]), st.booleans())
def test_cross_entropy_bounds_the_ranking_from_above(relevance, seed, scale, ties):
    scores = scale * np.random.default_rng(seed).normal(size=len(relevance))
    scores = scores.round() if ties else scores
    loss = softmax_cross_entropy(scores, ranking_targets(relevance))
    assert -np.log(ndcg(relevance, scores)) <= loss + 1e-12


def test_by_hand():
    assert ndcg([0, 1, 2], [1, 2, 3]) == 1
    assert ndcg([1, 0], [0, 0]) == pytest.approx(1 / np.log2(3))  # ties are ranked last
    np.testing.assert_allclose(ranking_targets([1, 0], offset=0), [2 / 3, 1 / 3])
    np.testing.assert_allclose(ranking_targets([0, 0], offset=0.5), [0.5, 0.5])


@pytest.mark.parametrize("relevance", [[0, 0], [-1, 2], []])
def test_bad_relevance(relevance):
    with pytest.raises(ValueError, match="y_true"):
        ndcg(relevance, np.zeros(len(relevance) or 1))


def test_bad_shapes_and_offsets():
    with pytest.raises(ValueError, match="y_score must have the shape of y_true"):
        ndcg([0, 1], [1, 2, 3])
    with pytest.raises(ValueError, match="offset"):
        ranking_targets([1, 0], offset=2)


def test_large_and_small_grades_neither_overflow_nor_vanish():
    np.testing.assert_allclose(ranking_targets([5000.0, 4999.0, 0.0]), [2 / 3, 1 / 3, 0])
    np.testing.assert_allclose(ranking_targets([2e-18, 1e-18]), [2 / 3, 1 / 3])
    np.testing.assert_allclose(ranking_targets([1e-18, 0.0], offset=0.5), [0.5, 0.5])
    assert ndcg([5000.0, 4999.0], [1.0, 2.0]) == pytest.approx(ndcg([53.0, 52.0], [1.0, 2.0]))
    float32 = ranking_targets(np.array([200, 199], np.float32))
    np.testing.assert_allclose(float32, [2 / 3, 1 / 3], rtol=1e-6)
    assert float32.dtype == np.float32


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=2, max_size=9))
def test_among_equal_scores_each_document_is_ranked_last(scores):
    grades = np.arange(len(scores))
    ranks = [sum(other >= score for other in scores) for score in scores]
    gains, best = 2.0**grades - 1, 1 / np.log2(2 + np.arange(len(scores)))
    expected = (gains / np.log2(1 + np.array(ranks))).sum() / (gains[::-1] @ best)
    assert ndcg(grades, scores) == pytest.approx(expected)


def test_many_documents_take_little_memory():
    grades, scores = np.arange(20_000) % 5, np.arange(20_000) % 977
    tracemalloc.start()
    try:
        assert 0 < ndcg(grades, scores) < 1
        assert tracemalloc.get_traced_memory()[1] < 50 * scores.nbytes
    finally:
        tracemalloc.stop()


def test_an_offset_is_not_negative():
    with pytest.raises(ValueError, match=r"offset must be a number >= 0 and <= 1, got -0\.5"):
        ranking_targets([1, 0], offset=-0.5)
