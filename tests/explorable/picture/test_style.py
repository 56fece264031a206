"""The style is set for as long as something is made or drawn in it."""

import matplotlib as mpl
import pytest
from explorable.picture.style import STYLE, style


@pytest.fixture(autouse=True)
def another_style():
    """Another test may have left the style: a page's Python never leaves it."""
    with mpl.rc_context({"text.color": "red", "font.size": 7}):
        yield


def now():
    return {name: mpl.rcParams[name] for name in STYLE}


def test_the_style_is_what_matplotlib_would_set_and_nothing_of_it_stays():
    before = now()
    with mpl.rc_context(STYLE):
        checked = now()
    with style():
        assert now() == checked != before
        with style():
            assert now() == checked
        assert now() == checked
    assert now() == before


def test_an_error_leaves_nothing_of_it():
    before = now()
    with pytest.raises(KeyError), style():
        raise KeyError
    assert now() == before
