import matplotlib as mpl
import pytest
from descent import plotting


def test_making_and_showing_a_figure_leaves_matplotlib_as_it_was():
    before = dict(mpl.rcParams)
    figure, _ = plotting.subplots(1, 2)
    plotting.show(figure, alt="Two empty pairs of axes")
    assert dict(mpl.rcParams) == before


def test_a_shown_figure_reads_in_words_and_as_html():
    figure, axes = plotting.subplots()
    axes.plot([0, 1], [0, 1])
    still = plotting.show(figure, alt="A line rises from 0 to 1")
    assert repr(still) == "<figure: A line rises from 0 to 1>"
    html = still.html
    assert html.startswith('<figure class="explorable-figure"><svg')
    assert 'aria-label="A line rises from 0 to 1"' in html


def test_two_figures_on_a_page_share_no_id():
    first, second = (plotting.show(plotting.subplots()[0], alt=text) for text in ("one", "two"))
    ids = [{part.split('"')[0] for part in s.html.split('id="')[1:]} for s in (first, second)]
    assert ids[0] and not ids[0] & ids[1]


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_figure_without_words_is_refused(alt):
    with pytest.raises(ValueError, match="alt must say in words"):
        plotting.show(plotting.figure(), alt=alt)


def test_classes_differ_in_color_and_in_mark():
    assert (
        len({c.color for c in plotting.CLASSES}) == len({c.marker for c in plotting.CLASSES}) == 3
    )


def test_words_and_legends_added_outside_the_style_read_in_dark_too():
    figure, axes = plotting.subplots()
    axes.plot([0, 1], [0, 1], label="a line")
    axes.text(0.5, 0.5, "a word")
    axes.text(0.5, 0.2, "a red word", color="red")
    axes.legend()
    markup = plotting.show(figure, alt="A line and three words").html
    assert "#000000" not in markup and "#ffffff" not in markup
    assert "#ff0000" in markup
