"""Cells run what they need: in any order of clicks, a page gives what its notebook stored."""

import json
import random
import re
from configparser import ConfigParser
from html import unescape
from pathlib import Path

import nbformat
import pytest
from coroutines import finish
from explorable.kernel import runtime
from explorable.kernel.order import Order
from explorable.picture.output import PAGE

CHAPTERS = Path(__file__).parents[3] / "chapters"
NOTEBOOKS = sorted(CHAPTERS.glob("[01]*.ipynb"))
SANITIZED = ConfigParser()
SANITIZED.read(Path(__file__).parents[2] / "unit" / "chapters" / "sanitize.cfg", "utf-8")

SHORT = ("01-scores-and-margins", "03-softmax")
"""Of these every cell is clicked, of the others every fifth."""


def cells_of(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def stored_text(cell):
    """What a cell printed, and its value if that is shown as text, or as a verdict."""
    return "".join(
        o.text if o.output_type == "stream" else o.data["text/plain"]
        for o in cell.outputs
        if o.output_type == "stream" or is_text(o.data.get(PAGE, o.data.get("text/html", VERDICT)))
    ).removesuffix("\n")


def shown_text(outputs):
    texts = [
        re.sub("<[^>]+>", "", unescape(each["data"]))
        if each["kind"] == "html"
        else each["data"] + each.get("hidden", "")
        for each in outputs
        if each["kind"] == "text" or (each["kind"] == "html" and is_text(each["data"]))
    ]
    return "".join(texts).removesuffix("\n")


def exact(text):
    """The text without numbers that are rounding errors: where arrays lie changes them."""
    return re.sub(SANITIZED["rounding"]["regex"], "", text)


VERDICT = 'class="explorable-verdict"'


def is_text(html):
    return VERDICT in html


class Page:
    """A page without a browser: `click` does what Run does."""

    def __init__(self, sources, monkeypatch):
        self.sources = list(sources)
        self.ran = []
        namespace = dict(runtime.GIVEN)
        monkeypatch.setattr(runtime, "_namespace", namespace)
        monkeypatch.setattr(runtime, "_order", Order(namespace))

    def plan(self, cell):
        return json.loads(runtime.plan(json.dumps(self.sources), cell))

    def click(self, cell):
        """Run what the cell needs and the cell; return the outputs of each."""
        self.ran = self.plan(cell)
        return {i: self.run(i) for i in self.ran}

    def run(self, cell):
        outputs = []
        finish(runtime.run(self.sources[cell], cell, outputs.append))
        return [json.loads(each) for each in outputs]

    def text(self, cell):
        return shown_text(self.click(cell)[cell])

    @property
    def states(self):
        return json.loads(runtime.states(json.dumps(self.sources)))


@pytest.fixture
def page(monkeypatch):
    return lambda *sources: Page(sources, monkeypatch)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_clicked_in_any_order_give_what_is_stored(page, path):
    cells = cells_of(path)
    made = page(*(cell.source for cell in cells))
    clicks = list(range(0, len(cells), 1 if path.stem in SHORT else 5))
    random.Random(0).shuffle(clicks)
    for click in clicks:
        for i, outputs in made.click(click).items():
            assert not [each for each in outputs if each["kind"] == "error"], (click, i)
            if "nbval-ignore-output" in cells[i].metadata.get("tags", []):
                continue
            assert exact(shown_text(outputs)) == exact(stored_text(cells[i])), (click, i)
        assert made.states[click] == "run"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cell_needs_fewer_than_all_cells_above(page, path):
    cells = cells_of(path)
    made = page(*(cell.source for cell in cells))
    needed = [len(made.plan(cell)) for cell in range(len(cells))]
    share = 0.5 if len(cells) > 12 else 0.8  # a short page is one experiment
    assert sum(needed) < share * len(cells) * (len(cells) + 1) / 2


@pytest.mark.parametrize(
    ("sources", "needed"),
    [
        (["x = 1", "y = 2", "x"], [0, 2]),
        (["x = 1", "x = 2", "x"], [1, 2]),
        (["x = [1]", "x.append(2)", "x"], [0, 1, 2]),
        (["x = [1]", "x[0] = 2", "x"], [0, 1, 2]),
        (["x = 'a'", "x.upper()", "x"], [0, 2]),
        (["x = 1", "if 1: x = 2", "x"], [0, 1, 2]),
        (["def f(): return g", "g = 1", "f()"], [0, 1, 2]),
        (["def f(a): a[0] = 1", "x = [0]", "f(x)", "x"], [0, 1, 2, 3]),
        (["import math", "math.cos(0)", "math.sin(0)"], [0, 2]),
        (["n = 1", "def f():\n global n\n n += 1", "f()", "n"], [0, 1, 2, 3]),
        (["x = 1", "x: int", "x"], [0, 2]),
        (["import wsgiref.util", "import wsgiref.headers", "wsgiref.util.__name__"], [0, 1, 2]),
        (["rate = 3", "class C: rate = rate * 2", "C.rate"], [0, 1, 2]),
        (["def f(z): return z", "class C:\n def f(self): return f(2)", "C().f()"], [0, 1, 2]),
        (
            ["class O: pass\no = O()", "o.f = lambda: h()", "def h(): return 4", "o.f()"],
            [0, 1, 2, 3],
        ),
        (
            [
                "def change(w): w[0] -= 1\ndef train(w):\n for _ in range(3): change(w)",
                "w = [10]",
                "train(w)",
                "w[0]",
            ],
            [0, 1, 2, 3],
        ),
    ],
)
def test_a_cell_runs_what_it_needs(page, sources, needed):
    made, whole = page(*sources), {}
    last = made.click(len(sources) - 1)[len(sources) - 1]
    assert made.ran == needed
    exec("\n".join(sources[:-1]), whole)
    assert shown_text(last) in (repr(eval(sources[-1], whole)), "")


def test_all_cells_above_run_once_in_their_order_if_that_is_asked(page):
    seed = "import numpy as np\nnp.random.seed(1)"
    made = page(seed, "np.random.rand()", "1 / 0", "data = np.random.rand()", "data", "data + 1")

    def plan(cell, above=(0, 1, 3, 4, 5)):
        return json.loads(runtime.plan(json.dumps(made.sources), cell, json.dumps(list(above))))

    assert plan(4) == [0, 1, 3, 4], "one is left out"
    assert plan(4, range(6)) == [0, 1, 2, 3, 4]
    made.run(0)
    assert plan(4) == [1, 3, 4]
    for cell in (1, 2, 3, 4):
        made.run(cell)
    assert made.states[2] == "failed" and plan(5, range(6)) == [5], "it fails once"
    made.sources[0] = seed.replace("1", "2")
    assert plan(5) == [0, 1, 3, 4, 5], "what follows an edit runs again, too"


def test_a_cell_that_is_not_python_is_named_by_what_may_need_it(page):
    made = page("%load data\nx = 1", "import math", "x", "math.pi")
    assert made.plan(2) == [0, 2] and made.plan(3) == [1, 3]
    made.click(0)
    assert made.states[0] == "failed"
    assert made.plan(2) == [0, 2]
    made.sources[0] = "x = 1"
    assert made.text(2) == "1"


def test_what_has_run_is_not_run_again_until_it_changes(page):
    made = page("x = 1", "y = x", "print(y)")
    assert made.text(2) == "1"
    made.click(2)
    assert made.ran == [2]
    made.sources[0] = "x = 5"
    assert made.states == ["stale", "stale", "stale"]
    assert made.text(2) == "5"


@pytest.mark.parametrize(
    ("sources", "clicks"),
    [
        (["x = 1", "print(x)", "x = 2"], [(2, ""), (1, "1")]),
        (
            ["print(sum([1, 2]))", "sum = 0\nfor i in range(3): sum += i\nprint(sum)"],
            [(1, "3"), (0, "3"), (1, "3")],
        ),
    ],
    ids=["bound anew", "built in"],
)
def test_what_a_cell_below_has_made_of_a_name_is_not_seen_above(page, sources, clicks):
    made = page(*sources)
    for cell, said in clicks:
        assert made.text(cell) == said


def test_a_generator_draws_the_same_again_without_the_cells_above(page):
    made = page(
        "import numpy as np\nr = np.random.default_rng(0)", "r.normal()", "print(r.normal())"
    )
    first = made.text(2)
    assert made.text(2) == first
    assert made.ran == [2]


def test_a_failure_is_not_taken_for_a_value(page):
    made = page("x = 1 / 0", "x")
    made.click(0)
    assert made.states == ["failed", "not run"]
    assert made.plan(1) == [0, 1]
