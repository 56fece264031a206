"""The worker's Python, called as JavaScript calls it."""

import gc
import json
import re
import sys
import textwrap
from contextvars import Context, copy_context
from pathlib import Path

import IPython.display
import pytest
from coroutines import finish
from explorable.kernel import ipython, runtime
from matplotlib import font_manager
from sounds import tone


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    for name in ("_drawings", "_explorers", "_pictures"):
        monkeypatch.setattr(runtime, name, {})
    namespace = dict(runtime.GIVEN)
    monkeypatch.setattr(runtime, "_namespace", namespace)
    monkeypatch.setattr(runtime, "_order", runtime.Order(namespace))
    monkeypatch.setattr(runtime, "_context", Context())


def show(
    values,
    key="a",
    name="tone",
    module="sounds",
    fixed="{}",
    since=None,
):
    key = key if module else name  # as pages call it
    return json.loads(runtime.show(key, module, name, fixed, json.dumps(values), since))


def run(source, cell=0):
    """Return the outputs of a run: texts joined, numbers of streams left out."""
    outputs = []
    finish(runtime.run(source, cell, lambda output: outputs.append(json.loads(output))))
    joined = []
    for each in outputs:
        stream = each.pop("stream", None)
        if each["kind"] == "text" and joined and joined[-1][0] == stream:
            joined[-1][1]["data"] += each["data"]
        else:
            joined.append((stream, each))
    return [each for _, each in joined]


def kinds(source):
    return [each["kind"] for each in run(source)]


def test_an_explorer_answers_with_a_picture_and_then_with_patches():
    first = show({"pitch": 2})
    assert first["picture"] == tone.render(pitch=2)
    second = show({"pitch": 3}, since=first["revision"])
    assert second["caption"] == tone.caption_at(pitch=3)
    assert second["patch"] and "picture" not in second
    assert "picture" in show({"pitch": 4}, since=first["revision"]), "the page has missed one"
    assert "picture" in show({"pitch": 4})


STREAM = """
from explorable import explorer

@explorer(level=(1, 3))
def steps(figure):
    axes = figure.subplots()
    def update(level):
        for step in range(level):
            axes.set_ylim(0, 1 + step)
            yield f"{step} of {level}"
    return update

steps
"""


def test_a_stream_is_advanced_one_call_a_picture():
    (output,) = run(STREAM)
    name = output["runtime_name"]
    first = show({"level": 2}, name=name, module="")
    assert first["caption"] == "0 of 2" and first["stream"] == {"count": 1, "more": True}
    second, third = (json.loads(runtime.advance(name)) for _ in range(2))
    assert second["caption"] == "1 of 2" and second["patch"] and second["stream"]["more"]
    assert third["stream"] == {"count": 2, "more": False}
    assert show({"level": 3}, name=name, module="")["caption"] == "0 of 3"
    assert json.loads(runtime.advance(name))["caption"] == "1 of 3"
    run(STREAM)
    assert "error" in json.loads(runtime.advance("never begun"))
    assert not runtime._pictures


def test_two_copies_have_two_drawings():
    first = show({"pitch": 2}, key="a")
    show({"pitch": 2}, key="b")
    assert "patch" in show({"pitch": 3}, key="a", since=first["revision"])


def test_bound_arguments_travel():
    fixed = json.dumps({"overtones": [1.0, 0.0, 0.0]})
    expected = tone(overtones=(1.0, 0.0, 0.0)).caption_at(pitch=2)
    assert show({"pitch": 2}, fixed=fixed)["caption"] == expected


@pytest.mark.parametrize(
    ("values", "words"),
    [({"pitch": 99}, "pitch must be a number"), ({"size": 1}, "has no size")],
)
def test_an_error_is_an_answer(values, words):
    answer = show(values)
    assert words in answer["error"] and "Traceback" in answer["details"]
    assert "caption" in show({"pitch": 1})


def test_cells_share_a_namespace_and_show_what_a_notebook_shows():
    assert run("x = 20\nprint('hello')") == [{"kind": "text", "data": "hello\n"}]
    assert run("x + 1") == [{"kind": "text", "data": "21"}]
    assert run("x + 1;") == run("x; # quiet") == run("None") == run("") == []
    assert run("x # loud;") == [{"kind": "text", "data": "20"}]
    assert run("'a;'") == [{"kind": "text", "data": "'a;'"}]


