import copy
import math
import pickle

import autograd.misc.optimizers as oracle
import numpy as np
import pytest
from descent import SGD, AdaGrad, Adam, AdamW, Optimizer, RMSProp, exponential_decay
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

ALL = [
    SGD(0.1),
    SGD(0.1, momentum=0.9),
    SGD(0.1, momentum=0.9, nesterov=True),
    AdaGrad(0.1),
    RMSProp(0.1),
    Adam(0.1),
    AdamW(0.1),
]
each_optimizer = pytest.mark.parametrize("optimizer", ALL, ids=repr)
finite = hnp.arrays(float, (3,), elements=st.floats(-100, 100))


def descend(optimizer, start, gradients):
    theta = np.array(start, dtype=float)
    optimizer = optimizer.fresh()
    for g in gradients:
        optimizer.update([theta], [g])
    return theta


@given(finite, st.lists(finite, min_size=1, max_size=20))
def test_sgd_subtracts_eta_times_each_gradient(start, gradients):
    expected = start - 0.1 * np.sum(gradients, axis=0)
    np.testing.assert_allclose(descend(SGD(0.1), start, gradients), expected, atol=1e-10)


def test_momentum_by_hand():
    # v = 1, then 0.5 * 1 + 1 = 1.5, then 0.5 * 1.5 + 1 = 1.75
    gradients = [np.ones(1)] * 3
    assert descend(SGD(1.0, momentum=0.5), [0.0], gradients) == -(1 + 1.5 + 1.75)
    # looking ahead adds half of each v to the gradient: 1.5, 1.75, 1.875
    nesterov = SGD(1.0, momentum=0.5, nesterov=True)
    assert descend(nesterov, [0.0], gradients) == -(1.5 + 1.75 + 1.875)


def test_adagrad_by_hand():
    # s = 9, then 9 + 16 = 25
    theta = descend(AdaGrad(1.0, eps=0), [0.0], [np.array([3.0]), np.array([4.0])])
    assert theta == pytest.approx(-(3 / 3 + 4 / 5))


def test_rmsprop_by_hand():
    # s = 0.5 * 4 = 2, then 0.5 * 2 + 0.5 * 4 = 3
    theta = descend(RMSProp(1.0, alpha=0.5, eps=0), [0.0], [np.array([2.0])] * 2)
    assert theta == pytest.approx(-(2 / math.sqrt(2) + 2 / math.sqrt(3)))


def test_adam_agrees_with_autograd():
    start = np.array([2.0, -3.0, 0.5])
    gradient = lambda x, i=0: np.array([1.0, 30.0, 0.01]) * x + np.cos(x)  # noqa: E731
    theta, optimizer = start.copy(), Adam(0.1)
    for _ in range(50):
        optimizer.update([theta], [gradient(theta)])
    expected = oracle.adam(gradient, start, num_iters=50, step_size=0.1)
    np.testing.assert_allclose(theta, expected, rtol=1e-10)


@given(finite.filter(lambda g: (abs(g) > 1e-3).all()))
def test_first_step_of_adam_has_length_eta_in_every_direction(g):
    np.testing.assert_allclose(descend(Adam(0.1), [0.0] * 3, [g]), -0.1 * np.sign(g), rtol=1e-4)


def test_adamw_decays_weights_and_adam_does_not():
    still = [np.zeros(1)] * 3
    assert descend(Adam(0.5), [8.0], still) == 8
    assert descend(AdamW(0.5, weight_decay=1.0), [8.0], still) == 1


@each_optimizer
def test_every_optimizer_changes_all_parameters_in_place_and_downhill(optimizer):
    parameters = [np.full((2, 3), 5.0), np.full(4, -5.0), np.array(5.0)]
    given_arrays, optimizer = list(parameters), optimizer.fresh()
    assert optimizer.update(parameters, [2 * p for p in parameters]) is None
    assert all(after is before for after, before in zip(parameters, given_arrays, strict=True))
    assert all((abs(p) < 5).all() for p in parameters)


@each_optimizer
def test_float32_stays_float32_and_close_to_float64(optimizer):
    gradients = np.random.default_rng(0).normal(size=(20, 3))
    theta, optimizer = np.ones(3, np.float32), optimizer.fresh()
    for g in gradients:
        optimizer.update([theta], [g.astype(np.float32)])
    assert theta.dtype == np.float32
    if optimizer.remembers:
        assert {kept.dtype for kept in optimizer._memory[0]} == {np.dtype(np.float32)}
    np.testing.assert_allclose(theta, descend(optimizer, [1.0] * 3, gradients), rtol=1e-4)


@each_optimizer
def test_gradients_are_left_alone(optimizer):
    g = np.array([1.0, -2.0])
    descend(optimizer, [0.0, 0.0], [g, g])
    np.testing.assert_array_equal(g, [1.0, -2.0])


