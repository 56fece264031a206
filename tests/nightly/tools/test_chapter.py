"""A new chapter passes everything that the others pass, and a name already taken costs nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chapter

ROOT = Path(__file__).parents[3]
NAME = "13-calibrated-odds"


@pytest.fixture
def book(tmp_path):
    """A copy of what git keeps of the book, without the weight of its other chapters."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


FORM = "NAME must be a number and a slug"
OTHERS = ["calibration", "12", "12-Calibration", "12-two words", ""]


@pytest.mark.parametrize(("name", "words"), [*((each, FORM) for each in OTHERS), ("12-class", "")])
def test_a_name_of_another_form_is_refused_before_anything_is_written(tmp_path, name, words):
    with pytest.raises(ValueError, match=words or "NAME"):
        chapter.start(name, tmp_path)
    assert not list(tmp_path.iterdir())


def run(book, *arguments):
    sources = map(str, book.glob("code/*/src"))
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join(sources),
        "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache"),  # read once; of each file it asks the sum
    }
    result = subprocess.run(arguments, cwd=book, env=env, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result.stdout


def test_a_new_chapter_passes_what_an_author_runs(book):
    assert f"make check CHAPTER={NAME}" in run(book, sys.executable, "-m", "tools.chapter", NAME)
    run(book, "git", "init", "--quiet")
    run(book, "git", "add", "--all")
    for installed in ("ready", "tests"):
        (book / ".venv").mkdir(exist_ok=True)
        (book / ".venv" / installed).touch()
    run(book, "make", "check", f"CHAPTER={NAME}", f"BIN={Path(sys.executable).parent}")


def test_nothing_is_written_over(book):
    (book / "code/descent/src/descent/checks/calibrated_odds.py").write_text("mine")
    with pytest.raises(FileExistsError, match=r"calibrated_odds\.py is there already"):
        chapter.start(NAME, book)
    assert not (book / f"chapters/{NAME}.ipynb").exists()
