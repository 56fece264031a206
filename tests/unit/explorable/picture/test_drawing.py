"""The heart of the explorers: a patched picture is the picture that would be drawn whole."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from explorable import Handle, explorer
from explorable.checking.patched import PatchedPicture
from explorable.picture.drawing import Drawing, failure


def test_handles_know_where_their_axes_stand(bars):
    drawing = Drawing(bars)
    (axes,) = drawing.show(bars.start)["axes"]
    assert axes["y"] == [-5.0, 5.0]
    left, bottom, right, top = axes["box"]
    assert 0 < left < right < 0.6 and 0 < bottom < top < 1


class Table:
    """Stands for a table: its text has many lines."""

    def __repr__(self):
        return "0 1\n2 3"


INTERACT = "`from explorable import interact`"
NO_AXES = {"handles": [Handle(x=0, y="level", axes=3)]}
OWN = "makes a figure of its own with plt"
TEXTS = "update of explorer mine must yield its captions, texts, got "
MISTAKES = {
    "no update": (None, {}, ["mine must return its function update, got None"]),
    "no caption": (
        lambda level: None,
        {},
        ["update of explorer mine must return its caption, a text, got None"],
    ),
    "no axes": (
        lambda level: f"{level}",
        NO_AXES,
        ["of a handle or guess of explorer mine", "numbered from 0 to 0"],
    ),
    "from a notebook": (
        lambda level: f"{numpy.sqrt(level)}",  # noqa: F821
        {},
        ["explorer mine uses 'numpy', which", "import"],
    ),
    "a table": (lambda level: Table(), {}, ["got a Table", INTERACT]),
    "a text": ("a text", {}, ["got 'a text'", INTERACT]),
    "a figure a move": (lambda level: str(plt.figure(level)), {}, [OWN, INTERACT]),
    "a stream of nothings": (lambda level: (yield None), {}, [f"{TEXTS}None"]),
    "an empty stream": (lambda level: (yield from ()), {}, [f"{TEXTS}none"]),
}


@pytest.mark.parametrize(("update", "options", "words"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.parametrize("makes_another", [False, True], ids=["", "beside a figure of its own"])
def test_mistakes_of_authors_name_the_explorer_and_what_to_do(
    update, options, words, makes_another
):
    @explorer(level=(0, 3), **options)
    def mine(figure):
        figure.subplots()
        if makes_another:
            plt.subplots()
        return update

    with pytest.raises((TypeError, ValueError, NameError)) as caught:
        Drawing(mine).show({"level": 1})
    plt.close("all")
    message = str(caught.value)
    assert OWN in message if makes_another else all(each in message for each in words)
    assert message.endswith(INTERACT) == (INTERACT in words or makes_another)


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


def test_a_stream_is_a_row_of_patches_that_add_up(descend):
    live, page = Drawing(descend), PatchedPicture()
    page.show(live.show(descend.start))
    captions, streams = [], []
    for message in live.stream({"rate": 0.75}, since=page.revision):
        page.show(message)
        captions.append(message["caption"])
        streams.append(message["stream"])
        assert "patch" in message and message["values"] == {"rate": 0.75}
    assert captions[:2] == ["step 1 of 5: -0.500", "step 2 of 5: 0.250"]
    assert captions[-2:] == ["step 5 of 5: -0.031"] * 2
    counts = [{"count": count, "more": True} for count in range(1, 6)]
    assert streams == [*counts, {"count": 5, "more": False}]
    assert page.looks_like(Drawing(descend).show({"rate": 0.75})["picture"])


def test_a_plain_explorer_streams_one_picture(bars):
    plain, other = Drawing(bars), Drawing(bars)
    for values in (bars.start, {**bars.start, "height": 2.0}):
        assert list(plain.stream(values)) == [other.show(values)]
    assert "stream" not in plain.show(bars.start) and not plain.streams


def test_the_still_picture_of_a_stream_is_its_last_and_disturbs_nothing(descend):
    drawing = descend.drawing
    running = drawing.stream({"rate": 0.25})
    first = [next(running)["caption"], next(running)["caption"]]
    assert first == ["step 1 of 5: 0.500", "step 2 of 5: 0.250"]
    assert descend.caption_at(rate=1.0) == "step 5 of 5: -1.000"
    assert descend.render(rate=1.0) == Drawing(descend).show({"rate": 1.0})["picture"]
    after = next(running)
    assert after["caption"] == "step 3 of 5: 0.125"
    assert "picture" in after, "the page may have been shown the other one"


def test_what_is_asked_twice_is_computed_once():
    runs = []

    @explorer(level=(0, 3))
    def counted(figure):
        """A count."""
        figure.subplots()

        def update(level):
            runs.append(level)
            yield f"{level}"

        return update

    assert counted.caption == "1"
    html, runs[:] = counted.html(), []
    assert (repr(counted), counted.html()) == ("counted(level=1): 1", html) and runs == []


def test_a_stream_that_is_left_gives_way_to_the_next_one(descend):
    live, page = Drawing(descend), PatchedPicture()
    page.show(next(live.stream({"rate": 0.25})))
    for message in live.stream({"rate": 1.0}, since=page.revision):
        page.show(message)
    assert page.looks_like(Drawing(descend).show({"rate": 1.0})["picture"])


def test_a_style_is_not_left_behind_between_pictures(descend):
    before = dict(mpl.rcParams)
    running = Drawing(descend).stream(descend.start)
    next(running)
    assert dict(mpl.rcParams) == before


def test_a_stream_that_fails_on_its_way_says_so_and_the_next_picture_is_whole():
    @explorer(level=(0, 3))
    def falls(figure):
        """It fails."""
        axes = figure.subplots()

        def update(level):
            axes.set_ylim(0, 1 + level)
            yield "well"
            if level == 2:
                raise ArithmeticError("two is right out")
            yield "still well"

        return update

    live = Drawing(falls)
    running = live.stream({"level": 2}, since=live.show({"level": 1})["revision"])
    shown = next(running)
    assert "patch" in shown
    with pytest.raises(ArithmeticError, match="two"):
        next(running)
    assert "picture" in next(live.stream({"level": 1}, since=shown["revision"]))


def test_the_last_line_of_an_error_says_what_it_is():
    error = ValueError("no such class")
    error.add_note("a hint")
    assert failure(error)["error"] == "ValueError: no such class"
    assert "a hint" in failure(error)["details"]
    group = ExceptionGroup("two things failed", [error, KeyError("x")])
    assert failure(group)["error"] == "ExceptionGroup: two things failed (2 sub-exceptions)"


@pytest.mark.parametrize("scale", ["symlog", "logit"])
def test_a_handle_needs_axes_whose_places_a_page_knows(scale):
    @explorer(height=(0.1, 0.9, 0.1), handles=[Handle(x=0.5, y="height")])
    def point(figure):
        axes = figure.subplots()
        axes.set_yscale(scale)
        (dot,) = axes.plot([0.5], [0.5], "o")

        def update(height):
            dot.set_ydata([height])
            return f"{height}"

        return update

    with pytest.raises(ValueError, match=f"linear or log scales, got .*'{scale}'"):
        Drawing(point).show(point.start)
