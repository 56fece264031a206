"""The explorers of the chapter on softmax at work, against scipy and against the model itself."""

import re

import numpy as np
import pytest
from descent import explorers
from descent.datasets import load_alice
from descent.models import load_attention
from descent.plotting import COLORS
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from moves import moved
from scipy import special

explore = explorers.at_work


def decimals(text):
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.\d+", text)]


@pytest.mark.parametrize("beginning", ["said the mock turtl", "fifteen letters", "turtl", ""])
def test_the_heads_look_at_what_the_answer_is_made_of(beginning):
    """From the weights that are shown and the parameters, the probabilities that are shown."""
    model, text = load_attention(), load_alice()
    caption = explore.next_character.caption_at(beginning=beginning)
    found = re.search("Of “(.*)”, counted back from .* listen most to (.*)\\.", caption)
    piece, looks = found.groups()
    weights = model.attention_weights(text.read(piece))[:, -1]
    theta = model.parameters
    h = theta["characters"][text.read(piece)] + theta["places"][: len(piece)]
    told = (weights @ (h @ theta["values"])).reshape(4, 4, 16)[range(4), range(4)].ravel()
    hidden = np.append(h[-1], told) @ theta["hidden"] + theta["hidden_biases"]
    p = special.softmax(hidden.clip(0) @ theta["scores"] + theta["score_biases"])
    assert decimals(caption)[1:4] == pytest.approx(np.sort(p)[::-1][:3], abs=0.005)
    assert decimals(looks) == pytest.approx(weights.max(1), abs=0.005)
    backs = [int(each) for each in re.findall(r"(\d+) back", looks)]
    assert backs == (len(piece) - weights.argmax(1)).tolist()


def test_what_the_model_does_not_know_is_told_and_its_text_ends_within_the_picture():
    beginning = "In 1865, at 7 o'clock, mmmmmmmmmmmmm"
    figure, caption = moved(explore.next_character, beginning=beginning)
    assert "knows no 1, 5, 6, 7, 8: it reads a space" in caption
    assert "knows no" not in explore.next_character.caption_at()
    (line,) = figure.texts
    renderer = FigureCanvasAgg(figure).get_renderer()
    assert line.get_window_extent(renderer).x1 < 0.7 * figure.bbox.x1  # other fonts are wider


@pytest.mark.parametrize(
    ("beginning", "quoted"),
    [("said the mock turtl", "…the mock turtl"), ("once more, she", "once more, she")],
)
def test_a_text_that_is_longer_than_what_is_quoted_begins_with_an_ellipsis(beginning, quoted):
    figure, caption = moved(explore.next_character, beginning=beginning)
    assert f"After “{quoted}” at" in caption
    assert figure.texts[0].get_text().startswith(f"{quoted}|")


def test_the_model_looks_at_nine_characters_of_sixteen_and_at_all_of_fewer():
    assert "Of a text of 16 or more, it looks at the last 9 alone." in (
        explore.next_character.predict.seen
    )
    model, text = load_attention(), load_alice()
    for length, looked in ((15, 15), (16, 9), (40, 9)):
        last = text.test[:length]
        given = model.log_probabilities(last)[-1]
        for place in range(length):
            other = last.copy()
            other[place] = (other[place] + 1) % len(text.alphabet)
            same = np.array_equal(model.log_probabilities(other)[-1], given)
            assert same == (place < length - looked)


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


def test_the_mean_is_drawn_among_the_values_each_with_the_color_of_its_key():
    figure, _ = moved(explore.attention_plane, key_x=-2.0, key_y=2.0)
    plane, weights, values = figure.axes
    keys, dots = plane.lines[2:], {line.get_ydata()[0]: line for line in values.lines[:4]}
    bars = [to_hex(bar.get_facecolor()) for bar in weights.patches]
    assert bars == [key.get_color().lower() for key in keys]
    assert bars == [dots[value].get_color().lower() for value in (3, 7, 1, 9)]
    p = [bar.get_height() for bar in weights.patches]
    assert values.lines[4].get_ydata() == pytest.approx([p @ np.array([3, 7, 1, 9])] * 2)


@pytest.mark.parametrize("seen", [1, 6, 24])
def test_what_has_to_be_remembered_stands_in_the_picture(seen):
    figure, caption = moved(explore.one_pass, seen=seen)
    (words,) = (text.get_text() for text in figure.texts)
    assert decimals(words) == decimals(caption)[:2]
    (bars,) = {to_hex(bar.get_facecolor()) for bar in figure.axes[0].patches[:seen]}
    assert bars == COLORS["blue"].lower() and "Blue bars" in explore.one_pass.predict.seen


def test_every_curve_of_the_largest_weight_is_named_within_the_axes():
    figure, _ = moved(explore.largest_weight)
    renderer = FigureCanvasAgg(figure).get_renderer()
    (axes,) = figure.axes
    names = {text.get_text(): text.get_window_extent(renderer) for text in axes.texts}
    assert sorted(names) == ["ρ = 10", "ρ = 15", "ρ = 5"]
    assert all(axes.bbox.containsx(x) for box in names.values() for x in (box.x0, box.x1))
