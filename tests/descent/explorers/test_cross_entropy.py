"""The explorers of the chapter on cross-entropy, against scipy at their start and their ends."""

import re

import numpy as np
import pytest
from descent import explorers, load_mnist
from descent.datasets import load_replay
from scipy import optimize, special, stats

explore = explorers.cross_entropy


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def heights(axes):
    return [bar.get_height() for bar in axes.patches]


def numbers(text):
    """Return all decimal numbers in `text`."""
    return [
        float(n)
        for n in re.findall(r"−?\d+\.\d+(?:e−?\d+)?".replace("−", "[-−]"), text.replace("−", "-"))
    ]


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


def test_the_cross_entropy_is_least_at_the_truth():
    figure, _ = moved(explore.kl, y=0.3)
    x, y = figure.axes[0].lines[2].get_data()
    assert x[y.argmin()] == pytest.approx(0.3, abs=0.005)
    assert y.min() == pytest.approx(stats.entropy([0.3, 0.7]), abs=1e-4)


def test_the_die_of_the_text_and_its_maximum():
    figure, caption = moved(explore.die_likelihood)
    assert "0.001286" in caption
    opacity = figure.axes[0].images[0].get_array()[..., 3]
    best = np.argwhere(opacity == opacity.max())
    assert [36, 24] in best.tolist()  # row: faces with a four
    assert figure.axes[0].lines[2].get_xydata() == pytest.approx(np.array([[24, 36]]))


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


def truth(explorer):
    return explorer.predict.truth(explorer.fixed)


def test_the_best_die_to_guess_is_the_best_of_all():
    dice = [(a, b) for a in range(61) for b in range(61 - a)]
    chances = [(a / 60) ** 2 * (b / 60) ** 3 for a, b in dice]
    assert truth(explore.die_likelihood) == list(dice[np.argmax(chances)])


def test_the_lowest_cross_entropy_to_guess_is_the_lowest_of_all():
    def cost(q):
        return -0.3 * np.log(q) - 0.7 * np.log(1 - q)

    best = optimize.minimize_scalar(cost, bounds=(0.01, 0.99), method="bounded")
    np.testing.assert_allclose(truth(explore.kl), [best.x, best.fun], atol=1e-4)
    assert f"costs {cost(0.8):.2f} nats" in explore.kl.predict.seen


def test_half_the_probability_of_the_cat():
    assert truth(explore.surprise) == pytest.approx(-np.log2(0.13 / 2))


def test_each_wrong_score_falls_in_proportion_to_its_probability():
    o = np.array([3.2, 5.1, -1.7])
    changes = numbers(explore.gradient_bars.caption_at())[3:6]
    np.testing.assert_allclose(changes[1:], -2 * special.softmax(o)[1:], atol=0.006)
    assert "1.74, twice its probability" in explore.gradient_bars.predict.says


def test_the_path_to_sketch_follows_the_squared_error():
    z, path = -6.0, [-6.0]
    for _ in range(100):
        z -= (special.expit(-z - 1e-5) ** 2 - special.expit(-z + 1e-5) ** 2) / 2e-5
        path.append(z)
    places = [int(step) for step in explore.mse_versus_ce.predict.x]
    np.testing.assert_allclose(truth(explore.mse_versus_ce), np.array(path)[places], atol=1e-4)


def test_the_loss_to_sketch_is_that_of_smoothed_targets():
    target = np.full(10, 0.01) + 0.9 * np.eye(10)[0]
    leads = explore.label_smoothing.predict.x
    losses = [-target @ special.log_softmax([lead] + 9 * [0]) for lead in leads]
    np.testing.assert_allclose(truth(explore.label_smoothing), losses)


def test_a_temperature_moves_the_mean_of_all_digits_sideways(digits):
    y, scores = digits
    p = special.softmax(scores[1] / 8, axis=1)
    right = scores[1].argmax(1) == y
    assert truth(explore.calibration) == pytest.approx([p.max(1).mean(), right.mean()])
