"""A page's Python: cells make functions interactive as they do in a notebook."""

import json
import re
import sys

import ipywidgets
import pytest
from coroutines import finish
from explorable.interaction import page, plug
from explorable.kernel import ipython, runtime
from ipywidgets.widgets import interaction


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A page with nothing run, where IPython and the functions of ipywidgets are the page's."""
    for name in ("_drawings", "_explorers", "_pictures"):
        monkeypatch.setattr(runtime, name, {})
    namespace = dict(runtime.GIVEN)
    monkeypatch.setattr(runtime, "_namespace", namespace)
    monkeypatch.setattr(runtime, "_order", runtime.Order(namespace))
    for name in ipython.MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    ipython.register()
    monkeypatch.setattr(interaction, "display", ipython.display)
    monkeypatch.setattr(ipywidgets, "get_ipython", ipython.get_ipython)
    for module in (ipywidgets, ipywidgets.widgets, interaction):
        for name in ("fixed", "interact", "interact_manual", "interactive", "interactive_output"):
            monkeypatch.setattr(module, name, getattr(module, name))  # as it was afterwards
    plug.plug_in()


def run(source, cell=0):
    outputs = []
    finish(runtime.run(source, cell, lambda output: outputs.append(json.loads(output))))
    return outputs


def show(made, values, since=None):
    return json.loads(runtime.show("", "", made, "{}", json.dumps(values), since))


INTERACT = """
from ipywidgets import interact
@interact(n=(1, 5))
def double(n):
    print("twice", n, "is", 2 * n)
    return 2 * n
"""


def test_a_function_is_shown_and_moves():
    (output,) = run(INTERACT)
    assert output["kind"] == "explorer" and "twice 3 is 6" in output["data"]
    first = show(output["runtime_name"], {"n": 3})
    moved = show(output["runtime_name"], {"n": 4}, since=first["revision"])
    assert "twice 4 is 8" in "".join(moved["patch"].values())
    assert moved["caption"] == "twice 4 is 8"
    assert "picture" in show(output["runtime_name"], {"n": 5}, since=first["revision"]), (
        "it has moved on"
    )


def test_a_function_that_is_returned_is_not_shown_again():
    assert [each["kind"] for each in run(f"{INTERACT}\ndouble")] == ["explorer"]
    assert [each["kind"] for each in run("def plain(): pass\nplain")] == ["text"]


def test_what_the_page_moves_its_observers_hear_and_a_later_cell_reads():
    (output,) = run("""
import ipywidgets as widgets
heard = []
n = widgets.IntSlider(value=2, max=9, description="count")
n.observe(lambda change: heard.append(change["new"]), "value")
w = widgets.interactive(lambda n: n**2, n=n)
w""")
    show(output["runtime_name"], {"n": 7})
    (text,) = run("print(heard, n.value, w.kwargs, w.result)", cell=1)
    assert text["data"] == "[7] 7 {'n': 7} 49\n"


def test_a_menu_whose_options_the_function_sets_keeps_those_of_the_page():
    (output,) = run("""
from ipywidgets import Dropdown, interact
menu = Dropdown(options=["x1", "x2"])
@interact(land=["x", "y"], city=menu)
def visit(land, city):
    menu.options = [land + "1", land + "2"]
    print(land, city)
""")
    for land in ("y", "x", "y"):
        moved = show(output["runtime_name"], {"land": land, "city": "x2"})
        assert moved["caption"] == f"{land} x2"


def test_a_control_has_the_end_that_the_first_call_sets():
    (output,) = run("""
from ipywidgets import IntSlider, interact
row = IntSlider(2, max=3)
@interact(hall=(1, 3), row_of=row)
def seat(hall, row_of):
    row.max = hall + 3
    print(hall, row_of)
""")
    assert '"maximum": 5' in output["data"]
    assert show(output["runtime_name"], {"hall": 3, "row_of": 5})["caption"] == "3 5"


def test_boxes_show_what_stands_in_them_once_and_looks_mean_nothing():
    (output,) = run("""
from ipywidgets import HBox, IntSlider, VBox, interactive_output
n = IntSlider(value=2, max=9, style={"description_width": "initial"})
n.style.handle_color, n.layout.width = "gray", "70%"
out = interactive_output(lambda n: print("n is", n), {"n": n})
out.clear_output(wait=True)
out.layout.height = "350px"
VBox([HBox([n]), out])""")
    assert output["kind"] == "explorer" and "n is 2" in output["data"]


