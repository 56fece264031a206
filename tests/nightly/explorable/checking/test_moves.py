"""What `check` lets pass and what it refuses, and that it says where."""

import itertools
import json
from dataclasses import replace

import matplotlib.patches
import numpy as np
import pytest
from explorable import Checkbox, Slider, Text, check, explorer
from explorable.checking.trial import CheckError

NOISE = np.random.default_rng(0).random((2, 5000))


def made(update_of, **controls):
    """Return an explorer whose update is ``update_of(axes, line)``."""

    @explorer(**(controls or {"level": Slider(0.0, 1.0, 0.1)}))
    def broken(figure, options=()):
        """A line."""
        axes = figure.subplots()
        (line,) = axes.plot([0, 1, 2], [0, 0, 0])
        axes.set_ylim(0, 1)
        return update_of(axes, line)

    return broken


def test_a_sound_explorer_gives_a_report_that_reads_well(bars):
    sound = bars.__class__(**{**vars(bars), "controls": {**bars.controls}})
    sound.controls["height"] = Slider(-4.0, 4.0, 0.5, start=1.0)
    report = check(sound, values=1)
    assert report.moves > 15 and 0 <= report.whole < report.moves / 2
    assert 0 < report.typical <= report.largest < 50_000
    assert str(report).startswith(f"bars: {report.moves} moves, {report.whole} of them drawn whole")
    assert report.move in str(report)


def test_an_error_of_the_update_itself_comes_through(bars):
    with pytest.raises(ArithmeticError, match="five is right out"):
        check(bars)


def unmarked(axes, line):
    circle = axes.add_patch(matplotlib.patches.Polygon([[0, 0], [1, 0], [1, 1]]))

    def update(level):
        circle.get_path().vertices[0, 0] = level
        return f"{level}"

    return update


def random(axes, line):
    return lambda level: f"{np.random.default_rng().random()}"


def shaken(axes, line):
    def update(level):
        line.set_ydata(np.random.default_rng().random(3))
        return "a line"

    return update


def remembering(axes, line):
    count = itertools.count()

    def update(level):
        if level > 0.9:
            line.set_linewidth(1 + next(count))
        return "a line"

    return update


def left_over(axes, line):
    def update(level):
        line.set_ydata([0, level, 0])
        yield f"{level}"
        line.set_linewidth(1 + level)
        yield f"{level} again"

    return update


def points(rasterized):
    def update_of(axes, line):
        dots = axes.scatter(*NOISE, s=4, rasterized=rasterized)

        def update(level):
            dots.set_offsets(NOISE.T * level)
            return f"{level}"

        return update

    return update_of


@pytest.mark.parametrize(
    ("update_of", "words"),
    [
        (unmarked, r"^explorer broken at level=[01]\.0: the patched picture is not the one"),
        (random, "the caption depends on more than the values"),
        (shaken, "the same values give another picture"),
        (remembering, "^explorer broken at level=.*: the same values give another picture"),
        (left_over, "the stream begins with another picture after other values"),
        (
            lambda axes, line: lambda level: "" if level == 1 else "a line",
            r"^explorer broken at level=1\.0: the caption is empty$",
        ),
        (points(rasterized=False), "kB, more than 200; .*rasterized=True"),
        (lambda axes, line: lambda level: f"{level}", "control level: it moves nothing"),
    ],
)
def test_what_a_page_would_show_otherwise_or_not_at_all_is_refused(update_of, words):
    with pytest.raises(CheckError, match=words):
        check(made(update_of))


def test_pixels_are_light():
    assert check(made(points(rasterized=True)), values=0).largest < 100_000


def test_a_control_that_moves_something_only_beside_another_value_is_welcome():
    def line_if_shown(axes, line):
        def update(level, shown):
            line.set(ydata=[level * shown] * 3)
            return f"{level} {shown}"

        return update

    assert check(made(line_if_shown, level=(0.0, 1.0), shown=Checkbox()), values=1).moves > 8


def test_of_a_text_the_presets_are_tried_and_without_one_it_is_trusted():
    def named(axes, line):
        def update(name):
            line.set_linewidth(1 + len(name))
            return f"a line for {name}"

        return update

    def deaf(axes, line):
        return lambda name: f"a line for {name}"

    longer = {"a long one": {"name": "Aristotle"}}
    assert check(replace(made(named, name=Text("Bo")), presets=longer)).moves > 4
    with pytest.raises(CheckError, match="control name: it moves nothing"):
        check(replace(made(deaf, name=Text("Bo")), presets=longer))
    assert check(made(deaf, name=Text("Bo"))).moves > 3


def test_fixed_arguments_are_plain_data(bars):
    line = made(lambda axes, line: lambda on: line.set_visible(on) or f"{on}", on=Checkbox())
    fixed = line(options=[np.int64(3), {"a": np.float32(0.5)}])
    assert json.loads(json.dumps(fixed.spec()))["fixed"] == {"options": [3, {"a": 0.5}]}
    assert check(fixed, values=0).moves > 3
    with pytest.raises(TypeError, match="options of explorer broken must be data that JSON"):
        line(options=len)


def test_an_explorer_of_another_name_is_refused(monkeypatch):
    line = made(lambda axes, line: lambda on: f"{on}", on=Checkbox())
    monkeypatch.setattr(line.draw, "__qualname__", "broken")
    with pytest.raises(CheckError, match="a page looks for broken in"):
        check(line)


def test_a_stream_is_driven_to_its_end_and_begun_anew(descend):
    report = check(descend)
    assert report.moves > 7 * 6 and report.whole == 0
