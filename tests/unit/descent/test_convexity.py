"""The null space of the Hessian, definiteness, and the hunt for counterexamples."""

import numpy as np
import pytest
from descent.convexity import (
    find_chord_violation,
    is_positive_semidefinite,
    softmax_cross_entropy_hessian,
)
from descent.losses import softmax_cross_entropy
from descent.simplex import logsumexp, softmax
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

entries = st.floats(-2, 2)


class TestSoftmaxCrossEntropyHessian:
    def test_semidefinite_with_the_shift_directions_as_null_space(self):
        rng = np.random.default_rng(1)
        X, W = rng.normal(size=(20, 3)), rng.normal(size=(3, 4))
        H = softmax_cross_entropy_hessian(X, W)
        assert is_positive_semidefinite(H)
        assert np.linalg.matrix_rank(H) == 3 * (4 - 1)
        shift = np.outer(rng.normal(size=3), np.ones(4))  # the same vector for every class
        np.testing.assert_allclose(H @ shift.ravel(), 0, atol=1e-15)


class TestSemidefinite:
    @given(arrays(np.float64, (4, 2), elements=entries))
    def test_every_gram_matrix_is(self, A):
        assert is_positive_semidefinite(A @ A.T)

    @given(arrays(np.float64, (3, 3), elements=entries), st.floats(0.01, 10))
    def test_none_with_a_negative_direction_is(self, A, excess):
        A = A + A.T
        assert not is_positive_semidefinite(A - (np.linalg.eigvalsh(A)[0] + excess) * np.eye(3))

    def test_tolerance_is_relative(self):
        for scale in (1e-12, 1, 1e12):
            H = scale * np.diag([1, -1e-5])
            assert not is_positive_semidefinite(H)
            assert is_positive_semidefinite(H, tolerance=1e-4)
            assert is_positive_semidefinite(scale * np.diag([1, -0.9e-8]))
            assert not is_positive_semidefinite(scale * np.diag([1, -1.5e-8]))
        assert is_positive_semidefinite(np.zeros((2, 2)), tolerance=0)

    def test_rounding_in_float32_is_no_curvature(self):
        rng = np.random.default_rng(0)
        for size in (1, 30):
            X, W = rng.normal(size=(20, 4)), size * rng.normal(size=(4, 3))
            for dtype in (np.float32, np.float64):
                H = softmax_cross_entropy_hessian(X.astype(dtype), W.astype(dtype))
                assert is_positive_semidefinite(H)
        assert not is_positive_semidefinite(np.float32([[1, 2], [2, 1]]))


class TestChordViolation:
    @pytest.mark.parametrize(
        "function",
        [
            logsumexp,
            np.max,
            np.linalg.norm,
            lambda x: np.sum(x**4),
            lambda x: 1e6 + np.sum(x),
            lambda x: 0.0,
            lambda x: softmax_cross_entropy(x, 0),
        ],
    )
    def test_convex_functions_have_none(self, function):
        rng = np.random.default_rng(0)
        assert find_chord_violation(function, 3, trials=500, rng=rng) is None

    @pytest.mark.parametrize(
        "function",
        [
            np.min,
            lambda x: np.sin(x).sum(),
            lambda x: softmax(x)[0],
            lambda x: ((softmax(x) - [1, 0, 0]) ** 2).mean(),
            lambda x: 1e-9 * x[0] * x[1],
        ],
    )
    def test_finds_one_that_can_be_verified(self, function):
        found = find_chord_violation(function, 3, trials=500, rng=np.random.default_rng(0))
        on_graph = function(found.t * found.x + (1 - found.t) * found.y)
        chord = found.t * function(found.x) + (1 - found.t) * function(found.y)
        assert found.x.shape == found.y.shape == (3,)
        assert 0 < found.t < 1
        assert found.gap == pytest.approx(on_graph - chord, rel=1e-6, abs=0)
        assert found.gap > 0
        with pytest.raises(AttributeError):
            found.gap = 0.0

    def test_looks_at_every_scale_from_a_tenth_to_ten(self):
        seen = []
        find_chord_violation(lambda x: seen.append(x) or 0.0, 1000, trials=200, rng=0)
        x, y, _ = np.array(seen).reshape(200, 3, 1000).transpose(1, 0, 2)
        scale = np.log10(x.std(1))
        np.testing.assert_allclose(np.log10(y.std(1)), scale, atol=0.1)
        np.testing.assert_allclose(
            [scale.min(), np.median(scale), scale.max()], [-1, 0, 1], atol=0.2
        )
        assert (np.abs(x) < 10 ** scale[:, None]).mean() == pytest.approx(0.683, abs=0.01)

    @pytest.mark.parametrize(("bump", "found"), [(0.9e-9, False), (1.5e-9, True)])
    def test_what_rounding_explains_is_no_find(self, bump, found):
        values = iter([1.0, 1.0, 1 + bump])  # both ends, then between them
        violation = find_chord_violation(lambda x: next(values), 1, trials=1, rng=0)
        assert (violation is not None) is found

    @pytest.mark.parametrize("rounded", [np.float32, lambda x: float(np.float32(x))])
    def test_what_float32_rounds_is_no_find(self, rounded):
        line, bent = (lambda x: rounded(x.sum() / 3 + 7)), (lambda x: rounded(np.sin(x).sum()))
        assert find_chord_violation(line, 2, trials=300, rng=0) is None
        assert find_chord_violation(bent, 2, trials=300, rng=0).gap > 0

    def test_repeats_with_its_seed(self):
        first, second = (
            find_chord_violation(np.min, 2, trials=99, rng=np.random.default_rng(5))
            for _ in range(2)
        )
        assert (first.gap, first.t) == (second.gap, second.t)
