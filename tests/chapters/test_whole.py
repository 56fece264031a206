"""What an author may forget: each part of a chapter is entered, shown and tested, or named here."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from descent import checks
from descent.explorers import catalogue
from prose import PAGES
from stored import CONTENTS

from tools.references import markdown_of

ROOT = Path(__file__).parents[2]
MANY_WORDS = 12
NOTEBOOKS = sorted((ROOT / "chapters").glob("*.ipynb"))


def code_of(path):
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


CODE = "\n".join(map(code_of, NOTEBOOKS))


def source_of(folder):
    paths = (ROOT / "tests" / "descent" / folder).glob("test_*.py")
    return "\n".join(path.read_text("utf-8") for path in paths)


def judges():
    """Every check of every chapter, as a reader calls it."""
    for chapter in checks.CHAPTERS:
        module = import_module(f"descent.checks.{chapter}")
        for name, each in vars(module).items():
            if hasattr(each, "__wrapped__") and each.__module__ == module.__name__:
                yield f"{chapter}.{name}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_is_in_the_contents(path):
    assert f"chapters/{path.stem}" in CONTENTS, f"enter chapters/{path.stem} in _toc.yml"


def test_a_chapter_s_deeper_pages_follow_its_core():
    cores = [page for page in CONTENTS if re.match(r"chapters/\d\d-", page)]
    assert cores == sorted(cores)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_explorer_is_shown_and_tested(name):
    assert f".{name}" in CODE, f"no chapter shows the explorer {name}"
    assert name in source_of("explorers"), f"tests/descent/explorers has no test of {name}"


@pytest.mark.parametrize("name", sorted(judges()))
def test_the_check_is_used_and_tested(name):
    assert f"checks.{name}(" in CODE, f"no chapter uses the check {name}"
    judged = name.partition(".")[2]
    tested = re.search(rf'\.{judged}\b|"{judged}": Answers', source_of("checks"))
    assert tested, f"tests/descent/checks has no test of {name}"


def test_there_are_checks():
    assert len(list(judges())) > 20


def test_no_paragraph_is_said_twice():
    texts = [text for path in PAGES for text in "\n\n".join(markdown_of(path)).split("\n\n")]
    said = Counter(" ".join(text.split()) for text in texts if len(text.split()) > MANY_WORDS)
    assert not [text for text, count in said.items() if count > 1]
