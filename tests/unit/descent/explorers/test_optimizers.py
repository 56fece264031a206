"""The explorers of optimizers, against plain loops, polynomials and torch-like recurrences."""

from importlib import import_module

import numpy as np
import pytest
from descent.explorers import optimizers as explore
from descent.explorers.optimizers import _contestants
from descent.optimizers import Adam
from moves import lines, moved

adam_anatomy = import_module("descent.explorers.optimizers.adam_anatomy")
sensitivity_map = import_module("descent.explorers.optimizers.sensitivity_map")


def test_optimizer_race_gives_all_the_same_noise():
    figure, _ = moved(explore.optimizer_race, surface="noisy bowl", start_x=2.0, step=1)
    noise = np.random.default_rng(0).standard_normal((_contestants.STEPS, 2))[0]
    start = np.array([2.0, 0.8])
    plain, heavy, *_ = [line[-1] for line in lines(figure.axes[0]) if len(line) == 2]
    np.testing.assert_allclose(plain, start - 0.1 * (start + noise), rtol=1e-6)
    np.testing.assert_allclose(heavy, start - 0.01 * (start + noise), rtol=1e-6)


def test_optimizer_race_writes_large_heights_in_full():
    caption = explore.optimizer_race.caption_at(surface="ravine", start_x=2.0, start_y=2.0, step=0)
    assert caption.count(" 202") == 6 and "e+" not in caption


def test_optimizer_race_says_who_flew_off():
    caption = explore.optimizer_race.caption_at(surface="Rosenbrock", start_x=2.0, start_y=-1.0)
    assert caption.endswith("; Nesterov flew off.")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"momentum": 0.81, "log_share": -2.0}, "critical damping"),
        ({"momentum": 0.8, "log_share": -2.0}, "are real"),
        ({"momentum": 0.82, "log_share": -2.0}, "are complex"),
        ({"momentum": 0.0, "log_share": 0.6}, "diverges"),
        ({"momentum": 0.99, "log_share": 0.6}, "diverges"),
        ({"momentum": 0.99, "log_share": 0.55}, "are complex"),
    ],
)
def test_momentum_spectrum_names_the_regime(values, words):
    assert words in explore.momentum_spectrum.caption_at(**values)


def steps_of_adam(gradients, beta1, beta2):
    adam, theta, m, v = Adam(1.0, betas=(beta1, beta2), eps=0), *np.zeros((3, 1))
    path = [0.0]
    for t, slope in enumerate(gradients, start=1):
        adam.rule(theta, slope[None], 1.0, t, m, v)
        path.append(theta[0])
    return -np.diff(path)


def test_sensitivity_map_of_momentum_is_slanted_and_that_of_adam_is_not():
    lows = {}
    for method in (sensitivity_map.MOMENTUM, sensitivity_map.ADAM):
        end = sensitivity_map.heights(method)[:, -1]
        lows[method] = sensitivity_map.RATES[
            (end < 0.1).argmax(axis=1)
        ]  # the smallest η that helps
    momentum = np.polyfit(sensitivity_map.MEMORIES[:11], lows[sensitivity_map.MOMENTUM][:11], 1)[0]
    adam = np.polyfit(sensitivity_map.MEMORIES[5:], lows[sensitivity_map.ADAM][5:], 1)[0]
    assert momentum == pytest.approx(-1, abs=0.1) and abs(adam) < 0.15


def test_beta2_matters_where_adam_arrives_and_not_where_it_creeps():
    end = np.log10(sensitivity_map.heights(sensitivity_map.ADAM)[:, -1])
    from_09 = end[sensitivity_map.MEMORIES > 0.999]
    etas = 10**sensitivity_map.RATES
    creeps, arrives = etas < 0.05, etas > 0.099
    assert np.ptp(from_09[:, creeps], axis=0).max() < 0.1 and end[:, creeps].min() > -1
    assert np.ptp(from_09[:, arrives], axis=0).min() > 1 and from_09.max() < 0


@pytest.mark.parametrize("beta1", [0.0, 0.9])
def test_adam_makes_large_steps_of_rare_gradients_only_without_momentum(beta1):
    steps = steps_of_adam(adam_anatomy.STREAMS["0, with 1 every 20 steps"], beta1, 0.999)
    assert (steps.max() > 4) == (beta1 == 0) and (steps.max() < 1 + 1e-9) == (beta1 == 0.9)
