"""A notebook that was downloaded says what it needs."""

import nbformat
from explorable.sphinx.downloads import with_note


def test_the_first_cell_names_the_packages_once():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import waves")])
    text = with_note(nbformat.writes(notebook), ("waves",))
    first, second = nbformat.reads(text, as_version=4).cells
    assert "`explorable` and `waves`" in first.source and second.source == "import waves"
    assert with_note(text, ("waves",)) == text
