"""In plain Markdown, theorems have number and title, proofs are typeset, hints stay folded."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt

from tools.plain import plain, rewrite
from tools.references import collect

CHAPTERS = Path(__file__).parents[3] / "chapters"
references_of = cache(collect)
PAGES = sorted([*CHAPTERS.glob("*.ipynb"), CHAPTERS / "teachers.md", CHAPTERS / "notation.md"])
RAW = re.compile(r"^[`:]{3,}\{|\{[\w:-]+\}`|^\([\w-]+\)=$|^:\w+: ", re.MULTILINE)
THEOREM = """\
```{prf:theorem} Shift invariance
:label: thm-shift-invariance
For every $o$,

$$
p(o + v) = p(o).
$$
```"""


def cells_of(path):
    if path.suffix == ".md":
        return [written(path.read_text("utf-8"), path.name)]
    notebook = nbformat.read(path, as_version=4)
    rewrite(notebook, references_of(CHAPTERS), path.name)
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def written(text, file="03-softmax.ipynb"):
    return plain(references_of(CHAPTERS), text, file, Counter())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            THEOREM,
            "> **Theorem 3.1 (Shift invariance).**\n>\n> For every $o$,\n>\n> $$\n"
            "> p(o + v) = p(o).\n> $$",
        ),
        (
            "````{dropdown} Proof\n```{prf:proof}\nLet $x$.\n```\n````",
            "<details>\n<summary>Proof</summary>\n\n> **Proof.**\n>\n> Let $x$.\n\n</details>",
        ),
        (
            "```{exercise}\n:label: ex-a\n:class: code easy\nWrite `f`.\n```",
            "**Exercise 3.1 (code, easy).**\n\nWrite `f`.",
        ),
    ],
    ids=["its number and title", "folded and typeset", "its number, kind and grade"],
)
def test_theorems_proofs_and_exercises_are_plain(text, expected):
    assert written(text).strip() == expected


def test_formulas_are_numbered_and_referred_to_by_number():
    label, (file, name) = next(
        each for each in references_of(CHAPTERS).targets.items() if each[1][1].startswith("(")
    )
    number = name.strip("()")
    formula = written(f"$$\nx\n$$ ({label})\n\nBy {{eq}}`{label}`.", file)
    assert formula == f"$$\nx\n\\tag{{{number}}}\n$$\n\nBy ({number})."


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_directive_role_or_label_is_left_on_any_page(path):
    assert not [found[0] for source in cells_of(path) for found in RAW.finditer(source)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_folded_is_closed_and_code_alone_is_code(path):
    text = MarkdownIt("commonmark", {"html": True})
    for source in cells_of(path):
        assert source.count("<details>") == source.count("</details>")
        fences = [token for token in text.parse(source) if token.type == "fence"]
        assert {fence.info for fence in fences} <= {"coq", "python", "text", "sh", "yaml", ""}