def test_figures_become_pictures_and_none_is_drawn_as_pixels(monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    (still,) = run(
        "from explorable.picture import figures\n"
        "figure, axes = figures.subplots()\n"
        "figures.show(figure, alt='Empty axes')"
    )
    assert still["kind"] == "html" and 'aria-label="Empty axes"' in still["data"]
    assert still["data"].startswith('<figure class="explorable-figure"><svg')
    (plain,) = run("figure")
    assert plain["kind"] == "html" and "<svg" in plain["data"]
    drawn = run("import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nplt.title('T')\nNone")
    assert [output["kind"] for output in drawn] == ["html"]
    assert run("None") == []


def test_a_traceback_begins_at_the_cell_and_shows_its_lines():
    (error,) = run("def f():\n    return 1 / 0\nf()")
    assert error["kind"] == "error"
    assert error["data"]["error"] == "ZeroDivisionError: division by zero"
    assert "runtime.py" not in error["data"]["details"]
    assert 'File "<cell 1>", line 2, in f\n    return 1 / 0' in error["data"]["details"]


def test_after_a_restart_the_reader_is_told_what_to_do():
    assert "Run the code" in show({}, name="made-7", module="")["error"]


FIGURE = "plt.figure(); plt.plot([1, 2]);"


def test_outputs_come_in_the_order_in_which_they_are_made():
    source = f"""
import sys, matplotlib.pyplot as plt
print("one")
{FIGURE} plt.show()
print("two")
display([1], "two")
print("three", file=sys.stderr)
{FIGURE} {FIGURE}
"four"
"""
    shown = ["text", "html", "text", "text", "text", "text", "html", "html", "text"]
    assert kinds(source) == shown
    pictures = [each["data"] for each in run(source) if each["kind"] == "html"]
    ids = [set(re.findall(r' id="([^"]+)"', each)) for each in pictures]
    assert not ids[0] & ids[1] and not ids[1] & ids[2]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("print(1)\ndisplay(2)\nprint(3)\n1 / 0", ["text", "text", "text", "error"]),
        ("import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\nfigure", ["html"]),
    ],
)
def test_what_is_printed_is_sent_before_what_follows_it_and_a_figure_is_shown_once(source, shown):
    assert kinds(source) == shown


def test_a_handler_of_logging_prints_in_the_cell_that_logs_and_in_no_other():
    run("import logging\nlog = logging.Logger('waves')\nlog.addHandler(logging.StreamHandler())")
    (output,) = run("log.warning('high')", cell=1)
    assert output["data"] == "high\n"
    (figure,) = run("from explorable import interact\ninteract(log.warning, msg='high');", cell=2)
    assert "high" in figure["data"]


def test_await_stands_at_the_top_level():
    assert run("import asyncio\nawait asyncio.sleep(0, 7)") == [{"kind": "text", "data": "7"}]


RICH = """
class Rich:
    def __repr__(self): return "plain"
"""


@pytest.mark.parametrize(
    ("methods", "kind", "data"),
    [
        ({"html": "'<b>x</b>'", "latex": "'$x$'"}, "html", "<b>x</b>"),
        ({"html": "None", "markdown": "'*x*'"}, "markdown", "*x*"),
        ({"svg": "'<svg/>'", "png": "b'x'"}, "html", "<svg/>"),
        ({"png": "b'x'"}, "html", '<img alt="" src="data:image/png;base64,eA==">'),
        ({"latex": "'$x$'"}, "latex", "$x$"),
        ({"html": "None"}, "text", "plain"),
        ({"mimebundle": "{'text/html': 'm'}", "html": "'h'"}, "html", "m"),
        ({"mimebundle": "({'text/plain': 'm'}, {})"}, "text", "m"),
        ({"mimebundle": "None", "html": "'h'"}, "html", "h"),
    ],
)
def test_a_value_shows_its_richest_representation(methods, kind, data):
    lines = [
        f"    def _repr_{name}_(self, **_): return {value}\n" for name, value in methods.items()
    ]
    assert run(f"{RICH}{''.join(lines)}Rich()") == [{"kind": kind, "data": data}]
    assert run(f"{RICH}{''.join(lines)}Rich")[0]["data"] == "<class '__main__.Rich'>"


