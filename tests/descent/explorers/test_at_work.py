"""The explorers of the chapter on softmax at work, against scipy and against the model itself."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import load_alice
from descent.models import load_attention
from scipy import special

explore = explorers.at_work


def decimals(text):
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.\d+", text)]


@pytest.mark.parametrize("beginning", ["said the mock turtl", "Who are YOU?", "7 7", ""])
def test_next_character(beginning):
    caption = explore.next_character.caption_at(beginning=beginning)
    text = load_alice()
    known = "".join(each if each in text.alphabet else " " for each in beginning.lower())
    p = np.exp(load_attention().log_probabilities(text.read(known[-16:]))[-1])
    assert decimals(caption)[1:4] == pytest.approx(np.sort(p)[::-1][:3], abs=0.005)
    assert len(re.search("Drawn: “(.*)”", caption)[1]) == 48


def test_a_cut_keeps_what_its_name_says():
    log_p = load_attention().log_probabilities(load_alice().read("alice was "))[-1]
    p = np.sort(special.softmax(log_p / 2))[::-1]
    kept = {
        "nothing": 35,
        "all but the top 5": 5,
        "beyond 0.9 together (top-p)": (np.cumsum(p) < 0.9).sum() + 1,
        "below 0.1 of the first (min-p)": (p >= 0.1 * p[0]).sum(),
    }
    for cut, count in kept.items():
        values = {"beginning": "alice was ", "temperature": 2.0, "cut": cut}
        caption = explore.next_character.caption_at(**values)
        assert f"{count} of 35 characters are left" in caption


def test_the_same_seed_draws_the_same_and_cold_draws_repeat_themselves():
    draws = [explore.next_character.caption_at(seed=seed, temperature=0.1) for seed in (0, 0, 7)]
    assert draws[0] == draws[1]
    hot = [explore.next_character.caption_at(seed=seed, temperature=2.0) for seed in (0, 7)]
    assert hot[0] != hot[1]
