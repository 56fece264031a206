import copy
import pickle
from fractions import Fraction

import numpy as np
import pytest
from descent import constant, exponential_decay, piecewise_constant, schedules
from descent.schedules import cosine, inverse_time_decay, warm_up
from hypothesis import given
from hypothesis import strategies as st

rates = st.floats(1e-6, 10)


@given(rates, st.integers(1, 100), st.integers(0, 300))
def test_warm_up_rises_in_equal_parts_then_follows(eta, steps, t):
    then = exponential_decay(eta, 0.01)
    schedule = warm_up(steps, then)
    assert schedule(0) == pytest.approx(eta / steps)
    assert schedule(steps - 1) == pytest.approx(eta)
    assert schedule(steps + t) == then(t)
    rises = [schedule(k + 1) - schedule(k) for k in range(steps - 1)]
    assert rises == pytest.approx([eta / steps] * (steps - 1))
    assert warm_up(steps, eta)(steps + t) == eta


MADE = [
    lambda: constant(0.1),
    lambda: piecewise_constant([10, 20], [0.1, 0.01, 0.001]),
    lambda: exponential_decay(0.5, rate=0.1),
    lambda: inverse_time_decay(0.5, rate=0.1),
    lambda: cosine(0.5, steps=100),
    lambda: warm_up(4, cosine(0.5, steps=100)),
    lambda: warm_up(4, 0.5),
]


@pytest.mark.parametrize("make", MADE)
def test_a_schedule_is_its_numbers(make):
    schedule = make()
    assert schedule == make() == pickle.loads(pickle.dumps(schedule)) == copy.deepcopy(schedule)
    assert hash(schedule) == hash(make())
    assert " at 0x" not in repr(schedule)
    assert sum(schedule == other() for other in MADE) == 1
    assert all(type(schedule(t)) is float for t in (0, 7, 1000))
    assert schedule(np.int64(1)) == schedule(1)


def test_what_is_checked_is_what_is_used():
    assert schedules.constant(np.array(0.5)) == schedules.constant(Fraction(1, 2))
    assert schedules.cosine(Fraction(1, 2), np.array(10))(5) == schedules.cosine(0.5, 10)(5)
    with pytest.raises(ValueError, match="boundaries must be a sequence"):
        schedules.piecewise_constant(np.array(1), [0.2, 0.1])


def test_a_step_beyond_all_floats_is_refused():
    with pytest.raises(ValueError, match="t must be a number >= 0, got 1000"):
        exponential_decay(0.5, 0.1)(10**400)
    assert exponential_decay(0.5, 0.1)(2**70) == 0
