"""The explorers of the chapter on convexity against scipy and autograd, at start and ends."""

import re
from importlib import import_module

import numpy as np
import pytest
from descent import explorers
from moves import moved
from scipy import optimize

separable = import_module("descent.explorers.convexity.separable")


explore = explorers.convexity


def test_chord_at_its_limits():
    _, caption = moved(explore.chord, left=1.0, right=1.0)
    assert caption == "Both ends coincide: a chord needs two points."
    for curve in ("x log x", "−log x"):
        _, caption = moved(explore.chord, curve=curve, left=-3.0)
        assert "outside the domain" in caption


def test_softmax_regression_never_bends_down_and_has_one_valley_at_most():
    for line in range(41):
        for reach in (1.0, 6.0):
            words = moved(explore.loss_slice, line=line, reach=reach)[1].split("\n")[0]
            assert re.search(r" 0% of the line, [01] valleys?", words), words


@pytest.mark.parametrize(
    ("reach", "expected"),
    [(3.0, {"ReLU": 40, "tanh": 41, "none (linear)": 14}), (1.0, {"ReLU": 41, "tanh": 37})],
)
def test_how_many_lines_convict_a_network_as_the_text_says(reach, expected):
    for name, count in expected.items():
        values = {"reach": reach, "activation": name}
        captions = [moved(explore.loss_slice, line=line, **values)[1] for line in range(41)]
        assert sum(" 0% " not in caption.split("\n")[1] for caption in captions) == count


def regularized_norm(X, strength):
    """Return ‖W‖ at the optimum, by scipy: W is half the difference vector w on each side."""
    signs = np.repeat([1, -1], 5)

    def loss(v):
        return np.logaddexp(0, -signs * (X @ v[:2] + v[2])).mean() + strength * v[:2] @ v[:2] / 2

    best = optimize.minimize(loss, np.zeros(3), tol=1e-12).x
    return np.linalg.norm(best[:2]) / np.sqrt(2)


@pytest.mark.parametrize("data", separable._DATA)
@pytest.mark.parametrize("strength", [0.0, 0.001, 0.01, 0.1])
def test_separable_ends_at_the_optimum_if_there_is_one(data, strength):
    figure, caption = moved(explore.separable, data=data, strength=strength, time=3.5)
    norm = figure.axes[1].lines[4].get_ydata()[-1]
    assert f"Step 3162: ‖W‖ = {norm:.2f}" in caption
    assert norm < figure.axes[1].get_ylim()[1]
    if data == "separable" and strength == 0:
        assert caption.endswith("and it still grows.")
    else:
        assert norm == pytest.approx(regularized_norm(separable._DATA[data], strength), rel=1e-3)
        assert caption.endswith("and it settles.")
