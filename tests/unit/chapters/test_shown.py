"""What a reader sees of a chapter's code: complete, and no wider than the page."""

import ast
import builtins
import re
import sys

import pytest
from explorable.kernel.names import names_of
from nbformat.v4 import new_code_cell
from prose import PAGES, each_page, read, tags_of, text_of

COLUMNS = 72
MAX_IMPORT_LINES = 16
OURS = {"descent", "explorable"}
ON_PAGES = OURS | {"ipywidgets", "matplotlib", "numpy", *sys.stdlib_module_names}


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def code(request):
    """The chapter's code cells by their number in the notebook, from 0."""
    cells = enumerate(read(request.param).cells)
    return {number: cell for number, cell in cells if cell.cell_type == "code"}


def is_shown(cell):
    return not any(tag.startswith(("hide-", "remove-")) for tag in tags_of(cell))


def is_told(cell):
    """Whether a reader knows where to find the cell's names: its line says that it imports."""
    return is_shown(cell) or "imports" in cell.metadata.tags


def unseen_names(code):
    """Return pairs of a shown cell's number and a name that it takes from a folded cell."""
    seen, found = dict.fromkeys(dir(builtins), True), []
    for number, cell in code.items():
        names = names_of(cell.source)
        if is_shown(cell):
            used = sorted(name for name in names.reads - names.binds if name.isidentifier())
            found += [(number, name) for name in used if not seen.get(name)]
        seen |= dict.fromkeys(names.binds, is_told(cell))
    return found


def imports(cell):
    body = ast.parse(cell.source).body
    return [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]


def printed(cell):
    """Return the lines that a page shows as text below the cell."""
    texts = [
        output.text if output.output_type == "stream" else output.data.get("text/plain", "")
        for output in cell.outputs
        if output.output_type == "stream" or set(output.get("data", {})) == {"text/plain"}
    ]
    return [line for text in texts for line in text.splitlines()]


def too_wide(lines):
    return [line for line in lines if len(line) > COLUMNS]


def test_shown_cells_use_only_what_shown_cells_define(code):
    assert not unseen_names(code)


def test_the_first_shown_cell_imports_for_all(code):
    first, *others = [cell for cell in code.values() if is_told(cell)]
    assert imports(first)
    assert len(first.source.splitlines()) <= MAX_IMPORT_LINES
    assert not [cell.source for cell in others if imports(cell)]


def test_the_first_cell_imports_what_pages_have(code):
    """Or none behind it runs there: what a page lacks is imported where it is used."""
    first = next(cell for cell in code.values() if is_told(cell))
    names = {
        name
        for node in imports(first)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert {name.partition(".")[0] for name in names} <= ON_PAGES


def test_shown_code_fits_its_column(code):
    wide = {n: too_wide(cell.source.splitlines()) for n, cell in code.items() if is_shown(cell)}
    assert not {number: lines for number, lines in wide.items() if lines}


@each_page
def test_code_within_text_fits_its_column(path):
    blocks = re.findall(r"^```python\n(.*?)^```", text_of(path), re.MULTILINE | re.DOTALL)
    assert not too_wide("".join(blocks).splitlines())


def test_printed_tables_fit_their_column(code):
    wide = {
        number: too_wide(printed(cell))
        for number, cell in code.items()
        if is_shown(cell) or "figure" in cell.metadata.tags
    }
    assert not {number: lines for number, lines in wide.items() if lines}


def cells(*sources):
    """Return cells by number; a source that begins with a comment sign is folded."""
    return {
        number: new_code_cell(s, metadata={"tags": ["hide-input"] if s[0] == "#" else []})
        for number, s in enumerate(sources)
    }


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["x = 1", "print(x)"], []),
        (["#\nx = 1", "print(x)"], [(1, "x")]),
        (["x = 1", "#\nx = 2", "print(x)"], [(2, "x")]),
        (["#\nx = 1", "x = 2", "print(x)"], []),
        (["#\nimport math", "def f(x): return math.exp(x)"], [(1, "math")]),
        (["try:\n import math as m\nexcept ImportError as error:\n print(error)"], []),
    ],
)
def test_a_name_that_is_not_seen_is_found(sources, expected):
    assert unseen_names(cells(*sources)) == expected


def test_a_figure_that_is_drawn_is_shown(code):
    """It is a cell's last value: with a line behind it, a notebook would show nothing."""
    drawn = {n: cell for n, cell in code.items() if "plotting.show(" in cell.source}
    assert not [
        n
        for n, cell in drawn.items()
        if not any("image/png" in o.get("data", {}) for o in cell.outputs)
    ]
