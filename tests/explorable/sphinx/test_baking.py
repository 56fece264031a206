"""Baked frames show what Python would."""

import json

from explorable import Pad, explorer, guess
from explorable.controls import Slider
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
    baked = json.loads(baking.bake(wheel))
    assert [frame["values"] for frame in baked["named"]] == [{"angle": 181}]
    along = [frame["values"]["angle"] for frame in baked["along"]]
    assert len(along) == baking.FRAMES and (along[0], along[-1]) == (0, 360)


def test_each_preset_has_a_frame_unless_it_lies_on_the_way():
    @explorer(
        height=(0, 3),
        shade=(0, 3),
        presets={"both": {"height": 3, "shade": 3}, "on": {"height": 2}, "off": {"shade": 0}},
    )
    def tower(figure):
        """A tower."""
        (line,) = figure.subplots().plot([0, 1], [0, 0])

        def update(height, shade):
            line.set(ydata=[0, height], alpha=1 / (1 + shade))
            return f"{height} {shade}"

        return update

    frames_fit(tower)
    named = json.loads(baking.bake(tower))["named"]
    assert [frame["values"] for frame in named] == [{"height": 3, "shade": 3}, {"shade": 0}]


def test_a_pad_is_passed_over(sketch):
    baked = json.loads(baking.bake(sketch))
    assert [frame["values"] for frame in baked["named"]] == [{"drawing": "ff"}]  # its preset
    assert baked["along"] == []

    @explorer(drawing=Pad(2, 2), shown=True)
    def both(figure):
        """A drawing that can be hidden."""
        figure.subplots()
        return lambda drawing, shown: f"{drawing.sum()} {shown}"

    baked = json.loads(baking.bake(both))
    assert [frame["values"] for frame in baked["along"]] == [{"shown": False}, {"shown": True}]
