"""A shortened path goes through the same points, and nothing else on a page changes."""

from explorable.theme.paths import shorter, with_short_paths
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import strategies as st

NUMBER = st.integers(-100_000, 100_000).map(lambda hundredths: f"{hundredths / 100:g}")


def command(letter, count):
    return st.lists(NUMBER, min_size=count, max_size=count).map(
        lambda numbers: " ".join([letter, *numbers])
    )


LINE = st.one_of(command("L", 2), command("Q", 4), command("C", 6), command("M", 2), st.just("z"))


def drawn(path):
    pen = RecordingPen()
    parse_path(path, pen)
    return [
        (name, [(round(100 * x), round(100 * y)) for x, y in points]) for name, points in pen.value
    ]


@given(command("M", 2), st.lists(LINE, max_size=12))
def test_a_shorter_path_draws_the_same(start, lines):
    path = " \n".join([start, *lines])
    assert drawn(shorter(path)) == drawn(path)


def test_a_curve_takes_half_of_the_room():
    points = [f"{100 + 2 * k} {50 + (k - 20) ** 2 / 10:g}" for k in range(40)]
    path = "M " + " \nL ".join(points)
    assert len(shorter(path)) < 0.6 * len(path)


def test_only_paths_of_absolute_commands_are_touched():
    arc, icon = '<path d="M1 1A2 2 0 0 1 3 3"/>', '<path class="i" d="M1 1h3v4"/>'
    page = f'<p>M 1.00 2.00</p>{arc}{icon}<path style="a" d="M 1 1 L 2 3"/>'
    assert with_short_paths(page) == page.replace("M 1 1 L 2 3", "M1 1l1 2")
