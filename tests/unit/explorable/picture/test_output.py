"""What a notebook stores of a figure: for pages, for everybody else, and in words."""

from base64 import b64decode
from io import BytesIO

import matplotlib as mpl
import numpy as np
import pytest
from explorable.palette import COLORS
from explorable.picture.drawing import Drawing
from explorable.picture.figures import show, subplots
from explorable.picture.output import MARGIN, PAGE, PICTURE, output, raster
from explorable.stored import DATA
from matplotlib.figure import Figure
from PIL import Image


@pytest.fixture
def still():
    """A figure of six bars, one of each color, with words in the page's color."""
    figure, axes = subplots(height=2.0)
    axes.bar(range(6), 1, color=COLORS.values())
    axes.set_title("six bars")
    return show(figure, alt="Six bars & more")


def pixels(data):
    return np.asarray(Image.open(BytesIO(b64decode(data[PICTURE]))).convert("RGBA")).astype(int)


def share_of(color, shown):
    wanted = 255 * np.array(mpl.colors.to_rgb(color))
    return np.mean(np.abs(shown[..., :3] - wanted).max(axis=-1) <= 4)


def test_a_figure_is_stored_for_pages_for_everybody_else_and_in_words(still):
    data, metadata = still._repr_mimebundle_()
    assert set(data) == {PAGE, PICTURE, "text/plain"}  # what else there is, hosts would prefer
    assert data[PAGE] == still.html and "<svg" in data[PAGE]
    assert data["text/plain"] == metadata[PICTURE]["alt"] == "Six bars & more"


def test_the_picture_reads_on_any_ground_in_its_own_colors(still):
    shown = pixels(still._repr_mimebundle_()[0])
    assert (shown[..., 3] == 255).all()
    assert shown[:MARGIN].min() >= 254
    for color in (*COLORS.values(), "black", "white"):
        assert share_of(color, shown) > 0.001, color


def test_the_picture_is_sharp_at_the_size_that_pages_show(still):
    data, metadata = still._repr_mimebundle_()
    height, width, _ = pixels(data).shape
    assert (width, height) == (2 * 432 + 2 * MARGIN, 2 * 144 + 2 * MARGIN)
    assert metadata[PICTURE]["width"] == round(width / 2 * 4 / 3)
    assert metadata[PICTURE]["height"] == round(height / 2 * 4 / 3)


def test_showing_changes_nothing(still, bars):
    assert still._repr_mimebundle_() == still._repr_mimebundle_()
    html = bars.html()
    first = bars._repr_mimebundle_()[0]
    again = bars._repr_mimebundle_()[0]
    kinds = (PAGE, PICTURE, DATA)
    assert [first[kind] for kind in kinds] == [again[kind] for kind in kinds]
    assert bars.html() == html and first[PAGE] == bars.render()


def test_the_picture_is_that_of_the_values_that_are_shown(bars):
    bars.value = {"height": 5.0 - 1.0}
    moved = pixels(bars._repr_mimebundle_()[0])
    bars.value = {"height": 0.0}
    blue, start = COLORS["blue"], pixels(bars._repr_mimebundle_()[0])
    assert share_of(blue, moved) > 2 * share_of(blue, start)


def test_of_a_stream_the_last_picture_is_stored(descend):
    last = Drawing(descend)
    last.show(descend.start)
    data, _ = descend._repr_mimebundle_()
    assert (pixels(data)[..., :3] == np.asarray(raster(last.figure).convert("RGB"))).all()
    assert descend.drawing.peeked is not descend.drawing.figure  # which may be under way


@mpl.rc_context()
def test_what_stands_out_of_an_authors_figure_is_stored_too():
    mpl.rcdefaults()  # as an author has them, whatever was drawn before
    figure = Figure((2, 1))
    figure.add_axes([1.5, 0.1, 0.8, 0.8]).plot([0, 1], color="#ff0000")
    sizes = []
    for tight in (False, True):
        data, _ = output("", figure, "x", tight=tight)
        sizes.append((pixels(data).shape[:2], share_of("#ff0000", pixels(data)) > 0.001))
    assert sizes == [((168, 312), False), (sizes[1][0], True)]
    assert figure.dpi == Figure((2, 1)).dpi and figure.get_size_inches().tolist() == [2, 1]
