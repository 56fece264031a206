"""`interact` in a real kernel: what cells see, what is sent, what a notebook keeps."""

import json
import os
import re

import nbformat
import pytest
from explorable import frames
from explorable.interaction import plug
from explorable.stored import DATA, PAGE
from nbclient import NotebookClient

HEAD = """
import matplotlib.pyplot as plt, numpy as np, ipywidgets as widgets
from explorable import fixed, interact, interactive, interactive_output
def wave(a, kind=["sin", "cos"], *, note="hi", shift=fixed(3)):
    '''A wave.'''
    x = np.linspace(0, 6, 100)
    plt.figure()
    plt.plot(x, getattr(np, kind)(a * x) + shift)
    plt.title(note)
    plt.show()
    return a
"""


@pytest.fixture(autouse=True)
def surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))  # a profile is made there


OPTIONS = {"kernel_name": "python3", "timeout": 120}


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])


def outputs_of_a_new_kernel(*cells):
    """Run cells in a kernel of their own and return the outputs of the last."""
    return NotebookClient(notebook(*cells), **OPTIONS).execute().cells[-1].outputs


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client whose kernel runs on from test to test."""
    client, profile = NotebookClient(notebook(), **OPTIONS), tmp_path_factory.mktemp("profile")
    with client.setup_kernel(env=os.environ | {"IPYTHONDIR": str(profile)}):
        yield client


@pytest.fixture
def outputs_of(client):
    """Run cells in a kernel that has forgotten all names, and return the outputs of the last."""

    def outputs_of(*cells):
        asked = f"import os\nos.environ[{frames.STORING!r}] = {os.environ[frames.STORING]!r}"
        client.nb = notebook("%reset -f", asked, *cells)
        return client.execute(cleanup_kc=False).cells[-1].outputs

    return outputs_of


def explorer(output):
    return json.loads(output.data[DATA])["explorer"]


def advice(output):
    """What an author reads below the cell, and the build says."""
    words = json.loads(output.data[DATA])["advice"]["words"]
    assert output.data["text/plain"] == words
    return words


def test_a_notebook_keeps_a_picture_for_all_and_the_controls_for_pages(outputs_of):
    (output,) = outputs_of(HEAD, "interactive(wave, a=(1.0, 5.0))")
    assert set(output.data) == {
        "application/vnd.jupyter.widget-view+json", "image/png", "text/plain", PAGE, DATA,
    }  # fmt: skip
    spec = explorer(output)
    assert (spec["name"], spec["title"], spec["function"]) == ("wave", "A wave.", True)
    assert [each["kind"] for each in spec["controls"].values()] == ["slider", "choice", "text"]
    assert spec["caption"] == "hi" and "baked" not in spec
    assert output.data[PAGE].count("<svg") == 1 and spec["prefix"] in output.data[PAGE]


def test_a_figure_that_was_open_stands_before_it(outputs_of):
    first, second = outputs_of(HEAD, "plt.plot([1, 2])\ninteract(wave, a=2.0);")
    assert "image/png" in first.data and DATA not in first.data
    assert DATA in second.data


def test_a_figure_of_a_later_cell_is_a_picture_where_pyplot_has_begun_in_a_call():
    (output,) = outputs_of_a_new_kernel(HEAD, "interactive(wave, a=(1.0, 5.0))", "plt.plot([1]);")
    assert "image/png" in output.data


@pytest.mark.parametrize(
    "box", ["widgets.VBox([widgets.HBox([n]), out])", "out", "display(widgets.HBox([n]), out)"]
)
def test_widgets_that_stand_elsewhere_move_it(outputs_of, box):
    made = "n = widgets.IntSlider(value=2, max=9)\nout = interactive_output(print_it, {'n': n})"
    *_, output = outputs_of(
        HEAD, "def print_it(n):\n    print('n is', n)", f"{made}\nn.value = 5\n{box}", 
    )  # fmt: skip
    assert explorer(output)["start"] == {"n": 5} and "n is 5" in output.data[PAGE]


def test_what_a_kernel_updates_stands_in_its_old_place(outputs_of):
    define = "def count(n):\n    place = display(0, display_id=True)\n    display('below')\n"
    cell = f"{define}    for i in range(n): place.update(i + 1)\ninteractive(count, n=(1, 3))"
    (output,) = outputs_of(HEAD, cell)
    assert re.findall(r"<(?:pre|p)>(.*?)</", output.data[PAGE]) == ["2", "below"]


def test_a_box_of_two_functions_says_that_a_page_shows_one(outputs_of):
    two = ", ".join(f"interactive(lambda n: print({k}, n), n=(1, 3))" for k in (7, 8))
    warned, output = outputs_of(HEAD, f"widgets.HBox([{two}])")
    assert "shows the first of the 2 functions in this box: display each" in advice(warned)
    assert "7 2" in output.data[PAGE]


def test_markdown_that_a_page_does_not_know_is_told_to_the_author(outputs_of):
    frames.Limits().ask()
    head = f"{HEAD}\nfrom IPython.display import Markdown, display\n"
    shows = "def f(n):\n    display(Markdown('- a\\n  - _b_'))\n"
    warned, _ = outputs_of(head, f"{shows}interactive(f, n=(1, 3))")
    assert "has what pages do not know (em by _, list in a list)" in advice(warned)


WORDS = "widgets.Label('read <me>'), widgets.HTML('<b>now</b>'), widgets.Text('A title')"


def test_what_stands_in_a_box_beside_controls_stands_above_the_figure(outputs_of):
    cell = f"widgets.VBox([{WORDS}, interactive(lambda n: print('n is', n), n=(1, 3))])"
    words, output = outputs_of(HEAD, cell)
    assert words.data == {PAGE: "<p>read &lt;me&gt;</p><b>now</b><p>A title</p>"}
    assert "n is 2" in output.data[PAGE] and "now" not in output.data[PAGE]


@pytest.mark.parametrize(
    "cell",
    [
        f"widgets.VBox([{WORDS}])",
        "widgets.Label('read <me>')",
        f"t = widgets.Text('typed')\ninteractive_output(lambda t: 0, {{'t': t}})\n"
        f"widgets.VBox([{WORDS}, t])",
    ],
)
def test_words_without_a_function_are_kept_for_pages(outputs_of, cell):
    (output,) = outputs_of(HEAD, cell)
    assert output.data[PAGE].startswith("<p>read &lt;me&gt;</p>") and DATA not in output.data
    assert "typed" not in output.data[PAGE], "it is a control"


def test_a_kind_of_box_that_shows_itself_does_so(outputs_of):
    kind = "class Mine(widgets.VBox):\n    def _repr_mimebundle_(self, **asked):\n"
    (output,) = outputs_of(HEAD, f"{kind}        return {{'text/plain': 'mine'}}\nMine([])")
    assert output.data == {"text/plain": "mine"}


def test_an_error_that_is_stored_names_no_place_of_this_machine(outputs_of):
    cell = "interactive(lambda n: 1 / (n - 2), n=(0, 4))"
    (output,) = outputs_of(HEAD, cell)
    assert (
        "ZeroDivisionError" in output.data[PAGE] and "File &quot;&lt;cell&gt;" in output.data[PAGE]
    )
    assert "ipykernel" not in output.data[PAGE] and "calls.py" not in output.data[PAGE]


def test_a_widget_that_pages_do_not_have_leaves_the_picture(outputs_of):
    draw = "interactive(lambda d: print(d), d=widgets.DatePicker())"
    warned, output = outputs_of(HEAD, draw)
    assert "stays still on a page: pages have no DatePicker" in advice(warned)
    assert "explorable-figure" in output.data[PAGE] and DATA not in output.data


SLIDER = "n, m = widgets.IntSlider(2), widgets.IntSlider(3)\n"
SHOW = "\ninteractive(lambda n: print(n), n=n)"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (f"{SLIDER}n.observe(lambda c: setattr(m, 'max', c['new']), 'value'){SHOW}", "observes n"),
        (f"{SLIDER}n.observe(print, 'value'){SHOW}", "observes n"),
        (f"{SLIDER}link = widgets.jslink((m, 'value'), (n, 'value')){SHOW}", "observes n"),
        (f"{SLIDER}link = widgets.dlink((n, 'value'), (m, 'value')){SHOW}", "observes n"),
        ("interactive(lambda n: print(n), n=(1, 3), continuous_update=False)",
         "continuous_update is no argument of <lambda>; it has n"),
        ("interactive(lambda n: interact(lambda m: print(n, m), m=(0, n)), n=(1, 3))",
         "lambda: what interact shows inside a function stays as it starts; give this function al"),
        (SLIDER + SHOW, None),
        (f"{SLIDER}m.observe(print){SHOW}", None),
        (f"{SLIDER}interactive(lambda m: m, m=n){SHOW}", "lambda: n moves another function, too"),
        (f"{SLIDER}interactive_output(print, {{'sep': n}}){SHOW}", "n moves another function"),
        (f"{SLIDER}interactive(lambda m: m, m=m){SHOW}", None),
        ("interactive(lambda n, k: print(n), n=(1, 3), k=['a', 'b'])", None),
    ],
)  # fmt: skip
def test_what_moves_nothing_on_a_page_is_said_once_where_it_is_stored_and_the_figure_lives(
    outputs_of, cell, words
):
    frames.Limits().ask()
    *said, output = outputs_of(HEAD, cell)
    assert explorer(output)["function"]
    assert len(said) == (words is not None) and all(words in advice(each) for each in said)


def test_no_import_changes(tmp_path):
    plug.into_kernels(tmp_path)
    frames.Limits(combinations=5).ask()
    cell = """
