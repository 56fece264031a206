import copy
import math
import pickle
from fractions import Fraction

import numpy as np
import pytest
from descent import SGD, AdaGrad, Adam, AdamW, RMSProp
from descent.optimizers import LBFGS, LineSearch, Newton, Optimizer, ProximalSGD
from descent.penalties import l1, l2
from descent.projections import l2_proximal, soft_threshold

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


@each_optimizer
def test_every_optimizer_changes_all_parameters_and_no_gradient_in_place_and_downhill(optimizer):
    parameters = [np.full((2, 3), 5.0), np.full(4, -5.0), np.array(5.0)]
    given_arrays, optimizer = list(parameters), optimizer.fresh()
    gradients = [2 * p for p in parameters]
    before = [g.copy() for g in gradients]
    for _ in range(2):
        assert optimizer.update(parameters, gradients) is None
    assert all((g == same).all() for g, same in zip(gradients, before, strict=True))
    assert all(after is before for after, before in zip(parameters, given_arrays, strict=True))
    assert all((abs(p) < 5).all() for p in parameters)


@each_optimizer
def test_float32_stays_float32_and_close_to_float64(optimizer, descend):
    gradients = np.random.default_rng(0).normal(size=(20, 3))
    theta, optimizer = np.ones(3, np.float32), optimizer.fresh()
    for g in gradients:
        optimizer.update([theta], [g.astype(np.float32)])
    assert theta.dtype == np.float32
    if optimizer.remembers:
        assert {kept.dtype for kept in optimizer._memory[0]} == {np.dtype(np.float32)}
    np.testing.assert_allclose(theta, descend(optimizer, [1.0] * 3, gradients), rtol=1e-4)


@each_optimizer
def test_fresh_forgets_and_copies_remember(optimizer, descend):
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
    for _ in range(2):
        optimizer.update([np.zeros(1), np.zeros(2)], [np.ones(1), np.ones(2)])
    assert asked == [0, 1]


def test_settings_are_shown_and_have_these_defaults():
    methods = (SGD, AdaGrad, RMSProp, Adam, AdamW, LineSearch, LBFGS)
    assert repr(SGD(0.1, momentum=0.9)) == "SGD(learning_rate=0.1, momentum=0.9, nesterov=False)"
    assert [repr(method()) for method in methods] == [
        "SGD(learning_rate=0.001, momentum=0.0, nesterov=False)",
        "AdaGrad(learning_rate=0.01, eps=1e-10)",
        "RMSProp(learning_rate=0.01, alpha=0.99, eps=1e-08)",
        "Adam(learning_rate=0.001, betas=(0.9, 0.999), eps=1e-08)",
        "AdamW(learning_rate=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01)",
        "LineSearch(learning_rate=1.0, share=0.5, shrink=0.5)",
        "LBFGS(memory=10)",
    ]
    assert Newton(np.diag).learning_rate == 1
    assert ProximalSGD(soft_threshold, 1).learning_rate == 1e-3


def test_nesterov_needs_momentum():
    with pytest.raises(ValueError, match="nesterov must be False if momentum is 0, got nesterov=T"):
        SGD(0.1, nesterov=True)


@pytest.mark.parametrize("gradients", [[np.ones(2)], [np.ones(2), [1, math.nan]]])
def test_updates_that_are_refused_change_nothing(gradients):
    parameters = [np.ones(2), np.ones(2)]
    with pytest.raises(ValueError, match="gradients"):
        SGD(0.1).update(parameters, gradients)
    np.testing.assert_array_equal(parameters, 1)


@pytest.mark.parametrize(
    ("optimizer", "others", "message"),
    [
        (Adam(), [np.ones(3)], r"parameters must have shapes \[\(2,\)\], got \[\(3,\)\]"),
        (  # which remembers nothing
            ProximalSGD(soft_threshold, 0.1),
            [np.ones(2), np.ones(2)],
            "parameters must be 1 arrays as before, got 2",
        ),
    ],
)
def test_other_parameters_than_before_are_refused(optimizer, others, message):
    optimizer = optimizer.fresh()
    optimizer.update([np.ones(2)], [np.ones(2)])
    with pytest.raises(ValueError, match=message):
        optimizer.update(others, [np.ones_like(other) for other in others])
    assert all((other == 1).all() for other in others)


def test_a_gradient_may_be_another_parameter():
    a, b = np.array([1.0]), np.array([2.0])  # f = a b
    SGD(0.1).update([a, b], [b, a])
    assert (a, b) == (pytest.approx(0.8), pytest.approx(1.9))