@each_optimizer
def test_fresh_forgets_and_copies_remember(optimizer):
    gradients = np.random.default_rng(1).normal(size=(5, 2))
    used, theta = optimizer.fresh(), np.zeros(2)
    for g in gradients:
        used.update([theta], [g])
    np.testing.assert_array_equal(descend(used, [0.0, 0.0], gradients), theta)
    for twin in (copy.deepcopy(used), pickle.loads(pickle.dumps(used))):
        again, other = theta.copy(), theta.copy()
        twin.update([again], [gradients[0]])
        copy.deepcopy(used).update([other], [gradients[0]])
        np.testing.assert_array_equal(again, other)


def test_a_schedule_is_asked_once_a_step_from_zero():
    asked = []
    optimizer = SGD(lambda t: asked.append(t) or 0.5)
    optimizer.update([np.zeros(1), np.zeros(2)], [np.ones(1), np.ones(2)])
    optimizer.update([np.zeros(1), np.zeros(2)], [np.ones(1), np.ones(2)])
    assert asked == [0, 1]


def test_a_decaying_rate():
    theta = descend(SGD(exponential_decay(1.0, math.log(2))), [0.0], [np.ones(1)] * 3)
    assert theta == pytest.approx(-(1 + 0.5 + 0.25))


def test_settings_are_shown():
    assert repr(SGD(0.1, momentum=0.9)) == "SGD(learning_rate=0.1, momentum=0.9, nesterov=False)"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SGD(0), r"learning_rate must be a number > 0, got 0"),
        (lambda: Adam("fast"), r"learning_rate must be a number > 0, got 'fast'"),
        (lambda: SGD(0.1, momentum=1), r"momentum must be a number >= 0 and < 1, got 1"),
        (lambda: SGD(0.1, nesterov=True), r"nesterov must be False if momentum is 0"),
        (lambda: AdaGrad(eps=-1), r"eps must be a number >= 0, got -1"),
        (lambda: RMSProp(alpha=1.5), r"alpha must be a number >= 0 and < 1, got 1.5"),
        (lambda: RMSProp(eps=math.nan), r"eps must be a number >= 0, got nan"),
        (lambda: Adam(betas=0.9), r"betas must be two numbers, got 0.9"),
        (lambda: Adam(betas=(0.9, 1)), r"betas\[1\] must be a number >= 0 and < 1, got 1"),
        (lambda: Adam(eps=-1), r"eps must be a number >= 0, got -1"),
        (lambda: AdamW(weight_decay=-1), r"weight_decay must be a number >= 0, got -1"),
    ],
)
def test_settings_that_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("parameters", "gradients", "message"),
    [
        ([np.ones(2)], [], r"gradients must have shapes \[\(2,\)\], got \[\]"),
        ([np.ones(2)], [np.ones(3)], r"gradients must have shapes \[\(2,\)\], got \[\(3,\)\]"),
        ([np.ones(2)], [[1, math.nan]], r"gradients\[0\] must not contain NaN.* index \(1,\)"),
        ([np.ones(2)], [[1, math.inf]], r"gradients\[0\] must be finite"),
        ([np.array([1, math.nan])], [np.ones(2)], r"parameters\[0\] must not contain NaN"),
        ([[1.0, 2.0]], [np.ones(2)], r"parameters\[0\] must be a float32 or .*, got list"),
        ([np.ones(2, int)], [np.ones(2)], r"parameters\[0\] must be a float32 or .*, got int64"),
    ],
)
def test_updates_that_are_refused_change_nothing(parameters, gradients, message):
    before = copy.deepcopy(parameters)
    with pytest.raises(ValueError, match=message):
        SGD(0.1).update(parameters, gradients)
    np.testing.assert_array_equal(parameters, before)


def test_other_parameters_than_before_are_refused():
    optimizer = Adam()
    optimizer.update([np.ones(2)], [np.ones(2)])
    with pytest.raises(ValueError, match=r"parameters must have shapes \[\(2,\)\], got \[\(3,\)\]"):
        optimizer.update([np.ones(3)], [np.ones(3)])


@pytest.mark.parametrize("rate", [-1, math.nan, None])
def test_a_schedule_that_returns_no_rate_is_refused(rate):
    with pytest.raises(ValueError, match=r"learning_rate\(t\) must be a number >= 0"):
        SGD(lambda t: rate).update([np.ones(1)], [np.ones(1)])


def test_an_optimizer_needs_a_rule():
    class Lazy(Optimizer):
        learning_rate = 1.0

    with pytest.raises(NotImplementedError):
        Lazy().update([np.ones(1)], [np.ones(1)])
