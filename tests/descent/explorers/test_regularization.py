"""The explorers of the chapter on regularization, against scipy, sklearn and plain sums."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import make_polynomial
from scipy import optimize, special
from sklearn.linear_model import Ridge
from sklearn.preprocessing import PolynomialFeatures

explore = explorers.regularization


def moved(explorer, **values):
    """Return the figure, the caption and all values after a move."""
    values = explorer.start | values
    caption = explorer.drawing.caption(values)
    return explorer.drawing.figure, caption, values


def numbers(caption):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", caption)]


POLYNOMIALS = [
    {},
    {"degree": 3},
    {"degree": 1, "noise": 0.0, "seed": 0},
    {"degree": 12, "log_strength": 1.0, "noise": 0.6, "seed": 20},
    {"degree": 11, "log_strength": -4.0},
]


@pytest.mark.parametrize("values", POLYNOMIALS)
def test_polynomial_fit(values):
    figure, caption, v = moved(explore.polynomial_fit, **values)
    rng = np.random.default_rng(v["seed"])
    x, y = make_polynomial((0, -3, 0, 4), 12, noise=v["noise"], rng=rng)
    x_test, y_test = make_polynomial((0, -3, 0, 4), 200, noise=v["noise"], rng=rng)
    strength = 0 if v["log_strength"] == -7 else 10 ** v["log_strength"]
    powers = PolynomialFeatures(v["degree"], include_bias=False)
    model = Ridge(alpha=12 * strength, solver="svd")
    model.fit(powers.fit_transform(x[:, None]), y)
    test = np.square(model.predict(powers.transform(x_test[:, None])) - y_test).mean()
    train = np.square(model.predict(powers.transform(x[:, None])) - y).mean()
    dots = np.concatenate([line.get_ydata() for line in figure.axes[1].lines[2:]])
    np.testing.assert_allclose(dots, np.clip([train, test], 1e-3, 1e4), rtol=1e-3)
    lines = [line.get_ydata()[v["degree"] - 1] for line in figure.axes[1].lines[:2]]
    np.testing.assert_allclose(np.clip(lines, 1e-3, 1e4), dots)
    assert caption.startswith(f"Degree {v['degree']}, λ = {strength:.2g}: ")
    if train > 0.001:
        assert f"training error {float(f'{train:.2g}'):g}, test" in caption
    curve = figure.axes[0].lines[2]
    grid = powers.transform(curve.get_xdata()[:, None])
    if strength or v["degree"] < 5:
        drawn = np.clip(model.predict(grid), -5, 5)
        np.testing.assert_allclose(curve.get_ydata(), drawn, atol=1e-5)


def test_a_polynomial_through_every_point_is_useless_until_it_pays_for_its_coefficients():
    _, through, _ = moved(explore.polynomial_fit, degree=11)
    assert "training error below 0.001, test error above 1000" in through
    presets = explore.polynomial_fit.presets
    assert "test error 0.046" in explore.polynomial_fit.caption_at(**presets["degree 11, rescued"])
    assert "test error 0.041" in explore.polynomial_fit.caption_at(**presets["just right"])


A = np.array([[1.0, 0.5], [0.5, 0.7]])
R = {
    "L1": lambda w: np.abs(w).sum(),
    "L2": lambda w: (w**2).sum(),
    "elastic net, β = 1": lambda w: (w**2 + np.abs(w)).sum(),
}
BALLS = [
    {"penalty": penalty, **place}
    for penalty in R
    for place in (
        {},
        {"strength": 0.0, "w1": -3.0, "w2": -3.0},
        {"strength": 3.0, "w1": 3.0, "w2": 3.0},
        {"w1": 1.5, "w2": 1.8},
        {"w1": 0.0, "w2": -2.0},
    )
]


@pytest.mark.parametrize("values", BALLS)
def test_penalty_ball(values):
    figure, caption, v = moved(explore.penalty_ball, **values)
    penalty, best = R[v["penalty"]], np.array([v["w1"], v["w2"]])
    loss = lambda w: (w - best) @ A @ (w - best) / 2  # noqa: E731
    total = lambda w: loss(w) + v["strength"] * penalty(w)  # noqa: E731
    options = {"xatol": 1e-9, "fatol": 1e-13, "maxiter": 4000}
    found = optimize.minimize(total, best * 0.7, method="Nelder-Mead", options=options)
    *_, touching, center, _, dot = figure.axes[0].lines
    w = np.concatenate(dot.get_data())
    np.testing.assert_allclose(w, found.x, atol=2e-5)
    np.testing.assert_array_equal(np.concatenate(center.get_data()), best)
    levels = [loss(point) for point in touching.get_xydata()]
    np.testing.assert_allclose(levels, loss(w), atol=1e-9)
    edge = [penalty(point) for point in figure.axes[0].patches[0].get_xy()]
    np.testing.assert_allclose(edge, penalty(w), atol=1e-9)
    zeros = re.findall(r"w[₁₂](?= and|\s+exactly)", caption)
    assert len(zeros) == (w == 0).sum()
    assert caption.endswith(f"= {total(w):.2f}.")


def test_only_balls_with_corners_give_zeros():
    corner = {"strength": 0.6, "w1": 2.2, "w2": 0.6}
    for penalty, words in (("L1", "w₂ exactly 0"), ("L2", "no weight is 0")):
        assert words in explore.penalty_ball.caption_at(penalty=penalty, **corner)


def test_l2_gives_an_exact_zero_on_one_line_only():
    for w1, w2 in ((2.4, -1.0), (-2.4, 1.0)):
        solved = np.linalg.solve(A + 0.9 * np.eye(2), A @ [w1, w2])
        assert abs(solved[1]) < 1e-12
        caption = explore.penalty_ball.caption_at(penalty="L2", strength=0.45, w1=w1, w2=w2)
        assert "w₂ exactly 0" in caption
        beside = explore.penalty_ball.caption_at(penalty="L2", strength=0.45, w1=w1, w2=w2 + 0.1)
        assert "no weight is 0" in beside


@pytest.fixture
def samples():
    """The samples that the explorer of the path draws, made again."""
    centers = np.zeros((3, 8))
    centers[:, :2] = [[1.5, 0], [-0.75, 1.3], [-0.75, -1.3]]
    rng = np.random.default_rng(0)
    y, y_valid = np.repeat(np.arange(3), 30), np.repeat(np.arange(3), 200)
    X = centers[y] + rng.standard_normal((90, 8))
    return X, y, centers[y_valid] + rng.standard_normal((600, 8)), y_valid


@pytest.mark.parametrize("penalty", ["L1", "L2"])
@pytest.mark.parametrize("log_strength", [-2.0, -1.0, -0.3, 0.0])
def test_l1_path(samples, penalty, log_strength):
    X, y, X_valid, y_valid = samples
    figure, caption, _ = moved(explore.l1_path, penalty=penalty, log_strength=log_strength)
    W = np.transpose([mark.get_ydata() for mark in figure.axes[1].lines[-3:]])
    cost = np.abs if penalty == "L1" else np.square

    def objective(W):
        scores = X @ W.reshape(8, 3)
        loss = (special.logsumexp(scores, axis=1) - scores[np.arange(90), y]).mean()
        return loss + 10**log_strength * cost(W).sum()

    # W = U - V with U, V >= 0 makes L1 smooth, so that a bounded solver finds the optimum.
    best = optimize.minimize(
        lambda both: objective(both[:24] - both[24:]) if penalty == "L2"
        else objective(both[:24] - both[24:])
        + 10**log_strength * (both.sum() - np.abs(both[:24] - both[24:]).sum()),
        np.full(48, 0.01), bounds=[(0, None)] * 48, method="L-BFGS-B",
        options={"maxiter": 5000, "maxfun": 10**6, "ftol": 1e-13},
    )  # fmt: skip
    assert objective(W.ravel()) == pytest.approx(best.fun, abs=1e-5)
    assert f"{(W == 0).sum()} of 24 weights are exactly 0" in caption
    assert f"{(W == 0).all(1).sum()} of 8 features unused" in caption
    right = ((X_valid @ W).argmax(1) == y_valid).mean()
    assert f"{right:.0%} of 600" in caption or "can only guess" in caption
    paths = [line.get_ydata() for line in figure.axes[0].lines[:24]]
    at = np.argmin(np.abs(figure.axes[0].lines[0].get_xdata() - log_strength))
    np.testing.assert_array_equal(np.reshape([path[at] for path in paths], (8, 3)), W)


def test_only_l1_makes_zeros_and_a_larger_price_makes_more():
    steps = (-2.0, -1.0, -0.3, 0.0)
    texts = [explore.l1_path.caption_at(penalty="L1", log_strength=step) for step in steps]
    zeros = [int(re.search(r"(\d+) of 24", text)[1]) for text in texts]
    assert zeros == sorted(zeros) and zeros[0] < zeros[-1] == 24
    assert "0 of 24" in explore.l1_path.caption_at(penalty="L2", log_strength=0.0)


def test_the_test_errors_to_be_drawn_are_those_of_least_squares():
    rng = np.random.default_rng(1)
    x, y = make_polynomial((0, -3, 0, 4), 12, noise=0.2, rng=rng)
    x_test, y_test = make_polynomial((0, -3, 0, 4), 200, noise=0.2, rng=rng)
    fits = [np.polynomial.Polynomial.fit(x, y, degree) for degree in range(1, 12)]
    errors = [np.square(fit(x_test) - y_test).mean() for fit in fits]
    drawn = explore.polynomial_fit.predict.truth({})
    np.testing.assert_allclose(drawn[:11], errors, rtol=1e-3)
    assert np.argmin(drawn) == 3 - 1 and drawn[11 - 1] > 1000


def test_the_mark_of_the_penalty_ball_is_the_smallest_sum():
    total = lambda w: (w - [2.2, 0.6]) @ A @ (w - [2.2, 0.6]) / 2 + 0.6 * np.abs(w).sum()  # noqa: E731
    found = optimize.minimize(total, [1.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-9})
    np.testing.assert_allclose(explore.penalty_ball.predict.truth({}), found.x, atol=1e-4)


def test_21_weights_are_0_wherever_l1_uses_the_two_real_features_alone():
    answer = explore.l1_path.predict.truth({})
    for log_strength in np.arange(-1.4, -0.45, 0.1).round(1):
        caption = explore.l1_path.caption_at(log_strength=log_strength)
        assert f"{answer:.0f} of 24" in caption and "6 of 8 features unused" in caption
