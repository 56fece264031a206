"""Functions as people write them: what they show, once and in order; what is closed afterwards."""

import re
import sys
import urllib.request
from functools import partial
from html import escape
from types import ModuleType
from urllib.error import URLError

import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable.frames import STORING
from explorable.interaction import jupyter  # noqa: F401, it knows what a kernel can show
from explorable.interaction.calls import Calls
from explorable.interaction.prose import markdown
from explorable.kernel import backend, ipython
from explorable.words import word
from matplotlib.figure import Figure

X = np.linspace(0, 6, 40)
SCALE = 2
FIGURE = Figure((4, 2))
(LINE,) = FIGURE.subplots().plot(X, X)
DRAWN = backend.FigureCanvas(Figure((4, 2))).figure  # as pyplot makes one on a page
POINTS = DRAWN.subplots().scatter(X, X)
AXES = Figure((4, 2)).subplots(1, 2)


@pytest.fixture
def page(monkeypatch):
    """`IPython.display` as a page has it."""
    for name in ipython.MODULES:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    ipython.register()
    return sys.modules["IPython.display"]


class Table:
    """A data frame as a page sees one."""

    def __init__(self, n):
        self.n = n

    def _repr_html_(self):
        return f"<table><tr><td>{self.n}<br></td></tr></table>"


class Symbol:
    """An expression of sympy, as a page sees one."""

    def __init__(self, n):
        self.n = n

    def _repr_latex_(self):
        return rf"$\displaystyle x^{{{self.n}}} < y$"


class Model:
    def __init__(self, slope):
        self.slope = slope

    def draw(self, n):
        plt.plot(X, self.slope * n * X)
        plt.title(f"slope {self.slope * n}")


def pyplot_state(n):
    plt.figure(figsize=(4, 2))
    plt.plot(X, np.sin(n * X))
    plt.xlabel("x")
    plt.show()


def without_show(n):
    plt.plot(X, n * X)


def several_axes(n):
    _, (left, right) = plt.subplots(1, 2)
    left.plot(X, n * X)
    right.bar([1, 2], [n, 1])


def two_figures(n):
    plt.plot(X, n * X)
    plt.show()
    plt.figure()
    plt.plot(X, -n * X)


def in_space(n):
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(*np.meshgrid(X, X), np.outer(X, X) * n)


def image(n):
    plt.imshow(np.eye(n + 2), cmap="gray")
    plt.colorbar()


def own_figure(n):
    figure = Figure()
    figure.subplots().plot(X, n * X)
    return figure


def returned_and_open(n):
    figure, axes = plt.subplots()
    axes.plot(X, n * X)
    return figure


def displayed_and_open(n):
    figure, axes = plt.subplots()
    axes.plot(X, n * X)
    ipython.display(figure)
    plt.show()


def returned_artists(n):
    return plt.plot(X, n * X)


def closure():
    kept = []

    def draw(n):
        kept.append(n)
        plt.plot(kept[-1:] * 2)

    return draw


def of_globals(n):
    plt.plot(X, SCALE * n * X)


def in_place(n):
    LINE.set_ydata(n * X)
    FIGURE.canvas.draw_idle()


def in_place_and_returned(n):
    LINE.set_ydata(n * X)
    return FIGURE


def in_place_and_displayed(n):
    LINE.set_ydata(n * X)
    ipython.display(FIGURE)


def in_place_by_an_array_of_axes(n):
    AXES[0].clear()
    AXES[0].plot(X, n * X)


def in_place_in_its_array(n):
    POINTS.get_offsets()[:, 1] = n
    DRAWN.canvas.draw()


FUNCTIONS = {
    pyplot_state: 1, without_show: 1, several_axes: 1, two_figures: 2, in_space: 1, image: 1,
    own_figure: 1, returned_and_open: 1, displayed_and_open: 1, returned_artists: 1, closure(): 1,
    Model(2).draw: 1, partial(Model(3).draw): 1, of_globals: 1, in_place: 1,
    in_place_and_returned: 1, in_place_and_displayed: 1, in_place_by_an_array_of_axes: 1,
    in_place_in_its_array: 1,
}  # fmt: skip


def called(function, n=1):
    calls = Calls(function, "f", ipython.display)
    calls.call({"n": n})
    return calls


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: getattr(f, "__name__", "partial"))
def test_its_figures_are_shown_once_move_and_are_closed(function):
    calls = called(function)
    first = calls.outputs.html
    assert first.count("<svg") == FUNCTIONS[function] and "explorable-error" not in first
    calls.call({"n": 3})
    assert calls.outputs.html.count("<svg") == FUNCTIONS[function] and calls.outputs.html != first
    calls.call({"n": 1})
    assert calls.outputs.html == first, "nothing is left of a move"
    assert not plt.get_fignums()


def test_a_figure_outside_keeps_its_resolution_and_what_follows_it():
    callback = FIGURE.stale_callback
    dpi = FIGURE.dpi
    called(in_place)
    assert (FIGURE.dpi, FIGURE.stale_callback) == (dpi, callback)


def test_a_figure_outside_that_is_left_alone_is_not_shown():
    assert "<svg" not in called(lambda n: print(n, LINE.get_lw())).outputs.html


