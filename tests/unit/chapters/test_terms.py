"""The index, as the local extension of Sphinx makes it from the notebooks."""

import re
from pathlib import Path

import nbformat
from _ext import terms
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parents[3]


def test_a_use_is_found_in_its_section(tmp_path):
    cells = [
        new_markdown_cell("# Title\n\nA [loss](glossary.md#loss).\n\n(a-label)=\n## What's new?\n"),
        new_code_cell("# no heading: [x](glossary.md#x)"),
        new_markdown_cell("Two [biases](glossary.md#bias), no [link](other.md#loss)."),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "01-a.ipynb")
    found = list(terms.uses(tmp_path / "01-a.ipynb"))
    assert found == [("loss", "Title", "title"), ("bias", "What's new?", "whats-new")]


def test_every_term_is_listed_and_few_are_used_nowhere():
    glossary = (ROOT / "chapters" / "glossary.md").read_text("utf-8")
    lines = terms.lines()
    assert [re.match(r"- \[(.*?)\]", line)[1] for line in lines] == re.findall(
        r"^### (.+)$", glossary, re.MULTILINE
    )
    assert sum(".ipynb#" in line for line in lines) > 0.8 * len(lines)
