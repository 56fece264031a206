import math

import autograd.misc.optimizers as oracle
import numpy as np
from descent import Adam
from descent.optimizers import AMSGrad
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

finite = hnp.arrays(float, (3,), elements=st.floats(-100, 100))


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
