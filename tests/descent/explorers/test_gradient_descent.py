"""The explorers of gradient descent, against closed forms, plain loops and scipy."""

import re
from importlib import import_module

import numpy as np
import pytest
from descent.datasets import photos
from descent.explorers import gradient_descent as explore
from moves import lines, moved
from scipy import optimize, special

descent_on_points = import_module("descent.explorers.gradient_descent.descent_on_points")


unequal_features = import_module("descent.explorers.gradient_descent.unequal_features")
convergence_rates = import_module("descent.explorers.gradient_descent.convergence_rates")


def test_ravine_at_its_minimum():
    assert explore.ravine.caption_at(start_x=0.0, start_y=0.0).startswith(
        "The start is the minimum"
    )


def plain_logistic(problem, w):
    return -special.log_expit((2 * problem.y - 1) * (problem.X @ w)).mean()


SCHEDULES = {
    "constant": lambda t, eta0, rate: eta0,
    "piecewise": lambda t, eta0, rate: eta0 / 2 ** sum(
        t >= round(k * np.log(2) / rate) for k in range(1, 300)
    ),
    "exponential": lambda t, eta0, rate: eta0 * np.exp(-rate * t),
    "1/t": lambda t, eta0, rate: eta0 / (1 + rate * t),
}  # fmt: skip


@pytest.mark.parametrize("name", ["piecewise", "exponential"])
@pytest.mark.parametrize(("eta0", "rate"), [(0.5, 0.05), (1.0, 0.5), (0.5, 0.4), (0.05, 0.01)])
def test_schedules_say_what_is_never_forgotten(name, eta0, rate):
    caption = explore.schedules.caption_at(schedule=name, eta0=eta0, rate=rate)
    etas = np.array([SCHEDULES[name](t, eta0, rate) for t in range(4000)])
    share = np.prod(1 - etas)
    said = "less than 1e-12" if share < 1e-12 else re.search(r"share of (\S+) is", caption)[1]
    assert f"sum to {etas.sum():.1f}:" in caption and f"share of {said} is never" in caption
    if share >= 1e-12:
        assert float(said) == pytest.approx(share, rel=0.06)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules_without_decay_are_constant(name):
    figure, caption = moved(explore.schedules, schedule=name, rate=0.0)
    assert (lines(figure.axes[0])[0][:, 1] == 0.5).all()
    assert "a floor of noise" in caption


def test_equal_features_are_equal():
    for ratio in (1, 4):
        X, _ = unequal_features._two_features(ratio)
        np.testing.assert_allclose(X.std(0), [ratio, 1])
    conditions = {
        explore.unequal_features.caption_at(ratio=1, remedy=remedy).partition("Condition")[2]
        for remedy in ("none", "standardize", "precondition")
    }
    assert len(conditions) == 1


def test_a_mean_far_from_0_hurts_whoever_does_not_subtract_it():
    def end(remedy, mean):
        figure, _ = moved(explore.unequal_features, ratio=30, mean=mean, remedy=remedy)
        return lines(figure.axes[1])[-1][-1, 1]

    assert end("standardize", 3.0) == pytest.approx(end("standardize", 0.0), abs=1e-9)
    assert end("precondition", 0.0) < 1e-9 < 1e-4 < end("precondition", 3.0)


def test_standardized_or_preconditioned_the_unit_does_not_matter():
    for remedy in ("standardize", "precondition"):
        words = {
            explore.unequal_features.caption_at(ratio=ratio, remedy=remedy).partition("Condition")[
                2
            ]
            for ratio in (1, 7, 30)
        }
        assert len(words) == 1


def penalized(problem, w):
    return plain_logistic(problem, w) + problem.strength * w @ w


@pytest.mark.parametrize("strength", ["0.001", "0.01", "0.1"])
def test_convergence_rates_measure_from_the_minimum(strength):
    problem = convergence_rates._SeparablePoints(convergence_rates.STRENGTHS[strength])
    found = optimize.minimize(lambda w: penalized(problem, w), np.zeros(2), tol=1e-12)
    assert problem.lowest == pytest.approx(found.fun, abs=1e-10)


def test_convergence_rates_say_the_slope_without_a_penalty():
    caption = explore.convergence_rates.caption_at(strength="0")
    slope = -float(re.search(r"400: −(\d\.\d\d)", caption).group(1))
    assert -1 < slope < -0.85


@pytest.mark.parametrize("strength", ["0", "0.001", "0.01", "0.1"])
def test_convergence_rates_order_the_methods(strength):
    def steps(method):
        caption = explore.convergence_rates.caption_at(strength=strength, method=method)
        found = re.search(r": (\d+) steps to 1e-06", caption)
        return int(found.group(1)) if found else np.inf

    assert (
        steps(convergence_rates.NEWTON)
        <= steps(convergence_rates.SEARCH)
        <= steps(convergence_rates.DESCENT)
    )
    assert steps(convergence_rates.NEWTON) < 15


MARKED = descent_on_points.marked(descent_on_points.PHOTOS)
AMONG_FROGS = {"shiny": -0.3, "green": 1.5}


def descend_on_points(steps=0, eta=1.0, shiny=-1.5, green=0.5):
    """Return points, weights, biases and losses, photo by photo, with scipy's softmax."""
    X = photos.POINTS.copy()
    X[MARKED] = shiny, green
    W, b, losses = photos.WEIGHTS.copy(), photos.BIASES.copy(), []
    for step in range(steps + 1):
        p = special.softmax(X @ W + b, axis=1)
        losses.append(-np.log(p[range(30), photos.LABELS]).mean())
        if step < steps:
            error = p - np.eye(3)[photos.LABELS]
            W -= eta * np.einsum("nd,nc->dc", X, error) / 30
            b -= eta * error.mean(0)
    return X, W, b, losses


def test_regions_of_descent_on_points_hold_the_photos_that_have_no_ring():
    figure, _ = moved(explore.descent_on_points, step=18)
    for k, region in enumerate(figure.axes[0].patches):
        inside = region.get_path().contains_points(photos.POINTS)
        np.testing.assert_array_equal(inside, k == photos.LABELS)


def test_descent_on_points_gets_all_right_at_step_18_and_the_loss_falls_on():
    right = [explore.descent_on_points.caption_at(step=t).split(": ")[1] for t in range(61)]
    assert explore.descent_on_points.predict.truth({}) == 18
    assert [words.startswith("30 of") for words in right] == [t >= 18 for t in range(61)]
    _, W, _, losses = descend_on_points(60)
    assert (np.diff(losses) < 0).all() and losses[60] < losses[18] / 1.8
    assert np.abs(W).max() > np.abs(descend_on_points(18)[1]).max()


def test_with_a_cat_among_the_frogs_the_loss_has_a_bottom_above_0():
    X, *_, losses = descend_on_points(60, **AMONG_FROGS)

    def loss(theta):
        scores = np.column_stack([X, np.ones(30)]) @ theta.reshape(3, 3)
        return (special.logsumexp(scores, axis=1) - scores[range(30), photos.LABELS]).mean()

    bottom = optimize.minimize(loss, np.zeros(9)).fun
    assert 0.1 < bottom < losses[-1] < 0.19
