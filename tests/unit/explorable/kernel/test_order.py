"""A cell finds what its notebook has it find, whatever was clicked before, and runs no more."""

import decimal
import math
import warnings

import matplotlib as mpl
import numpy as np
import pytest
from clicking import Page, shown_text


@pytest.fixture
def page(monkeypatch):
    return lambda *sources: Page(sources, monkeypatch)


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


REACHES = {
    "attribute": ["class O: pass\no = O()", "o.x = 1", "o.x"],
    "attribute of an attribute": ["class O: pass\no = O()\no.p = p = O()", "p.x = 1", "o.p.x"],
    "item": ["x = [0, 0]", "x[1] = 2", "x"],
    "slice": ["x = [0, 0]\ny = x", "y[:] = [1]", "x"],
    "view": ["import numpy as np\nx = np.zeros(4)", "y = x.reshape(2, 2)", "y[0] = 3", "x.sum()"],
    "view by a function": [
        "import numpy as np\nx = np.zeros(2)",
        "np.asarray(x)[0] = 3",
        "x.sum()",
    ],
    "argument": ["import heapq\nh = [3, 1]", "heapq.heapify(h)", "h"],
    "argument of a class's method": ["x = []", "list.append(x, 1)", "x"],
    "argument by name": ["import sys, io\nf = io.StringIO()", "print(1, file=f)", "f.getvalue()"],
    "argument of a function": ["x = []", "def f(a, b): b.append(a)", "f(1, x)", "x"],
    "local name": ["x = []", "def f(a):\n b = a\n b.append(1)", "f(x)", "x"],
    "returned argument": ["x = []", "def same(a): return a", "y = same(x)", "y.append(1)", "x"],
    "returned global": ["x = []\ndef get(): return x", "get().append(1)", "x"],
    "named return": ["x = []\ndef get(): return x", "y = get()", "y.append(1)", "x"],
    "closure": [
        "def make():\n n = [0]\n def add():\n  n[0] += 1\n  return n[0]\n return add",
        "add = make()",
        "_ = add()",
        "add()",
    ],
    "nonlocal": [
        "def make():\n n = 0\n def add():\n  nonlocal n\n  n += 1\n  return n\n"
        " return add, lambda: n",
        "add, get = make()",
        "_ = add()",
        "get()",
    ],
    "unpacking": [
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()",
        "_ = ax.plot([1, 2])",
        "len(fig.axes[0].lines)",
    ],
    "unpacking of many": [
        "import matplotlib.pyplot as plt\nfig, (a, b) = plt.subplots(2)",
        "_ = b.plot([1, 2])",
        "len(fig.axes[1].lines)",
    ],
    "loop": [
        "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2)",
        "for i, ax in enumerate(axes): ax.set_title(i)",
        "fig.axes[1].get_title()",
    ],
    "axes of a figure": [
        "import matplotlib.pyplot as plt\nfig = plt.figure()",
        "ax = fig.add_subplot()",
        "_ = ax.plot([1])",
        "len(fig.axes)",
    ],
    "handed axes": [
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()",
        "from matplotlib.pyplot import setp\nsetp(ax, title='t')",
        "fig.axes[0].get_title()",
    ],
    "line": [
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n(line,) = ax.plot([1])",
        "line.set_color('red')",
        "fig.axes[0].lines[0].get_color()",
    ],
    "module": ["import math", "math.tau = 6", "import math as m", "m.tau"],
    "module's item": [
        "import os",
        "os.environ['WORD_OF_A_TEST'] = '1'",
        "from os import environ",
        "environ['WORD_OF_A_TEST']",
    ],
    "context manager": [
        "from contextlib import contextmanager\nx = []",
        "@contextmanager\ndef lent(a): yield a",
        "with lent(x) as y: y.append(1)",
        "x",
    ],
    "context manager's object": [
        "class C:\n n = 0\n def __enter__(self): self.n += 1\n"
        " def __exit__(self, *_): pass\nc = C()",
        "with c: pass",
        "c.n",
    ],
    "redirected prints": [
        "import io, contextlib\nf = io.StringIO()",
        "with contextlib.redirect_stdout(f): print(1)",
        "f.getvalue()",
    ],
    "patched class": [
        "class C:\n def f(self): return 1",
        "c = C()",
        "C.f = lambda self: 2",
        "c.f()",
    ],
    "patched base": ["class A: n = 1\nclass B(A): pass", "b = B()", "A.n = 2", "b.n"],
    "patched by name": ["class C: n = 1", "c = C()", "setattr(C, 'n', 2)", "c.n"],
    "state of a class": [
        "class C:\n n = 0\n def inc(self): C.n += 1",
        "c = C()",
        "c.inc()",
        "C().n",
    ],
    "list of a class": ["log = []\nclass C: items = log", "c = C()", "c.items.append(1)", "log"],
    "method of a container": ["d = {}", "d.setdefault('a', []).append(1)", "d"],
    "content of a container": ["a = []\nd = {'a': a}", "d['a'].append(1)", "a"],
    "container of a content": ["a = []", "d = [a]", "a.append(1)", "d"],
    "what was put in": ["a = []\nd = []", "d.append(a)", "a.append(1)", "d"],
    "what was taken out": ["d = [[]]", "a = d[0]", "a.append(1)", "d"],
    "values": ["d = {'a': []}", "for v in d.values(): v.append(1)", "d"],
    "comprehension": ["d = [[], []]", "_ = [row.append(1) for row in d]", "d"],
    "pairs": ["a, b = [[]], [2]", "for p, q in zip(a, b): p.append(q)", "a"],
    "alias": ["a = []", "b = a", "b.append(2)", "a"],
    "chain of aliases": ["a = b = []", "c = b", "c += [1]", "a"],
    "alias of one of two": ["a, b = [], []", "c = a if 1 else b", "c.append(1)", "a"],
    "walrus": ["a = []", "(b := a).append(1)", "a"],
    "starred": ["a = [[], []]", "first, *rest = a", "rest[0].append(1)", "a"],
    "bound method": ["a = []", "push = a.append", "push(1)", "a"],
    "method handed on": ["a = []", "_ = list(map(a.append, [1, 2]))", "a"],
    "partial": [
        "from functools import partial\na = []",
        "push = partial(list.append, a)",
        "push(1)",
        "a",
    ],
    "default argument": [
        "def f(x, seen=[]):\n seen.append(x)\n return len(seen)",
        "_ = f(1)",
        "f(2)",
    ],
    "shared default": ["log = []", "def f(x, to=log): to.append(x)", "f(1)", "log"],
    "attribute of a function": ["def f():\n f.n += 1\n return f.n\nf.n = 0", "_ = f()", "f()"],
    "decorator registry": [
        "reg = []\ndef register(f):\n reg.append(f)\n return f",
        "@register\ndef g(): return k",
        "k = 4",
        "reg[0]()",
    ],
    "registry by a call": [
        "reg = {}\ndef keep(n, f): reg[n] = f",
        "def g(): return k",
        "keep('g', g)",
        "k = 4",
        "reg['g']()",
    ],
    "decorator with a state": [
        "def counted(f):\n n = [0]\n def g():\n  n[0] += 1\n  return n[0]\n return g",
        "@counted\ndef f(): pass",
        "_ = f()",
        "f()",
    ],
    "iterator": ["it = iter([1, 2])", "_ = next(it)", "next(it)"],
    "iterator by a loop": ["it = zip([1, 2], [3, 4])", "for a, b in it: break", "list(it)"],
    "generator": ["def g():\n yield 1\n yield 2", "it = g()", "_ = next(it)", "list(it)"],
    "instance that holds": [
        "class W:\n def __init__(self, a): self.a = a\n def add(self): self.a.append(1)",
        "x = []",
        "w = W(x)",
        "w.add()",
        "x",
    ],
    "global by a function": ["n = 1", "def f():\n global n\n n += 1", "f()", "n"],
    "seed": ["import numpy as np", "np.random.seed(0)", "np.random.rand()"],
    "draws behind a seed": [
        "import numpy as np\nnp.random.seed(0)",
        "a = np.random.rand()",
        "b = 1",
        "np.random.rand()",
    ],
    "seed by its name": ["from random import seed, random", "seed(0)", "_ = random()", "random()"],
    "draw in a function": [
        "import random\nrandom.seed(1)\ndef f(): return random.random()",
        "_ = f()",
        "random.random()",
    ],
    "print options": [
        "import numpy as np",
        "np.set_printoptions(precision=2)",
        "np.array([1 / 3])",
    ],
    "style": [
        "import matplotlib.pyplot as plt",
        "plt.style.use('dark_background')",
        "import matplotlib as mpl",
        "mpl.rcParams['axes.facecolor']",
    ],
    "options of a module": [
        "import matplotlib as mpl",
        "mpl.rcParams['lines.linewidth'] = 7",
        "import matplotlib.pyplot as plt",
        "plt.plot([1])[0].get_linewidth()",
    ],
    "options by another name": [
        "from matplotlib import rcParams as rc",
        "rc.update({'font.size': 7})",
        "import matplotlib.pyplot as plt",
        "plt.rcParams['font.size']",
    ],
    "settings in a function": [
        "import numpy as np\ndef calm(): np.set_printoptions(precision=3)",
        "calm()",
        "np.array([1 / 3])",
    ],
    "warnings": ["import warnings", "warnings.simplefilter('error')", "warnings.filters[0][0]"],
    "context of decimals": [
        "import decimal",
        "decimal.getcontext().prec = 4",
        "decimal.Decimal(1) / 3",
    ],
    "file": [
        "import pathlib",
        "with open('of_a_test.txt', 'w') as f: _ = f.write('7')",
        "pathlib.Path('of_a_test.txt').read_text()",
    ],
    "exec": ["x = 1", "exec('y = x + 1')", "y"],
    "globals": ["x = 1", "globals()['x'] = 2", "x"],
    "vars by computed names": ["n = 'z'", "vars()[n] = 5", "z"],
    "eval": ["x = []", "eval('x').append(1)", "x"],
}
"""Ways in which a cell reaches what another name holds, or what none does."""


