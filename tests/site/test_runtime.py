"""The worker's Python, called as JavaScript calls it."""

import json

import pytest
from descent.explorers.softmax import softmax_temperature
from descent.site import runtime


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    for name in ("_stages", "_made"):
        monkeypatch.setattr(runtime, name, {})
    monkeypatch.setattr(runtime, "_namespace", {"__name__": "__main__"})


def show(values, key="a", name="softmax_temperature", chapter="softmax", fixed="{}", whole=False):
    return json.loads(runtime.show(key, chapter, name, fixed, json.dumps(values), whole))


def run(source):
    return json.loads(runtime.run(source))


def test_an_explorer_answers_with_a_picture_and_then_with_patches():
    first = show({"temperature": 2})
    assert first["picture"] == softmax_temperature.render(temperature=2)
    second = show({"temperature": 3})
    assert second["caption"] == softmax_temperature.caption(temperature=3)
    assert second["patch"] and "picture" not in second
    assert "picture" in show({"temperature": 4}, whole=True)


def test_two_copies_have_two_stages():
    show({"temperature": 2}, key="a")
    assert "picture" in show({"temperature": 2}, key="b")
    assert "patch" in show({"temperature": 3}, key="a")


def test_bound_arguments_travel():
    fixed = json.dumps({"scores": [1.0, 0.0, 0.0]})
    expected = softmax_temperature(scores=(1.0, 0.0, 0.0)).caption(temperature=2)
    assert show({"temperature": 2}, fixed=fixed)["caption"] == expected


@pytest.mark.parametrize(
    ("values", "words"),
    [({"temperature": 99}, "temperature must be a number"), ({"size": 1}, "has no size")],
)
def test_an_error_is_an_answer(values, words):
    answer = show(values)
    assert words in answer["error"] and "Traceback" in answer["details"]
    assert "caption" in show({"temperature": 1})


def test_cells_share_a_namespace_and_show_what_a_notebook_shows():
    assert run("x = 20\nprint('hello')") == [{"kind": "text", "data": "hello\n"}]
    assert run("x + 1") == [{"kind": "text", "data": "21"}]
    assert run("x + 1;") == run("None") == run("") == []


def test_figures_become_pictures():
    (still,) = run(
        "from descent import plotting\n"
        "figure, axes = plotting.subplots()\n"
        "plotting.show(figure, alt='Empty axes')"
    )
    assert still["kind"] == "html" and 'aria-label="Empty axes"' in still["data"]
    (plain,) = run("figure")
    assert plain["kind"] == "html" and "<svg" in plain["data"]
    drawn = run("import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nplt.title('T')\nNone")
    assert [output["kind"] for output in drawn] == ["html"]
    assert run("None") == []


def test_a_traceback_begins_at_the_cell():
    (error,) = run("def f():\n    return 1 / 0\nf()")
    assert error["kind"] == "error"
    assert error["data"]["error"] == "ZeroDivisionError: division by zero"
    assert "runtime.py" not in error["data"]["details"]
    (error,) = run("x = = 1")
    assert error["data"]["error"] == "SyntaxError: invalid syntax"


def test_an_explorer_that_a_cell_makes_can_be_moved():
    (output,) = run("from descent.explorers.softmax import softmax_temperature as s\ns")
    assert output["kind"] == "explorer" and output["made"] in runtime._made
    moved = show({"temperature": 5}, name=output["made"], chapter="")
    assert moved["caption"] == softmax_temperature.caption(temperature=5)


def test_after_a_restart_the_reader_is_told_what_to_do():
    assert "run the cell" in show({}, name="made-7", chapter="")["error"]
