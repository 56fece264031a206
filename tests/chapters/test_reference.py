"""The reference of the package, before a page of it is built: what is listed, run and led to."""

import re
from pathlib import Path

import pytest
from _ext import first_uses, package_uses, reference
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rooms import public_names
from stored import CONTENTS

ROOT = Path(__file__).parents[2]
PAGES = [page for page in CONTENTS if page.startswith(f"{reference.PAGE}/")]


def test_every_public_name_stands_in_one_room():
    assert {name: public_names()[name] for name in package_uses.rooms()} == public_names()


def test_every_room_has_its_page_in_the_contents_and_in_the_list():
    pages = {page: (ROOT / f"{page}.md").read_text("utf-8") for page in PAGES}
    listed = (ROOT / f"{reference.PAGE}.md").read_text("utf-8").partition(".. rooms::")[2]
    assert re.findall("[a-z]+", listed) == [page.rpartition("/")[2] for page in PAGES]
    assert {f".. room:: {page.rpartition('/')[2]}" in text for page, text in pages.items()} == {
        True
    }
    assert {page.rpartition("/")[2] for page in PAGES} == set(package_uses.ROOMS)


def found_in(*cells):
    return list(package_uses.uses(new_notebook(cells=list(cells)), "chapters/01-a"))


def test_a_use_is_found_where_it_stands():
    cells = [
        new_markdown_cell("# A\n\n## What's ∇?"),
        new_code_cell("from descent import losses, softmax as soft\n%pip list"),
        new_markdown_cell("````{prf:theorem}\n:label: thm-a\n````"),
        new_code_cell('"∇"; p = soft(o)\nlosses.lovasz_extension(p, softmax=3)'),
        new_code_cell("soft", metadata={"tags": ["hide-input"]}),
    ]
    section = package_uses.Section("chapters/01-a", "whats-", False)
    assert found_in(*cells) == [
        package_uses.Use("softmax", 3, 9, section, "thm-a", True),
        package_uses.Use("lovasz_extension", 3, 24, section, "thm-a", True),
        package_uses.Use("softmax", 4, 0, section, "thm-a", False),
    ]


def test_what_a_cell_only_calls_the_same_is_no_use():
    assert not found_in(new_code_cell("from descent import checks\nchecks.softmax; softmax = 1"))


@pytest.mark.parametrize(
    ("name", "page", "label"),
    [
        ("softmax", "03-softmax", "softmax-definition"),  # a formula has its name
        ("MLP", "09-neural-networks", "networks-layer"),
        ("batch_normalize", "09-regularizing-networks-deeper", None),  # so has a section
        ("relu", "09-neural-networks", None),  # the glossary knows its page
        ("log_arrangements", "04-cross-entropy", None),  # its first cell
        ("multiclass_hinge_gradient", "01-scores-and-margins", "scores-hinge"),  # its function's
        ("Dataset", "08-mnist-end-to-end", None),  # that of what returns it
    ],
)
def test_what_teaches_a_name(name, page, label):
    lesson = package_uses.lesson(name)
    assert (lesson.section.page, lesson.label) == (f"chapters/{page}", label)


def test_few_names_are_taught_nowhere():
    without = [name for name in package_uses.rooms() if package_uses.lesson(name) is None]
    assert "tanh" in without and len(without) < 0.2 * len(package_uses.rooms())


def test_a_link_stands_at_its_offset_and_changes_no_letter():
    html = '<pre><span>a &lt; 1</span>; slope(f, "&#39;g")\n</pre>'
    written = first_uses.linked(html, {7: "x.html#a&b", 18: "y.html"})
    links = re.findall(r'<a href="(.*?)">(\w+)</a>', written)
    assert links == [("x.html#a&amp;b", "slope"), ("y.html", "g")]  # as the cell calls it
    assert re.sub("<[^>]*>", "", written) == 'a &lt; 1; slope(f, "\'g")\n'


def test_a_class_lists_what_no_other_entry_describes():
    models = public_names()
    assert {"fit", "predict_proba"} <= set(reference.methods(models["MLP"]))
    assert reference.methods(models["Adam"]) == []
    assert "update" in reference.methods(models["Optimizer"])


def test_sections_of_numpydoc_become_lists_of_fields():
    given = """Sum.

More.

Parameters
----------
x_, *y : array_like
    Any of `x_`.

Examples
--------
>>> 1_0
10""".splitlines()
    assert "\n".join(reference.with_fields(given)) == (
        "Sum.\n\nMore.\n\n:Parameters:\n    x\\_, \\*y : array_like\n        Any of `x_`.\n\n"
        ".. rubric:: Example\n\n>>> 1_0\n10"
    )
