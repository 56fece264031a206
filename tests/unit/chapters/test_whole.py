"""What an author may forget: chapters are entered, explorers shown and tested, or named here."""

import ast
import re
from collections import Counter
from itertools import accumulate
from pathlib import Path

import pytest
from descent.explorers import catalogue
from prose import NOTEBOOKS, PAGES, code_of, each_notebook, text_of
from stored import CONTENTS

ROOT = Path(__file__).parents[3]
MANY_WORDS = 12


def explored_in(source):
    """Return the explorers of some code, which calls their package `explore`, or imports one."""
    nodes = list(ast.walk(ast.parse(source)))
    uses = (node for node in nodes if isinstance(node, ast.Attribute))
    imports = (node for node in nodes if isinstance(node, ast.ImportFrom))
    theirs = (each for each in imports if (each.module or "").startswith("descent.explorers."))
    return {use.attr for use in uses if ast.unparse(use.value) == "explore"} | {
        alias.name for node in theirs for alias in node.names
    }


SHOWN = explored_in("\n".join(cell.source for path in NOTEBOOKS for cell in code_of(path)))
TESTS = "".join(
    path.read_text("utf-8") for path in (ROOT / "tests/unit/descent/explorers").glob("test_*.py")
)
TESTED = {name for name in catalogue() if re.search(rf"\b{name}\b", TESTS)}


@each_notebook
def test_the_notebook_is_in_the_contents(path):
    assert f"chapters/{path.stem}" in CONTENTS, f"enter chapters/{path.stem} in _toc.yml"


def test_a_chapter_s_practice_and_its_deeper_pages_follow_its_core():
    pages = [page.removeprefix("chapters/") for page in CONTENTS]
    pages = [page for page in pages if re.match(r"\d\d-", page)]
    kinds = [page.endswith("-practice") + 2 * page.endswith("-deeper") for page in pages]
    numbers = [page[:2] for page in pages]
    cores = accumulate(kind == 0 for kind in kinds)  # the same for all pages of one chapter
    places = list(zip(numbers, cores, kinds, strict=True))
    assert places == sorted(places)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_explorer_is_shown_and_tested(name):
    assert name in SHOWN, f"no chapter shows explore.{name}"
    assert name in TESTED, f"tests/unit/descent/explorers has no test of explore.{name}"


def test_no_paragraph_is_said_twice():
    texts = [text for path in PAGES for text in text_of(path).split("\n\n")]
    said = Counter(" ".join(text.split()) for text in texts if len(text.split()) > MANY_WORDS)
    assert not [text for text, count in said.items() if count > 1]
