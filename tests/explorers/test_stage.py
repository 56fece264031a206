"""The heart of the explorers: a patched picture is the picture that would be drawn whole."""

from copy import deepcopy
from xml.etree import ElementTree

import pytest
from descent.explorers import catalogue
from descent.explorers.stage import Stage
from explorers.strategies import moves
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ALL = sorted(catalogue().items())
RARELY_QUICK = settings(
    max_examples=min(6, settings().max_examples), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


class Page:
    """What front.js does to the picture, with Python's own XML."""

    def __init__(self):
        self.tree = None

    def show(self, message):
        if "picture" in message:
            self.tree = ElementTree.fromstring(message["picture"])
        for name, markup in message.get("patch", {}).items():
            self._replace(name, markup)

    def _replace(self, name, markup):
        wrapped = f'<g xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x">{markup}</g>'
        (fresh,) = ElementTree.fromstring(wrapped.replace('"x"', '"http://www.w3.org/1999/xlink"'))
        (parent,) = self.tree.findall(f".//*[@id='{name}']/..")
        (old,) = parent.findall(f"./*[@id='{name}']")
        parent[list(parent).index(old)] = fresh

    def groups(self):
        """Everything that is drawn, in order; what is only defined stands in no order.

        The place that is kept for an artist that has vanished is left out.
        """
        tree = deepcopy(self.tree)
        for parent in list(tree.iter()):
            for group in [g for g in parent if g.tag.endswith("}g") and not len(g)]:
                parent.remove(group)
        clips = {c.get("id"): ElementTree.tostring(c) for c in tree.iter() if "clip" in c.tag}
        drawn = [ElementTree.tostring(group) for group in tree if not group.tag.endswith("defs")]
        return drawn, clips


def assert_patches_add_up(explorer, changes):
    live, page = Stage(explorer), Page()
    values = dict(live.start)
    page.show(live.show(values))
    for change in changes:
        values |= change
        page.show(live.show(values))
        whole = Page()
        whole.show(Stage(explorer).show(values))
        assert page.groups()[0] == whole.groups()[0]
        assert whole.groups()[1].items() <= page.groups()[1].items()


@pytest.mark.parametrize("explorer", [e for _, e in ALL], ids=[name for name, _ in ALL])
@RARELY_QUICK
@given(data=st.data())
def test_patches_add_up_to_the_whole_picture(explorer, data):
    assert_patches_add_up(explorer, data.draw(moves(explorer)))


def test_patches_add_up_when_artists_vanish_and_limits_move(bars):
    assert_patches_add_up(
        bars,
        [{"height": 2.0}, {"shown": False}, {"epoch": 3}, {"shown": True}, {"epoch": 8},
         {"mark": "square"}, {"epoch": 0, "height": 0.5}, {}],
    )  # fmt: skip


def test_a_small_change_is_a_small_message(bars):
    stage = Stage(bars)
    whole = stage.show(stage.start)["picture"]
    patch = stage.show({**stage.start, "height": 3.0})["patch"]
    assert len(patch) == 2  # the bar and the line; neither axes nor limits
    assert sum(map(len, patch.values())) < len(whole) / 10


def test_an_update_that_fails_leaves_the_explorer_working(bars):
    stage = Stage(bars)
    stage.show(stage.start)
    with pytest.raises(ArithmeticError, match="five"):
        stage.show({**stage.start, "height": 5.0})
    assert "picture" in stage.show({**stage.start, "height": 4.0})


def test_handles_know_where_their_axes_stand(bars):
    stage = Stage(bars)
    (frame,) = stage.show(stage.start)["frames"]
    assert frame["y"] == [-5.0, 5.0]
    left, bottom, right, top = frame["box"]
    assert 0 < left < right < 0.6 and 0 < bottom < top < 1
