"""The explorers of the chapter on what lies beyond softmax, against their definitions."""

import numpy as np
import pytest
from descent import explorers
from explorable.checking.guesses import numbers
from scipy import special

explore = explorers.beyond


@pytest.mark.parametrize("sample", [1, 10, 100, 1000])
def test_the_marks_of_many_classes_lie_in_the_picture_and_the_name_by_its_line(sample):
    explore.many_classes.drawing.caption({**explore.many_classes.start, "sample": sample})
    axes = explore.many_classes.drawing.figure.axes[0]
    low, high = axes.get_ylim()
    for line in axes.lines:
        assert low < min(line.get_ydata()) <= max(line.get_ydata()) < high
    (name,) = [text for text in axes.texts if text.get_text() == "sample"]
    assert low < name.get_position()[1] < 128 * (sample + 1) < 3 * name.get_position()[1]


def test_a_sampled_sum_of_many_classes_is_low_and_a_good_proposal_mends_it():
    spreads = []
    for proposal in ("uniform", "near softmax"):
        caption = explore.many_classes.caption_at(sample=100, proposal=proposal)
        mean, spread, true = numbers(caption.split("log Z is ")[1].replace("; true", " "))
        assert mean <= true + 0.005
        spreads.append(spread)
    assert spreads[1] < spreads[0] / 5
    o = np.random.default_rng(0).normal(scale=2, size=10_000)
    assert true == pytest.approx(special.logsumexp(o), abs=0.006)