def test_an_error_stands_below_what_was_shown_and_closes_what_was_drawn():
    def fails(n):
        print("before")
        plt.plot(X)
        LINE.set_ydata(n * X)
        raise ValueError("no <three>")

    blocks = called(fails).outputs.blocks
    kinds = ["before", "<svg", "<svg", "ValueError: no &lt;three&gt;"]
    assert [kind in block for kind, block in zip(kinds, blocks, strict=True)] == [True] * 4
    assert not plt.get_fignums()


def test_a_figure_that_cannot_be_drawn_is_an_error_in_its_place():
    html = called(lambda n: plt.title(r"$\frac{$")).outputs.html
    assert 'role="alert"' in html and not plt.get_fignums()


def test_text_tables_and_formulas_stand_in_their_order():
    def report(n):
        print("n is", n)
        ipython.display(Table(n))
        plt.plot(X)
        plt.show()
        ipython.display(Symbol(n))
        return f"{n} in words"

    before = plt.get_backend()
    plt.switch_backend("module://explorable.kernel.backend")
    outputs = called(report).outputs
    plt.switch_backend(before)
    kinds = ["n is 1", "<td>1<br>", "<svg", "explorable-formula", "1 in words"]
    assert [kind in block for kind, block in zip(kinds, outputs.blocks, strict=True)] == [True] * 5
    assert r"$\displaystyle x^{1} &lt; y$" in outputs.html


def test_what_jupyter_displays_a_page_displays(page):
    def function(n):
        page.display(page.Markdown(f"**n** is ${n}$"), page.Latex(f"$a_{n}$"), page.Math(r"\pi"))
        page.display(page.HTML(f"<b>{n}</b>"))

    blocks = called(function).outputs.blocks
    said = '<strong>n</strong> is <span class="explorable-formula">$1$</span>'
    assert said in blocks[0] and "<b>1</b>" in blocks[3]
    assert '<div class="explorable-formula">$a_1$</div>' in blocks[1]
    assert r"$\displaystyle \pi$" in blocks[2]


def test_code_data_and_progress_are_shown_as_text(page, tmp_path):
    (tmp_path / "a.py").write_text("x < 1")

    def function(n):
        page.display(page.Code("y < 2"), page.Code(filename=tmp_path / "a.py"), page.Pretty("z"))
        page.display(page.JSON({"n": [n]}))
        page.display(page.JSON('{"n": null}'))
        print("first")
        for each in page.ProgressBar(3):
            assert each < 3

    blocks = called(function).outputs.blocks
    texts = ["y < 2", "x < 1", "z", '{\n  "n": [\n    1\n  ]\n}', '{\n  "n": null\n}']
    assert blocks[:-1] == [f"<pre>{escape(each)}</pre>" for each in texts]
    assert blocks[-1] == f'<pre tabindex="0">first\n[{"=" * 60}] 3/3\n</pre>'


def test_a_kernel_stores_of_them_what_a_page_shows():
    from IPython.display import JSON, Code, Pretty

    def function(n):
        ipython.display(Code("y = 2"), Pretty("z"), JSON({"n": n}))

    blocks = called(function).outputs.blocks
    assert [re.sub("<.*?>", "", each) for each in blocks[:2]] == ["y = 2", "z"]
    assert "&quot;n&quot;: 1" in blocks[2]


def test_a_text_of_another_site_is_no_text_of_nothing(page, monkeypatch):
    def refuse(_url):
        raise URLError("unknown url type: https")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(URLError):
        page.Code(url="https://example.org/a.py")


def test_what_a_page_cannot_show_is_named_in_its_place_once_and_the_rest_lives(page):
    def function(n):
        page.display(page.Audio(X, rate=8000))
        print("n is", n)
        return page.Audio(data=X)

    blocks = called(function).outputs.blocks
    assert len(blocks) == 2 and "n is 1" in blocks[1]
    assert blocks[0] == f"<div><p><small>{word('noDisplay', kind='Audio')}</small></p></div>"


def test_a_kernel_shows_sound_and_what_it_stores_for_pages_does_not(monkeypatch):
    from IPython.display import Audio

    def function(n):
        ipython.display(Audio(np.sin(X), rate=8000))

    assert "<audio" in called(function).outputs.html
    monkeypatch.setenv(STORING, "{}")
    assert word("noDisplay", kind="Audio") in called(function).outputs.html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one two</p><p>three</p>"),
        ("## Head\ntext", "<p><strong>Head</strong></p><p>text</p>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("$$x^2$$\nis *it*", '<div class="explorable-formula">$$x^2$$</div><p>is <em>it</em></p>'),
        (
            "\\begin{align}a &= b\\\\\nc\\end{align}",
            '<div class="explorable-formula">\\begin{align}a &amp;= b\\\\\nc\\end{align}</div>',
        ),
        ("```python\nx < 1\n```", '<pre tabindex="0">x &lt; 1\n</pre>'),
        (
            "| a | b |\n|---|:-:|\n| 1 | `2` |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
            "<tbody><tr><td>1</td><td><code>2</code></td></tr></tbody></table>",
        ),
        ("<h3>own</h3>", "<h3>own</h3>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_markdown_is_read_as_notebooks_write_it(text, html):
    assert markdown(text) == html


def test_what_lies_where_is_not_told():
    html = called(lambda n: object()).outputs.html
    assert re.search("&lt;object object&gt;", html)
