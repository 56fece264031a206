"""Each labelled formula has names for who searches it."""

import json
import re

import formula_names
from stored import CHAPTERS, FOLDER

LABEL = re.compile(r"^\$\$ *\(([\w-]+)\)", re.MULTILINE)


def labels():
    """Return the labels of the chapters' formulas."""
    for chapter in CHAPTERS:
        cells = json.loads((FOLDER / f"{chapter}.ipynb").read_text("utf-8"))["cells"]
        for cell in cells if chapter[0] in "01" else ():
            yield from LABEL.findall("".join(cell["source"]))


def test_each_formula_with_a_label_has_a_name():
    found = set(labels())
    assert len(found) > 50
    assert found <= set(formula_names.names())


def test_no_name_belongs_to_two():
    names = [n.lower() for said in formula_names.names().values() for n in said.split(", ")]
    assert len(set(names)) == len(names)


def test_no_name_has_a_dot_which_a_search_would_cut():
    assert not [said for said in formula_names.names().values() if "." in said]