from ipywidgets import HBox, IntSlider, VBox, interact, interactive
w = interactive(lambda n: n * "a", n=IntSlider(value=2, max=4))
VBox([HBox(w.children[:-1]), w.children[-1]])
"""
    (output,) = outputs_of_a_new_kernel(cell)
    assert [each["values"] for each in explorer(output)["baked"]] == [
        {"n": 0}, {"n": 1}, {"n": 3}, {"n": 4},
    ]  # fmt: skip


def test_a_figure_without_words_is_stored_with_the_line_that_would_give_it_some(outputs_of):
    silent = "def silent(n):\n    plt.plot([0, n])\n"
    (output,) = outputs_of(HEAD, f"{silent}interact(silent, n=(0, 4));")
    assert explorer(output)["missing_description"] == 'end it with return f"…, n {n}"'
    (output,) = outputs_of(HEAD, "interactive(wave, a=(1.0, 5.0))")
    assert "missing_description" not in explorer(output), "it has a title"


MANUAL = """
from explorable import interact_manual
called = []
def slow(n):
    '''Slow.'''
    called.append(n)
    print("n is", n)
"""


def test_nothing_is_called_in_a_kernel_before_its_button_is_pressed(outputs_of):
    look = "called, [each.description for each in slow.widget.children[:-1]]"
    shown = "interact_manual.options(manual_name='Go')(slow, n=(0, 4));"
    (output,) = outputs_of(HEAD, MANUAL, f"{shown}")
    assert explorer(output)["manual"] == "Go" and "n is" not in output.data[PAGE]
    press = "slow.widget.children[0].value = 3\nslow.widget.manual_button.click()"
    (output,) = outputs_of(HEAD, MANUAL, shown, press, look)
    assert output.data["text/plain"] == "([3], ['n', 'Go'])"


def test_a_stored_notebook_keeps_the_first_picture_that_the_button_would_draw(outputs_of):
    frames.Limits().ask()
    shown = "interact_manual(slow, n=(0, 4))\nprint(called)"
    output, called = outputs_of(HEAD, MANUAL, shown)
    assert called.text == "[]\n", "in the kernel nobody has pressed it"
    spec = explorer(output)
    assert "n is 2" in output.data[PAGE] and (spec["manual"], spec["caption"]) == (
        "Run Interact", "n is 2",
    )  # fmt: skip
    assert "baked" not in spec, "nothing is drawn until it is pressed"


LEAVING = """
import random
x, last, unseeded = 1, [], np.random.default_rng(7)
pen, _ = plt.subplots()
plt.close(pen)
def closed():
    count = 0
    def step(n):
        nonlocal count
        count += 1
        return count
    return step
