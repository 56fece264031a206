"""The heart of the explorers: a patched picture is the picture that would be drawn whole."""

import pytest
from explorable import Handle, explorer
from explorable.drawing import Drawing
from explorable.patched import PatchedPicture


def assert_patches_add_up(explorer, changes):
    live, page = Drawing(explorer), PatchedPicture()
    values = dict(explorer.start)
    page.show(live.show(values))
    for change in changes:
        values |= change
        page.show(live.show(values))
        assert page.looks_like(Drawing(explorer).show(values)["picture"])


def test_patches_add_up_when_artists_vanish_and_limits_move(bars):
    assert_patches_add_up(
        bars,
        [{"height": 2.0}, {"shown": False}, {"epoch": 3}, {"shown": True}, {"epoch": 8},
         {"mark": "square"}, {"epoch": 0, "height": 0.5}, {}],
    )  # fmt: skip


def test_a_small_change_is_a_small_message(bars):
    stage = Drawing(bars)
    whole = stage.show(bars.start)["picture"]
    patch = stage.show({**bars.start, "height": 3.0})["patch"]
    assert len(patch) == 2  # the bar and the line; neither axes nor limits
    assert sum(map(len, patch.values())) < len(whole) / 10


def test_an_update_that_fails_leaves_the_explorer_working(bars):
    stage = Drawing(bars)
    stage.show(bars.start)
    with pytest.raises(ArithmeticError, match="five"):
        stage.show({**bars.start, "height": 5.0})
    assert "picture" in stage.show({**bars.start, "height": 4.0})


def test_handles_know_where_their_axes_stand(bars):
    stage = Drawing(bars)
    (frame,) = stage.show(bars.start)["frames"]
    assert frame["y"] == [-5.0, 5.0]
    left, bottom, right, top = frame["box"]
    assert 0 < left < right < 0.6 and 0 < bottom < top < 1


def refused(draw, **options):
    with pytest.raises((TypeError, ValueError, NameError)) as caught:
        Drawing(explorer(level=(0, 3), **options)(draw)).show({"level": 1})
    return str(caught.value)


def test_mistakes_of_authors_name_the_explorer_and_what_to_do():
    def no_update(figure):
        figure.subplots()

    def no_caption(figure):
        return lambda level: None

    def no_axes(figure):
        figure.subplots()
        return lambda level: f"{level}"

    def from_a_notebook(figure):
        return lambda level: f"{numpy.sqrt(level)}"  # noqa: F821

    assert "no_update must return its function update, got None" in refused(no_update)
    assert "update of explorer no_caption must return its caption, a text, got None" in refused(
        no_caption
    )
    message = refused(no_axes, handles=[Handle(x=0, y="level", axes=3)])
    assert "a handle of explorer no_axes" in message and "numbered from 0 to 0" in message
    message = refused(from_a_notebook)
    assert "explorer from_a_notebook uses 'numpy', which" in message and "import" in message


def test_a_layout_is_the_starts_whichever_values_come_first():
    @explorer(level=(1, 100000))
    def laid_out(figure):
        """A picture with a layout of its own."""
        figure.set_layout_engine("constrained")
        axes = figure.subplots()

        def update(level):
            axes.set_ylim(0, level)
            return f"{level}"

        return update

    first = laid_out.render(level=7)
    laid_out.render(level=100000)
    assert laid_out.render(level=7) == first
