"""A notebook that was downloaded says what it needs, and can be had without its solutions."""

import nbformat
import pytest
from docutils import nodes
from docutils.utils import new_document
from explorable.sphinx.downloads import _add_handouts, _offer, add_note


def test_the_first_cell_names_the_packages_once():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import waves")])
    for _ in range(2):
        add_note(notebook, ("waves",))
    first, second = notebook.cells
    assert "`explorable` and `waves`" in first.source and second.source == "import waves"


class App:
    """What the extension asks of Sphinx."""

    def __init__(self, outdir):
        self.outdir = outdir


def test_what_has_solutions_can_be_had_without_and_nothing_else(tmp_path):
    sources = tmp_path / "_sources"
    sources.mkdir()
    code = nbformat.v4.new_code_cell
    asked = code("answer = 42", metadata={"tags": ["solution"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[code("1"), asked]), sources / "waves.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=[code("1")]), sources / "tea.ipynb")
    for _ in range(2):  # a second build finds the handout of the first
        _add_handouts(App(tmp_path), None)
    names = sorted(path.name for path in sources.iterdir())
    assert names == ["tea.ipynb", "waves-without-solutions.ipynb", "waves.ipynb"]
    (left,) = nbformat.read(sources / names[1], as_version=4).cells
    assert left.source == "1"


@pytest.mark.parametrize(("tag", "offered"), [("solution", True), ("figure", False)])
def test_the_menu_of_downloads_offers_it_where_there_are_solutions(tag, offered):
    document = new_document("waves")
    document += nodes.container(classes=["cell", f"tag_{tag}"])
    buttons = [{"text": ".ipynb"}, {"text": ".pdf"}]
    context = {
        "sourcename": "chapters/waves.ipynb",
        "pathto": lambda name, _: f"../{name}",
        "header_buttons": [{"label": "download-buttons", "buttons": buttons}],
    }
    _offer(None, "chapters/waves", "page.html", context, document)
    links = [each["url"] for each in buttons if "url" in each]
    there = ["../_sources/chapters/waves-without-solutions.ipynb"]
    assert links == (there if offered else [])


def test_a_theme_without_such_a_menu_is_left_alone():
    document = new_document("waves")
    document += nodes.container(classes=["cell", "tag_solution"])
    context = {"sourcename": "waves.ipynb", "pathto": lambda name, _: name}
    _offer(None, "waves", "page.html", context, document)
    assert "header_buttons" not in context
