"""Whatever an author sets, on any artist, the patched picture is the figure drawn anew."""

import numpy as np
import pytest
from explorable.picture.style import style
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patching import SETTERS, Page, sample_figure

# Of some artists matplotlib says that it will not rasterize them: they stay vectors.
pytestmark = pytest.mark.filterwarnings("ignore:Rasterization of")


NAMES = sorted(sample_figure()[1])
change = st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(SETTERS)), st.integers(0, 99))


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=5))
def test_fuzz_any_setters_of_any_artists(moves):
    with style(), np.errstate(all="ignore"):
        figure, artists = sample_figure()
        page = Page(figure)
        for move in moves:
            for name, setter, number in move:
                if artists[name].axes is not None or setter != "frame":
                    SETTERS[setter](artists[name], number)
            page.change()
            assert page.agrees()


@pytest.mark.parametrize("setter", sorted(SETTERS))
def test_each_setter_of_each_artist(setter):
    with style():
        figure, artists = sample_figure()
        page = Page(figure)
        for part in range(4):
            for artist in list(artists.values())[part::4]:
                if artist.axes is not None or setter != "frame":
                    SETTERS[setter](artist, 7)
            page.change()
            assert page.agrees(), list(artists)[part::4]
