"""The explorers of gradient descent, against closed forms, plain loops and scipy."""

import re

import numpy as np
import pytest
from descent.explorers import gradient_descent as explore
from moves import lines, moved


def test_ravine_at_its_minimum():
    assert explore.ravine.caption_at(start_x=0.0, start_y=0.0).startswith(
        "The start is the minimum"
    )


SCHEDULES = {
    "constant": lambda t, eta0, rate: eta0,
    "piecewise": lambda t, eta0, rate: eta0 / 2.0 ** (
        t >= np.round(np.arange(1, 300) * np.log(2) / rate)
    ).sum(),
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


def test_descent_on_points_gets_all_right_at_step_18():
    right = [explore.descent_on_points.caption_at(step=t).split(": ")[1] for t in range(61)]
    assert explore.descent_on_points.predict.truth({}) == 18
    assert [words.startswith("30 of") for words in right] == [t >= 18 for t in range(61)]
