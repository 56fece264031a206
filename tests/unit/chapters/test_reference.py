"""The reference of the package, before a page of it is built: what is listed, run and led to."""

import inspect
import re
from functools import cache
from pathlib import Path

import pytest
from _ext import first_uses, formula_names, reference, terms
from nbformat.v4 import new_code_cell, new_notebook
from prose import read
from public import public_names
from stored import CONTENTS

ROOT = Path(__file__).parents[3]
PAGES = [page for page in CONTENTS if page.startswith(f"{reference.PAGE}/")]


def test_every_public_name_stands_in_one_room():
    assert {name: public_names()[name] for name in reference.modules()} == public_names()


def test_every_module_has_its_page_in_the_contents_and_in_the_list():
    pages = {page: (ROOT / f"{page}.md").read_text("utf-8") for page in PAGES}
    listed = (ROOT / f"{reference.PAGE}.md").read_text("utf-8").partition(".. modules::")[2]
    assert re.findall("[a-z]+", listed) == [page.rpartition("/")[2] for page in PAGES]
    assert {f".. names:: {page.rpartition('/')[2]}" in text for page, text in pages.items()} == {
        True
    }
    assert {page.rpartition("/")[2] for page in PAGES} == set(reference.MODULES)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            [
                new_code_cell("from descent import losses, softmax as soft\n%pip list"),
                new_code_cell('"∇"; p = soft(o)\nlosses.lovasz_extension(p, softmax=3)'),
                new_code_cell("soft"),
            ],
            {"softmax": (1, 9), "lovasz_extension": (1, 24)},
        ),
        (
            [
                new_code_cell(
                    "import descent\ndescent.tanh; soft", metadata={"tags": ["hide-cell"]}
                ),
                new_code_cell("descent.activations.tanh; descent.softmax"),
            ],
            {"tanh": (1, 20), "softmax": (1, 34)},
        ),
        (
            [new_code_cell("from descent import softmax\nprint(softmax(o)) + softmax(o)")],
            {"softmax": (0, 34)},
        ),
        ([new_code_cell("from descent import checks\nchecks.softmax; softmax = 1")], {}),
    ],
)
def test_the_first_use_in_a_shown_cell_is_found_where_it_stands(cells, expected):
    assert first_uses.uses(new_notebook(cells=cells)) == expected


TAUGHT = {name: row for name, row in reference.lessons().items() if row and "#" in row}


def test_every_public_name_has_a_row():
    assert set(reference.lessons()) == set(public_names())


@cache
def sections_of(page):
    """Return the text and code of each section of a chapter, by its anchor."""
    text = "\n".join(cell.source for cell in read(ROOT / f"chapters/{page}.ipynb").cells)
    parts = re.split("^#{1,3} (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(map(terms.slug_of, parts[::2]), parts[1::2], strict=True))


@pytest.mark.parametrize(("name", "row"), TAUGHT.items())
def test_the_section_that_teaches_a_name_uses_it(name, row):
    page, anchor, label = re.fullmatch(r"([^# ]+)#(\S+) ?(\S*)", row).groups()
    section = sections_of(page)[anchor]
    assert not label or re.search(rf"^:label: {label}$|^\$\$ \({label}\)$", section, re.MULTILINE)
    words = re.sub("(?<=[a-z])(?=[A-Z])", "_", name).replace("_", "[-_ ]?")  # batch normalization
    said = section + formula_names.names().get(label, "")
    assert re.search(rf"\b{words}\b", said, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "other"), [row for row in reference.lessons().items() if row[1] in reference.modules()]
)
def test_what_is_taught_with_another_is_its_gradient_or_a_part_of_it(name, other):
    assert "#" in reference.lessons()[other]
    assert name == f"{other}_gradient" or name in inspect.getsource(public_names()[other])


def test_few_names_are_taught_nowhere():
    without = [name for name, row in reference.lessons().items() if row is None]
    assert len(without) < 0.1 * len(reference.lessons())


def test_a_link_stands_at_its_offset_and_changes_no_letter():
    html = '<pre><span>a &lt; 1</span>; slope(f, "&#39;g")\n</pre>'
    written = first_uses.linked(html, {7: "x.html#a&b", 18: "y.html"})
    links = re.findall(r'<a href="(.*?)">(\w+)</a>', written)
    assert links == [("x.html#a&amp;b", "slope"), ("y.html", "g")]  # as the cell calls it
    assert re.sub("</?a[^>]*>", "", written) == html


def test_a_class_lists_what_no_other_entry_describes():
    models = public_names()
    assert {"fit", "predict_proba"} <= set(reference.methods(models["MLP"]))
    assert reference.methods(models["Adam"]) == []
    assert "update" in reference.methods(models["Optimizer"])


def test_the_source_of_a_function_comes_with_its_formula():
    """Each public function that leaves its work to a kernel of its name, and only what it calls."""
    own = {name: value for name, value in public_names().items() if inspect.isfunction(value)}
    called = {name: list(reference.kernels_of(value)) for name, value in own.items()}
    assert called["softmax"] == ["softmax"] and called["entropy"] == []
    named = {
        name for name in own if re.search(rf"\bkernels\.{name}\(", inspect.getsource(own[name]))
    }
    assert len(named) > 10 and not [name for name in named if name not in called[name]]
