import numpy as np
import pytest
from descent import SGD
from descent.optimizers import momentum_roots
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

finite = hnp.arrays(float, (3,), elements=st.floats(-100, 100))


@given(st.floats(0, 10), st.floats(0, 1))
def test_momentum_has_the_eigenvalues_of_its_matrix(share, momentum):
    matrix = [[1 - share, -momentum], [share, momentum]]  # of (x, v), v being the last step
    found, expected = momentum_roots(share, momentum), np.linalg.eigvals(matrix)
    # The oracle rounds entries of up to 10, and the product of its two may be far below.
    np.testing.assert_allclose(found.sum(), expected.sum(), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(found.prod(), expected.prod(), rtol=1e-12, atol=1e-13)


def test_roots_that_are_not_real_are_conjugate():
    one, other = momentum_roots(np.linspace(0.2, 1.5, 50), 0.9).T
    np.testing.assert_array_equal(one, other.conj())
    assert (one.imag != 0).all()


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("change", [SGD.set_params, lambda sgd, **new: vars(sgd).update(new)])
def test_momentum_may_be_switched_on_and_rest(change, nesterov):
    momenta = [0.0, 0.0, 0.9, 0.5, 0.0, 0.9, 0.9]
    theta, right, v = np.array([1.0]), 1.0, 0.0
    sgd = SGD(0.1)
    for momentum in momenta:  # the velocity starts when there is one, and rests in between
        change(sgd, momentum=momentum, nesterov=nesterov and momentum > 0)
        g = right
        if momentum:
            v = momentum * v + g
            g = g + momentum * v if nesterov else v
        right -= 0.1 * g
        sgd.update([theta], [theta.copy()])
        assert theta == pytest.approx(right, rel=1e-14)
