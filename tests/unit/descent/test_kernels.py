"""Kernels work in blocks; where one ends nobody can tell."""

import numpy as np
import pytest
from descent import kernels
from scipy import special

SHAPES = [(1, 3), (7, 3), (1000, 10), (40, 64), (40, 65), (3, 2, 5), (5,), (6, 40_000)]
SIZES = [1, 300, kernels.BLOCK]
"""Bytes: of one sample a block, of a few, and as it is."""


def layouts(scores):
    """Yield the scores as rows, as columns, and with others between them."""
    yield scores
    yield np.asfortranarray(scores)
    wide = np.repeat(scores, 2, axis=-1)
    yield wide[..., ::2]


@pytest.fixture(params=SIZES)
def size(request, monkeypatch):
    monkeypatch.setattr(kernels, "BLOCK", request.param)


@pytest.fixture(params=SHAPES)
def scores(request):
    return 3 * np.random.default_rng(0).normal(size=request.param)


def close(dtype):
    return {"rtol": 1e-4 if dtype == np.float32 else 1e-11, "atol": 0}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_softmax_of_all_blocks_is_scipys(scores, dtype):
    for o in layouts(scores.astype(dtype)):
        p, log_p = special.softmax(o, -1), special.log_softmax(o, -1)
        np.testing.assert_allclose(kernels.softmax(o), p, **close(dtype))
        np.testing.assert_allclose(kernels.log_softmax(o), log_p, **close(dtype))
        hot = kernels.softmax(o, temperature=3.0)
        np.testing.assert_allclose(hot, special.softmax(o / 3, -1), **close(dtype))
        for result in (kernels.softmax(o), kernels.log_softmax(o)):
            assert result.dtype == dtype


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_loss_of_all_blocks_and_its_slope_are_scipys(scores, dtype):
    labels = np.random.default_rng(1).integers(scores.shape[-1], size=scores.shape[:-1])
    own = labels[..., None]
    for o in layouts(scores.astype(dtype)):
        expected = -np.take_along_axis(special.log_softmax(o, -1), own, -1)[..., 0]
        losses = kernels.label_surprise(o, labels)
        np.testing.assert_allclose(losses, expected, **close(dtype))
        slopes = kernels.residual(o, labels)
        others = special.softmax(o, -1)
        np.put_along_axis(others, own, 0, -1)
        weight = others.sum(-1, keepdims=True)  # 1 - p of the label, without its rounding
        np.put_along_axis(others, own, -weight, -1)
        np.testing.assert_allclose(slopes, others, **close(dtype))
        assert losses.dtype == slopes.dtype == dtype


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("num_classes", [3, 65])
def test_a_sure_label_costs_exactly_what_its_rivals_weigh(num_classes):
    """To a lead of 700, where 1 + exp(-lead) has long been 1."""
    leads = np.array([1, 40, 300, 700.0])
    scores = np.full((4, num_classes), -900.0)
    scores[:, 0], scores[:, 1] = leads, 0
    labels = np.zeros(4, int)
    rivals = np.exp(-leads) + (num_classes - 2) * np.exp(-900 - leads)
    losses = kernels.label_surprise(scores, labels)
    np.testing.assert_allclose(losses, np.log1p(rivals), rtol=1e-13)
    slopes = kernels.residual(scores, labels)[:, 0]
    np.testing.assert_allclose(slopes, -rivals / (1 + rivals), rtol=1e-13)


def test_a_formula_is_given_some_samples_of_every_class(monkeypatch):
    monkeypatch.setattr(kernels, "BLOCK", 4 * 3 * 8)
    given = []
    first = kernels.laid_out(lambda o: given.append(o) or o[0])
    scores = np.arange(30.0).reshape(10, 3)
    np.testing.assert_array_equal(first(scores), scores[:, 0])
    assert [o.shape for o in given] == [(3, 4), (3, 4), (3, 2)]
    assert all(o.flags.c_contiguous for o in given)
    np.testing.assert_array_equal(np.concatenate([o.T for o in given]), scores)
    first(np.zeros((10, kernels.FEW + 1)))
    assert all(o.flags.f_contiguous for o in given[3:])


@pytest.mark.usefixtures("size")
def test_one_strange_sample_leaves_the_others_as_they_are():
    """Scores so large that their differences overflow, and infinite ones, are shifted before."""
    plain = np.random.default_rng(0).normal(size=(50, 3))
    labels = np.zeros(50, int)
    for strange in ([1e308, -1e308, 0], [np.inf, 0, 1e308], [-np.inf, 2, -np.inf]):
        scores = plain.copy()
        scores[20] = strange
        for kernel in (kernels.softmax, kernels.log_softmax, kernels.logsumexp):
            expected, result = np.delete(kernel(plain), 20, 0), np.delete(kernel(scores), 20, 0)
            np.testing.assert_allclose(result, expected, rtol=1e-14)
        assert kernels.logsumexp(scores)[20] == max(strange)
        assert kernels.label_surprise(scores, labels)[20] == max(strange) - strange[0] or (
            strange[0] == np.inf and kernels.label_surprise(scores, labels)[20] == 0
        )


@pytest.mark.parametrize("num_classes", [3, 65])
def test_what_is_given_stays(num_classes):
    """Blocks are worked on in place."""
    for o in layouts(np.random.default_rng(0).normal(size=(5, num_classes))):
        before, labels = o.copy(), np.zeros(5, int)
        for kernel in (kernels.softmax, kernels.log_softmax):
            kernel(o)
        kernels.label_surprise(o, labels)
        kernels.residual(o, labels)
        np.testing.assert_array_equal(o, before)


def test_columns_come_in_long_pieces(monkeypatch):
    monkeypatch.setattr(kernels, "BLOCK", 1)
    columns = np.asfortranarray(np.zeros((10_000, 3)))
    pieces = [columns[samples] for samples in kernels.blocks(columns)]
    assert [len(piece) for piece in pieces] == [4096, 4096, 1808]
