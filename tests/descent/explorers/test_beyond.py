"""The explorers of the chapter on what lies beyond softmax, against their definitions."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import load_mnist, load_replay
from explorable import Explorer
from scipy import special

explore = explorers.beyond


def numbers(text):
    return [
        float(n.replace("−", "-").replace(",", "")) for n in re.findall(r"-?\d[\d,]*\.?\d*", text)
    ]


@pytest.mark.parametrize("angle", [-180, 0, 40, 180])
@pytest.mark.parametrize(("margin", "scale"), [(0.0, 8), (0.35, 1), (1.0, 32)])
def test_margin_losses(angle, margin, scale):
    caption = explore.margin_losses.caption_at(angle=angle, margin=margin, scale=scale)
    theta = np.radians(np.abs(angle - np.array([0, 120, -120])))
    theta = np.minimum(theta, 2 * np.pi - theta)
    own = np.cos(theta[0]), np.cos(theta[0]) - margin, np.cos(theta[0] + margin)
    rivals = np.cos(theta[1:])
    losses = [special.logsumexp(scale * np.r_[o, rivals]) - scale * o for o in own]
    assert max(losses) < explore.margin_losses.drawing.figure.axes[1].get_ylim()[1]
    assert re.findall(r"(\d+\.\d{3}) \(", caption) == [f"{loss:.3f}" for loss in losses]


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
    "p", [(0.9, 0.4, 0.7, 0.2), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 1.0, 1.0), (0.5, 0.5, 0.5, 0.5)]
)
def test_lovasz(p):
    values = dict(zip(("first", "second", "third", "fourth"), p, strict=True))
    caption = explore.lovasz.drawing.caption({**explore.lovasz.start, **values})
    errors = np.abs(np.array([1, 1, 0, 0]) - p)
    area, object_ = 0.0, {0, 1}
    for low, high in zip(np.sort(np.r_[0, errors]), np.sort(errors), strict=False):
        mistaken = set(np.flatnonzero(errors >= high))
        area += (high - low) * len(mistaken) / len(object_ | mistaken)
    assert f"Lovász extension: {area:.3f}." in caption
    stairs = explore.lovasz.drawing.figure.axes[1].lines[0]
    t, loss = stairs.get_data()
    assert np.trapezoid(loss, t) == pytest.approx(area)


def test_lovasz_at_a_corner_is_the_jaccard_loss():
    caption = explore.lovasz.caption_at(**explore.lovasz.presets["one of two missed"])
    assert "extension: 0.500. Rounded to yes and no, the Jaccard loss is 0.500." in caption
    assert "Rounded" not in explore.lovasz.caption_at(first=0.5)


@pytest.mark.parametrize("step", [0.0, 0.05, 0.1, 0.25])
@pytest.mark.parametrize("image", [0, 8, 29])
def test_adversarial_step(step, image):
    X, y = load_mnist()[2:]
    replay, x, k = load_replay(32), X[image], y[image]
    W, b = replay.weights[-1], replay.biases[-1]
    p = special.softmax(x @ W + b)
    direction = np.sign(W @ (p - np.eye(10)[k]))
    moved = special.log_softmax(np.clip(x + step * direction, 0, 1) @ W + b)
    caption = explore.adversarial_step.caption_at(step=step, image=image)
    assert f"a {k}." in caption and f"says {moved.argmax()} with" in caption
    assert float(caption.split("Loss ")[1][:-1]) == pytest.approx(-moved[k], abs=0.006)


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


@pytest.mark.parametrize("name", [n for n, e in vars(explore).items() if isinstance(e, Explorer)])
def test_what_is_seen_before_a_guess_is_true(name):
    """Whatever number it says is in the caption, or in the question; it fits into its place."""
    explorer = getattr(explore, name)
    said = explorer.caption_at() + explorer.question
    assert set(numbers(explorer.predict.seen)) <= set(numbers(said))
    assert len(explorer.predict.seen) <= len(explorer.caption_at())
