"""The numbers that a page makes much of, each by its own arithmetic: captions say them."""

import re
from pathlib import Path

import numpy as np
import pytest
from descent.datasets import photos
from descent.explorers import catalogue
from explorable.checking.guesses import numbers
from scipy import special, stats

SCORES = np.array([3.2, 5.1, -1.7])
P = special.softmax(SCORES).round(2)
OF_PIXELS = photos.vectors()[0] @ photos.pixel_weights().T
LEVEL = np.full(3, 1 / 3)
SWAPPED = special.softmax([3.9, 4.0, 0]) - special.softmax([4.0, 3.9, 0])


def divergence(p, r):
    return stats.entropy([p, 1 - p], [r, 1 - r])


SURPRISES = [
    ("pixels_to_scores", {}, np.ravel(np.transpose([OF_PIXELS, abs(SCORES - OF_PIXELS), SCORES]))),
    ("score_map", {}, [24, 30]),
    ("hinge_by_hand", {}, [5.1 - 3.2 + 1, 5.1 - 3.2 + 1, 0]),
    ("hinge_by_hand", "photo of the frog", [2.2 + 2.5 + 2 * 4.1, 2.2 + 4.1, 2.5 + 4.1]),
    ("weight_scale", {"photo": "photo of the cat"}, [1.9, 2.9, special.logsumexp(SCORES) - 3.2]),
    ("weight_scale", "just safe", [0.0, 0.5]),
    ("polynomial_fit", {"degree": 11}, [11, 0.001, 1000]),
    ("polynomial_fit", "degree 11, rescued", [11, 0.046]),
    ("polynomial_fit", "just right", [3, 0.041]),
    ("scores_to_probabilities", {}, [*np.exp(SCORES), 188.7, *P]),
    ("photo_to_probabilities", {"cat": 10.0}, special.softmax([10, 5.1, -1.7]).round(2)),
    ("softmax_temperature", {"temperature": 10.0}, special.softmax(SCORES / 10)),
    ("soft_maximum", {"score": 0.0, "classes": 10}, [np.log(10), np.log(10), 0.1]),
    ("lipschitz", "tie of two", [np.linalg.norm(SWAPPED) / np.hypot(0.1, 0.1), 0.5]),
    ("jacobian", {"cat": 0.0, "car": 0.0, "frog": 0.0}, [*LEVEL, 0, 1 / 3, 1 / 3]),
    ("surprise", {"p": 0.01}, [0.01, -np.log2(0.01), -np.log2(0.005)]),
    ("kl", {}, [stats.entropy([0.3, 0.7]), divergence(0.3, 0.8)]),
    ("kl", {"unit": "bits"}, [divergence(0.3, 0.8) / np.log(2), divergence(0.8, 0.3) / np.log(2)]),
    ("die_likelihood", {}, [10 / 6**5 / 10, 10 / 6**5, 1.79]),
    ("jiggle", {"jiggle": 0.0}, [0.00092]),
    ("jiggle", {"scores": "(10, 9, 9)", "jiggle": 0.0}, [np.log1p(2 / np.e)]),
    ("jiggle", {"scores": "(10, −100, −100)", "jiggle": 0.0}, [3.4, 48]),
    ("gradient_bars", {}, [*(P - [1, 0, 0]), 2.04]),
    ("mse_versus_ce", {"start": -10.0}, [-1.0, -9, 5, -5, 5]),
    ("step_size", {}, [2.5**2, 1.5**2, 2.5**2 - 0.2 * 5**2]),
    ("ravine", {}, [1 - 1.9 / 20, 1 - 1.9, 0.00032]),
    ("chord", {"curve": "x²/2", "left": 1.0, "right": 3.0, "t": 0.5}, [0.5, 2.0, 2.5]),
    ("log_sum_exp", {}, [special.logsumexp([1.5, 0.5, 0]), *special.softmax([1.5, 0.5, 0])[:2]]),
    ("loss_slice", "a linear network", [0, 1, 26, 2]),
    ("loss_slice", "with ReLU", [0, 1, 18, 2]),
    ("loss_slice", {"line": 20}, [0, 1, 34, 1]),
    ("training_replay", {"epoch": 0}, [np.log(10), 0.085]),
    ("activation_gallery", {"z": 0.0}, [0.25, 5, 0.25**5]),
    ("one_hidden_layer", {}, [10, 0.0489, (2 * np.pi / 10) ** 2 / 8]),
    ("lovasz", "one of two missed", [0.5, 0.5]),
    ("detour", {}, [divergence(0.5, 0.1), divergence(0.5, 0.75), divergence(0.75, 0.1)]),
]


@pytest.mark.parametrize(("name", "values", "expected"), SURPRISES)
def test_a_caption_says_the_numbers_that_surprise(name, values, expected):
    explorer = catalogue()[name]
    values = explorer.presets[values] if isinstance(values, str) else values
    caption = iter(numbers(explorer.caption_at(**values)))
    for number in expected:
        close = pytest.approx(number, rel=0.01, abs=0.0051 if abs(number) > 0.1 else 1e-6)
        assert any(close == each for each in caption), number


def test_every_explorer_has_a_number_here_or_in_the_tests_of_its_chapter():
    here = {name for name, _, _ in SURPRISES}
    chapters = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    there = set(re.findall(r"\bexplore\.(\w+)", "".join(chapters)))
    assert set(catalogue()) - here - there == set()