def test_pages_have_the_part_of_ipython_that_shows_things(monkeypatch):
    for name in ipython.MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "IPython.utils", raising=False)  # another test may import it
    ipython.register()
    source = """
from IPython.display import HTML, Latex, Markdown, Math, SVG, clear_output, display
display(HTML("<i>"), SVG("<svg/>"), Latex("$x$"), Math("x"), Markdown("*x*"))
clear_output()
print("new")
"""
    shown = ["html", "html", "latex", "latex", "markdown", "clear", "text"]
    assert kinds(source) == shown
    assert kinds("print(1); clear_output(wait=True); print(2)") == ["text", "clear", "text"]
    assert kinds("import matplotlib.pyplot as plt\nplt.plot([1]);") == ["html"]
    (error,) = run("import IPython.utils")
    assert "IPython.utils" in error["data"]["error"]


KEPT = [
    ("YouTubeVideo('abc', width=320, start=5)", "id src width height params"),
    ("type('Mine', (YouTubeVideo,), {})(id='abc')", "id src width height params"),
    ("VimeoVideo(id='1', height=2)", "src width height"),
    ("ScribdDocument('2', page=3)", "src params"),
    ("IFrame('a.html', 3, height='50%', k=1)", "src width height params"),
    ("FileLink('a.csv', url_prefix='b/')", "path url_prefix"),
    ("Javascript('f()')", "data url filename"),
    ("Video(url='a.mp4', width=3)", "url width height data"),
    ("GeoJSON({'type': 'Point'})", "data url filename"),
    ("HTML('<b>', metadata={'a': 1})", "data url filename metadata"),
    ("Image(data=b'x', width=4, alt='A')", "data width height alt"),
    ("SVG('<svg></svg>')", "url filename"),
]


@pytest.mark.parametrize(("made", "kept"), KEPT, ids=[made for made, _ in KEPT])
def test_what_a_page_cannot_show_keeps_what_ipythons_classes_keep(monkeypatch, made, kept):
    theirs = eval(made, vars(IPython.display).copy())
    for name in ipython.MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    ipython.register()
    run(f"from IPython.display import *\nours = {made}")
    ours = runtime._namespace["ours"]
    for name in kept.split():
        assert getattr(ours, name) == getattr(theirs, name), name


def test_a_picture_in_a_file_and_a_subclass_are_shown_or_named(tmp_path, monkeypatch):
    for name in ipython.MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    ipython.register()
    monkeypatch.chdir(tmp_path)
    Path("one.png").write_bytes(b"png")
    (shown,) = run("from IPython.display import Image, IFrame\nImage('one.png')")
    assert "data:image/png;base64,cG5n" in shown["data"]
    (note,) = run("class Wide(IFrame):\n  pass\nWide('a.html', 1, 2)")
    assert "IFrame" in note["data"]
    loud = "class Loud(HTML):\n  def _repr_html_(self): return super()._repr_html_() + '!'\n"
    (shown,) = run(f"from IPython.display import HTML\n{loud}Loud('<b>')")
    assert shown["data"] == "<b>!"


def test_a_long_line_is_cut():
    (head, *_, last) = run("'x' * 1_000_000")
    assert len(head["data"]) + len(last["data"]) < 20_000
    assert len(head["data"] + last["hidden"] + last["data"]) == 1_000_002


MAGIC = "get_ipython().run_line_magic"
UNREACHABLE = "from urllib.error import URLError; raise URLError('no')"


def test_many_values_are_counted():
    outputs = run("for i in range(150): display(i)")
    assert len(outputs) == 101
    assert outputs[-1]["data"] == "… and 50 more outputs, which are not shown"


