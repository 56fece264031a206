"""A formula or a theorem that has names has a place, and is found by each of them."""

import re

from _ext import formula_names
from prose import CHAPTERS, NOTEBOOKS, text_of

FORMULA = re.compile(r"^\$\$ *\(([\w-]+)\)", re.MULTILINE)
THEOREM = re.compile(r"^:label: (thm-[\w-]+)", re.MULTILINE)


def prose():
    """Return what the chapters and the page of notation say, as Markdown."""
    return "\n\n".join([*map(text_of, NOTEBOOKS), (CHAPTERS / "notation.md").read_text("utf-8")])


def test_what_has_a_name_is_a_formula_or_a_theorem():
    formulas, theorems = set(FORMULA.findall(prose())), set(THEOREM.findall(prose()))
    assert len(formulas) > 50
    assert set(formula_names.names()) <= formulas | theorems


def test_no_name_belongs_to_two():
    names = [n.lower() for said in formula_names.names().values() for n in said.split(", ")]
    assert len(set(names)) == len(names)


def test_no_name_has_a_dot_which_a_search_would_cut():
    assert not [said for said in formula_names.names().values() if "." in said]
