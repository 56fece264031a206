"""The explorers of the chapter on convexity against scipy and autograd, at start and ends."""

import re
from importlib import import_module

import numpy as np
import pytest
from descent import explorers
from moves import moved
from scipy import optimize, special

separable = import_module("descent.explorers.convexity.separable")


explore = explorers.convexity


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+\.\d+", text)]


ORACLES = {
    "x²/2": lambda x: x * x / 2,
    "|x|": abs,
    "x⁴/16": lambda x: (x / 2) ** 4,
    "x log x": lambda x: special.xlogy(x, x),
    "−log x": lambda x: -special.xlogy(1, x),
    "log(1 + exp(−x))": lambda x: -special.log_expit(x),
    "squared, 4 (1 − σ(x))²": lambda x: 4 * special.expit(-x) ** 2,
    "sigmoid, 4 σ(x)": lambda x: 4 * special.expit(x),
    "min(|x|, 1)": lambda x: min(abs(x), 1),
}


def test_chord_offers_the_functions_of_the_text():
    assert explore.chord.controls["curve"].spec()["options"] == list(ORACLES)


@pytest.mark.parametrize("curve", list(ORACLES)[6:])
def test_chord_catches_what_is_not_convex(curve):
    ends = {"min(|x|, 1)": (0.0, 3.0)}.get(curve, (-3.0, 1.0) if "squared" in curve else (0.0, 3.0))
    _, caption = moved(explore.chord, curve=curve, left=ends[0], right=ends[1])
    f = np.vectorize(ORACLES[curve])
    s = np.linspace(0, 1, 100_001)
    above = (f(s * ends[0] + (1 - s) * ends[1]) - s * f(ends[0]) - (1 - s) * f(ends[1])).max()
    assert "not convex" in caption
    assert numbers(caption)[-1] == pytest.approx(above, abs=0.01)


def test_chord_at_its_limits():
    _, caption = moved(explore.chord, left=1.0, right=1.0)
    assert caption == "Both ends coincide: a chord needs two points."
    for curve in ("x log x", "−log x"):
        _, caption = moved(explore.chord, curve=curve, left=-3.0)
        assert "outside the domain" in caption


def test_nothing_is_above_by_nothing():
    for curve in list(ORACLES)[6:]:
        for left in np.arange(-30, 31, 3) / 10:
            for right in np.arange(-30, 31) / 10:
                caption = moved(explore.chord, curve=curve, left=left, right=right)[1]
                assert "by 0.00" not in caption
    for cat in np.arange(-40, 41, 5) / 10:
        for car in np.arange(-40, 41) / 10:
            assert "by 0.00" not in moved(explore.log_sum_exp, cat=cat, car=car)[1]
    assert moved(explore.log_sum_exp, cat=4.0, car=4.0)[1].endswith("everywhere else.")


def test_softmax_regression_never_bends_down_and_has_one_valley_at_most():
    for line in range(41):
        for reach in (1.0, 6.0):
            words = moved(explore.loss_slice, line=line, reach=reach)[1].split("\n")[0]
            assert re.search(r" 0% of the line, [01] valleys?", words), words


def test_the_middle_third_of_the_line_at_the_start_tells_nothing():
    figure, _ = moved(explore.loss_slice)
    for axes in figure.axes:
        curve, _, near = (line.get_xydata() for line in axes.lines)
        inside = np.abs(curve[:, 0]) <= 1 / 3 + 1e-9
        np.testing.assert_allclose(near, curve[inside])
        assert (np.diff(near[:, 1], 2) > 0).all()


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


def test_the_weights_of_separable_data_grow_like_the_logarithm_of_the_steps():
    norms = moved(explore.separable, time=3.5)[0].axes[1].lines[4].get_ydata()
    growth = np.diff(norms[15::10])
    assert (growth > 1).all() and growth.max() / growth.min() < 1.2
