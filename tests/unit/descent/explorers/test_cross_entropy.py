"""The explorers of the chapter on cross-entropy, against scipy at their start and their ends."""

import numpy as np
import pytest
from descent import explorers, load_mnist
from descent.datasets import load_replay
from moves import heights, moved
from scipy import optimize, special

explore = explorers.cross_entropy


def test_the_surprise_names_no_logarithm_before_the_section_finds_it():
    figure, caption = moved(explore.surprise)
    asked = explore.surprise.predict
    said = [caption, asked.seen, asked.says, explore.surprise.question]
    said += [axes.get_title() + axes.get_title("left") for axes in figure.axes]
    assert not [words for words in said if "log" in words]


def test_the_impossible_has_no_place_on_the_curve():
    figure, caption = moved(explore.surprise, p=0.0)
    assert "No run of heads" in caption
    assert np.isnan([line.get_ydata() for line in figure.axes[0].lines[-2:]]).all()


def test_no_rolls_and_no_die_are_explained():
    assert "No roll yet" in explore.die_likelihood.caption_at(threes=0, fours=0)
    figure, caption = moved(explore.die_likelihood, faces3=60, faces4=60)
    assert "no such die" in caption
    assert not any(heights(figure.axes[1]))


@pytest.fixture(scope="module")
def digits():
    """Return the test labels and the scores of both trainings."""
    X, y = load_mnist()[2:]
    final = {size: load_replay(size) for size in (1, 32)}
    return y, {n: X @ r.weights[50] + r.biases[50] for n, r in final.items()}


def loss_at(temperature, scores, y):
    return -special.log_softmax(scores / temperature, axis=1)[np.arange(len(y)), y].mean()


def test_the_honest_preset_has_the_least_loss(digits):
    y, scores = digits
    best = optimize.minimize_scalar(loss_at, bounds=(0.5, 8), args=(scores[1], y), method="bounded")
    preset = explore.calibration.presets["honest"]["temperature"]
    assert preset == pytest.approx(best.x, abs=0.03)
