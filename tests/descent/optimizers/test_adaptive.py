import math

import autograd.misc.optimizers as oracle
import numpy as np
import pytest
from descent import AdaGrad, Adam, AdamW, RMSProp, SoftmaxRegression
from descent.optimizers import AMSGrad
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

finite = hnp.arrays(float, (3,), elements=st.floats(-100, 100))


def test_adagrad_by_hand(descend):
    # s = 9, then 9 + 16 = 25
    theta = descend(AdaGrad(1.0, eps=0), [0.0], [np.array([3.0]), np.array([4.0])])
    assert theta == pytest.approx(-(3 / 3 + 4 / 5))


def test_rmsprop_by_hand(descend):
    # s = 0.5 * 4 = 2, then 0.5 * 2 + 0.5 * 4 = 3
    theta = descend(RMSProp(1.0, alpha=0.5, eps=0), [0.0], [np.array([2.0])] * 2)
    assert theta == pytest.approx(-(2 / math.sqrt(2) + 2 / math.sqrt(3)))


@pytest.mark.parametrize("optimizer", [AdaGrad(1.0, eps=1), RMSProp(1.0, alpha=0, eps=1)])
def test_eps_is_added_to_the_root(descend, optimizer):
    assert descend(optimizer, [0.0], [np.array([3.0])]) == pytest.approx(-3 / (3 + 1))


def test_adam_agrees_with_autograd():
    start = np.array([2.0, -3.0, 0.5])
    gradient = lambda x, i=0: np.array([1.0, 30.0, 0.01]) * x + np.cos(x)  # noqa: E731
    theta, optimizer = start.copy(), Adam(0.1)
    for _ in range(50):
        optimizer.update([theta], [gradient(theta)])
    expected = oracle.adam(gradient, start, num_iters=50, step_size=0.1)
    np.testing.assert_allclose(theta, expected, rtol=1e-10)


@given(finite.filter(lambda g: (abs(g) > 1e-3).all()))
def test_first_step_of_adam_has_length_eta_in_every_direction(descend, g):
    np.testing.assert_allclose(descend(Adam(0.1), [0.0] * 3, [g]), -0.1 * np.sign(g), rtol=1e-4)


def test_adamw_decays_weights_and_adam_does_not(descend):
    still = [np.zeros(1)] * 3
    assert descend(Adam(0.5), [8.0], still) == 8
    assert descend(AdamW(0.25, weight_decay=2.0), [8.0], still) == 1


def test_amsgrad_by_hand(descend):
    # β₁ = 0, β₂ = ½: v = 8, 4.5 and 2.75, and the highest stays 8; corrected by ½, ¾ and 7/8
    gradients = [np.array([4.0]), np.array([1.0]), np.array([1.0])]
    theta = descend(AMSGrad(1.0, betas=(0.0, 0.5), eps=0), [0.0], gradients)
    steps = [4 / math.sqrt(16), 1 / math.sqrt(8 / 0.75), 1 / math.sqrt(8 / 0.875)]
    assert theta == pytest.approx(-sum(steps))


@given(st.lists(finite, min_size=1, max_size=8))
def test_amsgrad_is_adam_while_squares_rise(descend, gradients):
    rising = np.cumsum([abs(g) for g in gradients], axis=0)
    np.testing.assert_allclose(
        descend(AMSGrad(0.1), [0.0] * 3, rising), descend(Adam(0.1), [0.0] * 3, rising), rtol=1e-12
    )


def test_adam_leaves_where_amsgrad_stays():
    """Reddi et al.: 4x in one step of three, else −x, on [−1, 1]; the best x is −1."""
    ends = {}
    for method in (Adam, AMSGrad):
        x, optimizer = np.zeros(1), method(lambda t: 0.1 / math.sqrt(t + 1), betas=(0.0, 1 / 17))
        for t in range(1, 3_001):
            optimizer.update([x], [np.array([4.0 if t % 3 == 1 else -1.0])])
            np.clip(x, -1, 1, out=x)
        ends[method] = x.item()
    assert ends[Adam] > 0.9 and ends[AMSGrad] < -0.9


def test_by_default_adamw_decays_by_a_hundredth():
    theta = np.array([3.0])
    AdamW(0.5).update([theta], [np.zeros(1)])
    np.testing.assert_allclose(theta, 3 * (1 - 0.5 * 0.01), rtol=1e-15)


def test_in_a_model_adamw_decays_weights_and_no_biases():
    W, b = np.full(2, 3.0), np.full(2, 3.0)
    AdamW(0.5, weight_decay=0.1).step([W, b], [np.zeros(2)] * 2, num_biases=1)
    np.testing.assert_allclose([W, b], [[2.85, 2.85], [3.0, 3.0]])
    model, images = SoftmaxRegression(optimizer=AdamW(0.1, weight_decay=5.0)), np.zeros((4, 3))
    plain = SoftmaxRegression(optimizer=Adam(0.1)).fit(images, [0, 1, 1, 1])
    np.testing.assert_allclose(model.fit(images, [0, 1, 1, 1]).intercept_, plain.intercept_)


def test_rates_of_amsgrad_may_rise_as_the_correction_fades():
    theta, optimizer, steps = np.zeros(1), AMSGrad(1.0, betas=(0, 0.999), eps=0), []
    for g in (1.0, 0.1, 0.1, 0.1, 0.1):
        before = theta.copy()
        optimizer.update([theta], [np.array([g])])
        steps.append(((before - theta) / g).item())
    np.testing.assert_allclose(steps, [1, 1.41, 1.72, 1.97, 2.19], atol=0.01)


def test_a_gradient_whose_square_is_0_moves_nothing():
    theta = np.ones(1)
    AdaGrad(eps=0).update([theta], [np.array([1e-200])])
    assert theta == 1
