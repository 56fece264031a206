"""What explorers share: numbers as words, titles, and bars with their numbers."""

import pytest
from descent.explorers import _parts as parts
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure


@pytest.fixture
def axes():
    return Figure().subplots()


@given(st.floats(-1e6, 1e6))
def test_plain_reads_back(value):
    text = parts.plain(value)
    assert "-" not in text and text != "−0.0"
    assert float(text.replace("−", "-")) == pytest.approx(value, abs=0.0500001)


def test_plain_takes_a_format():
    assert parts.plain(-100.0, ".0f") == "−100"
    assert parts.plain(-0.001, ".1f") == "−0.0"
    assert parts.plain(2.5e-7, ".0e") == "2e−07"


def test_named_gives_each_class_its_number():
    assert parts.named([1, 0.125, -2]) == "cat 1.00, car 0.12, frog −2.00"
    with pytest.raises(ValueError):
        parts.named([1, 2])


def test_axes_take_a_small_title_and_other_properties(axes):
    text = parts.set_axes(axes, "loss (nats)", ylim=(0, 3))
    assert axes.get_ylim() == (0, 3)
    assert (text.get_text(), text.get_size(), text.get_weight()) == ("loss (nats)", 10, "normal")


def test_bars_carry_their_numbers(axes):
    bars = parts.Bars(axes, "score", ylim=(-5, 15), gap=0.1)
    bars.set([3.0, -4.0, 0.0], ["3", "−4", "0"])
    assert [bar.get_height() for bar in bars.bars] == [3.0, -4.0, 0.0]
    assert [text.get_text() for text in bars.texts] == ["3", "−4", "0"]
    assert [text.get_position()[1] for text in bars.texts] == [5.0, 2.0, 2.0]


def test_bars_of_shares_have_the_ticks_of_shares(axes):
    parts.Bars(axes, "probability")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0", "½", "1"]


def test_bars_want_a_number_each(axes):
    with pytest.raises(ValueError):
        parts.Bars(axes, "probability").set([0.5, 0.5], ["a", "b"])


def test_log_ticks_are_plain_numbers_and_stand_alone(axes):
    axes.set(yscale="log", ylim=(0.1, 1000))
    parts.log_ticks(axes.yaxis, [0.1, 10, 1000])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0.1", "10", "1000"]
    assert not len(axes.yaxis.get_minorticklocs())
