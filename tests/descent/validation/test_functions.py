import numpy as np
import pytest
from descent.validation import call, evaluate, evaluate_gradient, require_labels, require_number


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_must_be_finite(value):
    with pytest.raises(ValueError, match="function must return a finite number, got"):
        evaluate(lambda x: value, np.ones(2))
    assert evaluate(lambda x: x.sum(), np.ones(2)) == 2


@pytest.mark.parametrize("value", [[1.0, 2.0], "a", None, 1j])
def test_a_value_must_be_one_real_number(value):
    with pytest.raises(ValueError, match="function must return a number, got"):
        call(lambda x: value, np.ones(2))


def test_functions_get_copies():
    x = np.ones(2)
    for ask in (call, evaluate):
        ask(lambda given: given.fill(7) or 0.0, x)
    evaluate_gradient(lambda given: given.fill(7) or np.zeros(2), x)
    assert x.tolist() == [1, 1]


def test_one_bad_label_among_good_ones_and_one_number_beyond_float32():
    with pytest.raises(ValueError, match="labels must be integers from 0 to 2, got -1"):
        require_labels("labels", [2, -1], 3)
    for value in (1e300, np.inf):
        with pytest.raises(ValueError, match=r"beta must be a number .*float32"):
            require_number("beta", value, dtype=np.float32)