@pytest.mark.parametrize(
    ("source", "words", "lacks"),
    [
        ("%timeit 1", "'%timeit 1' is a Jupyter command", {"command": "%timeit 1"}),
        ("x = 1\n!ls", "'!ls' is a Jupyter command", {"command": "!ls"}),
        ("x = !ls", "'x = !ls' is a Jupyter command", {"command": "x = !ls"}),
        ("y = 1\nlen?", "'len?' is a Jupyter command", {"command": "len?"}),
        (f"{MAGIC}('timeit', '1')", "is a Jupyter command", {"command": f"{MAGIC}('timeit', '1')"}),
        ("ip = get_ipython()\nip.user_ns", "'ip.user_ns' is a Jup", {"command": "ip.user_ns"}),
        (
            f"{MAGIC}('pip', 'install x')",
            "You can’t install",
            {"install": f"{MAGIC}('pip', 'install x')"},
        ),
        ("x = None\nx.sum()", "AttributeError: 'NoneType' object has no attribute 'sum'", {}),
        ("%pip install x", "You can’t install packages on a page", {"install": "%pip install x"}),
        ("import of_nobody.frame", "There is no package of_nobody on", {"package": "of_nobody"}),
        (
            "import numpy.of_nobody",
            "ModuleNotFoundError: No module named 'numpy.of_nobody'",
            {"part": "numpy.of_nobody"},
        ),
        ("import numpy as np; np.loadtxt('a.csv')", "a.csv not found", {"file": "a.csv"}),
        ("open('sea/a.csv')", "No such file or directory: 'sea/a.csv'", {"file": "sea/a.csv"}),
        (UNREACHABLE, "can’t fetch anything from another site", {"host": "<urlopen error no>"}),
        ("input('?')", "input() can’t ask on a page", {"input": ""}),
        ("from explorable.controls import Slider; Slider(3, 1)", "a slider needs", {"own": ""}),
        ("import numpy as np; np.zeros(3)[4]", "IndexError: index 4 is out of", {}),
        ("exit()", "exit() ends the cell here", {}),
        ("import sys; sys.exit(1)", "exit() ends the cell here", {}),
        ("a = (9\n     % b)\nx = = 2", "Line 3: SyntaxError: invalid syntax", {}),
        ("x = 1\nx = = 2", "Line 2: SyntaxError: invalid syntax", {}),
        (">>> 1 + 1\n2\n\nprint(3)", "Line 1: SyntaxError: invalid syntax", {}),  # no session
        ("if x:\npass", "Line 2: IndentationError", {}),
    ],
)
def test_what_a_page_cannot_do_is_said(source, words, lacks):
    (error,) = run(source)
    assert words in error["data"]["error"]
    assert error["data"]["lacks"] == lacks


def test_magics_that_set_what_a_page_does_anyway_do_nothing():
    source = "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n1 / 0"
    (error,) = run(source)
    assert 'File "<cell 1>", line 3' in error["data"]["details"]
    assert run("if 1:\n    %load_ext autoreload\n%autoreload 2\n'on'")[0]["data"] == "'on'"
    assert run("%pylab inline\nlen(linspace(0, 1, 3)), pyplot is plt")[0]["data"] == "(3, True)"


LOUD = """
import sys
print("out")
print("err", file=sys.stderr)
display(1)
plt.plot([1, 2])
7"""


@pytest.mark.parametrize(
    ("options", "shown", "kept"),
    [
        ("", "", "('out\\n', 'err\\n', 3)"),
        ("--no-stdout", "out\n", "('', 'err\\n', 3)"),
        ("--no-stderr", "err\n", "('out\\n', '', 3)"),
    ],
)
def test_what_a_cell_captures_is_shown_when_asked_for(options, shown, kept):
    run("import matplotlib.pyplot as plt")
    assert "".join(each["data"] for each in run(f"%%capture out {options}{LOUD}")) == shown
    assert run("out.stdout, out.stderr, len(out.outputs)", 1)[0]["data"] == kept
    assert [each["data"] for each in run("out.show()", 1)][-1] == "7"
    assert kinds("out()")[-3:] == ["text", "html", "text"] and kinds("print(1)") == ["text"]


