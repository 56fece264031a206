"""The numbers that a page makes much of, each by its own arithmetic: in captions and as answers."""

import re
from pathlib import Path

import numpy as np
import pytest
from descent.datasets import photos
from descent.explorers import catalogue
from explorable import guess
from explorable.checking.guesses import numbers
from moves import SCORES
from scipy import special, stats

P = special.softmax(SCORES).round(2)
OF_PIXELS = photos.vectors()[0] @ photos.pixel_weights().T
LEVEL = np.full(3, 1 / 3)
MAPPED = np.array([2.22, 4.62, 3.15])
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
    ("weight_scale", {}, [3.2 - 5.1, 4.9 - 2.0, -3.1 - 2.5]),
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
    ("gradient_bars", {}, [*(special.softmax(SCORES) - [1, 0, 0]).round(3), 2.04]),
    ("mse_versus_ce", {"start": -10.0}, [-1.0, -9, 5, -5, 5]),
    ("step_size", {}, [2.5**2, 1.5**2, 2.5**2 - 0.2 * 5**2]),
    ("ravine", {}, [1.9 / 20, 1 - 1.9 / 20, 1 - 1.9, 0.00032]),
    ("chord", {"curve": "x²/2", "left": 1.0, "right": 3.0, "t": 0.5}, [0.5, 2.0, 2.5]),
    ("log_sum_exp", {}, [special.logsumexp([1.5, 0.5, 0]), *special.softmax([1.5, 0.5, 0])[:2]]),
    ("loss_slice", "a linear network", [0, 1, 26, 2]),
    ("loss_slice", "with ReLU", [0, 1, 18, 2]),
    ("loss_slice", {"line": 20}, [0, 1, 34, 1]),
    ("training_replay", {"epoch": 0}, [np.log(10), 0.085]),
    ("activation_gallery", {"z": 0.0}, [0.25, 5, 0.25**5]),
    ("one_hidden_layer", {}, [10, 0.0489, (2 * np.pi / 10) ** 2 / 8]),
    ("lovasz", "one of two missed", [0.5, 0.5]),
    ("attention_plane", {}, special.softmax(np.array([2, 1, -1.5, 0]) * 0.7 / 2**0.5).round(2)),
    ("one_pass", {}, [6, 2, round(2.5 + np.log(1.39), 1), 2.59 / 1.39, 5.19]),
    ("speculation", {}, [0.59, 1 - 0.59]),
    ("largest_weight", {"keys": "100,000"}, [100_000, 10, 0.1805, np.log(99_999)]),
    (
        "margin_losses",
        {"margin": 0.35},
        [60, round(60 - np.degrees(np.arcsin(0.35 / 3**0.5)))],
    ),
    ("margin_losses", {"margin": 0.35}, [60, round(60 - np.degrees(0.35) / 2)]),
    ("many_classes", {"classes": "100,000"}, [2_176, 12_928, 81_152, 12_800_000]),
    ("many_classes", {"classes": "10"}, [512, 1_024, 1_280, 1_280]),
    ("data_parallel", {"batch": "4096", "workers": 8}, [8, 960, 120, 4096, 5.9, 7, 20]),
    ("simplex_maps", {"shift": 2.0}, [*MAPPED, 2.0, *special.softmax(MAPPED).round(2)]),
    ("backprop_steps", {"step": 13}, [-0.081, -0.081]),
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
    here = {name for name, _, _ in SURPRISES}.union(ANSWERS)
    chapters = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    there = set(re.findall(r"\bexplore\.(\w+)", "".join(chapters)))
    assert set(catalogue()) - here - there == set()