def test_a_step_needs_a_gradient_for_every_parameter():
    with pytest.raises(ValueError, match="shorter"):
        SGD(0.1).step([np.ones(2)], [])


def test_an_optimizer_needs_a_rule():
    class Lazy(Optimizer):
        learning_rate = 1.0

    with pytest.raises(NotImplementedError):
        Lazy().update([np.ones(1)], [np.ones(1)])


@pytest.mark.parametrize("optimizer", [Adam(1.0, eps=0), AdaGrad(1.0, eps=0), RMSProp(1.0, eps=0)])
def test_without_eps_what_has_had_no_gradient_stays(optimizer):
    theta = np.array([1.0, 1.0])
    optimizer.fresh().update([theta], [np.array([0.0, 3.0])])
    assert theta[0] == 1 and theta[1] < 1


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("optimizer", [SGD(1e10), AdaGrad(), RMSProp(), Adam(), AdamW()], ids=repr)
def test_a_step_beyond_all_floats_is_an_error_and_no_standstill(optimizer):
    with pytest.raises(FloatingPointError, match="a step is not finite: learning_rate or grad"):
        optimizer.fresh().update([np.ones(2)], [np.full(2, 1e300)])


def test_biases_take_the_same_rule():
    for optimizer in (each for each in ALL if not isinstance(each, AdamW)):  # which decays weights
        W, b = np.ones(2), np.ones(2)
        optimizer.fresh().step([W, b], [np.ones(2)] * 2, num_biases=1)
        np.testing.assert_array_equal(W, b)


def test_settings_are_read_and_changed_by_name():
    optimizer = AdamW(0.1)
    names = {"learning_rate": 0.1, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 1e-2}
    assert optimizer.get_params() == names
    assert optimizer.set_params(eps=1e-6, betas=(0.5, 0.5)) is optimizer
    assert (optimizer.eps, optimizer.betas) == (1e-6, (0.5, 0.5))
    for bad, message in (
        ({"learning_rate": 1.0, "eps": -1}, "eps must be a number >= 0, got -1"),
        ({"learning_rate": 1.0, "momentum": 0.5}, "a setting must be one of .*, got 'momentum'"),
    ):
        with pytest.raises(ValueError, match=message):
            optimizer.set_params(**bad)
        assert optimizer.learning_rate == 0.1


def test_another_proximal_step_has_its_own_penalty():
    optimizer = ProximalSGD(soft_threshold, 0.1)
    assert "_kernel" not in optimizer.get_params()
    assert optimizer.set_params(strength=0.2).regularizer is l1
    assert optimizer.set_params(proximal=l2_proximal).regularizer is l2
    W = np.ones(1)
    optimizer.set_params(learning_rate=1.0).update([W], [np.zeros(1)])
    np.testing.assert_allclose(W, l2_proximal([1.0], 0.2))
    assert optimizer.set_params(proximal=abs).regularizer is None


def test_a_setting_that_was_assigned_is_looked_at_before_it_is_used():
    optimizer, theta = SGD(0.1), np.ones(1)
    optimizer.learning_rate = -1
    with pytest.raises(ValueError, match="learning_rate must be a number >= 0, got -1"):
        optimizer.update([theta], [np.ones(1)])
    assert theta == 1
    optimizer = SGD(0.1)
    optimizer.momentum = 2
    with pytest.raises(ValueError, match="momentum must be a number >= 0 and < 1, got 2"):
        optimizer.fresh()


def test_what_has_no_momentum_remembers_nothing():
    for optimizer, arrays in ((SGD(0.1), 0), (SGD(0.1, momentum=0.5), 1)):
        optimizer.update([np.ones(2)], [np.ones(2)])
        assert [len(kept) for kept in optimizer._memory] == [arrays]


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        (Adam(betas=np.array([0.9, 0.999])), Adam()),
        (Adam(betas=[Fraction(9, 10), 0.999], eps=np.array(1e-8)), Adam()),
        (SGD(momentum=Fraction(1, 2)), SGD(momentum=0.5)),
        (AdamW(weight_decay=Fraction(1, 100)), AdamW()),
        (RMSProp(alpha=np.float32(0.5)), RMSProp(alpha=0.5)),
    ],
)
def test_what_is_checked_is_what_is_used(given, plain):
    assert given == plain
    thetas = [np.ones(2), np.ones(2)]
    for optimizer, theta in zip((given, plain), thetas, strict=True):
        optimizer.update([theta], [np.array([3.0, -1.0])])
        optimizer.update([theta], [np.array([1.0, -2.0])])
    np.testing.assert_array_equal(*thetas)