def test_what_a_cell_captures_hides_no_error():
    (error,) = run("%%capture out\nprint(3)\n1 / 0")
    assert error["kind"] == "error" and run("str(out)")[0]["data"] == "'3\\n'"
    assert kinds("%%capture --no-display\nprint(3)\n4") == ["text"]


def test_an_explorer_whose_module_needs_what_a_page_has_not_says_so(tmp_path, monkeypatch):
    (tmp_path / "needy.py").write_text("import pandas_of_nobody\n")
    monkeypatch.syspath_prepend(tmp_path)
    answer = show({}, module="needy", name="wave")
    assert answer["error"].startswith("There is no package pandas_of_nobody on this page")


def test_formulas_do_not_complain_of_fonts_that_a_page_has_not(caplog, monkeypatch):
    sans = [each for each in font_manager.fontManager.ttflist if each.name == "DejaVu Sans"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", sans)
    lacking = ("STIXGeneral", "cmsy10", "DejaVu Sans Mono", "serif", "monospace", "cursive")
    for name in (*lacking, "FontOfNobody"):
        font_manager.fontManager.findfont(name, rebuild_if_missing=False)
    assert ["FontOfNobody" in each.getMessage() for each in caplog.records] == [True]


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        (">>> 1 + 1", "2"),
        (">>> 1 + 1\n2", "2"),
        (">>> def f(x):\n...     return x + 1\n...\n>>> f(1)\n2\n\n>>> f(f(1))\n3\n", "3"),
        ("    >>> x = 3\n    >>> x", "3"),
        ("# code that begins with a comment\n'>>> ' + 'stays'", "'>>> stays'"),
    ],
)
def test_what_is_pasted_from_a_session_runs(pasted, shown):
    assert json.loads(runtime.plan(json.dumps([pasted]), 0)) == [0]
    assert run(pasted)[-1]["data"] == shown
    assert json.loads(runtime.states(json.dumps([pasted]))) == ["run"]


def test_a_run_lets_go_of_the_explorers_that_its_last_run_has_made():
    source = "from sounds import tone as s\ndisplay(s())\ns()"
    first = [each["runtime_name"] for each in run(source)]
    for name in first:
        show({}, name=name, module="")
    (other,) = run("s()", cell=10)
    run(source)
    assert set(runtime._explorers) == {*first, other["runtime_name"]} and not runtime._drawings


def test_running_again_keeps_nothing_in_memory():
    source = "from sounds import tone as s\nprint(1)\ns()"

    def count():
        gc.collect()
        return len(gc.get_objects())

    def turn():
        (_, made) = run(source)
        show({}, name=made["runtime_name"], module="")

    for _ in range(3):
        turn()
    before = count()
    for _ in range(8):
        turn()
    assert count() - before < 8


def test_a_page_in_another_language_says_its_words():
    runtime.replace_words(json.dumps({"noPackage": "Hier fehlt {package}."}))
    try:
        (error,) = run("import pandas_of_nobody")
    finally:
        runtime.replace_words("{}")
    assert error["data"]["error"] == "Hier fehlt pandas_of_nobody."


def test_an_explorer_made_in_a_cell_has_its_source():
    text = """
        @explorer(height=(0.0, 1.0))
        def level(figure):
            return lambda height: f"{height}"
    """
    source = textwrap.dedent(text).lstrip()
    run("from explorable import explorer\n" + source, cell=3)
    run("x = 1", cell=4)
    run("print(level.source, end='')", cell=5)
    assert runtime._namespace["level"].source == source


def test_print_options_of_one_cell_are_those_of_the_next_and_of_a_figure():
    def apart(act, *given):  # as the calls of a page are
        return copy_context().run(act, *given)

    apart(run, "import numpy as np; np.set_printoptions(precision=2)")
    (printed,) = apart(run, "print(np.array([1 / 3]))", 1)
    assert printed["data"] == "[0.33]\n"
    imports = "from explorable.interaction.page import interactive\n"
    call = "interactive(lambda n: print(np.array([n / 3])), n=(0, 4))"
    (made,) = apart(run, imports + call, 2)
    assert "[0.33]" in apart(show, {"n": 1}, "", made["runtime_name"], "")["picture"]