def test_a_function_is_called_once_to_be_shown():
    run("""
from ipywidgets import interact
called = []
@interact(n=(1, 5))
def note(n):
    called.append(n)""")
    (text,) = run("print(called)", cell=1)
    assert text["data"] == "[3]\n"


def test_what_no_control_can_move_is_named():
    (error,) = run("from ipywidgets import interactive\ninteractive(lambda sep: 0, sep=3j)")
    assert "cannot be transformed to a widget" in error["data"]["error"]
    note, output, after = run("""
from ipywidgets import SelectMultiple, interact
interact(lambda some: print("some", some), some=SelectMultiple(value=(2, 5), options=[2, 3, 5]))
print("goes on")""")
    assert "pages have no SelectMultiple; they have IntSlider" in note["data"]
    assert "some (2, 5)" in output["data"] and '"controls": {}' in output["data"]
    assert after["data"] == "goes on\n"


def test_an_error_stands_in_its_place():
    (output,) = run("""
from ipywidgets import interact
@interact(n=(0, 4))
def inverse(n=0):
    return 1 / n""")
    assert output["kind"] == "explorer" and "ZeroDivisionError" in output["data"]
    assert "ZeroDivisionError" not in show(output["runtime_name"], {"n": 2})["picture"]


@pytest.mark.parametrize("name", ["interact", "interactive", "interact_manual", "fixed"])
def test_explorable_has_the_page_s_own(name):
    (text,) = run(f"import explorable, ipywidgets\nprint(explorable.{name} is ipywidgets.{name})")
    assert text["data"] == "True\n" and getattr(ipywidgets, name) is getattr(page, name)


def test_nothing_is_called_before_its_button_is_pressed():
    (output,) = run("""
from ipywidgets import interact_manual
called = []
@interact_manual(n=(1, 5))
def slow(n):
    called.append(n)
    print("n is", n)""")
    assert "Run Interact</button>" in output["data"] and "n is" not in output["data"]
    (text,) = run("print(called)", cell=1)
    assert text["data"] == "[]\n"
    assert "n is 4" in show(output["runtime_name"], {"n": 4})["picture"]


def test_a_figure_that_was_open_stands_before_it():
    first, second = run("""
import matplotlib.pyplot as plt
from ipywidgets import interact
plt.plot([1, 2])
interact(lambda n: print("n is", n), n=(1, 5))""")
    assert first["kind"] == "html" and "<svg" in first["data"]
    assert second["kind"] == "explorer" and "<svg" not in second["data"]


def test_one_function_that_is_shown_twice_is_two_figures():
    first, second = run("""
from ipywidgets import interact
def f(n):
    print("n is", n)
interact(f, n=(1, 5))
interact(f, n=(1, 9))""")
    prefixes = [re.search('"prefix": "(.*?)"', each["data"])[1] for each in (first, second)]
    assert prefixes[0] != prefixes[1]
    assert "n is 9" in show(second["runtime_name"], {"n": 9})["picture"]


def test_the_last_line_of_a_cell_is_read_as_a_kernel_reads_it():
    (output,) = run("from ipywidgets import interact\ninteract(lambda n: n, n=(0, 3));")
    assert runtime._explorers[output["runtime_name"]].source.endswith(";\n"), (
        "its figure's name holds its code"
    )


IMPORTS = """
from ipywidgets import *
import ipywidgets.widgets as widgets
from IPython.core.display import HTML as Markup, display
colab = "google.colab" in str(get_ipython())
@widgets.interact(n=(1, 5))
def double(n):
    display({"text/html": "<b>twice</b>", "text/plain": "twice"}, raw=True)
    print(2 * n)
"""


def test_what_old_notebooks_begin_with_is_there():
    (output,) = run(IMPORTS)
    assert output["kind"] == "explorer" and "<b>twice</b>" in output["data"]
    assert json.loads(runtime.plan(json.dumps(["1 + 1", IMPORTS]), 1)) == [1]


def test_a_slider_of_powers_has_its_steps_and_its_start():
    (output,) = run("""
from ipywidgets import Accordion, FloatLogSlider, GridBox, HBox, Tab, interactive_output
rate = FloatLogSlider(value=0.02, min=-3, max=0, step=1, description=r"$\\eta$")
out = interactive_output(lambda rate: print(rate), {"rate": rate})
tab = Tab([GridBox([rate]), Accordion([out])])
tab.set_title(0, "Rate")
tab""")
    assert "<option>0.00100</option>" in output["data"] and "selected>0.0200<" in output["data"]
    assert "<span>η</span>" in output["data"]
    first = show(output["runtime_name"], {"rate": "0.100"})
    assert first["caption"] == "0.1"
