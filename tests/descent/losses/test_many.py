"""Losses for many classes: exact trees, samples that are right on average."""

from functools import partial

import numpy as np
import pytest
from descent.gradients import check_gradient
from descent.losses import (
    hierarchical_cross_entropy,
    hierarchical_cross_entropy_gradient,
    sampled_softmax_cross_entropy,
    sampled_softmax_cross_entropy_gradient,
    softmax_cross_entropy,
    tree_paths,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

scores = arrays(np.float64, (3, 5), elements=st.floats(-9, 9))
turns = arrays(np.int64, (3, 5), elements=st.integers(-1, 1))


class TestTree:
    @pytest.mark.parametrize("count", [2, 3, 8, 11, 1000])
    def test_paths_lead_from_every_leaf_to_the_root(self, count):
        forks, turned = tree_paths(np.arange(count), count)
        depth = int(np.ceil(np.log2(count)))
        assert forks.shape == turned.shape == (count, depth)
        assert forks.min() == 0 and forks.max() == count - 2
        lengths = (turned != 0).sum(1)
        assert set(lengths) <= {depth - 1, depth}
        assert (2.0**-lengths).sum() == 1  # Kraft: the tree is full
        for leaf, (way, turn) in enumerate(zip(forks, turned, strict=True)):
            node = 0
            for fork, side in reversed([pair for pair in zip(way, turn, strict=True) if pair[1]]):
                assert fork == node
                node = 2 * node + (1 if side < 0 else 2)
            assert node == count - 1 + leaf

    @given(st.integers(2, 40), st.integers(0, 99))
    def test_the_probabilities_of_all_leaves_sum_to_1(self, count, seed):
        o = np.random.default_rng(seed).normal(scale=3, size=count - 1)
        forks, turned = tree_paths(np.arange(count), count)
        losses = hierarchical_cross_entropy(o[forks], turned, reduction="none")
        assert np.exp(-losses).sum() == pytest.approx(1)

    @given(scores, turns, st.sampled_from(["mean", "sum"]))
    def test_gradient(self, scores, turns, reduction):
        options = {"turns": turns, "reduction": reduction}
        loss = partial(hierarchical_cross_entropy, **options)
        slope = partial(hierarchical_cross_entropy_gradient, **options)
        assert check_gradient(loss, slope, scores) < 1e-6

    def test_bad_arguments(self):
        with pytest.raises(ValueError, match="turns must hold nothing but -1, 0, 1, got 2"):
            hierarchical_cross_entropy([[0.0]], [[2]])
        with pytest.raises(ValueError, match=r"turns must have the shape of scores"):
            hierarchical_cross_entropy([[0.0]], [[1, 1]])
        with pytest.raises(ValueError, match="labels must be integers from 0 to 3, got 4"):
            tree_paths([4], 4)
        for labels in (2, [[0, 1]]):
            with pytest.raises(ValueError, match="labels must be 1-D, got shape"):
                tree_paths(labels, 4)


class TestSample:
    def test_all_classes_once_is_the_whole_loss(self):
        o = np.random.default_rng(0).normal(size=(6, 8))
        whole = softmax_cross_entropy(o, np.zeros(6, int))
        assert sampled_softmax_cross_entropy(o, np.ones(7)) == pytest.approx(whole)

    @pytest.mark.parametrize("close", [False, True])
    def test_the_sum_is_right_on_average(self, close):
        rng = np.random.default_rng(0)
        o, draws, m = rng.normal(size=20), 20_000, 5
        q = np.exp(0.9 * o * close)
        q /= q.sum()
        classes = rng.choice(20, size=(draws, m), p=q)
        drawn = np.where(classes == 0, -np.inf, o[classes])  # 0 is the label
        expected = [
            np.exp(sampled_softmax_cross_entropy([[o[0], *row]], m * q[each]) + o[0])
            for row, each in zip(drawn, classes, strict=True)
        ]
        error = np.std(expected) / np.sqrt(draws)
        assert abs(np.mean(expected) - np.exp(o).sum()) < 4 * error
        assert np.mean(np.log(expected)) < np.log(np.exp(o).sum())

    @given(scores, arrays(np.float64, 4, elements=st.floats(0.1, 3)))
    def test_gradient(self, scores, expected):
        loss = partial(sampled_softmax_cross_entropy, expected=expected)
        slope = partial(sampled_softmax_cross_entropy_gradient, expected=expected)
        assert check_gradient(loss, slope, scores) < 1e-6

    @pytest.mark.parametrize("expected", [[1.0], [1.0, 0.0], [[1.0, 1.0]]])
    def test_bad_expectations(self, expected):
        with pytest.raises(ValueError, match=r"expected must (have shape|hold numbers > 0|be 1-D)"):
            sampled_softmax_cross_entropy([[0.0, 1.0, 2.0]], expected)
