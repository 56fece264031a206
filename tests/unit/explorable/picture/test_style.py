"""The style is set for as long as something is made or drawn in it, behind an author's own."""

import matplotlib as mpl
import pytest
from explorable.picture.style import AS_WRITTEN, STYLE, style


@pytest.fixture(autouse=True, params=[mpl.rcParamsDefault, AS_WRITTEN])
def surroundings(request):
    """A kernel's settings, or a page's, which has a style from its start."""
    with mpl.rc_context():
        mpl.rcParams.update({name: request.param[name] for name in STYLE})
        yield


def now():
    return {name: mpl.rcParams[name] for name in STYLE}


@pytest.mark.parametrize("table", [STYLE, AS_WRITTEN])
def test_the_style_is_what_matplotlib_would_set_and_nothing_of_it_stays(table):
    before = now()
    with mpl.rc_context(table):
        checked = now()
    with style(table):
        assert now() == checked
        with style(STYLE):
            assert mpl.rcParams["axes.grid"]
        with style(table):
            assert now() == checked
        assert now() == checked
    assert now() == before


LOOK = {"lines.linewidth": 7, "axes.facecolor": "yellow", "axes.grid.axis": "x", "font.size": 7}


def test_what_an_author_sets_before_or_meanwhile_is_the_authors():
    mpl.rcParams.update(LOOK)
    with style(AS_WRITTEN):
        assert LOOK.items() <= dict(mpl.rcParams).items()
        assert mpl.rcParams["text.color"] == STYLE["text.color"]
        mpl.rcParams["lines.linewidth"] = 8
    assert mpl.rcParams["lines.linewidth"] == 8


def test_an_error_leaves_nothing_of_it():
    before = now()
    with pytest.raises(KeyError), style():
        raise KeyError
    assert now() == before
