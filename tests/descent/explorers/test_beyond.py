"""The explorers of the chapter on what lies beyond softmax, against their definitions."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import load_mnist, load_replay
from scipy import special

explore = explorers.beyond


def numbers(text):
    return [
        float(n.replace("−", "-").replace(",", "")) for n in re.findall(r"-?\d[\d,]*\.?\d*", text)
    ]


def test_where_the_margins_draw_the_line():
    caption = explore.margin_losses.caption_at(margin=0.35)
    # cos θ − m = cos(120° − θ), and θ + m = 120° − θ
    additive = 60 - np.degrees(np.arcsin(0.35 / np.sqrt(3)))
    angular = 60 - np.degrees(0.35) / 2
    assert [int(x) for x in re.findall(r"at (\d+)°\)", caption)] == [
        60,
        round(additive),
        round(angular),
    ]


@pytest.mark.parametrize(
    ("power", "costs"),
    [(5.0, (2_176, 12_928, 81_152, 12_800_000)), (1.0, (512, 1_024, 1_280, 1_280))],
)
def test_what_many_classes_cost_the_cheapest_first(power, costs):
    caption = explore.many_classes.caption_at(classes=power)
    assert tuple(numbers(caption.split(". From")[0])[1:]) == costs


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


def truth(explorer):
    return explorer.predict.truth(explorer.fixed)


def test_the_smallest_step_that_changes_the_mind_of_the_model():
    X, y = load_mnist()[2:]
    replay = load_replay(32)
    W, b = replay.weights[-1], replay.biases[-1]
    way = np.sign(W @ (special.softmax(X[0] @ W + b) - np.eye(10)[y[0]]))
    steps = np.arange(0, 0.2501, 0.005)
    said = [(np.clip(X[0] + step * way, 0, 1) @ W + b).argmax() for step in steps]
    assert truth(explore.adversarial_step) == pytest.approx(steps[np.argmax(said != y[0])])


def test_where_an_angular_margin_ends():
    level = (np.radians(120) - 0.35) / 2  # θ + m = 120° − θ
    assert truth(explore.margin_losses) == pytest.approx(np.degrees(level), abs=0.1)


def test_the_stairs_to_sketch_are_jaccard_losses():
    errors, object_ = {1: 0.1, 2: 0.6, 3: 0.7, 4: 0.2}, {1, 2}
    mistaken = [{i for i, error in errors.items() if error > t} for t in explore.lovasz.predict.x]
    expected = [len(pixels) / len(object_ | pixels) for pixels in mistaken]
    assert truth(explore.lovasz) == pytest.approx(expected)


def test_the_ways_to_the_loss_of_one_among_many_by_their_scores():
    scores = {"binary tree": 17, "sample": 101, "√C clusters": 2 * 317, "all classes": 100_000}
    assert truth(explore.many_classes) == sorted(scores, key=scores.get)
