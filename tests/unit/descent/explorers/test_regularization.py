"""The explorers of the chapter on regularization, against scipy, sklearn and plain sums."""

import re

import numpy as np
from descent import explorers

explore = explorers.regularization


def test_only_balls_with_corners_give_zeros():
    corner = {"strength": 0.6, "w1": 2.2, "w2": 0.6}
    for penalty, words in (("L1", "w₂ exactly 0"), ("L2", "no weight is 0")):
        assert words in explore.penalty_ball.caption_at(penalty=penalty, **corner)


def test_only_l1_makes_zeros_and_a_larger_price_makes_more():
    steps = (-2.0, -1.0, -0.3, 0.0)
    texts = [explore.l1_path.caption_at(penalty="L1", log_strength=step) for step in steps]
    zeros = [int(re.search(r"(\d+) of 24", text)[1]) for text in texts]
    assert zeros == sorted(zeros) and zeros[0] < zeros[-1] == 24
    assert "0 of 24" in explore.l1_path.caption_at(penalty="L2", log_strength=0.0)


def test_21_weights_are_0_wherever_l1_uses_the_two_real_features_alone():
    answer = explore.l1_path.predict.truth({})
    for log_strength in np.arange(-1.4, -0.45, 0.1).round(1):
        caption = explore.l1_path.caption_at(log_strength=log_strength)
        assert f"{answer:.0f} of 24" in caption and "6 of 8 features unused" in caption
