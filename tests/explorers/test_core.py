import os
import subprocess
import sys

import ipywidgets
import pytest
from descent.explorers import catalogue
from descent.explorers.core import _CATALOGUE, Handle, Slider, explorer

ALL = sorted(catalogue().items())
each = pytest.mark.parametrize("made", [e for _, e in ALL], ids=[name for name, _ in ALL])


def run_python(script, **environment):
    command = [sys.executable, "-c", script]
    env = os.environ | environment
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout


def test_rendering_again_gives_the_same_bytes_whatever_came_before(bars):
    first = bars.render(height=2.0)
    bars.render(epoch=9, mark="square", shown=False)
    bars.caption(epoch=3)
    assert bars.render(height=2.0) == first


@each
def test_every_picture_is_deterministic(made):
    first = made.render()
    other = {n: getattr(c, "maximum", c.start) for n, c in made.controls.items()}
    made.render(**other)
    assert made.render() == first


def test_pictures_are_the_same_in_every_process():
    script = (
        "import hashlib; from descent.explorers import catalogue;"
        "print([hashlib.sha256(e.html().encode()).hexdigest() for e in catalogue().values()])"
    )
    runs = {run_python(script, PYTHONHASHSEED=seed) for seed in ("1", "2")}
    assert len(runs) == 1


def test_captions_answer_for_any_values_and_read_as_the_current_one(bars):
    assert bars.caption == "height 1.0, epoch 0, o, shown"
    assert bars.caption(height=-3) == "height -3.0, epoch 0, o, shown"
    assert bars.caption == "height 1.0, epoch 0, o, shown"


@pytest.mark.parametrize("method", ["render", "caption", "html"])
def test_values_outside_a_control_and_unknown_names_are_refused(bars, method):
    with pytest.raises(ValueError, match=r"height must be a number from -5\.0 to 5\.0, got 9"):
        getattr(bars, method)(height=9)
    with pytest.raises(ValueError, match="bars has no width; it has height, epoch, mark, shown"):
        getattr(bars, method)(width=1)


@each
def test_every_control_of_every_explorer_guards_its_range(made):
    for name, control in made.controls.items():
        outside = control.maximum + 1 if isinstance(control, Slider) else object()
        with pytest.raises(ValueError, match=name):
            made.render(**{name: outside})


def test_arguments_of_the_drawing_can_be_bound(bars):
    bound = bars(names=("frog", "toad"))
    assert "frog" in bound.render()
    assert "frog" not in bars.render()
    assert bound.prefix != bars.prefix
    with pytest.raises(ValueError, match="bars has no colors; it has names"):
        bars(colors=1)


def test_the_state_can_be_read_set_and_observed(bars):
    seen = []
    bars.observe(lambda change: seen.append(change["new"]), "caption")
    bars.value = {"height": 2.5}
    assert bars.value == {"height": 2.5, "epoch": 0, "mark": "dot", "shown": True}
    assert seen == [bars.caption] == ["height 2.5, epoch 0, o, shown"]
    with pytest.raises(ValueError, match="height"):
        bars.value = {"height": 77}
    assert bars.value["height"] == 2.5


def test_the_state_can_be_linked_to_plain_widgets(bars):
    words = ipywidgets.HTML()
    ipywidgets.link((bars.widget, "caption"), (words, "value"))
    bars.value = {"epoch": 7}
    assert words.value == "height 1.0, epoch 7, o, shown"


def test_defaults_of_update_are_start_values_as_with_interact():
    @explorer(scale=(0.0, 2.0, 0.5))
    def with_default(figure):
        """."""

        def update(scale=1.5):
            return f"{scale}"

        return update

    try:
        assert with_default.start == {"scale": 1.5}
        assert with_default.caption() == "1.5"
    finally:
        del _CATALOGUE["with_default"]


def test_an_update_that_does_not_take_the_controls_is_named():
    @explorer(scale=(0, 2))
    def careless(figure):
        """."""
        return lambda scales: ""

    try:
        with pytest.raises(TypeError, match="update of explorer careless must take its controls"):
            careless.render()
    finally:
        del _CATALOGUE["careless"]


def test_declarations_are_checked_when_they_are_made():
    with pytest.raises(ValueError, match="a handle must move a slider, got 'on'"):
        explorer(on=True, handles=[Handle(x=0, y="on")])
    with pytest.raises(ValueError, match="scale must be a number from 0 to 2"):
        explorer(scale=(0, 2), presets={"huge": {"scale": 9}})(lambda figure: None)


@each
def test_every_explorer_says_what_it_is_for(made):
    assert made.title and made.question.rstrip().endswith(("?", "."))
    assert len(made.caption()) > 20
    for values in made.presets.values():
        assert len(made.caption(**values)) > 20


def test_the_package_and_its_explorers_need_numpy_and_matplotlib_alone():
    script = (
        "import sys; sys.modules.update(dict.fromkeys(['ipywidgets', 'anywidget', 'traitlets']));"
        "import descent; from descent.explorers import catalogue;"
        "print(all('<svg' in e.html() for e in catalogue().values()))"
    )
    assert run_python(script) == "True\n"