@pytest.fixture
def as_it_was(monkeypatch, tmp_path):
    """A folder for files; modules and options are put back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(math, "tau", math.tau)
    monkeypatch.setenv("WORD_OF_A_TEST", "")
    with (
        mpl.rc_context(),
        np.printoptions(),
        warnings.catch_warnings(),
        decimal.localcontext(),
    ):
        yield


@pytest.mark.parametrize("sources", REACHES.values(), ids=REACHES)
def test_a_cell_finds_what_another_has_reached(page, as_it_was, sources):
    whole = {}
    exec("\n".join(sources[:-1]), whole)
    wanted = repr(eval(sources[-1], whole))
    made = page(*sources)
    last = len(sources) - 1
    assert made.text(last) == wanted
    assert made.states[last] == "run"
    again = made.plan(last)
    assert again == [last] or made.text(last) == wanted


def test_a_cell_that_sets_something_runs_before_all_below_it_and_once(page):
    seed = "import numpy as np\nnp.random.seed(1)"
    made = page(seed, "a = np.random.rand()", "1 + 1", "np.random.rand()")
    assert made.plan(2) == [0, 2]
    first = made.text(3)
    assert made.ran == [0, 1, 3]
    assert made.text(3) == first and made.ran == [3], "the draw begins where it began"
    made.sources[0] = seed.replace("1", "2")
    assert made.states[1:] == ["stale", "not run", "stale"]


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
    made.sources[0] = "x = 1"
    assert made.states[0] == "stale", "it is other code that has failed"


def test_what_is_lacking_is_missed_by_the_cells_that_read_it_alone(page):
    seed = "import numpy as np\nnp.random.seed(1)"
    made = page("import lacking", seed, "np.random.rand()", "lacking.draw()")
    made.click(0)
    assert made.plan(2) == [1, 2]
    made.click(2)
    assert made.states[:3] == ["failed", "run", "run"]
    assert made.plan(3) == [0, 1, 3]
