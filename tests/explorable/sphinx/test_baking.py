"""Baked frames show what Python would."""

import json

import pytest
from explorable import Pad, explorer, guess
from explorable.controls import Check, Choice, Slider
from explorable.sphinx import baking
from pages import frames_fit
from sounds import tone


def test_frames_carry_the_captions_and_patches_that_fit_together():
    frames_fit(tone)


def test_a_stream_is_not_swept(descend):
    assert baking.bake(descend) is None


def test_a_guess_is_answered_by_a_frame_of_its_own():
    @explorer(
        angle=Slider(0, 360, 1, start=45),
        predict=guess.Number(181, at={"angle": 181}, seen="A wheel.", maximum=360),
    )
    def wheel(figure):
        """A wheel."""
        (spoke,) = figure.subplots().plot([0, 1], [0, 0])

        def update(angle):
            spoke.set_ydata([0, angle])
            return f"{angle} degrees"

        return update

    frames_fit(wheel)
    values = [frame["value"] for frame in json.loads(baking.bake(wheel))["frames"]]
    assert 181 in values and values == sorted(values)
    assert 45 not in values  # the start is in the page


def test_a_pad_is_passed_over(sketch):
    assert baking.bake(sketch) is None

    @explorer(drawing=Pad(2, 2), shown=True)
    def both(figure):
        """A drawing that can be hidden."""
        figure.subplots()
        return lambda drawing, shown: f"{drawing.sum()} {shown}"

    baked = json.loads(baking.bake(both))
    assert baked["control"] == "shown" and len(baked["frames"]) == 2


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (Slider(0, 3, 1), [0, 1, 2, 3]),
        (Slider(-1.0, 1.0, 0.5), [-1.0, -0.5, 0.0, 0.5, 1.0]),
        (Choice(["a", "b"]), ["a", "b"]),
        (Check(), [False, True]),
    ],
)
def test_small_controls_are_swept_whole(control, expected):
    assert baking.settings_of(control) == expected


def test_long_controls_are_swept_from_end_to_end_on_their_steps():
    values = baking.settings_of(Slider(0.1, 10.0, 0.1))
    assert len(values) == baking.FRAMES
    assert (values[0], values[-1]) == (0.1, 10.0)
    assert values == sorted(set(values))
    assert all(round(value * 10, 9) % 1 == 0 for value in values)
