"""Losses and their gradients against PyTorch's."""

import numpy as np
import pytest
import torch
from descent import losses
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch.nn import functional

TOLERANCE = {np.float32: {"rtol": 1e-4, "atol": 1e-5}, np.float64: {"rtol": 1e-10, "atol": 1e-12}}
REDUCTIONS = st.sampled_from(["mean", "sum", "none"])
scores_64 = arrays(np.float64, (5, 4), elements=st.floats(-30, 30))
scores_32 = arrays(np.float32, (5, 4), elements=st.floats(-30, 30, width=32))
scores = st.one_of(scores_64, scores_32)
labels = arrays(np.int64, 5, elements=st.integers(0, 3))
distributions = arrays(np.float64, (5, 4), elements=st.floats(0.01, 1)).map(
    lambda q: q / q.sum(-1, keepdims=True)
)
class_weights = st.none() | arrays(np.float64, 4, elements=st.floats(0.1, 5))


def torch_value_and_gradient(loss, scores):
    scores = torch.tensor(scores, requires_grad=True)
    value = loss(scores)
    value.sum().backward()
    return value.detach().numpy(), scores.grad.numpy()


def assert_agree(name, scores, labels, options, torch_loss):
    value = getattr(losses, name)(scores, labels, **options)
    gradient = getattr(losses, f"{name}_gradient")(scores, labels, **options)
    expected_value, expected_gradient = torch_value_and_gradient(torch_loss, scores)
    assert value.dtype == gradient.dtype == scores.dtype
    tolerance = TOLERANCE[scores.dtype.type]
    np.testing.assert_allclose(value, expected_value, **tolerance)
    np.testing.assert_allclose(gradient, expected_gradient, **tolerance)


@given(scores, labels | distributions, class_weights, st.sampled_from([0, 0.1, 1]), REDUCTIONS)
def test_softmax_cross_entropy(scores, labels, weights, smoothing, reduction):
    options = {"label_smoothing": smoothing, "reduction": reduction}

    def torch_loss(o, y=labels):
        target = torch.tensor(y, dtype=o.dtype if y.ndim == o.ndim else torch.int64)
        weight = None if weights is None else torch.tensor(weights, dtype=o.dtype)
        return functional.cross_entropy(o, target, weight=weight, **options)

    options_here = {**options, "class_weights": weights}
    assert_agree("softmax_cross_entropy", scores, labels, options_here, torch_loss)
    assert_agree(
        "softmax_cross_entropy",
        scores[0],
        labels[0],
        options_here,
        lambda o: torch_loss(o, labels[0]),
    )


@given(scores, labels, st.floats(0.1, 3), st.booleans(), REDUCTIONS)
def test_multiclass_hinge(scores, labels, margin, squared, reduction):
    def torch_loss(o):  # PyTorch divides by the number of classes
        return 4 * functional.multi_margin_loss(
            o, torch.tensor(labels), p=1 + squared, margin=margin, reduction=reduction
        )

    kink = np.abs(scores - scores[np.arange(5), labels][:, None] + margin) < 1e-4
    scores = np.where(kink, scores + scores.dtype.type(0.01), scores)
    options = {"margin": margin, "squared": squared, "reduction": reduction}
    assert_agree("multiclass_hinge", scores, labels, options, torch_loss)


@given(scores, distributions, REDUCTIONS)
def test_binary_cross_entropy_with_logits(scores, labels, reduction):
    def torch_loss(o):
        target = torch.tensor(labels, dtype=o.dtype)
        return functional.binary_cross_entropy_with_logits(o, target, reduction=reduction)

    assert_agree(
        "binary_cross_entropy_with_logits", scores, labels, {"reduction": reduction}, torch_loss
    )


def test_infinite_scores():
    scores = np.array([[-np.inf, 0.0, 1.0], [2.0, -np.inf, 0.0]])
    for labels in ([1, 0], [0, 0]):
        expected = functional.cross_entropy(torch.tensor(scores), torch.tensor(labels))
        assert losses.softmax_cross_entropy(scores, labels) == pytest.approx(float(expected))
