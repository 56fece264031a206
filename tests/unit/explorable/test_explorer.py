import linecache

import ipywidgets
import pytest
from explorable import Handle, explorer
from sounds import tone


def test_rendering_again_gives_the_same_bytes_whatever_came_before(bars):
    first = bars.render(height=2.0)
    bars.render(epoch=9, mark="square", shown=False)
    assert bars.caption_at(height=-3) == "height -3.0, epoch 0, o, shown"
    assert bars.caption == "height 1.0, epoch 0, o, shown"
    assert bars.render(height=2.0) == first


@pytest.mark.parametrize("method", ["render", "caption_at", "html"])
def test_values_outside_a_control_and_unknown_names_are_refused(bars, method):
    with pytest.raises(ValueError, match=r"height must be a number from -5\.0 to 5\.0, got 9"):
        getattr(bars, method)(height=9)
    with pytest.raises(ValueError, match="bars has no width; it has height, epoch, mark, shown"):
        getattr(bars, method)(width=1)


def test_arguments_of_the_drawing_can_be_bound(bars):
    bound = bars(names=("frog", "toad"))
    assert "frog" in bound.render()
    assert "frog" not in bars.render()
    assert bound.prefix != bars.prefix
    with pytest.raises(ValueError, match="bars has no colors; it has names"):
        bars(colors=1)


def test_the_state_can_be_read_set_observed_and_linked_to_plain_widgets(bars):
    seen = []
    bars.widget.observe(lambda change: seen.append(change["new"]), "caption")
    bars.value = {"height": 2.5}
    assert bars.value == {"height": 2.5, "epoch": 0, "mark": "dot", "shown": True}
    assert seen == [bars.caption] == ["height 2.5, epoch 0, o, shown"]
    with pytest.raises(ValueError, match="height"):
        bars.value = {"height": 77}
    assert bars.value["height"] == 2.5
    words = ipywidgets.HTML()
    ipywidgets.link((bars.widget, "caption"), (words, "value"))
    bars.value = {"epoch": 7}
    assert words.value == bars.caption == "height 2.5, epoch 7, o, shown"


CELL = """
@explorer(height=(0.0, 1.0))
def level(figure):
    return lambda height: f"{height}"
"""


def test_the_source_is_the_drawing_function_with_its_decorator(bars):
    assert tone.source.startswith("@explorer(")
    assert "def tone(figure" in tone.source
    assert bars(names=("frog", "toad")).source == bars.source


def test_an_explorer_made_in_a_notebooks_cell_has_its_source(monkeypatch):
    name = "/tmp/ipykernel_1/2.py"  # no such file: kernels leave a cell's lines with linecache
    lines = CELL.splitlines(keepends=True)
    monkeypatch.setitem(linecache.cache, name, (len(CELL), None, lines, name))
    names = {"explorer": explorer, "__name__": "__main__"}
    exec(compile(CELL, name, "exec"), names)
    assert names["level"].source == CELL.lstrip()


def test_without_source_the_explorer_says_so():
    names = {"explorer": explorer, "__name__": "nowhere"}
    exec(compile(CELL, "<no cell>", "exec"), names)
    with pytest.raises(OSError, match="no source of explorer level from 'nowhere'"):
        _ = names["level"].source


@pytest.mark.parametrize(
    ("update", "error", "message"),
    [
        (lambda scales: "", TypeError, "update of explorer careless must take its controls"),
        (lambda a=1.5: "", TypeError, r"without defaults, \['a'\], got \['a=1.5'\]"),
        (lambda a: "a text", ValueError, "draws nothing into the figure .*import interact"),
    ],
)
def test_an_update_that_shows_nothing_or_takes_something_else_is_refused(update, error, message):
    @explorer(a=(0, 3))
    def careless(figure):
        return update

    with pytest.raises(error, match=message):
        careless.render()


def test_a_function_of_the_values_is_told_of_interact():
    for wave, takes in ((lambda a=1: None, "a"), (lambda: None, "nothing")):
        wave.__name__ = "wave"
        with pytest.raises(TypeError, match=rf"got a function of {takes}: .*@interact\(…\)"):
            explorer(a=(0, 3))(wave)


DECLARED_WRONG = [
    (ValueError, "a handle must move a slider, got .*y='on'",
     lambda: explorer(on=True, handles=[Handle(x=0, y="on")])),
    (ValueError, "a handle must move a slider, got Handle",
     lambda: explorer(a=(0, 3), handles=[Handle(0, 0)])),
    (ValueError, "scale must be a number from 0 to 2",
     lambda: explorer(scale=(0, 2), presets={"huge": {"scale": 9}})(print)),
    *((ValueError, f"a control cannot be named '{name}'",
       lambda name=name: explorer(**{name: (0, 3)})) for name in ("copy", "explorer")),
    (ValueError, "must be a function with a name", lambda: explorer()(lambda figure: None)),
    (TypeError, "question of an explorer must be a text", lambda: explorer(question=(0, 1))),
    (TypeError, "presets of an explorer must be a mapping", lambda: explorer(presets=["a"])),
    (TypeError, "handles of an explorer must be a list of Handle",
     lambda: explorer(handles=[("a", "b")])),
    (TypeError, "size of an explorer must be a width and a height", lambda: explorer(size=3)),
    (TypeError, r"write @explorer\(\) above the function", lambda: explorer(lambda figure: None)),
]  # fmt: skip


@pytest.mark.parametrize(("error", "words", "declare"), DECLARED_WRONG)
def test_declarations_are_checked_when_they_are_made(error, words, declare):
    with pytest.raises(error, match=words):
        declare()
