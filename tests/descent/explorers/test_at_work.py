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


@pytest.mark.parametrize("query", [(0.0, 0.0), (0.7, 0.0), (2.8, 0.0), (-3.0, 3.0)])
def test_attention_plane(query):
    caption = explore.attention_plane.caption_at(query_x=query[0], query_y=query[1])
    keys = np.array([[2.0, 0.5], [1.0, 2.0], [-1.5, 1.0], [0.0, -2.0]])
    p = special.softmax(keys @ query / np.sqrt(2))
    assert decimals(caption) == pytest.approx([*p, p @ [3, 7, 1, 9]], abs=0.0051)
    assert ("nearly the value of one key" in caption) == (p.max() > 0.8)


@pytest.mark.parametrize(("seen", "seed"), [(1, 0), (6, 14), (24, 20)])
def test_one_pass(seen, seed):
    rng = np.random.default_rng(seed)
    scores, values = rng.normal(scale=2, size=24), rng.uniform(0, 10, size=24)
    m, s, u, mean, end = decimals(explore.one_pass.caption_at(seen=seen, seed=seed))
    w = np.exp(scores[:seen] - scores[:seen].max())
    assert [m, s, u] == pytest.approx([scores[:seen].max(), w.sum(), w @ values[:seen]], abs=0.051)
    assert [mean, end] == pytest.approx(
        [special.softmax(scores[:seen]) @ values[:seen], special.softmax(scores) @ values],
        abs=0.006,
    )


@pytest.mark.parametrize(("power", "spread"), [(0.5, 1.0), (1.0, 10.0), (5.0, 10.0), (6.0, 20.0)])
def test_largest_weight(power, spread):
    count = round(10**power)
    scores = np.zeros(count)
    scores[0] = spread
    caption = explore.largest_weight.caption_at(power=power, spread=spread)
    found = float(re.search(r"exceeds (\S+)\. Half", caption)[1])
    assert found == pytest.approx(special.softmax(scores)[0], rel=0.006)
    scores[0] = np.log(count - 1)
    assert special.softmax(scores)[0] == pytest.approx(0.5)
    assert f"a lead of {scores[0]:.1f}." in caption


@pytest.mark.parametrize("likeness", [0.0, 0.5, 1.0])
def test_speculation(likeness):
    kept, variation = decimals(explore.speculation.caption_at(likeness=likeness))
    heights = [bar.get_height() for bar in explore.speculation.drawing.figure.axes[0].patches]
    p, q = heights[:5], heights[5:]
    assert sum(p) == pytest.approx(1) == sum(q)
    assert kept == pytest.approx(np.minimum(p, q).sum(), abs=0.005)
    assert variation == pytest.approx(np.abs(np.subtract(p, q)).sum() / 2, abs=0.005)
