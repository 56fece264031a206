"""A notebook that was downloaded says what it needs, and can be had without its solutions."""

from types import SimpleNamespace

import nbformat
import pytest
from docutils import nodes
from docutils.utils import new_document
from explorable.sphinx.downloads import _edit, _offer, add_note
from explorable.sphinx.settings import Settings
from explorable.sphinx.steps import Page


def test_the_first_cell_names_the_packages_once():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import waves")])
    for _ in range(2):
        add_note(notebook, ("waves",))
    first, second = notebook.cells
    assert "`explorable` and `waves`" in first.source and second.source == "import waves"


def test_what_has_solutions_can_be_had_without_and_nothing_else(tmp_path):
    sources = tmp_path / "_sources"
    sources.mkdir()
    code = nbformat.v4.new_code_cell
    asked = code("answer = 42", metadata={"tags": ["solution"]})
    question = code("ask('How many?')", metadata={"tags": ["question"]})
    waves = nbformat.v4.new_notebook(cells=[code("1"), asked, question])
    nbformat.write(waves, sources / "waves.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=[code("1")]), sources / "tea.ipynb")
    for _ in range(2):  # a second build finds the handout of the first
        _edit(Settings(handouts=True), SimpleNamespace(outdir=tmp_path))
    names = sorted(path.name for path in sources.iterdir())
    assert names == ["tea.ipynb", "waves-without-solutions.ipynb", "waves.ipynb"]
    left, packed = nbformat.read(sources / names[1], as_version=4).cells
    assert left.source == "1" and "How many?" not in packed.source


PLACE = "../_sources/chapters/waves-without-solutions.ipynb"


@pytest.mark.parametrize("has_menu", [True, False])
@pytest.mark.parametrize(("tag", "offered"), [("solution", True), ("figure", False)])
def test_it_is_offered_in_the_menu_or_at_the_page_s_end_where_there_are_solutions(
    tag, offered, has_menu
):
    document = new_document("waves")
    document += nodes.container(classes=["cell", f"tag_{tag}"])
    context = {
        "sourcename": "chapters/waves.ipynb",
        "pathto": lambda name, _: f"../{name}",
        "body": "",
    }
    if has_menu:
        context["explorable_menu"] = [{"url": "waves.ipynb"}, {"do": "print"}]
    page = Page(None, "chapters/waves", context, document)
    _offer(page)
    links = [each.get("url") for each in page.menu or ()]
    assert (PLACE in links, PLACE in context["body"]) == (offered and has_menu, offered > has_menu)
    assert PLACE not in links or links.index(PLACE) == 1
