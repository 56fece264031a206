"""What is too heavy for a page becomes pixels, whatever draws it."""

import matplotlib as mpl
import numpy as np
import pytest
from explorable.picture import svg
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from rasters import images

RANDOM = np.random.default_rng(0)
MANY = {
    "scatter": lambda axes: axes.scatter(*RANDOM.normal(size=(2, 5500))),
    "markers": lambda axes: axes.plot(*RANDOM.normal(size=(2, 5500)), "."),
    "lines": lambda axes: axes.plot(RANDOM.normal(size=(200, 150)).cumsum(0)),
    "bars": lambda axes: axes.bar(range(1450), RANDOM.random(1450), color="r", alpha=0.5, ec="b"),
    "mesh": lambda axes: axes.pcolormesh(RANDOM.random((48, 48))),
    "image": lambda axes: axes.imshow(
        RANDOM.random((1200, 1200)).cumsum(0), interpolation="none", cmap="gray"
    ),
    "noise": lambda axes: axes.scatter(*RANDOM.random((2, 6000)), 3, RANDOM.random((6000, 3))),
    "inset": lambda axes: axes.inset_axes([0, 0, 1, 1]).plot(*RANDOM.normal(size=(2, 5500)), "o"),
}
LAST = {
    "in axes": lambda axes: axes.add_patch(Circle((0, 0), 1, zorder=10)),
    "line in axes": lambda axes: axes.plot([0, 1], [0, 1], zorder=10),
    "in an inset": lambda axes: axes.inset_axes([0, 0, 1, 1], zorder=9).axhspan(0, 1, zorder=9),
    "in twins": lambda axes: axes.twinx().fill_between([0, 1], [0, 1], zorder=10),
    "in a figure": lambda axes: axes.figure.add_artist(Circle((0, 0), 1, zorder=10)),
    "in all of it": lambda axes: [LAST[place](axes) for place in [*LAST][:-1]],
}
"""What draws a shape behind all words of a group: its pixels end with the group."""
MANY |= {
    f"a shape last {place}": lambda axes, draw=draw: (MANY["scatter"](axes), draw(axes))
    for place, draw in LAST.items()
}
IMAGES = {f"a shape last {place}": 2 for place in LAST}
IMAGES |= {"a shape last in a figure": 1, "a shape last in all of it": 4}
"""How many images its pixels are; elsewhere one."""
if mpl.__version_info__ >= (3, 11):  # one before draws contours as shapes alone
    MANY["contours"] = lambda axes: axes.contourf(RANDOM.random((30, 30)), 25)


@pytest.mark.parametrize("name", MANY)
def test_what_is_heavy_becomes_pixels_and_its_words_stay_words(name):
    figure = Figure((4, 3))
    axes = figure.add_subplot()
    axes.set_title("many")
    MANY[name](axes)
    before = svg.Picture(figure, "p").draw("x")
    markup = svg.still(figure, "p", "x")
    assert len(before) > svg.HEAVY > len(markup)
    assert f'<svg data-weight="{len(before) / 1000:.0f}" ' in markup
    assert len(images(markup)) == IMAGES.get(name, 1)
    assert ">many</text>" in markup and markup.count("<path") < 60
    assert svg.Picture(figure, "p").draw("x") == before
