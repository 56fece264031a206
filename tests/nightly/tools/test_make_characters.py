"""Models of characters without a part are what they are said to be; `make prove` trains them."""

import numpy as np
import pytest
from descent import numerical_gradient
from descent.models.characters import ABLATIONS

from tools.make_characters import CONSTANT, Ablated

TEXT = np.random.default_rng(0).integers(0, 35, 12)


def small(part):
    model = Ablated(part, context=4, width=4, heads=2, hidden=3, steps=3, random_state=0)
    return model.fit(np.tile(TEXT, 3))


@pytest.mark.parametrize("part", ABLATIONS)
def test_gradients_are_those_of_the_model_without_the_part(part):
    model = small(part)
    X, Y = TEXT[:8].reshape(2, 4), TEXT[1:9].reshape(2, 4)
    learned = {name: array.astype(float) for name, array in model.parameters.items()}
    model._parameters = learned
    _, gradients = model._loss_and_gradients(X, Y)
    for name in ("queries", "keys", "places"):
        if name in CONSTANT.get(part, ()):
            assert not gradients[name].any()
            continue

        def loss(value, name=name):
            model._parameters = learned | {name: value}
            return model._loss_and_gradients(X, Y)[0]

        slopes = numerical_gradient(loss, learned[name])
        model._parameters = learned
        np.testing.assert_allclose(gradients[name], slopes, atol=1e-7)


def test_what_is_taken_out_stays_out():
    for part, names in CONSTANT.items():
        first = small(part)._initial(np.random.default_rng(0))
        for name in names:
            np.testing.assert_array_equal(small(part).parameters[name], first[name])
    scores = small("no hidden layer").parameters["scores"]
    np.testing.assert_array_equal(*np.abs(np.split(scores, 2)))
