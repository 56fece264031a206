"""The reader's copy of the chapters follows the book and never loses what the reader wrote."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.lab import RECORD, copy, save_figures

ROOT = Path(__file__).parents[3]


def write(path, text, code="1 + 1"):
    cells = [new_markdown_cell(text, id="a"), new_code_cell(code, id="b")]
    nbformat.write(new_notebook(cells=cells), path)


def text_of(path):
    return nbformat.read(path, as_version=4).cells[0].source


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    book = tmp_path / "chapters"
    (book / "images").mkdir(parents=True)
    (book / "images" / "a.svg").write_text("<svg/>")
    (book / "reference").mkdir()
    (book / "reference" / "simplex.md").write_text("# A room, made with the site")
    (book / "references.bib").write_text("")
    (book / "glossary.md").write_text("# Words")
    write(book / "01-first.ipynb", "First.")
    write(book / "02-second.ipynb", "Second.")
    return book


@pytest.fixture
def work(book, tmp_path):
    assert copy(book, tmp_path / "work") == []
    return tmp_path / "work"


def test_notebooks_and_what_they_link_to_are_copied(work):
    files = {path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file()}
    assert files == {"01-first.ipynb", "02-second.ipynb", "glossary.md", "images/a.svg", RECORD}


def test_notebooks_of_the_copy_are_saved_with_their_figures(work):
    save_figures(work)
    (settings,) = (work / ".settings").iterdir()
    assert "saveState" in settings.read_text("utf-8")


def test_what_the_reader_wrote_stays_and_the_rest_follows_the_book(book, work):
    write(work / "01-first.ipynb", "Mine.")
    assert copy(book, work) == []  # nobody is told while the book stands still
    write(book / "01-first.ipynb", "First, better.")
    write(book / "02-second.ipynb", "Second, better.")
    for _ in range(2):
        assert copy(book, work) == ["01-first.ipynb"]
        assert text_of(work / "01-first.ipynb") == "Mine."
        assert text_of(work / "02-second.ipynb") == "Second, better."


def run(path):
    """Do what JupyterLab does when it opens, runs and saves a notebook."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.language_info = {"name": "python", "version": "3.11"}
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="2")]
    nbformat.write(notebook, path)


@pytest.mark.parametrize("happens", [run, lambda path: path.with_name(RECORD).unlink()])
def test_a_notebook_that_was_only_run_or_whose_copy_was_cut_short_follows_the_book(
    book, work, happens
):
    first = work / "01-first.ipynb"
    happens(first)
    before = first.read_text("utf-8")
    assert copy(book, work) == [] and first.read_text("utf-8") == before  # with its outputs
    write(book / "01-first.ipynb", "First, better.")
    assert copy(book, work) == []
    assert text_of(first) == "First, better."


def test_a_removed_file_comes_back_as_the_book_has_it(book, work):
    write(work / "01-first.ipynb", "Mine.")
    copy(book, work)
    (work / "01-first.ipynb").unlink()
    assert copy(book, work) == []
    assert text_of(work / "01-first.ipynb") == "First."
    write(book / "01-first.ipynb", "First, better.")
    copy(book, work)
    assert text_of(work / "01-first.ipynb") == "First, better."


def test_a_file_that_stood_there_before_stays(book, tmp_path):
    (tmp_path / "work").mkdir()
    write(tmp_path / "work" / "01-first.ipynb", "Mine.")
    assert copy(book, tmp_path / "work") == ["01-first.ipynb"]
    assert text_of(tmp_path / "work" / "01-first.ipynb") == "Mine."


def test_what_the_book_wrote_is_trusted_and_what_came_from_elsewhere_is_not(book, work):
    write(work / "03-stranger.ipynb", "Strange.", code="2 + 2")
    write(work / "01-first.ipynb", "Mine.", code="3 + 3")
    copy(book, work)
    names = "01-first.ipynb", "02-second.ipynb", "03-stranger.ipynb"
    notary = NotebookNotary()
    trusted = [notary.check_signature(nbformat.read(work / name, as_version=4)) for name in names]
    assert trusted == [False, True, False]


def test_git_sees_nothing_of_the_copy():
    subprocess.run(["git", "check-ignore", "--quiet", "work/01-first.ipynb"], cwd=ROOT, check=True)


def test_the_command_says_what_is_newer_in_the_book(book, work):
    write(work / "01-first.ipynb", "Mine.")
    write(book / "01-first.ipynb", "First, better.")
    command = [sys.executable, "-m", "tools.lab", book, work]
    said = subprocess.check_output(command, text=True)
    assert "01-first.ipynb has your changes and stays" in said
    assert "rename or remove" in said
