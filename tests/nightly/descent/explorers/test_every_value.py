"""Captions at every value, where a count or a rounded number could say what is not so."""

import numpy as np
import pytest
from descent.explorers import convexity, myths, softmax
from moves import SCORES, moved, probabilities
from scipy import special


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_where_every_number_fits_the_naive_answer_is_right(precision):
    fitting = 0
    for shift in range(-1000, 1001):
        caption = softmax.shift_and_overflow.caption_at(shift=shift, precision=precision)
        if "every number fits" in caption:
            fitting += 1
            assert f"Naive: {probabilities(special.softmax(SCORES))}." in caption, shift
    assert fitting > 100


def test_nothing_is_above_by_nothing():
    for curve in convexity.chord.controls["curve"].spec()["options"][6:]:
        for left in np.arange(-30, 31, 3) / 10:
            for right in np.arange(-30, 31) / 10:
                caption = moved(convexity.chord, curve=curve, left=left, right=right)[1]
                assert "by 0.00" not in caption
    for cat in np.arange(-40, 41, 5) / 10:
        for car in np.arange(-40, 41) / 10:
            assert "by 0.00" not in moved(convexity.log_sum_exp, cat=cat, car=car)[1]
    assert moved(convexity.log_sum_exp, cat=4.0, car=4.0)[1].endswith("everywhere else.")


def test_two_weights_are_never_above_by_nothing():
    for u in np.arange(-30, 31, 3) / 10:
        for v in np.arange(-30, 31) / 10:
            assert "0.000 above" not in moved(myths.two_weights, u=u, v=v)[1]