step = closed()
def leave(n, **more):
    global x, unset
    x = unset = n
    last.append(n)
    step(n)
    leave.seen = np.pi_seen = n
    np.set_printoptions(precision=n + 1)
    plt.rcParams["lines.linewidth"] = n
    pen.set_size_inches(n + 1, 2)
    print(np.random.rand(), random.random(), unseeded.random())
    get_ipython().user_ns["written"] = n
    get_ipython().user_ns["slide"].value = 9
    plt.figure(n)
np.random.seed(1)
random.seed(1)
slide = widgets.IntSlider(4, 0, 9)
"""
LEFT = """
left.append(repr({
    "names": (x, unset, written, last), "state": (step(0), leave.seen, np.pi_seen),
    "chance": (np.random.rand(), random.random(), unseeded.random()),
    "options": (np.get_printoptions()["precision"], plt.rcParams["lines.linewidth"]),
    "figures": (pen.get_size_inches(), plt.get_fignums()), "widget": slide.value,
}))
"""


SHOWN = [
    "interact(leave, n=(0, 6));",
    "interactive(leave, n=(0, 6), m=[1, 2])",
    "interactive_output(leave, {'n': widgets.IntSlider(3, 0, 6)})",
]


def test_what_is_made_ahead_leaves_nothing_behind():
    cells = [cell for shown in SHOWN for cell in (LEAVING, shown, LEFT)]
    plain = outputs_of_a_new_kernel(HEAD, "left = []", *cells, "left")
    frames.Limits().ask()
    stored = outputs_of_a_new_kernel(HEAD, "left = []", *cells, "left")
    assert plain == stored, "the next cell prints what it prints in Jupyter"


@pytest.mark.parametrize(
    ("end", "values", "ready"),
    [("n == 4", {"n": 4}, [{"n": 0}, {"n": 1}, {"n": 3}]), ("len(calls) == 2", {"n": 2}, [])],
    ids=["at a value", "at the start again"],
)
def test_a_value_that_never_ends_loses_no_more_than_its_frames(outputs_of, end, values, ready):
    frames.Limits(seconds=1).ask()
    define = f"calls = []\ndef f(n):\n    calls.append(n)\n    while {end}: pass\n    print(n)\n"
    (output,) = outputs_of(HEAD, define, "interact(f, n=(0, 5));")
    spec = explorer(output)
    assert spec["timed_out"] == {"values": values, "seconds": 1}
    assert [each["values"] for each in spec["baked"]] == ready


@pytest.mark.parametrize("end", ["raise SystemExit", "import os; os._exit(1)", "1 / 0"])
def test_a_value_that_ends_python_ends_no_kernel(outputs_of, end):
    frames.Limits().ask()
    define = f"def f(n):\n    if n == 4: {end}\n    print(n)\n"
    output, printed = outputs_of(HEAD, define, "interact(f, n=(0, 5))\nprint('goes on')")
    assert printed.text == "goes on\n" and explorer(output)["baked"][0]["values"] == {"n": 0}


def test_a_figure_that_a_cell_makes_and_a_function_changes_is_shown_once_where_that_is(outputs_of):
    outside = "fig, ax = plt.subplots()\nline, = ax.plot([0, 1])\n"
    change = "def change(n):\n    line.set_ydata([0, n])\n    fig.canvas.draw_idle()\n"
    (output,) = outputs_of(HEAD, f"{outside}{change}interact(change, n=(0, 4));")
    assert explorer(output)["name"] == "change" and output.data[PAGE].count("<svg") == 1
    moved = "change.widget.children[0].value = 4\nchange.widget"
    (output,) = outputs_of(HEAD, f"{outside}{change}interact(change, n=(0, 4));", moved)
    assert output.data[PAGE].count("<svg") == 1


def test_one_function_that_is_shown_twice_has_frames_of_its_own_each(outputs_of):
    frames.Limits().ask()
    define = "def f(n):\n    print('n is', n)\n"
    first, second = outputs_of(HEAD, f"{define}interact(f, n=(1, 3))\ninteract(f, n=(1, 5));")
    assert [len(explorer(each)["baked"]) for each in (first, second)] == [2, 4]
    assert explorer(first)["prefix"] != explorer(second)["prefix"]
    for each in first, second:
        (markup,) = explorer(each)["baked"][0]["patch"].values()
        assert explorer(each)["prefix"] in markup and explorer(each)["prefix"] in each.data[PAGE]
