"""Notebooks are stored in a form that only a change of content changes."""

import json
import re

import nbformat
import pytest
from explorable.authoring.notebooks import WIDGET_VIEW, execute, main, normalize, to_text
from explorable.frames import STORING
from explorable.stored import explorers
from nbclient.exceptions import CellExecutionError


@pytest.fixture
def store(tmp_path):
    """Store a notebook of the given cells and return its path."""

    def store(*sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        path = tmp_path / "notebook.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return store


def test_running_twice_gives_the_same_bytes_and_the_kernel_is_quiet(store, capfd):
    path = store("print('a')\nprint('b', flush=True)\nprint('c')", "1 + 1")
    first = to_text(normalize(execute(path)))
    path.write_text(first, encoding="utf-8")
    assert to_text(normalize(execute(path))) == first
    assert "a\\n" in first and '"2"' in first
    assert not capfd.readouterr().err


FREE = """import time
print("took", time.perf_counter(), flush=True)
print("s")"""


@pytest.mark.parametrize("word", ["took", "needed"])
def test_numbers_that_are_free_to_differ_stay_as_stored_until_words_change(store, word):
    path = store(FREE)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].metadata["tags"] = ["nbval-ignore-output"]
    stored = nbformat.v4.new_output("stream", name="stdout", text="took 1.5\ns\n")
    notebook.cells[0].outputs = [stored]
    notebook.cells[0].source = FREE.replace("took", word)
    nbformat.write(notebook, path)
    (output,) = normalize(execute(path)).cells[0].outputs
    assert output.text.startswith(f"{word} ")
    assert (output.text == stored.text) == (word == "took")


def test_a_failing_cell_raises(store):
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(store("1 / 0"))


BAKED = "from explorable import interact\ninteract(lambda n: n, n=(0, 3))"


@pytest.mark.parametrize(
    ("source", "who"), [("1 + 1", ": readers wait"), (BAKED, ", its frames included")]
)
def test_what_readers_wait_for_is_told(source, who, store, capsys, monkeypatch):
    monkeypatch.setattr("explorable.authoring.notebooks.CELL_SECONDS", 0)
    monkeypatch.setattr("sys.argv", ["notebooks", str(store(source))])
    main()
    assert re.search(rf"cell 1 takes \d+\.\d s{who}", capsys.readouterr().out)


def test_widgets_leave_their_text_only(store):
    notebook = normalize(execute(store("import ipywidgets\nipywidgets.IntSlider()")))
    (output,) = notebook.cells[0].outputs
    assert list(output.data) == ["text/plain"]
    assert "widgets" not in notebook.metadata


def test_normal_form_drops_what_no_reader_sees():
    views = {WIDGET_VIEW: {"model_id": "a"}, "text/plain": "text", "image/png": "aa"}
    said = {"image/png": {"alt": "a line"}, WIDGET_VIEW: {}, "editor": {"collapsed": True}}
    output = nbformat.v4.new_output("execute_result", views, metadata=said, execution_count=7)
    kept = {"tags": ["raises-exception"], "mystnb": {"image": {"alt": "a line"}}}
    metadata = {**kept, "collapsed": True, "execution": {"iopub.status.busy": "now"}}
    cell = nbformat.v4.new_code_cell("x", outputs=[output], execution_count=7, metadata=metadata)
    notebook = normalize(nbformat.v4.new_notebook(cells=[cell], metadata={"authors": ["a"]}))
    assert notebook.cells[0].metadata == kept
    assert notebook.cells[0].outputs[0].data == {"text/plain": "text", "image/png": "aa"}
    assert notebook.cells[0].outputs[0].metadata == {"image/png": {"alt": "a line"}}
    assert notebook.cells[0].execution_count == notebook.cells[0].outputs[0].execution_count == 1
    assert "authors" not in notebook.metadata


def test_pieces_of_a_stream_are_joined():
    pieces = [nbformat.v4.new_output("stream", name="stdout", text=text) for text in "abc"]
    cell = nbformat.v4.new_code_cell("x", outputs=pieces)
    (output,) = normalize(nbformat.v4.new_notebook(cells=[cell])).cells[0].outputs
    assert output.text == "abc"


def test_a_stored_notebook_says_what_a_script_of_it_is_called(store):
    stored = normalize(nbformat.read(store("1 + 1"), as_version=4))
    assert stored.metadata.language_info.file_extension == ".py"


def test_plain_interact_is_stored_alive_if_that_is_asked_for(store, tmp_path, monkeypatch):
    cell = "from ipywidgets import interact_manual\ninteract_manual(lambda n: n, n=(0, 4));"
    path = store(cell)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv(STORING, "")
    found = []
    for options in ([], ["--interact"]):
        monkeypatch.setattr("sys.argv", ["notebooks", *options, str(path)])
        main()
        specs = explorers(json.loads(path.read_text("utf-8"))["cells"])
        found.append([spec["manual"] for spec, _ in specs])
    assert found == [[], ["Run Interact"]]
