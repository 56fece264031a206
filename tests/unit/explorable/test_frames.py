"""Frames are counted before any is made, and stop at their limits."""

import gzip
import json
from dataclasses import replace

import pytest
from explorable import Pad, explorer, frames, guess
from explorable.controls import Checkbox, Choice, Slider, Text
from explorable.frames import BAKED, Limits, states_of
from explorable.interaction.calls import Calls
from explorable.interaction.figure import Interaction
from explorable.sphinx.pages import _bake
from pages import frames_fit
from sounds import tone


def figure(function, **controls):
    return Interaction(function, controls, {}, "", {}, (), (6, 3))


def baked(figure, limits):
    """Return the frames of a function that has been called for the start."""
    calls = Calls(figure.draw, figure.prefix)
    calls.call(figure.arguments(figure.start))
    return [each for what, each in figure.ahead(calls.outputs, limits) if what == "baked"]


def test_all_combinations_are_made_if_they_are_few():
    made = baked(figure(print, n=Slider(0, 2, 1), up=Checkbox()), Limits())
    found = [each["values"] for each in made]
    assert len(found) == 5 and {"n": 2, "up": True} in found and {"up": True} in found


def test_many_are_counted_and_not_called():
    called = []
    made = baked(
        figure(
            lambda **values: called.append(values), a=Slider(0.0, 1.0, 0.001),
            b=Slider(0.0, 1.0, 0.001), c=Choice(["u", "v"]), d=Text("x"),
        ),
        Limits(values=10, combinations=15),
    )  # fmt: skip
    assert len(called) == 3 + len(made) and len(made) <= 15, "the start is drawn twice more"
    assert all(len(each["values"]) == 1 for each in made), "each control moves alone"


def test_what_takes_long_stops(monkeypatch):
    now = iter(range(0, 1000, 3))
    monkeypatch.setattr(frames, "monotonic", lambda: next(now))
    assert len(baked(figure(print, n=Slider(0, 20, 1)), Limits(seconds=10))) == 3


def test_what_is_large_stops():
    wide = figure(lambda n: print("x" * 1000 * n), n=Slider(0, 20, 1, start=1))
    made = baked(wide, Limits(size=10_000))
    assert 0 < len(made) < 6


def test_a_frame_leads_to_what_is_shown_there():
    shown = figure(lambda n: print("n is", n), n=Slider(0, 3, 1, start=1))
    for frame in baked(shown, Limits()):
        calls = Calls(shown.draw, shown.prefix)
        calls.call({"n": frame["values"]["n"]})
        (markup,) = frame["patch"].values()
        assert markup in calls.outputs.html and frame["caption"] == f"n is {frame['values']['n']}"


def test_kernels_are_asked_by_their_surroundings():
    assert frames.asked() is None
    limits = replace(Limits(), seconds=2.5)
    limits.ask()
    assert frames.asked() == limits


@pytest.mark.parametrize("name", ["values", "combinations", "seconds", "size"])
def test_a_book_sets_each_limit(name):
    from explorable.sphinx.settings import _limits

    assert getattr(_limits({name: 1}), name) == 1


def test_a_step_wider_than_the_range_leads_from_end_to_end():
    wide = figure(print, x=Slider(0.0, 0.01, 0.1, start=0.005))
    assert [each["values"] for each in baked(wide, Limits())] == [{"x": 0.0}, {"x": 0.01}]
    assert len(baked(figure(print, n=Slider(0, 9, 1)), Limits(values=1))) == 0


def picture(figure):
    """It is set by whatever moves it."""
    figure.subplots()


@pytest.mark.parametrize(
    ("controls", "more", "leading", "others"),
    [
        (
            {"angle": Slider(0, 360, 1, start=45)},
            {"predict": guess.Number(181, at={"angle": 181}, seen="A wheel.", maximum=360)},
            24, [{"angle": 181}],
        ),
        (
            {"height": (0, 3), "shade": (0, 3)},
            {"presets": {"both": {"height": 3, "shade": 3}, "on": {"height": 2}}},
            3, [{"height": 3, "shade": 3}],
        ),
        ({"drawing": Pad(4, 5)}, {"presets": {"dot": {"drawing": "ff"}}}, 0, [{"drawing": "ff"}]),
        ({"drawing": Pad(2, 2), "shown": True}, {}, 1, []),
        ({"word": Text("a")}, {}, 0, []),
    ],
    ids=["a guess has its own", "a preset on the way has none", "a pad", "behind a pad", "a text"],
)  # fmt: skip
def test_a_book_has_the_way_of_the_leading_control_and_what_is_named(
    controls, more, leading, others
):
    stops = states_of(explorer(**controls, **more)(picture), BAKED)
    assert stops[leading:] == others and all(len(each) == 1 for each in stops[:leading])
    values = [value for each in stops[:leading] for value in each.values()]
    assert values == sorted(values)


def test_frames_lead_from_the_picture_of_the_start_to_that_of_their_values():
    frames_fit(tone)


def test_what_runs_has_the_last_picture_of_each_preset(descend, monkeypatch):
    monkeypatch.setattr("explorable.sphinx.pages.explorer_of", lambda _: descend)
    (frame,) = json.loads(gzip.decompress(_bake({})))
    assert frame["values"] == {"rate": 1.0} and frame["caption"].startswith("step 5 of 5")
