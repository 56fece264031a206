from dataclasses import replace

import numpy as np
import pytest
from descent import exponential_decay, l1, l2, minimize
from descent.optimizers import ProximalSGD
from descent.projections import l2_proximal, soft_threshold
from scipy import optimize

A = np.array([[3.0, 1.0, 0.0], [1.0, 2.0, 0.5], [0.0, 0.5, 1.0]])
TARGET = np.array([1.5, -1.0, 0.3])


def quadratic(x):
    return float((x - TARGET) @ A @ (x - TARGET)) / 2


def slope(x):
    return A @ (x - TARGET)


@pytest.mark.parametrize("strength", [0.0, 0.1, 0.9, 10.0])
@pytest.mark.parametrize(("proximal", "penalty"), [(soft_threshold, l1), (l2_proximal, l2)])
def test_finds_the_minimum_of_loss_plus_penalty(proximal, penalty, strength):
    optimizer = ProximalSGD(proximal, strength, learning_rate=0.25)
    w = minimize(quadratic, slope, np.zeros(3), optimizer, steps=500).points[-1]
    best = optimize.minimize(
        lambda x: quadratic(x) + strength * penalty(x), w + 0.1, method="Nelder-Mead",
        options={"xatol": 1e-8, "fatol": 1e-12, "maxiter": 5000},
    )  # fmt: skip
    np.testing.assert_allclose(w, best.x, atol=1e-6)


def test_the_zeros_of_l1_are_exact_and_meet_the_optimality_condition():
    optimizer = ProximalSGD(soft_threshold, 0.9, learning_rate=0.25)
    w = minimize(quadratic, slope, np.ones(3), optimizer, steps=500).points[-1]
    zero = w == 0
    assert zero.any() and not zero.all()
    assert (np.abs(slope(w))[zero] <= 0.9).all()
    np.testing.assert_allclose(slope(w)[~zero], -0.9 * np.sign(w[~zero]), rtol=1e-12)


def test_the_threshold_follows_the_schedule():
    optimizer = ProximalSGD(soft_threshold, 2.0, learning_rate=exponential_decay(1, np.log(2)))
    points, _ = minimize(sum, np.zeros_like, [5.0], optimizer, steps=3)
    np.testing.assert_allclose(points.ravel(), [5, 3, 2, 1.5])


def test_its_penalty_is_known_or_given_and_not_shown():
    optimizer = ProximalSGD(soft_threshold, 1)
    assert optimizer.regularizer is l1
    assert ProximalSGD(l2_proximal, 1).regularizer is l2
    assert ProximalSGD(soft_threshold, 1, penalty=max).regularizer is max
    assert ProximalSGD(np.clip, 1, penalty=max).regularizer is max
    assert ProximalSGD(np.clip, 1).regularizer is None
    assert replace(optimizer, proximal=l2_proximal).regularizer is l2
    assert "penalty" not in repr(optimizer) and "kernel" not in repr(optimizer)


def test_a_result_of_another_shape_is_refused():
    theta = np.array([1.0, 5.0])
    with pytest.raises(ValueError, match=r"proximal\(theta\) must have the shape of theta, \(2,\)"):
        ProximalSGD(lambda x, t: x.sum(), 0.1, learning_rate=0.1).update([theta], [np.zeros(2)])
    assert theta.tolist() == [1, 5]


def test_a_step_that_is_assigned_is_taken():
    optimizer, w = ProximalSGD(soft_threshold, 1.0, learning_rate=1.0), np.array([3.0])
    optimizer.proximal = l2_proximal
    optimizer.update([w], [np.zeros(1)])
    assert w == 1 and optimizer.regularizer is l2