ANSWERS = {
    "activation_gallery": 0.25**5,
    "adam_anatomy": 25.685,
    "adversarial_step": 0.075,
    "attention_plane": "mostly the value of one key",
    "backprop_steps": 6,
    "batch_size": [
        0.8947,
        0.01271,
        0.02576,
        0.004643,
        0.0375,
        0.01459,
        0.03768,
        0.006139,
        0.0001713,
        0.01828,
    ],
    "calibration": [0.6455, 0.861],
    "confusion": 2,
    "convergence_rates": [
        0.04971,
        0.007306,
        0.003954,
        0.002751,
        0.002124,
        0.001737,
        0.001473,
        0.001281,
        0.001135,
    ],
    "data_parallel": 10,
    "descent_on_points": 18,
    "detour": lambda q: divergence(0.5, q) + divergence(q, 0.1),
    "die_likelihood": [60 * 2 / 5, 60 * 3 / 5],
    "gradient_bars": "both fall, car by far more",
    "gumbel_max": special.softmax(SCORES)[0],
    "hessian_spectrum": 3,  # a constant added to the scores: one direction for each feature and b
    "hinge_by_hand": 3.2 - 1,
    "initialization": np.sqrt(2),
    "jacobian": "always 0",
    "jiggle": "only softmax",
    "kl": [0.3, stats.entropy([0.3, 0.7])],
    "l1_path": 24 - 3,
    "label_smoothing": lambda lead: special.logsumexp([lead, *9 * [0]]) - lead * 0.91,
    "largest_weight": 1 / (1 + 99_999 * np.exp(-10)),
    "lipschitz": [4, 4],  # where the two others are equal and frog has the least part
    "log_sum_exp": "nowhere",
    "loss_slice": "only the network",
    "lovasz": [1, 3 / 4, 2 / 3, 2 / 3, 1 / 3, 0],
    "many_classes": ["binary tree", "sample", "√C clusters", "all classes"],
    "margin_losses": 50,  # ψ + m = 120° − ψ at 49.97°
    "momentum_spectrum": (1 - np.sqrt(0.01)) ** 2,
    "mse_versus_ce": [-6, -5.94968, -5.89672, -5.78167, -5.65186, -5.50295, -5.32843],
    "next_character": 0.54043,
    "one_hidden_layer": (1 - np.cos(np.pi / 20)) * np.cos(np.pi / 20),
    "one_pass": 2,
    "optimizer_race": ["AdaGrad", "momentum", "Adam", "gradient descent"],
    "penalty_ball": [2.2 + 0.5 * 0.6 - 0.6, 0],
    "permutation_midpoint": [
        0.04859,
        0.6464,
        1.8988,
        2.7331,
        3.0134,
        2.7331,
        1.8988,
        0.6464,
        0.04859,
    ],
    "photo_to_probabilities": special.softmax(np.add(SCORES, [1, 0, 0]))[0],
    "polynomial_fit": [
        0.4758,
        0.4761,
        0.04138,
        0.0419,
        0.04181,
        0.04172,
        0.1128,
        0.4123,
        0.4104,
        39.377,
        28368,
        20837,
    ],
    "ravine": [9 * (1 - 1.9 / 20), 1 - 1.9],
    "schedules": "1/t",
    "scores_to_probabilities": 5.1 + np.log(9),
    "sensitivity_map": "η/(1 − μ)",
    "separable": [4.0967, 4.7672, 5.4533, 6.1579, 6.8758, 7.6034],
    "shift_and_overflow": np.ceil(np.log(np.finfo("float32").max) - 5.1),
    "signed_network": "not convex",
    "simplex_maps": "softmax and sparsemax",
    "soft_maximum": lambda score: np.log(np.exp(score) + 2),
    "softmax_temperature": lambda t: special.softmax(SCORES / t)[0],
    "speculation": 0.5886,
    "spiral_mlp": "10",
    "step_size": 1,
    "surprise": -np.log2(0.13 / 2),
    "training_replay": 24,
    "two_weights": lambda t: np.log1p(np.exp(-(2 - 4 * t) * np.maximum(2 - 4 * t, 0))),
    "unequal_features": 30,
    "weight_images": [0.3782, 0.375, 0.3724, 0.3814, 0.4261, 0.54, 0.7293, 1.0726],
    "weight_scale": 0,
}
"""What answers each guess; a function gives the height of a line at a place."""


@pytest.mark.parametrize(
    "made", [e for _, e in sorted(catalogue().items()) if e.predict], ids=lambda made: made.name
)
def test_a_guess_is_answered_by_its_number(made):
    expected, words = ANSWERS[made.name], isinstance(made.predict, guess.OneOf | guess.Ranking)
    if callable(expected):
        expected = [expected(x) for x in made.predict.x]
    close = expected if words else pytest.approx(expected, rel=5e-4, abs=1e-9)
    assert made.predict.truth(made.fixed) == close
