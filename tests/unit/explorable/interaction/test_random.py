"""What a function draws at random is noticed while its notebook is stored, and disturbs nobody."""
# ruff: noqa: NPY002, as notebooks are written

import logging
import random
from itertools import count
from uuid import uuid4

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable import frames, stored
from explorable.interaction import jupyter
from explorable.interaction.jupyter import interactive
from explorable.kernel import ipython
from IPython.display import HTML
from matplotlib.animation import FuncAnimation

RNG = np.random.default_rng(8)


@pytest.fixture(autouse=True)
def no_others(monkeypatch):
    """Let there be no functions of other tests."""
    monkeypatch.setattr(jupyter, "_REPEATABLE", {})


def shared(n):
    print(np.random.normal(size=3) + n, random.random())


def seeded_by_nothing(n):
    np.random.seed()
    print(np.random.rand() + n)


def unseeded(n):
    print(np.random.default_rng().normal() + n)


def of_the_module(n):
    print(RNG.normal() + n)


def seeded(n):
    np.random.seed(seed=73)
    random.seed(a=5)
    print(np.random.rand() + random.random() + np.random.default_rng(3).normal() + n)


def constant(n):
    print(n, object())


def logged(n):
    log = logging.getLogger("waves")
    if not log.handlers:  # as logging.warning makes one of whatever is printed to at the first call
        log.addHandler(logging.StreamHandler())
    log.warning("n is %d", n)


def film(n):
    figure, axes = plt.subplots()
    (line,) = axes.plot([0, n])
    shown = FuncAnimation(figure, lambda k: line.set_ydata([k, n]), frames=2)
    plt.close(figure)
    ipython.display(HTML(shown.to_jshtml()))


class Named:
    """What names its parts anew each time that it is shown."""

    def __init__(self, name, n):
        self.name, self.n = name, n

    def _repr_html_(self):
        name = self.name()
        return (
            f"<style>#{name} {{}}</style><p id='{name}'>{self.n}</p><a href='#{name}'></a>"
            f'<iframe srcdoc="&lt;div id=&quot;m{name}&quot;&gt;"></iframe>'
            f'<script>draw("{name}")</script>'
        )


NAMES = {
    "hex": lambda: f"T_{uuid4().hex}",
    "dashes": lambda: f"plot-{uuid4()}",
    "short": lambda: f"T_{uuid4().hex[:5]}",
    "number": lambda: f"chart{random.SystemRandom().randrange(10**6)}",
    "count": lambda: f"fig{next(COUNT)}",
}
COUNT = count()


@pytest.mark.parametrize("kind", NAMES)
def test_an_id_made_anew_is_no_chance_and_what_stands_beside_it_is(kind, monkeypatch):
    named, drawn = NAMES[kind], random.SystemRandom()
    assert "nondeterministic" not in spec_of(
        lambda n: ipython.display(Named(named, n)), monkeypatch
    )
    assert "nondeterministic" in spec_of(
        lambda n: ipython.display(Named(named, drawn.random())), monkeypatch
    )


said, done = widgets.Label(), widgets.IntProgress(description="done")


def spec_of(function, monkeypatch):
    monkeypatch.setenv(frames.STORING, "{}")
    data, _ = interactive(function, n=(0, 3)).out.bundle()
    return stored.read(data)["explorer"]


@pytest.mark.parametrize(
    ("function", "is_random"),
    [(shared, True), (seeded_by_nothing, True), (unseeded, True), (of_the_module, True),
     (seeded, False), (constant, False), (logged, False), (film, False)],
)  # fmt: skip
def test_a_start_that_differs_when_it_is_drawn_twice_is_noted(function, is_random, monkeypatch):
    assert spec_of(function, monkeypatch).get("nondeterministic", False) == is_random


SEEN = [0]


def most(n):
    SEEN[0] = max(SEEN[0], n)
    print(n)


def of_most(n):
    print(n, "of", SEEN[0])


def own_most(n):
    most(n)
    of_most(n)


@pytest.mark.parametrize(
    ("functions", "are_repeatable"),
    [
        ([seeded, constant], [True, True]),
        ([shared], [False]),
        ([own_most], [False]),
        ([most, of_most], [True, False]),  # whose start depends on how far the other was moved
        ([of_most, most], [True, False]),  # which changes the start of the other
    ],
)
def test_functions_are_repeatable_if_none_changes_what_another_shows(
    functions, are_repeatable, monkeypatch
):
    SEEN[0] = 0
    specs = [spec_of(each, monkeypatch) for each in functions]
    assert [each.get("repeatable", False) for each in specs] == are_repeatable


def test_what_many_others_may_change_is_not_known_to_be_repeatable(monkeypatch):
    specs = [spec_of(lambda n, k=k: print(n, k), monkeypatch) for k in range(jupyter._FEW + 1)]
    assert [each.get("repeatable", False) for each in specs] == [True] * jupyter._FEW + [False]


def test_what_adds_to_what_it_has_shown_has_no_frames(monkeypatch):
    monkeypatch.setenv(frames.STORING, "{}")
    data, _ = interactive(lambda n: print(n), n=(0, 3), clear_output=False).out.bundle()
    spec = stored.read(data)["explorer"]
    assert spec["baked"] == [] and "repeatable" not in spec


def test_what_is_stored_for_pages_moves_no_shared_stream(monkeypatch):
    states = []
    for store in (False, True):
        np.random.seed(1)
        random.seed(1)
        if store:
            spec_of(shared, monkeypatch)
        else:
            interactive(shared, n=(0, 3))
        states.append((np.random.rand(), random.random()))
    assert states[0] == states[1], "the next cell draws what it would draw in Jupyter"


@pytest.mark.parametrize(
    ("setter", "told"),
    [
        ("m.max = 5 + n", True),
        ("m.max = 9 if n < 3 else n", True),  # at its start it sets what there is
        ("m.options = [n, n + 1]", True),
        ("m.options = [0, 1] if n != 3 else [3, 4]", True),  # and a later move sets it back
        ("m.value = n", True),
        ("m.description = f'up to {n}'", True),
        ("m.layout.display = 'none' if n > 3 else 'flex'", True),
        ("m.options = [('few', np.zeros(n + 1)), ('many', np.ones(n + 2))]", True),
        ("print(m.value)", False),
    ],
)
def test_a_control_that_the_function_sets_is_told_and_no_chance(setter, told, monkeypatch, capsys):
    m = widgets.Dropdown(options=[0, 1]) if "options" in setter else widgets.IntSlider(max=9)

    def follow(n, m=m):
        exec(setter, {"n": n, "m": made.children[1], "np": np})
        print(n, made.children[1])

    made = interactive(follow, n=(0, 4))
    made.update()
    monkeypatch.setenv(frames.STORING, "{}")
    spec = stored.read(made.out.bundle()[0])["explorer"]
    assert ("the function sets m, and on a page" in capsys.readouterr().out) == told
    assert "nondeterministic" not in spec


@pytest.mark.parametrize(
    ("setter", "told"),
    [
        (lambda n: setattr(said, "value", f"n is {n}"), "Label"),
        (lambda n: setattr(done, "value", n), "IntProgress done"),
        (lambda n: print(said.value, n), ""),
    ],
)
def test_what_a_function_sets_of_other_widgets_is_told(setter, told, monkeypatch, capsys):
    monkeypatch.setenv(frames.STORING, "{}")
    spec = stored.read(interactive(setter, n=(0, 4)).out.bundle()[0])["explorer"]
    words = f"the function sets {told}, and on a page nothing of a widget follows"
    assert (words in capsys.readouterr().out) == bool(told)
    assert "nondeterministic" not in spec
