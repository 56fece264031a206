"""A chapter is handed out readable, without solutions, with hints or without."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from exercise_book import write_book

from tools.handouts import write

ROOT = Path(__file__).parents[3]


@pytest.fixture
def book(tmp_path):
    return write_book(tmp_path / "chapters").parent


def text_of(path):
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


@pytest.mark.parametrize("hints", [True, False])
def test_the_copy_is_readable_and_has_no_solution(book, tmp_path, hints):
    (path,) = write(book, tmp_path / "out", "03-sums", hints)
    text = text_of(path)
    assert "**Exercise 3.1" in text and "**A solution**" not in text
    assert "return needed" not in text and "your code here" in text
    assert ("[\\[Doe, 2020\\]](bibliography.md)" in text) == hints
    assert ("Hint" in text) == hints


def test_of_all_chapters_there_is_one_each(tmp_path):
    written = write(ROOT / "chapters", tmp_path)
    cells = [cell for path in written for cell in nbformat.read(path, as_version=4).cells]
    tags = [tag for cell in cells for tag in cell.metadata.get("tags", [])]
    assert len(written) > 20 and "exercise" in tags and "solution" not in tags
    assert not [cell for cell in cells if cell.source.endswith("**A solution**")]
    shown = [output for cell in cells for output in cell.get("outputs", [])]
    assert 'data-verdict="right"' not in str(shown)


def test_a_slip_in_the_name_is_told_in_a_line(book, tmp_path):
    command = [sys.executable, "-m", "tools.handouts", book, tmp_path / "out", "3-sums"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"CHAPTER must name a notebook of {book}, got '3-sums'",
    ]
