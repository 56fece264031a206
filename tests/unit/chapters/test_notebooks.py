"""What every stored notebook must be; nbval checks beside it that its outputs are true."""

import ast

import nbformat
import pytest
from explorable.authoring.notebooks import normalize, to_text
from prose import NOTEBOOKS, code_of, tags_of

MAX_CELL_LINES = 24


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def code(path):
    return code_of(path)


def test_stored_in_normal_form(path):
    notebook = nbformat.read(path, as_version=4)
    assert to_text(normalize(notebook)) == path.read_text("utf-8"), "run `make notebooks`"


def test_cells_are_short(code):
    """But what asks: nobody sees its text in a cell."""
    shown = [cell.source for cell in code if "question" not in tags_of(cell)]
    assert not [source for source in shown if len(source.splitlines()) > MAX_CELL_LINES]


def asserts(source):
    return any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(source)))


def test_what_says_checked_asserts(code):
    """A cell that cannot fail is no evidence, whatever it prints."""
    said = [cell.source for cell in code if "Checked" in cell.source]
    assert not [source for source in said if not asserts(source)]


def test_no_warning_or_unexpected_error_is_stored(code):
    assert not [o for cell in code for o in cell.outputs if o.get("name") == "stderr"]
    for cell in code:
        failed = any(output.output_type == "error" for output in cell.outputs)
        assert not failed or "raises-exception" in tags_of(cell), cell.source


def unlabeled_pictures(cell):
    """Return the pictures among the outputs of `cell` that have no text alternative."""
    alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
    return [
        kind
        for output in cell.outputs
        for kind in output.get("data", {})
        if kind.startswith("image/") and not (alt or output.metadata.get(kind, {}).get("alt"))
    ]


def test_pictures_have_a_text_alternative(code):
    assert not [picture for cell in code for picture in unlabeled_pictures(cell)]
